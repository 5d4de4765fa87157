"""What happens to a person while his erasure is under way or waits: nobody comes back, and nothing is left undone."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.exceptions import NotHeld
from cluster_crm.people.models import Interaction, InteractionNote
from privacy.actions.erasure import approve_erasure, propose_erasure, request_erasure, withdraw_erasure
from privacy.actions.erasure_run import erase_part
from privacy.exceptions import ApprovalLapsed
from privacy.models import ErasureLedgerEntry, ErasureRun
from privacy.vocabulary import ErasureGround, Role, SubjectKind

WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def proposed(candidate: Candidate) -> ErasureRun:
    return propose_erasure([(candidate.pk, SubjectKind.CANDIDATE)], ground=ErasureGround.UNLAWFUL, by=None)


def wait_for_a_lock() -> None:
    """Return once another connection waits for what this one holds."""
    until = monotonic() + 10
    with connection.cursor() as cursor:
        while monotonic() < until:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITS)
            if cursor.fetchone()[0]:
                return
            sleep(0.05)


@pytest.mark.django_db
@pytest.mark.requirement("ERASE-01")
def test_save_of_a_person_who_was_erased_meanwhile_is_refused():
    candidate = make_candidate()
    erase_part(proposed(candidate), 0)
    candidate.city = "Delft"

    with pytest.raises(DatabaseError), transaction.atomic():
        candidate.save()

    assert not Candidate.objects.exists()
    assert not Candidate.history.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("ERASE-01")
def test_form_that_is_saved_during_the_erasure_finds_nobody_and_writes_nothing():
    candidate, recruiter = make_candidate(), Client()
    run = proposed(candidate)
    recruiter.force_login(make_user(Role.RECRUITER))
    address = reverse("admin:candidates_candidate_change", args=[candidate.pk])

    def save() -> int:
        try:
            return recruiter.post(address, {"family_name": "Anders", "city": "Delft"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            erase_part(run, 0)
            answer = threads.submit(save)
            wait_for_a_lock()
        status = answer.result()

    assert status == 302
    assert not Candidate.objects.exists()
    assert not Candidate.history.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("ERASE-01")
def test_note_that_is_written_during_the_erasure_is_refused():
    candidate, recruiter = make_candidate(), make_user(Role.RECRUITER)
    run = proposed(candidate)

    def write() -> object:
        try:
            return log_interaction(
                [Participant(candidate.pk, SubjectKind.CANDIDATE, "belt terug")],
                kind=Interaction.Kind.EMAIL,
                direction=Interaction.Direction.OUTBOUND,
                happened_at=timezone.now(),
                by=recruiter,
            )
        except NotHeld as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            erase_part(run, 0)
            answer = threads.submit(write)
            wait_for_a_lock()

        assert isinstance(answer.result(), NotHeld)
    assert not InteractionNote.objects.exists()


@pytest.mark.django_db
@pytest.mark.requirement("ACC-05")
def test_second_request_for_the_same_person_lapses_once_the_first_is_carried_out():
    candidate, recruiter, officer = make_candidate(), make_user(Role.RECRUITER), make_user(Role.PRIVACY_OFFICER)
    first, second = (
        request_erasure(candidate.pk, [SubjectKind.CANDIDATE], ground=ErasureGround.UNLAWFUL, by=recruiter)
        for _time in range(2)
    )
    approve_erasure(first, by=officer)
    jobs.run(Job.objects.get(kind="erasure.run").pk)

    with pytest.raises(ApprovalLapsed):
        approve_erasure(second, by=officer)
    withdraw_erasure(second, by=officer)

    assert ErasureLedgerEntry.objects.count() == 1
