"""An import in a real worker that is killed for real, before and after a part is committed."""

import pytest
from django.db import connection

from candidates.actions.imports import check_import, latest_job, run_import, start_import
from candidates.models import Candidate, ImportBatch, ImportedPerson
from candidates.testing_imports import choices_of, table
from cluster_crm.jobs.actions import reap, run
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import broker_contents, end_lease, is_in_a_step, wait_for, wait_until, worker
from privacy.actions.subjects import ensure_controller
from privacy.models import SubjectRole
from privacy.testing import ensure_profile

__all__ = ["worker"]

pytestmark = pytest.mark.worker
ROWS = 1_100


@pytest.mark.requirement("ACC-06")
@pytest.mark.requirement("ACC-07")
def test_import_survives_a_worker_that_is_killed_and_a_message_that_comes_twice(worker):
    ensure_profile()
    ensure_controller()
    lines = [f"Kees Oster{number},k{number}@example.org" for number in range(ROWS)]
    batch = start_import([table("Naam,E-mail", *lines)], choices=choices_of(), by=None)
    for begin in (None, check_import):
        job = begin(batch, by=None) if begin else latest_job(batch)
        run(job.pk)
    job = run_import(batch, by=None)
    first = worker()
    wait_until(lambda: job.steps.exists() and is_in_a_step(job))

    first.kill()
    wait_until(lambda: not is_in_a_step(job))
    done_before = ImportedPerson.objects.count()
    end_lease(job)
    worker()
    reap()
    wait_for(job, Job.State.DONE)
    run(job.pk)

    batch = ImportBatch.objects.get()
    assert 0 < done_before < ROWS
    assert (batch.state, batch.created_count, Candidate.objects.count()) == ("done", ROWS, ROWS)
    assert SubjectRole.objects.filter(subject_kind="candidate").count() == ROWS
    assert ImportedPerson.objects.values("data_subject").distinct().count() == ROWS
    assert "example.org" not in broker_contents()


def test_history_of_what_was_copied_names_the_import(db):
    ensure_controller()
    batch = start_import([table("Naam", "Kees Oster")], choices=choices_of(), by=None)
    for begin in (None, check_import, run_import):
        job = begin(batch, by=None) if begin else latest_job(batch)
        run(job.pk)

    with connection.cursor() as cursor:
        cursor.execute("SELECT history_type, history_change_reason FROM candidates_historicalcandidate")
        assert cursor.fetchall() == [("+", "candidates.register")]
