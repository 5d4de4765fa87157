"""The worked examples of requirements 5.3 with real deeds, the outbox, a real worker and a real mail server."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import NamedTuple
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller as SmtpServer
from django.db import transaction
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from candidates.testing_named import make_emergency_contact, make_referee
from clients.testing import make_client_contact
from cluster_crm.jobs.actions import enqueue, reap
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import end_lease, wait_until, worker
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.erasure import propose_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.grounds import record_ground
from privacy.actions.holds import place_hold
from privacy.actions.messages import SEND, queue_message
from privacy.actions.notices import record_notice
from privacy.actions.objections import object_to_marketing, record_death
from privacy.actions.restriction import restrict
from privacy.actions.sending import may_send
from privacy.exceptions import ConsentNotAffirmed, GuardianNeeded
from privacy.models import ConsentEvent, Message, PolicyVersion, Restriction, RetentionClock
from privacy.sending import ALLOWING, SendCode, SendingRefused
from privacy.testing import ensure_profile, make_actor, make_policy
from privacy.vocabulary import Channel, ErasureGround, Ground, Purpose, Source, SubjectKind
from suppliers.testing import make_supplier_contact

__all__ = ["worker"]

CANDIDATE, CLIENT, SUPPLIER = SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT
EMAIL, POST, ONSITE = Channel.EMAIL, Channel.POST, Channel.ONSITE
DM, OTHER, ALERT = Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.JOB_ALERT
LINK = ConsentEvent.Method.UNSUBSCRIBE_LINK


class Row(NamedTuple):
    """One worked example: who, what is asked, and the answer."""

    person: UUID
    kind: SubjectKind
    purpose: Purpose
    channel: Channel
    code: SendCode
    address: str = ""
    carries_notice: bool = False


class Mailbox:
    """A mail server that takes everything and remembers it."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802, ARG002 - aiosmtpd's name
        self.received.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    @property
    def addressees(self) -> list[str]:
        return sorted(mail["To"] for mail in self.received)


@contextmanager
def serving(handler: Mailbox) -> Iterator[str]:
    """Run a mail server for a mailbox, and yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = SmtpServer(handler, hostname="127.0.0.1", port=port)
    server.start()
    yield f"smtp://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def mailbox(monkeypatch) -> Iterator[Mailbox]:
    """A mail server to which every worker that is started from now on hands its mail."""
    handler = Mailbox()
    with serving(handler) as address:
        monkeypatch.setenv("EMAIL_URL", address)
        yield handler


def day(text: str) -> date:
    return date.fromisoformat(text)


def agree(person: UUID, purpose: Purpose = OTHER, kind: SubjectKind = CANDIDATE, **said) -> ConsentEvent:
    how = {
        "channel": EMAIL,
        "method": ConsentEvent.Method.BOX_TICKED,
        "text_version": "dm-1",
        "language": "nl",
        "is_affirmed": True,
    }
    return record_consent(person, kind, purpose=purpose, **how | said)


def applicant(**fields) -> Candidate:
    return make_candidate(source=Source.APPLICATION, collected_on=day_ago(300), opt_out_offered=[EMAIL], **fields)


def day_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def told(person: UUID, kind: SubjectKind) -> None:
    """The person got the notice of Article 14."""
    record_notice(person, kind, on=timezone.localdate(), policy_version=PolicyVersion.objects.first())


def sourced(**fields) -> Candidate:
    return make_candidate(source=Source.LINKEDIN, source_detail="https://linkedin.example.com", **fields)


def forget_and_find_again() -> Candidate:
    """Somebody unsubscribed and was erased; his address comes back from a job board (M10)."""
    before = applicant(email="wim.wever@example.org")
    object_to_marketing(before.pk, method=LINK, language="nl")
    run = propose_erasure([(before.pk, CANDIDATE)], ground=ErasureGround.NO_LONGER_NEEDED, by=None)
    with transaction.atomic():
        erase_part(run, 0)
    again = make_candidate(source=Source.JOBBOARD, source_detail="Voorbeeldbank", email="Wim.Wever+cv@Example.org")
    assert not Candidate.objects.filter(pk=before.pk).exists()
    return again


def rows_of_candidates() -> dict[str, Row]:
    """M01 to M09 and M12 to M14."""
    soft, old_form, found, new = applicant(), make_candidate(source=Source.APPLICATION), sourced(), sourced()
    told(found.pk, CANDIDATE)
    yes, no, objected, lifted = applicant(), applicant(), applicant(), applicant()
    for candidate in (yes, no, objected):
        agree(candidate.pk)
    withdraw(no.pk, CANDIDATE, purpose=OTHER, channel=EMAIL, method=LINK, language="nl")
    for candidate in (objected, lifted):
        object_to_marketing(candidate.pk, method="written", language="nl")
    agree(lifted.pk)
    alerted, unsubscribed = applicant(), applicant()
    agree(alerted.pk, ALERT)
    withdraw(alerted.pk, CANDIDATE, purpose=ALERT, channel=EMAIL, method=LINK, language="nl")
    object_to_marketing(unsubscribed.pk, method=LINK, language="nl")
    return {
        "M01": Row(soft.pk, CANDIDATE, DM, EMAIL, SendCode.SOFT, soft.email),
        "M02": Row(old_form.pk, CANDIDATE, DM, EMAIL, SendCode.OPTIN_REQUIRED, old_form.email),
        "M03": Row(found.pk, CANDIDATE, DM, EMAIL, SendCode.OPTIN_REQUIRED, found.email),
        "M04": Row(new.pk, CANDIDATE, Purpose.ROLE_CONTACT, EMAIL, SendCode.LI, new.email, carries_notice=True),
        "M05": Row(soft.pk, CANDIDATE, OTHER, EMAIL, SendCode.OPTIN_REQUIRED, soft.email),
        "M06": Row(yes.pk, CANDIDATE, OTHER, EMAIL, SendCode.OPTIN, yes.email),
        "M07": Row(no.pk, CANDIDATE, OTHER, EMAIL, SendCode.WITHDRAWN, no.email),
        "M08": Row(objected.pk, CANDIDATE, OTHER, EMAIL, SendCode.OBJECTED, objected.email),
        "M09": Row(lifted.pk, CANDIDATE, OTHER, EMAIL, SendCode.OPTIN, lifted.email),
        "M12": Row(alerted.pk, CANDIDATE, ALERT, EMAIL, SendCode.WITHDRAWN, alerted.email),
        "M13": Row(alerted.pk, CANDIDATE, DM, EMAIL, SendCode.SOFT, alerted.email),
        "M14": Row(unsubscribed.pk, CANDIDATE, Purpose.REFERRAL_ASK, EMAIL, SendCode.OBJECTED, unsubscribed.email),
    }


def rows_of_others() -> dict[str, Row]:
    """M15 to M20."""
    client = make_client_contact(started_on=day_ago(900))
    record_ground(
        client.pk, CLIENT, ground=Ground.SALE, channel=EMAIL, opt_out_offered=True, on=day_ago(900), evidence="contract"
    )
    public, listed = (
        make_client_contact(source=Source.EVENT_LIST, source_detail="Beurs", street="Kade 1", city="Delft")
        for _number in range(2)
    )
    for contact in (public, listed):
        told(contact.pk, CLIENT)
    page = "https://bakkerij.example.com/bureaus"
    record_ground(
        public.pk, CLIENT, ground=Ground.PUBLISHED_ADDRESS, channel=EMAIL, opt_out_offered=False, on=day_ago(9),
        evidence=page,
    )  # fmt: skip
    supplier, referee, emergency = make_supplier_contact(), make_referee(), make_emergency_contact()
    em = SubjectKind.EMERGENCY_CONTACT
    return {
        "M15": Row(client.pk, CLIENT, DM, EMAIL, SendCode.B2B, client.email),
        "M16": Row(public.pk, CLIENT, DM, EMAIL, SendCode.B2B, public.email),
        "M17": Row(listed.pk, CLIENT, DM, POST, SendCode.LI),
        "M18": Row(supplier.pk, SUPPLIER, DM, EMAIL, SendCode.OPTIN_REQUIRED, supplier.email),
        "M19": Row(referee.pk, SubjectKind.REFEREE, DM, EMAIL, SendCode.RE_NEEDS_OPTIN, referee.email),
        "M20": Row(emergency.pk, em, DM, Channel.PHONE, SendCode.EM_NEVER),
    }


def rows_of_limits() -> dict[str, Row]:
    """M10, M11 and M21 to M26."""
    back, disputed, held, minor, ticked, story, breach = (forget_and_find_again(), *(applicant() for _each in range(6)))
    record_ground(back.pk, CANDIDATE, ground=Ground.APPLICATION, channel=EMAIL, opt_out_offered=True, on=day_ago(0))
    agree(disputed.pk)
    restrict(disputed.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    agree(held.pk, ALERT)
    RetentionClock.objects.filter(data_subject=held.pk).update(
        collected_on=day("2020-01-01"), anchor_on=day("2020-01-01"), contact_on=None, retain_until=day("2022-01-01")
    )
    place_hold(held.pk, CANDIDATE, matter="M-1", reason="Claim", by=make_actor())
    Candidate.objects.filter(pk=minor.pk).update(birth_date=day_ago(15 * 365))
    with pytest.raises(GuardianNeeded):
        agree(minor.pk)
    with pytest.raises(ConsentNotAffirmed):
        agree(ticked.pk, is_affirmed=False)
    agree(story.pk)
    object_to_marketing(breach.pk, method="written", language="nl")
    return {
        "M10": Row(back.pk, CANDIDATE, DM, EMAIL, SendCode.SUPPRESSED, back.email),
        "M11": Row(back.pk, CANDIDATE, Purpose.SERVICE, EMAIL, SendCode.SERVICE, back.email),
        "M21": Row(disputed.pk, CANDIDATE, OTHER, EMAIL, SendCode.RESTRICTED, disputed.email),
        "M22": Row(held.pk, CANDIDATE, ALERT, EMAIL, SendCode.HOLD_ONLY, held.email),
        "M23": Row(minor.pk, CANDIDATE, OTHER, EMAIL, SendCode.OPTIN_REQUIRED, minor.email),
        "M24": Row(ticked.pk, CANDIDATE, OTHER, EMAIL, SendCode.OPTIN_REQUIRED, ticked.email),
        "M25": Row(story.pk, CANDIDATE, Purpose.SUCCESS_STORY, ONSITE, SendCode.EXPLICIT_REQUIRED),
        "M26": Row(breach.pk, CANDIDATE, Purpose.SERVICE, EMAIL, SendCode.SERVICE, breach.email),
    }


def try_to_queue(row: Row) -> SendCode:
    """Queue a message as anybody does, and say what came of it."""
    try:
        message = queue_message(
            row.person,
            row.kind,
            to_address=row.address,
            subject_line="Bericht",
            body="Tekst",
            purpose=row.purpose,
            language="nl",
            carries_notice=row.carries_notice,
        )
    except SendingRefused as refusal:
        return refusal.decision.code
    return SendCode(message.decision_code)


def put_in_outbox(row: Row) -> Message:
    """A message that was allowed when it was queued, whatever happened since."""
    message = Message.objects.create(
        data_subject_id=row.person,
        subject_kind=row.kind,
        to_address=row.address,
        subject_line="Bericht",
        body="Tekst",
        purpose=row.purpose,
        language="nl",
        decision_code=SendCode.OPTIN,
    )
    enqueue(SEND, message.pk)
    return message


@pytest.mark.worker
@pytest.mark.requirement("MKT-03", "MKT-04", "MKT-05", "MKT-06", "MKT-07", "MKT-08", "MKT-10", "LAW-53")
def test_what_may_be_sent_arrives_and_nothing_else(worker, mailbox):
    ensure_profile()
    make_policy(published_at=timezone.now())
    rows = rows_of_candidates() | rows_of_others() | rows_of_limits()
    said = {
        name: may_send(row.person, row.kind, row.purpose, row.channel, carries_notice=row.carries_notice).code
        for name, row in rows.items()
    }
    by_mail = {name: row for name, row in rows.items() if row.address}
    queued = {name: try_to_queue(row) for name, row in by_mail.items()}
    refused = {name: put_in_outbox(row) for name, row in by_mail.items() if row.code not in ALLOWING}

    worker()
    reap()
    wait_until(lambda: not Message.objects.queued().exists())

    assert said == {name: row.code for name, row in rows.items()}
    assert queued == {name: row.code for name, row in by_mail.items()}
    assert mailbox.addressees == sorted(row.address for row in by_mail.values() if row.code in ALLOWING)
    for name, message in refused.items():
        message.refresh_from_db()
        assert (name, message.state, message.error_code) == (name, Message.State.CANCELLED, rows[name].code)
    assert len(rows) == 26


@pytest.mark.worker
@pytest.mark.requirement("MKT-06", "ACC-06", "LAW-53")
def test_what_changes_between_queueing_and_sending_counts_though_a_worker_was_killed(worker, mailbox):
    ensure_profile()
    make_policy(published_at=timezone.now())
    leaves, stays, dies, disputes = people = [applicant() for _each in range(4)]
    for candidate in people:
        agree(candidate.pk)
        row = Row(candidate.pk, CANDIDATE, OTHER, EMAIL, SendCode.OPTIN, candidate.email)
        assert try_to_queue(row) == SendCode.OPTIN
    jobs = list(Job.objects.filter(kind=SEND))
    with transaction.atomic():
        list(Message.objects.queued().select_for_update())
        first = worker()
        reap()
        wait_until(lambda: Job.objects.filter(kind=SEND, state=Job.State.RUNNING).exists())
        first.kill()

    withdraw(leaves.pk, CANDIDATE, purpose=OTHER, channel=EMAIL, method=LINK, language="nl")
    record_death(dies.pk, heard_on=timezone.localdate(), by=make_actor())
    restrict(disputes.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    for job in jobs:
        end_lease(job)
    worker()
    reap()
    wait_until(lambda: not Message.objects.queued().exists())

    assert mailbox.addressees == [stays.email]
    assert dict(Message.objects.values_list("data_subject", "error_code")) == {
        leaves.pk: SendCode.WITHDRAWN,
        stays.pk: "",
        dies.pk: SendCode.GONE,
        disputes.pk: SendCode.RESTRICTED,
    }
