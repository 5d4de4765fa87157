"""When a merge can be undone and when not, and what becomes of one whose work failed."""

from uuid import UUID

import pytest
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions.findings import review
from cluster_crm.people.actions.merging import code_of, request_merge
from cluster_crm.people.actions.unmerging import UNMERGE, request_undo
from cluster_crm.people.models import TextFinding
from cluster_crm.tests.test_erasure import work
from cluster_crm.tests.test_merge import merge
from cluster_crm.tests.test_merge_rules import hold
from privacy.actions.restriction import restrict
from privacy.actions.suppression import listed_digests, suppress
from privacy.exceptions import CannotBeUndone, ProcessingRestricted
from privacy.models import LegalHold, PersonMerge, SubjectRole, SuppressionEntry
from privacy.vocabulary import Identifier, Role, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE


def undo_refused(done: PersonMerge) -> str:
    with pytest.raises((CannotBeUndone, ProcessingRestricted)) as refusal:
        request_undo(done, by=done.asked_by)
    return code_of(refusal.value)


def test_undo_is_refused_by_name():
    first, second, third = make_candidate(), make_candidate(), make_candidate()
    done = merge(first, second)
    later = merge(first, third)

    assert undo_refused(done) == "later_merge"
    request_undo(later, by=later.asked_by)
    work()
    hold(first)
    assert undo_refused(done) == "hold"
    LegalHold.objects.update(released_at=timezone.now())
    restrict(first.pk, CANDIDATE, ground="R1", by=None)
    assert undo_refused(done) == "ProcessingRestricted"
    assert undo_refused(later) == "not_merged"


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restriction_between_the_request_and_the_worker_leaves_the_merge_as_it_stands():
    survivor, absorbed = make_candidate(), make_candidate()
    done = merge(survivor, absorbed)
    request_undo(done, by=done.asked_by)
    restrict(survivor.pk, CANDIDATE, ground="R1", by=None)
    work()

    done.refresh_from_db()
    assert (done.state, done.code) == ("done", "ProcessingRestricted")
    assert Candidate.objects.count() == 1


@pytest.mark.requirement("SEC-01")
def test_merge_is_refused_when_who_asked_lost_the_right_before_the_worker_came():
    by = make_user(Role.RECRUITER)
    asked = request_merge(make_candidate().pk, make_candidate().pk, CANDIDATE, reason="said_so", by=by)
    User.objects.filter(pk=by.pk).update(role=Role.FINANCE)

    work()

    asked.refresh_from_db()
    assert (asked.state, asked.code) == ("refused", "NotForYourRole")
    assert Candidate.objects.count() == 2


@pytest.mark.requirement("MKT-07")
def test_undo_leaves_the_objection_that_somebody_made_since():
    survivor, absorbed = make_candidate(email="a@example.org"), make_candidate(email="b@example.org")
    suppress(Identifier.EMAIL, "a@example.org", reason=SuppressionEntry.Reason.OBJECTION)
    done = merge(survivor, absorbed)
    suppress(Identifier.EMAIL, "b@example.org", reason=SuppressionEntry.Reason.OBJECTION)

    request_undo(done, by=done.asked_by)
    work()

    assert listed_digests([(Identifier.EMAIL, "b@example.org")])


def test_merge_and_undo_whose_job_failed_are_tried_anew():
    survivor, absorbed = make_candidate(), make_candidate()
    by = make_user(Role.RECRUITER)
    asked = request_merge(survivor.pk, absorbed.pk, CANDIDATE, reason="said_so", by=by)
    Job.objects.update(state=Job.State.FAILED, finished_at=timezone.now())

    request_merge(survivor.pk, absorbed.pk, CANDIDATE, reason="said_so", by=by)
    work()
    asked.refresh_from_db()
    request_undo(asked, by=by)
    Job.objects.filter(kind=UNMERGE).update(state=Job.State.FAILED, finished_at=timezone.now())
    request_undo(asked, by=by)
    work()

    asked.refresh_from_db()
    assert (asked.state, Candidate.objects.count()) == ("undone", 2)


def test_merge_of_merged_records_is_undone_step_by_step():
    first, second, third = make_candidate(), make_candidate(), make_candidate()
    inner = merge(second, third)
    outer = merge(first, second)
    assert set(SubjectRole.objects.values_list("data_subject", flat=True)) == {first.pk}

    for done in (outer, inner):
        request_undo(done, by=done.asked_by)
        work()

    numbers = {first.pk: first.number, second.pk: second.number, third.pk: third.number}
    assert dict(Candidate.objects.values_list("pk", "number")) == numbers
    assert dict(SubjectRole.objects.live().values_list("data_subject", "number")) == numbers


@pytest.mark.requirement("CAND-DATA-24")
def test_findings_follow_the_text_of_a_person_into_a_merge_and_back():
    survivor, absorbed = make_candidate(headline="Lasser"), make_candidate(headline="Heeft diabetes")
    review([absorbed])

    done = merge(survivor, absorbed, taken=["candidates.candidate.headline"])
    assert findings() == {(survivor.pk, "open"), (absorbed.pk, "gone")}

    request_undo(done, by=done.asked_by)
    work()
    assert findings() == {(survivor.pk, "gone"), (absorbed.pk, "open")}


def findings() -> set[tuple[UUID, str]]:
    """Row and state of each finding."""
    return set(TextFinding.objects.values_list("row", "state"))
