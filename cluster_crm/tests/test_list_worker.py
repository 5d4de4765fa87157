"""A list that leaves, made by real workers of which one is killed in the middle: nobody is disclosed twice."""

import pytest
from django.db import transaction

from bench.many_people import fill_with_people
from candidates.models import Candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.actions import reap
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import broker_contents, end_lease, is_in_a_step, wait_for, wait_until, worker
from cluster_crm.people.actions.list_exports import CHUNK, Order, ask_for_list
from cluster_crm.web.spreadsheets import SheetKind
from privacy.models import DataSubject, Disclosure, ListExport, ListExportMember, Recipient
from privacy.testing import ensure_profile, make_recipient
from privacy.vocabulary import Purpose, SubjectKind

__all__ = ["worker"]

pytestmark = pytest.mark.worker
PEOPLE = CHUNK + 20


@pytest.fixture
def asked(transactional_db):
    """A list of so many that it takes two parts."""
    ensure_profile()
    fill_with_people(PEOPLE)
    order = Order(
        columns=["full_name"],
        kind=SheetKind.XLSX,
        purpose=Purpose.RECRUITMENT,
        language="nl",
        to=make_recipient(recipient_role=Recipient.RecipientRole.PROCESSOR),
    )
    return ask_for_list(Candidate.objects.order_by("sort_name", "pk"), SubjectKind.CANDIDATE, order, by=make_user())


@pytest.mark.requirement("ACC-06", "ACC-11")
def test_killed_worker_is_followed_by_another_that_discloses_nobody_twice(worker, asked):
    job = Job.objects.get(target_id=asked.pk)
    name = Candidate.objects.values_list("full_name", flat=True)[0]
    with transaction.atomic():
        someone = ListExportMember.objects.get(export=asked, position=PEOPLE)
        DataSubject.objects.select_for_update().get(pk=someone.data_subject_id)
        first = worker()
        reap()
        wait_until(lambda: job.steps.filter(name="part 0").exists() and is_in_a_step(job))
        first.kill()
        assert Disclosure.objects.count() == CHUNK
    wait_until(lambda: not is_in_a_step(job))

    end_lease(job)
    worker()
    reap()
    wait_for(job, Job.State.DONE)

    asked.refresh_from_db()
    assert (asked.state, asked.rows, asked.left_out) == (ListExport.State.READY, PEOPLE, 0)
    assert (Disclosure.objects.count(), Disclosure.objects.distinct("data_subject").count()) == (PEOPLE, PEOPLE)
    assert (job.fence, job.steps_done, job.steps_total) == (2, 3, 3)
    assert name not in broker_contents()
