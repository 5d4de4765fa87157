import pytest
from django.urls import reverse

from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import StaffMember
from cluster_crm.people.testing import make_staff_member
from privacy.actions.retention import STILL_RUNNING
from privacy.models import RetentionClock, SubjectRole
from privacy.testing import make_subject
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
ADD = {"source": "APPLICATION", "collected_on": "2026-01-05", "family_name": "Visser", "position": "intern"}


@pytest.mark.requirement("STAFF-01")
@pytest.mark.parametrize("role", [Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_staff_are_registered_on_the_page(client, role):
    client.force_login(make_user(role))

    answer = client.post(reverse("admin:people_staffmember_add"), ADD)

    member = StaffMember.objects.get()
    page = client.get(reverse("admin:people_staffmember_change", args=[member.pk]))
    assert answer.status_code == 302
    assert "Visser" in page.text
    assert "intern" in page.text


@pytest.mark.requirement("GEN-01")
def test_candidate_becomes_staff_under_his_own_number(client):
    subject = make_subject(SubjectKind.CANDIDATE)
    client.force_login(make_user(Role.ADMINISTRATOR))

    client.post(
        reverse("admin:people_staffmember_add"), ADD | {"known_as": str(SubjectRole.objects.get(data_subject=subject))}
    )

    assert StaffMember.objects.get().pk == subject.pk


@pytest.mark.requirement("STAFF-01")
@pytest.mark.parametrize("role", [Role.RECRUITER, Role.CONSULTANT, Role.FINANCE])
def test_others_do_not_see_staff(client, role):
    member = make_staff_member()
    client.force_login(make_user(role))

    pages = [
        reverse("admin:people_staffmember_changelist"),
        reverse("admin:people_staffmember_change", args=[member.pk]),
    ]

    assert {client.get(page).status_code for page in pages} == {403}


@pytest.mark.requirement("GLO-08")
def test_rights_buttons_stand_on_the_page_of_staff(client):
    member = make_staff_member()
    client.force_login(make_user(Role.PRIVACY_OFFICER))

    page = client.get(reverse("admin:people_staffmember_change", args=[member.pk]))

    for right in ("access", "erase"):
        assert reverse(f"admin:people_staffmember_{right}") in page.text


@pytest.mark.requirement("GLO-08")
def test_term_follows_who_begins_and_who_leaves(client):
    member = make_staff_member(is_prospective=True)
    client.force_login(make_user(Role.ADMINISTRATOR))
    page, fields = reverse("admin:people_staffmember_change", args=[member.pk]), {"family_name": "Visser"}
    terms = []

    for more in ({}, {"last_day": "2030-06-01"}):
        client.post(page, fields | more)
        terms.append(str(RetentionClock.objects.get(data_subject=member.pk).retain_until))

    assert terms[0] >= str(STILL_RUNNING)
    assert terms[1] == "2032-06-01"
