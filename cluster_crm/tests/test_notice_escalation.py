"""Notices that nobody gave: what is blocked meanwhile, who is reminded, the proposal to erase."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.actions.pipeline import shortlist
from candidates.testing import make_candidate
from clients.testing import make_vacancy
from cluster_crm.accounts.testing import make_user
from privacy.actions.disclosures import disclose, disclose_many
from privacy.actions.notice_escalation import propose_late_erasures, withdraw_settled
from privacy.actions.notices import record_notice
from privacy.actions.sending import may_send
from privacy.exceptions import NoticeOverdue
from privacy.models import ErasureRun, NoticeTask
from privacy.sending import SendCode
from privacy.testing import make_policy, make_recipient
from privacy.vocabulary import Channel, LawfulBasis, Purpose, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE


def late(days=1, **fields):
    """A candidate from a job board who should have been told some days ago, and the task to tell him."""
    candidate = make_candidate(source=Source.JOBBOARD, **fields)
    due = timezone.localdate() - timedelta(days=days)
    NoticeTask.objects.filter(data_subject=candidate.pk).update(due_on=due, collected_on=due - timedelta(days=31))
    return candidate


def disclosed(candidate):
    return disclose(
        candidate.pk,
        CANDIDATE,
        to=make_recipient(),
        fields=["candidates.candidate.email"],
        purpose=Purpose.CLIENT_SERVICE,
        basis=LawfulBasis.LEGITIMATE_INTERESTS,
        by=None,
    )


USES = {
    "disclosure": disclosed,
    "shortlist": lambda candidate: shortlist([candidate], make_vacancy(), by=make_user()),
}


@pytest.mark.requirement("LAW-08")
@pytest.mark.parametrize("use", USES)
def test_use_is_blocked_while_the_notice_is_overdue_and_free_again_when_it_is_given(use):
    candidate = late()

    with pytest.raises(NoticeOverdue):
        USES[use](candidate)
    record_notice(
        candidate.pk, CANDIDATE, on=timezone.localdate(), policy_version=make_policy(), way=NoticeTask.Way.LETTER
    )

    assert USES[use](candidate)


@pytest.mark.requirement("LAW-08")
def test_marketing_and_lists_leave_out_who_was_not_told():
    candidate = late()

    sent = may_send(candidate.pk, CANDIDATE, Purpose.DM_RECRUIT, Channel.EMAIL, address=candidate.email)
    absent = disclose_many(
        [candidate.pk],
        CANDIDATE,
        to=make_recipient(recipient_role="processor"),
        fields=["candidates.candidate.email"],
        purpose=Purpose.CLIENT_SERVICE,
        by=None,
    )

    assert (sent.is_allowed, sent.code) == (False, SendCode.NO_NOTICE)
    assert absent == {candidate.pk: "untold"}


@pytest.mark.requirement("LAW-08")
@pytest.mark.parametrize(("days", "proposed"), [(13, 0), (14, 1)])
def test_erasure_is_proposed_two_weeks_after_the_last_day_once(days, proposed):
    candidate = late(days)

    first, again = propose_late_erasures(timezone.localdate()), propose_late_erasures(timezone.localdate())

    assert (first, again, ErasureRun.objects.count()) == (proposed, 0, proposed)
    if proposed:
        run = ErasureRun.objects.get()
        assert (run.state, run.ground, run.proposed_by) == (ErasureRun.State.PROPOSED, "G3", None)
        assert list(run.subjects.values_list("data_subject", "subject_kind")) == [(candidate.pk, "candidate")]


@pytest.mark.requirement("LAW-08")
def test_proposal_is_taken_back_when_the_person_was_told_meanwhile():
    candidate = late(30)
    propose_late_erasures(timezone.localdate())
    record_notice(candidate.pk, CANDIDATE, on=timezone.localdate(), policy_version=make_policy())

    taken_back = withdraw_settled()

    assert (taken_back, ErasureRun.objects.get().state) == (1, ErasureRun.State.CANCELLED)


@pytest.mark.requirement("LAW-08")
def test_owner_is_reminded_at_once_and_the_officer_after_a_week(client):
    owner, other = make_user(Role.RECRUITER, language="en"), make_user(Role.RECRUITER, language="en")
    late(3, by=owner)
    officer = make_user(Role.PRIVACY_OFFICER, language="en")

    def overview(user):
        client.force_login(user)
        return client.get("/admin/").text

    mine, theirs, quiet = overview(owner), overview(other), overview(officer)
    NoticeTask.objects.update(due_on=timezone.localdate() - timedelta(days=9))

    assert "Late notices to your own people" in mine
    assert "Late notices to your own people" not in theirs
    assert "nobody gave for a week" not in quiet
    assert "nobody gave for a week" in overview(officer)
