import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import EmergencyContact, EmergencyNaming, Referee, RefereeNaming
from candidates.testing import make_candidate
from candidates.testing_named import make_emergency_contact, make_referee, role_of
from candidates.testing_pipeline import make_application, make_placement
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.testing import make_staff_member
from privacy.actions.restriction import restrict
from privacy.models import ReadLogEntry, Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
KIN = EmergencyNaming.RelationKind.NEXT_OF_KIN
PAGES = ("change", "history")


def address(person, page="change", *more):
    return reverse(f"admin:{person._meta.label_lower.replace('.', '_')}_{page}", args=[person.pk, *more])


def listed(client, model):
    page = client.get(reverse(f"admin:candidates_{model._meta.model_name}_changelist"))
    return {row.pk for row in page.context["cl"].result_list}


def name_on_page(client, named_by, model, **fields):
    given = {"principal": str(role_of(named_by)), "family_name": "Smit", "source": "VIA_CANDIDATE"}
    given |= {"collected_on": "2026-01-05", "relation_kind": "emergency"}
    return client.post(reverse(f"admin:candidates_{model._meta.model_name}_add"), given | fields)


@pytest.mark.requirement("SRC-07")
@pytest.mark.requirement("CAND-DATA-11")
def test_recruiter_records_whom_a_candidate_named(client):
    candidate = make_application().candidate
    client.force_login(make_user(Role.RECRUITER))

    answer = name_on_page(client, candidate, Referee, relation="manager", employer="Bakery", phone="06 12345678")

    referee = Referee.objects.get()
    page = client.get(address(referee))
    assert answer.status_code == 302
    assert (referee.phone, RefereeNaming.objects.get().relation) == ("+31612345678", "manager")
    assert "Bakery" in page.text
    assert candidate.full_name in page.text


@pytest.mark.requirement("SRC-07")
@pytest.mark.parametrize("reference", ["", "C-0", "X-1"])
def test_person_whom_nobody_named_is_refused_on_the_page(client, reference):
    client.force_login(make_user(Role.RECRUITER))

    answer = name_on_page(client, make_candidate(), Referee, principal=reference)

    assert "principal" in answer.context["adminform"].form.errors
    assert not Referee.objects.exists()


@pytest.mark.requirement("CAND-DATA-10")
@pytest.mark.requirement("GEN-09")
def test_page_says_that_it_is_too_early_for_an_emergency_contact(client):
    client.force_login(make_user(Role.RECRUITER))

    answer = name_on_page(client, make_application().candidate, EmergencyContact)

    assert answer.context["adminform"].form.errors.as_data()["principal"][0].code == "not_in_catalogue"


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_page_refuses_to_name_a_restricted_referee_again(client):
    referee = make_referee(family_name="Smit", email="smit@example.com")
    restrict(referee.pk, SubjectKind.REFEREE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    client.force_login(make_user(Role.RECRUITER))

    answer = name_on_page(
        client, make_application().candidate, Referee, given_name=referee.given_name, email=referee.email
    )

    assert answer.context["adminform"].form.errors


@pytest.mark.requirement("REF-DATA-04")
@pytest.mark.parametrize(("role", "status"), [(Role.RECRUITER, 403), (Role.ADMINISTRATOR, 302)])
def test_staff_are_named_for_by_those_who_look_after_staff(client, role, status):
    client.force_login(make_user(role))

    answer = name_on_page(client, make_staff_member(), Referee)

    assert answer.status_code == status
    assert Referee.objects.exists() == (status == 302)


@pytest.mark.requirement("REF-DATA-04")
@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("make", [make_referee, make_emergency_contact])
def test_each_role_lists_and_opens_those_of_whom_it_may_know(client, make):
    of_a_candidate, of_staff = make(), make(make_staff_member())
    open_to = {
        Role.RECRUITER: {of_a_candidate},
        Role.CONSULTANT: {of_a_candidate},
        Role.ADMINISTRATOR: {of_staff},
        Role.PRIVACY_OFFICER: {of_a_candidate, of_staff},
        Role.FINANCE: set(),
    }

    seen = {}
    for role in Role:
        client.force_login(make_user(role))
        people = (of_a_candidate, of_staff)
        seen[role] = {
            person for person in people if all(client.get(address(person, p)).status_code == 200 for p in PAGES)
        }
        closed = {client.get(address(person, p)).status_code for person in {*people} - seen[role] for p in PAGES}
        assert 200 not in closed

    assert seen == open_to


@pytest.mark.requirement("REF-DATA-04")
def test_privacy_officer_opens_a_referee_of_a_candidate_without_knowing_who_he_is(client):
    referee = make_referee(family_name="Zonnevlek")
    client.force_login(make_user(Role.PRIVACY_OFFICER))

    pages = [client.get(address(referee, page)).text for page in PAGES]

    assert [page for page in pages if "Zonnevlek" in page] == []
    assert str(referee) in pages[0]
    assert listed(client, Referee) == set()


@pytest.mark.requirement("REF-DATA-05")
@pytest.mark.parametrize("role", Role)
def test_next_of_kin_stand_on_no_page(client, role):
    kin = make_emergency_contact(relation_kind=KIN, family_name="Zonnevlek", phone="0612345678")
    client.force_login(make_user(role))

    pages = [client.get(address(kin, page)).text for page in PAGES]
    if role is not Role.FINANCE:
        pages.append(client.get(reverse("admin:candidates_emergencycontact_changelist")).text)

    assert [page for page in pages if "Zonnevlek" in page or "+31612345678" in page] == []


@pytest.mark.requirement("CAND-DATA-10")
def test_consultant_sees_an_emergency_contact_on_a_reason_alone(client):
    contact = make_emergency_contact(family_name="Zonnevlek")
    reveal = address(contact, "reveal", EmergencyNaming.objects.get().pk)
    client.force_login(make_user(Role.CONSULTANT))

    before = [client.get(place).text for place in (address(contact), reveal)]
    refused = client.post(reveal, {"reason": "data_update"})
    shown = client.post(reveal, {"reason": "emergency"})

    assert [page for page in (*before, refused.text) if "Zonnevlek" in page] == []
    assert "Zonnevlek" in shown.text
    assert (refused.status_code, shown.headers["Cache-Control"].count("no-store")) == (422, 1)
    assert set(ReadLogEntry.objects.values_list("data_subject", flat=True)) == {contact.pk}


@pytest.mark.requirement("REF-DATA-05")
def test_next_of_kin_are_shown_after_an_accident_or_death_alone(client):
    kin = make_emergency_contact(relation_kind=KIN)
    reveal = address(kin, "reveal", EmergencyNaming.objects.get().pk)
    client.force_login(make_user(Role.RECRUITER))

    refused, shown = (client.post(reveal, {"reason": reason}) for reason in ("emergency", "death"))

    assert (refused.status_code, kin.full_name in refused.text) == (422, False)
    assert kin.full_name in shown.text


@pytest.mark.requirement("REF-DATA-04")
def test_contact_of_staff_is_shown_to_no_recruiter(client):
    contact = make_emergency_contact(make_staff_member())
    client.force_login(make_user(Role.RECRUITER))

    answer = client.post(address(contact, "reveal", EmergencyNaming.objects.get().pk), {"reason": "emergency"})

    assert answer.status_code == 404


def test_recruiter_confirms_and_removes_who_named_a_referee(client):
    referee = make_referee()
    make_referee(given_name=referee.given_name, family_name=referee.family_name, email=referee.email)
    first, last = RefereeNaming.objects.of(referee.pk).order_by("pk")
    client.force_login(make_user(Role.RECRUITER))

    client.post(address(referee, "naming", first.pk), {"deed": "confirm"})
    first.refresh_from_db()
    client.post(address(referee, "naming", first.pk), {"deed": "remove"})
    page = client.post(address(referee, "naming", last.pk), {"deed": "remove"}, follow=True)

    assert first.confirmed_on is not None
    assert list(RefereeNaming.objects.of(referee.pk)) == [last]
    assert str(referee) in next(str(message) for message in page.context["messages"])


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.FINANCE, Role.ADMINISTRATOR])
def test_other_roles_do_no_deed_on_who_named_a_referee(client, role):
    referee = make_referee()
    naming = RefereeNaming.objects.get()
    client.force_login(make_user(role))

    answers = [client.post(address(referee, "naming", naming.pk), {"deed": deed}) for deed in ("confirm", "remove")]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert RefereeNaming.objects.get().confirmed_on is None


@pytest.mark.parametrize("make", [make_referee, make_emergency_contact])
def test_list_takes_as_many_queries_for_many_as_for_one(client, make):
    client.force_login(make_user(Role.RECRUITER))
    page = reverse(f"admin:{make()._meta.label_lower.replace('.', '_')}_changelist")
    client.get(page)
    with CaptureQueriesContext(connection) as for_one:
        client.get(page)
    principal = make_placement().candidate
    for _number in range(5):
        make(principal)

    with CaptureQueriesContext(connection) as for_many:
        client.get(page)

    assert len(for_many) == len(for_one)
