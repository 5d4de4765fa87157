"""One canary of each role: together they fill every text about anybody, and each falls silent with its own erasure."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from candidates.testing import make_full_candidate
from candidates.testing_named import make_emergency_contact, make_referee
from clients.testing import make_full_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.actions.investigations import Scope, open_investigation
from cluster_crm.people.actions.recordings import keep_recording
from cluster_crm.people.models import CallRecording, Interaction, Investigation
from cluster_crm.people.testing import make_full_staff_member
from cluster_crm.tests.test_canary import columns_about_persons, columns_with, make_canary
from cluster_crm.tests.test_erasure import work
from cluster_crm.website.testing import make_full_website_contact
from privacy.actions.erasure import approve_erasure, request_erasure
from privacy.actions.files import stored_files
from privacy.models import CatalogueEntry, ErasureRun
from privacy.stores.scan import files_containing
from privacy.testing import make_actor
from privacy.vocabulary import Category, ErasureGround, Role, SubjectKind
from suppliers.testing import make_full_supplier_contact

pytestmark = pytest.mark.django_db
MARK = "Zonnevlek"


def client_contact(mark: str) -> UUID:
    """A client contact with whom a recorded call was held."""
    user = make_user()
    contact = make_full_client_contact(mark, by=user)
    record_call(contact.pk, SubjectKind.CLIENT_CONTACT, mark)
    return contact.pk


def supplier_contact(mark: str) -> UUID:
    return make_full_supplier_contact(mark, by=make_user(Role.FINANCE)).pk


def staff_member(mark: str) -> UUID:
    """A member of staff whose correspondence is reviewed."""
    member, today = make_full_staff_member(mark), timezone.localdate()
    open_investigation(
        member.pk,
        ground=Investigation.Ground.INTERNAL,
        reason=f"{mark} matter",
        scope=Scope(today, today, today),
        by=make_user(Role.PRIVACY_OFFICER),
    )
    return member.pk


def named(mark: str) -> dict[str, str]:
    low = mark.lower()
    return {"given_name": f"{mark}-Rik", "family_name": f"{mark}-Smit", "email": f"{low}.named@example.com"}


def referee(mark: str) -> UUID:
    return make_referee(**named(mark), employer=f"{mark} BV").pk


def emergency_contact(mark: str) -> UUID:
    return make_emergency_contact(**named(mark), other_phone="+31612340001").pk


def website_user(mark: str) -> UUID:
    return make_full_website_contact(mark, phone="+31612340002").pk


def candidate(mark: str) -> UUID:
    return make_full_candidate(mark).pk


CANARIES: dict[SubjectKind, Callable[[str], UUID]] = {
    SubjectKind.CANDIDATE: candidate,
    SubjectKind.CLIENT_CONTACT: client_contact,
    SubjectKind.SUPPLIER_CONTACT: supplier_contact,
    SubjectKind.REFEREE: referee,
    SubjectKind.EMERGENCY_CONTACT: emergency_contact,
    SubjectKind.STAFF: staff_member,
    SubjectKind.WEBSITE_USER: website_user,
}
# What a law keeps about a person whom we paid, or reviewed, holds his mark for its term.
KEPT_BY_LAW = {SubjectKind.SUPPLIER_CONTACT: {"privacy_recipient.name", "privacy_historicalrecipient.name"}}
# Sealed values, codes, and tables that are filled for organisations and accounts by tests of their own.
NO_TEXT = {"people_onlineactivity.act", "suppliers_bankdetails.holder", "suppliers_bankdetails.iban"}
OF_OTHERS = {"privacy_recipient", "accounts_user"}


def record_call(person: UUID, kind: SubjectKind, mark: str) -> CallRecording:
    """Keep the sound of a call that was announced, where the agency has switched that on."""
    CatalogueEntry.objects.filter(category=Category.CALL_RECORDING).update(is_active=True)
    user = make_user(Role.CONSULTANT)
    call = log_interaction(
        [Participant(person, kind, note=f"{mark} call")],
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.INBOUND,
        happened_at=timezone.now() - timedelta(hours=1),
        by=user,
    )
    return keep_recording(
        call.participants.get(),
        f"{mark} sound".encode(),
        is_announced=True,
        recorded_on=timezone.localdate(),
        by=user,
    )


def erase(person: UUID, kind: SubjectKind) -> ErasureRun:
    run = request_erasure(person, [kind], ground=ErasureGround.NO_LONGER_NEEDED, by=make_actor(Role.RECRUITER))
    approve_erasure(run, by=make_actor(Role.PRIVACY_OFFICER))
    work()
    run.refresh_from_db()
    return run


@pytest.mark.requirement("GEN-09")
def test_canaries_together_fill_every_text_column_about_anybody():
    make_canary(MARK)
    for kind, build in CANARIES.items():
        if kind is not SubjectKind.CANDIDATE:
            build(MARK)

    of_requests = {"privacy_rightsrequest.answer_to"}
    silent = columns_about_persons() - columns_with(MARK) - NO_TEXT - of_requests
    assert set(CANARIES) == set(SubjectKind)
    assert {place for place in silent if place.partition(".")[0] not in OF_OTHERS} == set()


@pytest.mark.requirement("GLO-06")
@pytest.mark.requirement("ERASE-01")
@pytest.mark.requirement("ERASE-03")
@pytest.mark.parametrize("kind", SubjectKind)
def test_canary_is_silent_after_the_erasure_of_its_role(kind):
    person = CANARIES[kind](MARK)
    sang = columns_with(MARK)

    run = erase(person, kind)

    assert len(sang) > 3
    assert columns_with(MARK) - KEPT_BY_LAW.get(kind, set()) == set()
    assert list(files_containing([MARK], stored_files())) == []
    assert run.state == ErasureRun.State.VERIFIED
