from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cluster_crm.history.testing import connected_as
from cluster_crm.jobs.claims import BACK_OFF, LEASE, MAX_ATTEMPTS, claim
from cluster_crm.jobs.exceptions import LeaseLost
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import end_lease
from cluster_crm.web.uuid7 import uuid7

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def make_job(**fields):
    return Job.objects.create(kind="tests.kind", target_id=uuid7(), **fields)


def steps_of(job):
    return list(job.steps.order_by("pk").values_list("name", flat=True))


def test_claim_takes_a_queued_job():
    job = make_job()

    claimed = claim(job.pk)

    job.refresh_from_db()
    assert (claimed.job_id, claimed.kind, claimed.target_id, claimed.fence) == (job.pk, job.kind, job.target_id, 1)
    assert (job.state, job.fence, job.attempts) == (Job.State.RUNNING, 1, 1)
    assert abs(job.lease_until - timezone.now() - LEASE) < SECOND


@pytest.mark.requirement("ACC-05")
def test_a_job_that_is_claimed_twice_is_given_once():
    job = make_job()

    assert claim(job.pk) is not None
    assert claim(job.pk) is None


@pytest.mark.requirement("ACC-05")
@pytest.mark.django_db(transaction=True)
def test_a_claim_does_not_wait_for_one_that_is_being_made():
    job = make_job()

    with connected_as(connection.settings_dict["USER"]) as other, other.transaction():
        other.execute("SELECT FROM jobs_job WHERE id = %s FOR UPDATE", [job.pk])
        during = claim(job.pk)

    assert during is None
    assert claim(job.pk) is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"not_before": timezone.now() + timedelta(days=1)},
        {"state": Job.State.DONE, "finished_at": timezone.now()},
        {"state": Job.State.CANCELLED, "finished_at": timezone.now()},
    ],
)
def test_claim_leaves_jobs_that_are_not_due_or_closed(fields):
    assert claim(make_job(**fields).pk) is None


def test_claim_of_a_job_that_is_gone_is_none():
    assert claim(uuid7()) is None


def test_step_records_the_work_with_its_progress_and_renews_the_lease():
    job = make_job()
    claimed = claim(job.pk)
    Job.objects.update(lease_until=timezone.now(), attempts=2)

    claimed.expect(3)
    with claimed.step("files") as is_due:
        pass

    job.refresh_from_db()
    assert is_due
    assert steps_of(job) == ["files"]
    assert (job.steps_done, job.steps_total, job.attempts) == (1, 3, 1)
    assert abs(job.lease_until - timezone.now() - LEASE) < SECOND


@pytest.mark.requirement("ACC-06")
def test_a_step_that_was_committed_before_the_worker_died_is_skipped():
    job = make_job()
    with claim(job.pk).step("files"):
        pass
    end_lease(job)

    with claim(job.pk).step("files") as is_due:
        pass

    job.refresh_from_db()
    assert not is_due
    assert (steps_of(job), job.steps_done, job.fence) == (["files"], 1, 2)


def test_a_step_that_fails_leaves_nothing():
    job = make_job()
    claimed = claim(job.pk)

    with pytest.raises(ZeroDivisionError), claimed.step("files"):
        make_job()
        raise ZeroDivisionError

    job.refresh_from_db()
    assert (steps_of(job), job.steps_done, Job.objects.count()) == ([], 0, 1)


@pytest.mark.requirement("ACC-07")
def test_the_late_write_of_a_worker_that_lost_its_lease_is_refused():
    job = make_job()
    stale = claim(job.pk)
    end_lease(job)
    current = claim(job.pk)

    with pytest.raises(LeaseLost), stale.step("files"):
        make_job()
    with current.step("files"):
        pass
    current.finish()
    for late in (stale.finish, lambda: stale.fail(ValueError()), lambda: stale.expect(9)):
        with pytest.raises(LeaseLost):
            late()

    job.refresh_from_db()
    assert (job.state, job.fence, job.steps_total, Job.objects.count()) == (Job.State.DONE, 2, 0, 1)


@pytest.mark.requirement("ACC-07")
@pytest.mark.django_db(transaction=True)
def test_nobody_takes_a_job_over_in_the_middle_of_a_step_however_long_it_lasts():
    job = make_job()
    claimed = claim(job.pk)
    end_lease(job)

    with claimed.step("files"), connected_as(connection.settings_dict["USER"]) as other:
        free = other.execute("SELECT count(*) FROM (SELECT FROM jobs_job FOR UPDATE SKIP LOCKED) AS free").fetchone()

    assert free == (0,)


def test_finish_closes_the_job():
    job = make_job()

    claim(job.pk).finish()

    job.refresh_from_db()
    assert (job.state, job.lease_until, job.is_closed) == (Job.State.DONE, None, True)
    assert abs(job.finished_at - timezone.now()) < SECOND


def test_fail_backs_off_and_gives_up_after_the_last_attempt():
    job = make_job()
    waits = []

    for _ in range(MAX_ATTEMPTS):
        Job.objects.update(not_before=None)
        claim(job.pk).fail(ValueError("Quirina Zonderland"))
        job.refresh_from_db()
        waits.append(job.not_before and job.not_before - timezone.now())

    assert [abs(wait - planned) < SECOND for wait, planned in zip(waits, BACK_OFF, strict=False)] == [True, True]
    assert (job.state, job.attempts, job.error_code) == (Job.State.FAILED, MAX_ATTEMPTS, "ValueError")
    assert job.finished_at is not None


def test_a_job_over_which_worker_after_worker_dies_is_given_up():
    job = make_job()
    for _ in range(MAX_ATTEMPTS):
        claim(job.pk)
        end_lease(job)

    assert claim(job.pk) is None

    job.refresh_from_db()
    assert (job.state, job.error_code, job.lease_until) == (Job.State.FAILED, "WorkerLost", None)


def test_a_step_acts_under_the_user_who_asked_and_the_kind_of_the_job(django_user_model):
    claimed = claim(make_job().pk)

    with claimed.step("files"), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('crm.user_id', true), current_setting('crm.reason', true)")
        assert cursor.fetchone() == ("", "tests.kind")


def test_a_step_inside_a_rolled_back_transaction_is_not_done():
    job = make_job()
    claimed = claim(job.pk)

    with transaction.atomic():
        with claimed.step("files"):
            pass
        transaction.set_rollback(True)

    assert steps_of(job) == []
