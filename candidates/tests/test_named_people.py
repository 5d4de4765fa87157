from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from candidates.actions.named_people import confirm_naming, name_emergency_contact, name_referee, remove_naming
from candidates.exceptions import LastNaming, NotAPrincipal
from candidates.models import EmergencyContact, EmergencyNaming, Referee, RefereeNaming
from candidates.models.named_people import PRINCIPAL_SEEN_BY
from candidates.testing import make_candidate
from candidates.testing_named import make_emergency_contact, make_referee, role_of, told
from candidates.testing_pipeline import make_application, make_placement
from cluster_crm.people.exceptions import InFuture
from cluster_crm.people.models import ToldNote
from cluster_crm.people.testing import make_staff_member
from privacy.actions.restriction import restrict
from privacy.exceptions import NotInCatalogue, PersonErased, ProcessingRestricted
from privacy.models import CatalogueEntry, NoticeTask, Restriction, RetentionClock, SubjectRole
from privacy.testing import make_subject
from privacy.vocabulary import Category, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
KINDS = (SubjectKind.REFEREE, SubjectKind.EMERGENCY_CONTACT)


def fields_of(model):
    return {field.name for field in model._meta.concrete_fields} - {
        *("data_subject", "number", "full_name", "sort_name", "search_name", "created_at", "updated_at")
    }


@pytest.mark.requirement("REF-DATA-01")
@pytest.mark.requirement("REF-DATA-02")
def test_named_people_have_the_least_fields():
    assert fields_of(Referee) == {"given_name", "infix", "family_name", "email", "phone", "employer"}
    assert fields_of(EmergencyContact) == {"given_name", "infix", "family_name", "email", "phone", "other_phone"}


@pytest.mark.requirement("REF-DATA-01")
@pytest.mark.parametrize("kind", KINDS)
def test_note_about_a_named_person_is_refused(kind):
    note = ToldNote(
        data_subject=make_subject(kind), subject_kind=kind, text="likes tea", told_by="a client", source=Source.CLIENT
    )

    with pytest.raises(NotInCatalogue):
        note.clean()


@pytest.mark.requirement("SRC-07")
@pytest.mark.parametrize("model", [Referee, EmergencyContact])
def test_database_refuses_a_person_whom_nobody_named(model):
    subject = make_subject(SubjectKind(model.personal_data.kind))
    columns = "data_subject_id, number, given_name, infix, family_name, full_name, sort_name, email, phone"
    own = "employer" if model is Referee else "other_phone"

    with pytest.raises(IntegrityError, match="Nobody named"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({columns}, {own}, created_at, updated_at)"
            " VALUES (%s, 1, 'Rik', '', 'Jansen', 'Rik Jansen', 'jansen rik', '', '', '', now(), now())",
            [subject.pk],
        )
        connection.check_constraints()


@pytest.mark.requirement("SRC-07")
def test_database_asks_at_the_end_of_the_transaction():
    referee = make_referee()

    connection.check_constraints()

    assert RefereeNaming.objects.of(referee.pk).count() == 1


@pytest.mark.requirement("SRC-02")
@pytest.mark.requirement("SRC-07")
@pytest.mark.parametrize(("make", "kind"), [(make_referee, KINDS[0]), (make_emergency_contact, KINDS[1])])
def test_naming_registers_the_person_and_owes_him_a_notice(make, kind):
    person = make()

    role = SubjectRole.objects.get(data_subject=person.pk)
    assert (role.subject_kind, role.source, role.source_detail) == (kind, Source.VIA_CANDIDATE, "")
    assert NoticeTask.objects.due().filter(data_subject=person.pk, subject_kind=kind).count() == 1
    assert RetentionClock.objects.filter(data_subject=person.pk, subject_kind=kind).count() == 1


@pytest.mark.requirement("ERASE-08")
def test_referee_of_two_candidates_is_one_person():
    referee = make_referee(email="Rik@Example.com", family_name="Jansén")

    same = make_referee(email="rik@example.com", family_name="JANSEN", phone="06 12345678", employer="Bakery")

    referee.refresh_from_db()
    assert same == referee
    assert RefereeNaming.objects.of(referee.pk).values("data_subject").distinct().count() == 2
    assert (referee.family_name, referee.phone, referee.employer) == ("Jansén", "+31612345678", "Bakery")


def test_relatives_who_share_a_telephone_are_two_people():
    mother = make_emergency_contact(given_name="Els", family_name="Smit", phone="0612345678")

    father = make_emergency_contact(given_name="Ad", family_name="Smit", phone="0612345678")

    assert father != mother


def test_person_named_twice_by_the_same_candidate_is_named_once():
    candidate = make_application().candidate

    first, second = (make_referee(candidate, email="rik@example.com", family_name="Smit") for _ in range(2))

    assert first == second
    assert RefereeNaming.objects.count() == 1


@pytest.mark.requirement("CAND-DATA-11")
def test_referee_before_there_is_a_role_is_refused():
    with pytest.raises(NotInCatalogue):
        make_referee(make_candidate())

    assert not Referee.objects.exists()


@pytest.mark.requirement("CAND-DATA-10")
def test_emergency_contact_before_hire_is_refused():
    with pytest.raises(NotInCatalogue):
        make_emergency_contact(make_application().candidate)


@pytest.mark.requirement("GEN-09")
@pytest.mark.parametrize(("kind", "category"), [("referee", Category.RELATION), ("candidate", Category.REFERENCES)])
def test_naming_without_a_row_in_the_catalogue_is_refused(kind, category):
    candidate = make_application().candidate
    CatalogueEntry.objects.filter(subject_kind=kind, category=category).update(is_active=False)

    with pytest.raises(NotInCatalogue):
        make_referee(candidate)


@pytest.mark.requirement("SRC-07")
@pytest.mark.parametrize("kind", [SubjectKind.CLIENT_CONTACT, SubjectKind.REFEREE, SubjectKind.WEBSITE_USER])
def test_only_candidates_and_staff_can_name_anybody(kind):
    principal = SubjectRole.objects.get(data_subject=make_subject(kind))

    with pytest.raises(NotAPrincipal):
        name_referee(principal, Referee(family_name="Jansen"), relation="", origin=told(), by=None)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_naming_by_a_restricted_candidate_is_refused():
    candidate = make_application().candidate
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        make_referee(candidate)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_naming_a_restricted_referee_again_is_refused():
    referee = make_referee()
    restrict(referee.pk, SubjectKind.REFEREE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        make_referee(email=referee.email, family_name=referee.family_name)


def test_naming_by_somebody_erased_is_refused():
    candidate = make_application().candidate
    role = role_of(candidate)
    SubjectRole.objects.filter(pk=role.pk).update(erased_at=timezone.now())

    with pytest.raises(PersonErased):
        name_referee(role, Referee(family_name="Jansen"), relation="", origin=told(), by=None)


@pytest.mark.requirement("CAND-DATA-31")
def test_service_number_as_an_employer_is_refused():
    with pytest.raises(ValidationError):
        make_referee(employer="111222333")


@pytest.mark.requirement("REF-DATA-04")
@pytest.mark.requirement("STAFF-01")
def test_staff_name_referees_and_emergency_contacts():
    member = make_staff_member(is_prospective=True)

    referee, contact = make_referee(member), make_emergency_contact(member)

    assert RefereeNaming.objects.get().subject_kind == SubjectKind.STAFF
    assert EmergencyNaming.objects.get().subject_kind == SubjectKind.STAFF
    assert (referee.catalogue_kind(), contact.catalogue_kind()) == KINDS


@pytest.mark.requirement("REF-DATA-04")
@pytest.mark.parametrize("role", PRINCIPAL_SEEN_BY)
def test_each_role_knows_whom_its_own_people_named(role):
    of_a_candidate, of_staff = make_referee(), make_referee(make_staff_member())

    shown = list(Referee.objects.shown_to(role))

    assert shown == [of_a_candidate if PRINCIPAL_SEEN_BY[role] == SubjectKind.CANDIDATE else of_staff]


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [None, Role.FINANCE])
def test_other_roles_know_nobody_who_was_named(role):
    make_referee()

    assert not Referee.objects.open_to(role).exists()


@pytest.mark.requirement("REF-DATA-05")
def test_next_of_kin_are_shown_to_nobody():
    contact = make_emergency_contact()
    kin = make_emergency_contact(relation_kind=EmergencyNaming.RelationKind.NEXT_OF_KIN)

    shown = {role: list(EmergencyContact.objects.shown_to(role)) for role in Role}

    assert {row for rows in shown.values() for row in rows} == {contact}
    assert kin in EmergencyContact.objects.open_to(Role.RECRUITER)


@pytest.mark.requirement("RET-06")
def test_confirmation_by_the_principal_moves_the_clock_of_who_was_named():
    contact, candidate = make_emergency_contact(), make_candidate()
    naming, today = EmergencyNaming.objects.get(), timezone.localdate()
    RetentionClock.objects.filter(data_subject=contact.pk).update(contact_on=date(2020, 1, 1))

    confirm_naming(naming, on=today, by=None)

    naming.refresh_from_db()
    assert naming.confirmed_on == today
    assert RetentionClock.objects.get(data_subject=contact.pk).contact_on == today
    assert RetentionClock.objects.get(data_subject=candidate.pk).contact_on is None


def test_confirmation_in_the_future_is_refused():
    make_referee()

    with pytest.raises(InFuture):
        confirm_naming(RefereeNaming.objects.get(), on=timezone.localdate() + timedelta(days=1), by=None)


@pytest.mark.requirement("SRC-07")
def test_last_naming_goes_by_an_erasure_alone():
    referee = make_referee()
    make_referee(email=referee.email, family_name=referee.family_name)
    first, last = RefereeNaming.objects.of(referee.pk).order_by("pk")

    remove_naming(first, by=None)

    with pytest.raises(LastNaming):
        remove_naming(last, by=None)
    assert list(RefereeNaming.objects.of(referee.pk)) == [last]


def test_next_of_kin_and_emergency_contact_are_told_apart():
    candidate = make_placement().candidate
    kin = EmergencyNaming.RelationKind.NEXT_OF_KIN

    naming = name_emergency_contact(
        role_of(candidate), EmergencyContact(family_name="Smit"), relation="", relation_kind=kin, origin=told(), by=None
    )

    assert (naming.relation_kind, naming.data_subject_id) == (kin, candidate.pk)
