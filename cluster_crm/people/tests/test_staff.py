from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cluster_crm.accounts.actions import open_account
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.staff import staff_began, staff_left
from cluster_crm.people.admin.quick_log import may_log
from cluster_crm.people.models import StaffMember
from cluster_crm.people.testing import make_staff_member
from privacy.actions.retention import STILL_RUNNING
from privacy.exceptions import AlreadyHeld, NotInCatalogue
from privacy.models import CatalogueEntry, NoticeTask, RetentionClock, SubjectRole
from privacy.testing import make_subject
from privacy.vocabulary import Category, Role, SubjectKind

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("STAFF-01")
def test_staff_have_the_least_fields():
    own = {field.name for field in StaffMember._meta.concrete_fields} - {
        *("data_subject", "number", "full_name", "sort_name", "search_name", "created_at", "updated_at")
    }

    assert own == {
        *("given_name", "infix", "family_name", "email", "phone"),
        *("position", "is_prospective", "hr_reference"),
    }


@pytest.mark.requirement("GLO-08")
def test_staff_are_registered_like_everybody_and_kept_while_they_work():
    member = make_staff_member(position="intern", hr_reference="P-12")

    role = SubjectRole.objects.get(data_subject=member.pk)
    assert (role.subject_kind, role.number) == (SubjectKind.STAFF, member.number)
    assert RetentionClock.objects.get(data_subject=member.pk).retain_until >= STILL_RUNNING
    assert not NoticeTask.objects.exists()


@pytest.mark.requirement("GLO-08")
def test_term_of_prospective_staff_runs_until_they_begin():
    member = make_staff_member(is_prospective=True)
    before = RetentionClock.objects.get(data_subject=member.pk).retain_until

    staff_began(member, by=None)

    member.refresh_from_db()
    assert before < STILL_RUNNING <= RetentionClock.objects.get(data_subject=member.pk).retain_until
    assert not member.is_prospective


@pytest.mark.requirement("STAFF-01")
def test_term_runs_from_the_last_day():
    member = make_staff_member()

    clock = staff_left(member, last_day=date(2030, 6, 1), by=None)

    assert clock.retain_until == date(2032, 6, 1)


@pytest.mark.requirement("STAFF-01")
def test_user_who_has_an_account_is_told_more_about():
    user = open_account("kim@example.org", "correct horse battery", display_name="Kim", role=Role.RECRUITER)

    member = make_staff_member(user.data_subject)

    assert member.pk == user.data_subject_id
    assert SubjectRole.objects.get(data_subject=member.pk).number == member.number
    assert RetentionClock.objects.filter(data_subject=member.pk, subject_kind=SubjectKind.STAFF).exists()


def test_member_of_staff_is_registered_once():
    member = make_staff_member()

    with pytest.raises(AlreadyHeld):
        make_staff_member(member.data_subject)


@pytest.mark.requirement("GEN-01")
def test_candidate_who_joins_us_is_one_person():
    subject = make_subject(SubjectKind.CANDIDATE)

    member = make_staff_member(subject, is_prospective=True)

    assert set(SubjectRole.objects.filter(data_subject=member.pk).values_list("subject_kind", flat=True)) == {
        SubjectKind.CANDIDATE,
        SubjectKind.STAFF,
    }


@pytest.mark.requirement("GEN-09")
@pytest.mark.parametrize("has_account", [True, False])
def test_staff_without_a_row_in_the_catalogue_are_refused(has_account):
    CatalogueEntry.objects.filter(subject_kind=SubjectKind.STAFF, category=Category.POSITION).update(is_active=False)
    subject = make_subject(SubjectKind.STAFF) if has_account else None

    with pytest.raises(NotInCatalogue):
        make_staff_member(subject, position="intern")


@pytest.mark.requirement("CAND-DATA-31")
def test_service_number_as_the_number_of_the_file_is_refused():
    with pytest.raises(ValidationError):
        make_staff_member(hr_reference="111222333")


@pytest.mark.requirement("STAFF-01")
@pytest.mark.parametrize("role", [Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_contact_with_staff_is_logged_by_those_who_look_after_them_and_with_nobody_else(rf, role):
    request = rf.get("/")
    request.user = make_user(role)

    assert {kind for kind in SubjectKind if may_log(request, kind)} == {SubjectKind.STAFF}
