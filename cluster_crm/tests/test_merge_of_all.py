"""Every role of a person can be merged and made two again; an erasure afterwards leaves nothing of either record."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.actions.merging import merge_records, request_merge
from cluster_crm.people.actions.unmerging import request_undo
from cluster_crm.people.exceptions import NotHeld
from cluster_crm.people.models import Interaction, InteractionParticipant
from cluster_crm.tests.test_canaries import CANARIES
from cluster_crm.tests.test_changes_during_erasure import wait_for_a_lock
from cluster_crm.tests.test_erasure import work
from cluster_crm.tests.test_merge import live_rows, rows_of
from privacy.actions.erasure import approve_erasure, request_erasure
from privacy.models import DataSubject, ErasureRun, PersonMerge, ReadLogEntry
from privacy.stores.scan import rows_containing
from privacy.testing import ensure_profile, make_actor
from privacy.vocabulary import ErasureGround, Purpose, Role, SubjectKind

KINDS = [
    SubjectKind.CLIENT_CONTACT,
    SubjectKind.SUPPLIER_CONTACT,
    SubjectKind.REFEREE,
    SubjectKind.EMERGENCY_CONTACT,
    SubjectKind.WEBSITE_USER,
]
FIRST, SECOND = "Zonnevlek", "Scholekster"


def pair_of(kind: SubjectKind) -> tuple[UUID, UUID]:
    return CANARIES[kind](FIRST), CANARIES[kind](SECOND)


def merge(survivor: UUID, absorbed: UUID, kind: SubjectKind) -> PersonMerge:
    asked = request_merge(survivor, absorbed, kind, reason="entered_twice", by=make_user(Role.RECRUITER))
    work()
    asked.refresh_from_db()
    return asked


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_merge_and_undo_leave_every_row_as_it_was(kind):
    survivor, absorbed = pair_of(kind)
    make_user(Role.RECRUITER)
    before = live_rows()

    done = merge(survivor, absorbed, kind)
    moved = rows_of(absorbed)
    request_undo(done, by=done.asked_by)
    work()

    changed = {table for table, rows in live_rows().items() if rows != before[table]}
    assert (done.state, done.code, moved) == ("done", "", {})
    assert changed == {"accounts_user", "privacy_datasubject"}  # the recruiter who did it


@pytest.mark.django_db
@pytest.mark.requirement("ERASE-01")
@pytest.mark.parametrize("kind", KINDS)
def test_erasure_after_a_merge_reaches_both_records(kind):
    survivor, absorbed = pair_of(kind)
    merge(survivor, absorbed, kind)
    sang = {place for place, _row, _mark in rows_containing([FIRST, SECOND])}

    run = request_erasure(survivor, [kind], ground=ErasureGround.UNLAWFUL, by=make_user(Role.RECRUITER))
    approve_erasure(run, by=make_actor(Role.PRIVACY_OFFICER))
    work()
    run.refresh_from_db()

    left = {place for place, _row, _mark in rows_containing([FIRST, SECOND])}
    assert run.state == ErasureRun.State.VERIFIED
    assert rows_of(absorbed) == {}
    assert left < sang  # who named a referee is somebody else, and is held for himself


@pytest.mark.django_db
def test_erasure_reaches_what_was_written_under_the_old_number_while_the_merge_ran():
    survivor, absorbed = make_candidate(), make_candidate()
    merge(survivor.pk, absorbed.pk, SubjectKind.CANDIDATE)
    late = {"field": "x", "purpose": Purpose.RECRUITMENT, "actor": make_user()}
    ReadLogEntry.objects.create(data_subject_id=absorbed.pk, subject_kind=SubjectKind.CANDIDATE, **late)

    run = request_erasure(survivor.pk, ["candidate"], ground=ErasureGround.UNLAWFUL, by=make_user(Role.RECRUITER))
    approve_erasure(run, by=make_actor(Role.PRIVACY_OFFICER))
    work()

    assert not ReadLogEntry.objects.filter(data_subject=absorbed.pk).exists()


def log_call(person: Candidate, by: User) -> Interaction:
    return log_interaction(
        [Participant(person.pk, SubjectKind.CANDIDATE)],
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.INBOUND,
        happened_at=timezone.now(),
        by=by,
    )


@pytest.mark.django_db(transaction=True)
def test_call_that_is_logged_during_the_merge_waits_for_it():
    ensure_profile()
    survivor, absorbed = make_candidate(), make_candidate()
    asked = request_merge(
        survivor.pk, absorbed.pk, SubjectKind.CANDIDATE, reason="said_so", by=make_user(Role.RECRUITER)
    )

    def log(person: Candidate) -> str:
        try:
            log_call(person, asked.asked_by)
        except NotHeld:
            return "not held"
        finally:
            connection.close()
        return "logged"

    with ThreadPoolExecutor(2) as threads:
        with transaction.atomic():
            list(DataSubject.objects.select_for_update().filter(pk__in=[survivor.pk, absorbed.pk]))
            answers = [threads.submit(log, person) for person in (survivor, absorbed)]
            wait_for_a_lock()
            merge_records(asked, at=timezone.now())
        found = [answer.result() for answer in answers]

    assert found == ["logged", "not held"]
    assert set(InteractionParticipant.objects.values_list("data_subject", flat=True)) == {survivor.pk}
    assert rows_of(absorbed.pk) == {}
