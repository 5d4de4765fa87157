import logging
from datetime import timedelta

import pytest
from celery import Celery, current_app
from django.db import IntegrityError, transaction
from django.utils import timezone

from cluster_crm.jobs import registry, tasks
from cluster_crm.jobs.actions import KEPT, cancel, claim, enqueue, reap, run, wake
from cluster_crm.jobs.exceptions import JobAlreadyStarted, UnknownKind
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import broker_contents, end_lease
from cluster_crm.web.uuid7 import uuid7

pytestmark = pytest.mark.django_db

KIND = "tests.in_process"


@pytest.fixture
def runner():
    """Let a function of the test carry out the jobs of this kind."""

    def use(function):
        registry.register(KIND, function)

    yield use
    registry._runners.pop(KIND, None)


@pytest.fixture
def broken_broker():
    """Let Celery, with the settings that are ours, knock at a socket where nobody listens."""
    usual = current_app._get_current_object()
    broken = Celery("broken", set_as_current=False)
    broken.config_from_object("django.conf:settings", namespace="CELERY")
    broken.conf.broker_url = "redis+socket:///nowhere/valkey.sock"
    broken.set_current()
    yield
    usual.set_current()


def test_enqueue_writes_the_job_and_wakes_a_worker_after_the_commit(django_capture_on_commit_callbacks):
    target = uuid7()

    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue(KIND, target)
        before = str(job.pk) in broker_contents()

    job.refresh_from_db()
    assert (job.kind, job.target_id, job.state, job.created_by_id) == (KIND, target, Job.State.QUEUED, None)
    assert (before, str(job.pk) in broker_contents()) == (False, True)


def test_enqueue_in_a_transaction_that_fails_leaves_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        enqueue(KIND, uuid7())
        transaction.set_rollback(True)

    assert (Job.objects.count(), callbacks) == (0, [])


def test_a_job_for_later_is_left_to_the_reaper(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        enqueue(KIND, uuid7(), not_before=timezone.now() + timedelta(hours=1))
        enqueue(KIND, uuid7(), not_before=timezone.now() - timedelta(hours=1))

    assert len(callbacks) == 1


def test_a_broker_that_is_down_does_not_break_the_request(broken_broker, caplog, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue(KIND, uuid7())

    assert [
        (record.message, record.job_id) for record in caplog.records if record.name == "cluster_crm.jobs.actions"
    ] == [("The broker is unreachable; the job waits for the reaper.", str(job.pk))]


def test_cancel_takes_a_job_out_of_the_queue():
    job = enqueue(KIND, uuid7())

    cancel(job)

    assert (job.state, claim(job.pk)) == (Job.State.CANCELLED, None)
    assert job.finished_at is not None


def test_cancel_refuses_a_job_that_a_worker_has():
    job = enqueue(KIND, uuid7())
    claim(job.pk)

    with pytest.raises(JobAlreadyStarted):
        cancel(job)


@pytest.mark.requirement("ACC-06")
def test_a_message_that_comes_twice_does_the_work_once(runner):
    seen = []
    runner(seen.append)
    job = enqueue(KIND, uuid7())

    tasks.run_job(str(job.pk))
    tasks.run_job(str(job.pk))

    job.refresh_from_db()
    assert ([claimed.job_id for claimed in seen], job.state) == ([job.pk], Job.State.DONE)


def test_a_runner_that_raises_is_tried_again_and_nothing_of_its_message_is_kept(runner, caplog):
    def breaks(claimed):
        raise RuntimeError("Quirina Zonderland")

    runner(breaks)
    job = enqueue(KIND, uuid7())

    run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error_code) == (Job.State.QUEUED, "RuntimeError")
    assert "Quirina" not in caplog.text
    assert [record.error_code for record in caplog.records if record.levelno == logging.ERROR] == ["RuntimeError"]


def test_a_runner_that_lost_its_lease_stops_quietly(runner, caplog):
    def is_overtaken(claimed):
        end_lease(Job.objects.get())
        claim(claimed.job_id)
        with claimed.step("late"):
            enqueue(KIND, uuid7())

    runner(is_overtaken)
    job = enqueue(KIND, uuid7())

    run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.fence, Job.objects.count()) == (Job.State.RUNNING, 2, 1)
    assert "taken over by another worker" in caplog.text


def test_a_kind_that_nobody_registered_is_a_failure_by_name():
    job = enqueue("tests.unknown", uuid7())

    run(job.pk)

    job.refresh_from_db()
    assert job.error_code == "UnknownKind"
    with pytest.raises(UnknownKind):
        registry.runner_for("tests.unknown")


def test_reap_wakes_what_is_due_or_left_behind():
    due, later, running, lapsed = (enqueue(KIND, uuid7()) for _ in range(4))
    Job.objects.filter(pk=later.pk).update(not_before=timezone.now() + timedelta(hours=1))
    claim(running.pk)
    claim(lapsed.pk)
    end_lease(lapsed)

    tasks.reap_jobs()

    contents = broker_contents()
    assert [str(job.pk) in contents for job in (due, later, running, lapsed)] == [True, False, False, True]


def test_reap_deletes_what_was_finished_long_ago():
    long_ago = timezone.now() - KEPT - timedelta(minutes=1)
    old, fresh, failed = (enqueue(KIND, uuid7()) for _ in range(3))
    with claim(old.pk).step("files"):
        pass
    Job.objects.filter(pk=old.pk).update(state=Job.State.DONE, lease_until=None, finished_at=long_ago)
    Job.objects.filter(pk=fresh.pk).update(state=Job.State.DONE, finished_at=timezone.now())
    Job.objects.filter(pk=failed.pk).update(state=Job.State.FAILED, finished_at=long_ago)

    reap()

    assert set(Job.objects.values_list("pk", flat=True)) == {fresh.pk, failed.pk}


def test_waking_a_job_again_is_harmless(django_capture_on_commit_callbacks, runner):
    seen = []
    runner(seen.append)
    job = enqueue(KIND, uuid7())

    with django_capture_on_commit_callbacks(execute=True):
        wake(job)
    run(job.pk)
    run(job.pk)

    assert len(seen) == 1


@pytest.mark.parametrize("fields", [{"state": "running"}, {"state": "done"}, {"lease_until": timezone.now()}])
def test_the_database_refuses_states_that_contradict_themselves(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind=KIND, target_id=uuid7(), **fields)


def test_a_job_names_itself_by_kind_and_number():
    job = enqueue(KIND, uuid7())
    with claim(job.pk).step("files"):
        pass

    assert (str(job), str(job.steps.get())) == (f"{KIND} {job.pk}", f"{job.pk} files")
