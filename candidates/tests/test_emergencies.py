import pytest

from candidates.actions.emergencies import SHOWN, reveal_emergency_contact
from candidates.exceptions import ReasonNotEnough
from candidates.models import EmergencyNaming
from candidates.testing_named import make_emergency_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models.interactions import ContactReason
from cluster_crm.people.testing import make_staff_member
from privacy.actions.restriction import restrict
from privacy.exceptions import NotForYourRole, PurposeNotAllowed
from privacy.models import CatalogueEntry, ReadLogEntry, Restriction
from privacy.vocabulary import Purpose, Role, SubjectKind

pytestmark = pytest.mark.django_db
KIN = EmergencyNaming.RelationKind.NEXT_OF_KIN


def reveal(contact, reason=ContactReason.EMERGENCY, role=Role.CONSULTANT):
    return reveal_emergency_contact(EmergencyNaming.objects.of(contact.pk).get(), reason=reason, by=make_user(role))


@pytest.mark.requirement("CAND-DATA-10")
@pytest.mark.requirement("USE-EM-01")
@pytest.mark.parametrize("role", [Role.RECRUITER, Role.CONSULTANT])
def test_emergency_shows_whom_to_call_and_leaves_a_trace(role):
    contact = make_emergency_contact(
        family_name="Smit", phone="0612345678", other_phone="0201234567", email="els@example.org"
    )

    shown = reveal(contact, role=role)

    entries = ReadLogEntry.objects.filter(data_subject=contact.pk, purpose=Purpose.EMERGENCY)
    assert (shown.name, shown.phones, shown.email) == ("Els Smit", ("+31612345678", "+31201234567"), "els@example.org")
    assert set(entries.values_list("field", flat=True)) == {f"candidates.emergencycontact.{name}" for name in SHOWN}


@pytest.mark.requirement("USE-EM-01")
@pytest.mark.parametrize("reason", ["", ContactReason.REFERENCE, ContactReason.DATA_UPDATE])
def test_other_reasons_show_nobody(reason):
    contact = make_emergency_contact()

    with pytest.raises(ReasonNotEnough):
        reveal(contact, reason)

    assert not ReadLogEntry.objects.exists()


@pytest.mark.requirement("REF-DATA-05")
def test_next_of_kin_are_shown_after_an_accident_or_death_alone():
    kin = make_emergency_contact(relation_kind=KIN)

    with pytest.raises(ReasonNotEnough):
        reveal(kin, ContactReason.EMERGENCY)

    assert reveal(kin, ContactReason.DEATH).name == kin.full_name


@pytest.mark.requirement("REF-DATA-04")
def test_contacts_of_staff_are_shown_to_who_looks_after_staff():
    contact = make_emergency_contact(make_staff_member())

    for role in (Role.RECRUITER, Role.CONSULTANT, Role.FINANCE):
        with pytest.raises(NotForYourRole):
            reveal(contact, role=role)

    assert reveal(contact, role=Role.PRIVACY_OFFICER) == reveal(contact, role=Role.ADMINISTRATOR)


@pytest.mark.requirement("REF-DATA-04")
@pytest.mark.parametrize("role", [Role.PRIVACY_OFFICER, Role.ADMINISTRATOR, Role.FINANCE])
def test_contacts_of_candidates_are_not_shown_to_who_looks_after_staff(role):
    contact = make_emergency_contact()

    with pytest.raises(NotForYourRole):
        reveal(contact, role=role)


@pytest.mark.requirement("LAW-02")
def test_emergency_asks_the_catalogue():
    contact = make_emergency_contact()
    CatalogueEntry.objects.filter(subject_kind=SubjectKind.EMERGENCY_CONTACT).update(is_active=False)

    with pytest.raises(PurposeNotAllowed):
        reveal(contact)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restriction_does_not_stand_in_the_way_of_an_emergency():
    contact = make_emergency_contact()
    restrict(contact.pk, SubjectKind.EMERGENCY_CONTACT, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    assert reveal(contact).name == contact.full_name
