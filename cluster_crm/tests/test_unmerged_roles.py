"""What is written of a role between a merge and its undo goes back with the record that has the role (ERASE-01)."""

import pytest
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from clients.actions.contacts import move_contact
from clients.models import ClientContact
from clients.testing import make_client, make_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.tests.test_erasure import work
from cluster_crm.tests.test_merge import merge
from cluster_crm.tests.test_unmerged_choices import undo
from privacy.actions.access import request_access
from privacy.actions.erasure import approve_erasure, request_erasure
from privacy.actions.files import stored_files
from privacy.actions.messages import queue_message
from privacy.models import ErasureRun, Message, PersonMerge, RightsRequest, RightsRequestItem, SubjectRole
from privacy.stores.scan import files_containing, rows_containing
from privacy.testing import make_actor
from privacy.vocabulary import ErasureGround, Purpose, Role, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE, CONTACT = SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT
MARK = "Roerdomp"


def two() -> tuple[Candidate, Candidate]:
    """Two records of one person, of which the second is a client's contact too."""
    survivor, absorbed = make_candidate(email="a@example.org"), make_candidate(email="b@example.org")
    make_client_contact(data_subject=absorbed.data_subject, email="c@example.org")
    return survivor, absorbed


def write_to(person: Candidate, kind: SubjectKind) -> Message:
    address = "c@example.org" if kind == CONTACT else "a@example.org"
    return queue_message(
        person.pk, kind, to_address=address, subject_line=MARK, body=MARK, purpose=Purpose.SERVICE, language="nl"
    )


def erase(person: Candidate, *kinds: SubjectKind) -> str:
    run = request_erasure(person.pk, kinds, ground=ErasureGround.UNLAWFUL, by=make_user(Role.RECRUITER))
    approve_erasure(run, by=make_actor(Role.PRIVACY_OFFICER))
    work()
    run.refresh_from_db()
    return run.state


def undone(survivor: Candidate, absorbed: Candidate) -> tuple[PersonMerge, dict[str, Message]]:
    """A merge that is undone after something was written in each role; those messages by their role."""
    done = merge(survivor, absorbed)
    written = {kind.value: write_to(survivor, kind) for kind in (CANDIDATE, CONTACT)}
    taken_back = write_to(survivor, CONTACT)
    taken_back.delete()
    undo(done)
    return done, written


@pytest.mark.requirement("ERASE-01")
def test_what_came_since_in_a_role_of_the_absorbed_record_alone_goes_back_with_it():
    survivor, absorbed = two()

    done, written = undone(survivor, absorbed)

    assert dict(Message.objects.values_list("subject_kind", "data_subject")) == {
        CANDIDATE: survivor.pk,
        CONTACT: absorbed.pk,
    }
    of_contact = Message.history.filter(subject_kind=CONTACT)
    assert set(of_contact.values_list("data_subject", flat=True)) == {absorbed.pk}
    assert "privacy.message/+1" in done.left

    assert erase(survivor, CANDIDATE) == ErasureRun.State.VERIFIED
    assert {row for _place, row, _mark in rows_containing([MARK])} >= {str(written[CONTACT].pk)}
    assert erase(absorbed, CANDIDATE, CONTACT) == ErasureRun.State.VERIFIED
    assert list(rows_containing([MARK])) == []
    assert list(files_containing([MARK], stored_files())) == []


@pytest.mark.requirement("ERASE-01")
def test_row_that_hangs_on_the_absorbed_person_in_a_role_goes_back_with_him():
    survivor, absorbed = two()
    done = merge(survivor, absorbed)
    contact = ClientContact.objects.get(pk=survivor.pk)
    since = move_contact(contact, to=make_client(), on=timezone.localdate(), function=MARK, by=None)

    undo(done)

    since.refresh_from_db()
    assert since.contact_id == absorbed.pk
    states = erase(survivor, CANDIDATE), erase(absorbed, CANDIDATE, CONTACT)
    assert set(states) == {ErasureRun.State.VERIFIED}
    assert list(rows_containing([MARK])) == []


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_request_that_came_since_in_such_a_role_goes_back_with_its_steps_and_its_answer():
    survivor, absorbed = two()
    done = merge(survivor, absorbed)
    ours, other = (request_access(survivor.pk, kind, by=make_actor()) for kind in (CONTACT, CANDIDATE))

    undo(done)

    for export, person in ((ours, absorbed), (other, survivor)):
        request = RightsRequest.objects.get(pk=export.request_id)
        rows = [request, *request.items.all(), *request.transitions.all(), *request.history.all()]
        assert {row.data_subject_id for row in rows} == {person.pk}


@pytest.mark.requirement("ERASE-04")
def test_what_an_erasure_kept_of_the_survivor_stays_with_him():
    survivor, absorbed = two()
    make_client_contact(data_subject=survivor.data_subject, email="d@example.org")
    assert erase(survivor, CONTACT) == ErasureRun.State.VERIFIED

    _done, written = undone(survivor, absorbed)

    assert SubjectRole.objects.get(data_subject=survivor.pk, subject_kind=CONTACT).erased_at
    assert RightsRequestItem.objects.get().data_subject_id == survivor.pk
    assert Message.objects.get(pk=written[CONTACT].pk).data_subject_id == absorbed.pk
