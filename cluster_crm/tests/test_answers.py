"""What is still said after an erasure, through a real mail server: the answer, and the notices of Article 19."""

from datetime import date

import pytest
from django.utils import timezone

from cluster_crm.mail.tests.test_transport import mailboxes
from cluster_crm.tests.test_erasure import controller, make_person, traces, work
from privacy.actions.disclosures import disclose
from privacy.actions.erasure import approve_erasure, request_erasure
from privacy.actions.holds import place_hold
from privacy.actions.messages import told_otherwise
from privacy.actions.verification import verify_executed
from privacy.models import ErasureRun, Message
from privacy.testing import make_actor, make_recipient
from privacy.vocabulary import ErasureGround, LawfulBasis, Purpose, Role, SubjectKind

__all__ = ["controller", "mailboxes"]

pytestmark = pytest.mark.django_db
ADDRESS = "k.zwaluwenburg@example.org"


def propose(candidate) -> ErasureRun:
    return request_erasure(
        candidate.pk,
        [SubjectKind.CANDIDATE],
        ground=ErasureGround.NO_LONGER_NEEDED,
        by=make_actor(Role.RECRUITER),
        received_on=date(2026, 1, 31),
        answer_to=ADDRESS,
    )


@pytest.mark.requirement("RIGHT-NOTIFY-01")
@pytest.mark.requirement("ERASE-07")
@pytest.mark.requirement("ACC-06")
def test_erasure_is_verified_once_the_person_and_the_recipients_are_told(mailboxes):
    candidate = make_person()
    client = make_recipient(notice_email="privacy@klant.example.com")
    disclose(
        candidate.pk,
        SubjectKind.CANDIDATE,
        to=client,
        fields=["candidates.candidate.full_name"],
        purpose=Purpose.CLIENT_SERVICE,
        basis=LawfulBasis.LEGITIMATE_INTERESTS,
        by=None,
    )
    run = propose(candidate)

    approve_erasure(run, by=make_actor())
    work()

    run.refresh_from_db()
    sent = {mail["To"]: mail.get_content() for mail in mailboxes.received}
    assert sent.keys() == {ADDRESS, "privacy@klant.example.com"}
    assert str(run.request) not in sent["privacy@klant.example.com"]
    assert "Zwaluwenburg" in sent["privacy@klant.example.com"]
    assert "31 januari 2026" in sent[ADDRESS]
    assert run.state == ErasureRun.State.VERIFIED
    assert set(Message.objects.values_list("state", "to_address", "body")) == {("sent", "", "")}
    assert traces() == []


@pytest.mark.requirement("ERASE-07")
def test_erasure_without_a_mail_server_waits_until_the_answer_was_handed_over():
    run = propose(make_person())

    approve_erasure(run, by=make_actor())
    work()
    run.refresh_from_db()
    kept = Message.objects.get()
    before = (run.state, kept.state, kept.to_address, run.findings.count())
    told_otherwise(kept, way=Message.ToldBy.HANDED, on=timezone.localdate())

    assert before == (ErasureRun.State.EXECUTED, "kept", ADDRESS, 0)
    assert (verify_executed(), traces()) == (1, [])


@pytest.mark.requirement("ACC-03")
def test_nothing_is_said_about_an_erasure_that_a_hold_stopped(mailboxes):
    candidate, officer = make_person(), make_actor()
    run = propose(candidate)
    approve_erasure(run, by=officer)
    place_hold(candidate.pk, SubjectKind.CANDIDATE, matter="Z-1", reason="verwachte vordering", by=officer)

    work()

    run.refresh_from_db()
    assert run.state == ErasureRun.State.REFUSED
    assert mailboxes.received == []
