import pytest
from django.core.management import CommandError, call_command

from cluster_crm.jobs.actions import enqueue, reap
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import broker_contents, end_lease, is_in_a_step, wait_for, wait_until, worker
from cluster_crm.jobs.tests.runners import CANARY, TRACE
from cluster_crm.web.uuid7 import uuid7

__all__ = ["worker"]

pytestmark = pytest.mark.worker

RUNNERS = "cluster_crm.jobs.tests.runners"


@pytest.mark.requirement("ACC-07")
def test_a_job_whose_worker_was_killed_in_an_open_step_is_finished_by_another(worker):
    first = worker(include=RUNNERS)
    job = enqueue("tests.two_steps", uuid7())
    wait_until(lambda: job.steps.filter(name="first").exists() and is_in_a_step(job))

    first.kill()
    wait_until(lambda: not is_in_a_step(job))
    undone = Job.objects.filter(kind=TRACE).count()
    end_lease(job)
    worker(include=RUNNERS)
    reap()
    wait_for(job, Job.State.DONE)

    assert undone == 1
    assert Job.objects.filter(kind=TRACE).count() == 2
    assert (job.fence, job.steps_done, job.steps_total) == (2, 2, 2)


@pytest.mark.requirement("ACC-11")
def test_a_failing_job_leaves_no_personal_data_in_broker_or_log(worker):
    process = worker(include=RUNNERS)
    job = enqueue("tests.breaks", uuid7())
    waiting = broker_contents()

    wait_until(lambda: Job.objects.filter(pk=job.pk).exclude(error_code="").exists())
    process.stop()

    job.refresh_from_db()
    log = process.log.read_text()
    assert (job.state, job.error_code, job.attempts) == (Job.State.QUEUED, "ValueError", 1)
    assert "The job failed." in log
    for word in [CANARY, *CANARY.split()]:
        assert word not in waiting + broker_contents() + log


@pytest.mark.requirement("ACC-11")
def test_messages_that_wait_carry_the_id_of_the_job_only(transactional_db):
    job = enqueue("tests.nobody", uuid7())

    contents = broker_contents()

    assert str(job.pk) in contents
    assert str(job.target_id) not in contents
    assert '[["' + str(job.pk) + '"], {}, ' in contents


def test_smoke_job_says_how_long_a_worker_took(worker, capsys):
    worker()

    call_command("smoke_job")

    assert capsys.readouterr().out.startswith("done in ")


def test_smoke_job_says_when_nobody_came(transactional_db):
    with pytest.raises(CommandError, match=r"no worker did the job in 0\.2 s \(state: queued\)"):
        call_command("smoke_job", seconds=0.2)
