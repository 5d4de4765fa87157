"""Deeds on messages: queue one, deliver it, take it back. How it travels is the caller's: `cluster_crm.mail` knows."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Case, F, Q, TextField, Value, When
from django.utils import timezone

from cluster_crm.jobs.actions import enqueue
from privacy.actions.footers import sign
from privacy.actions.notices import advance_notices, reopen_notices, settle_notices
from privacy.actions.sending import may_send_message
from privacy.actions.subjects import lock_live_role
from privacy.actions.suppression import suppressed_digests
from privacy.actions.usable import among, lock_persons
from privacy.exceptions import MessageNotDelivered, NoMailServer
from privacy.models import LegalText, Message, Recipient
from privacy.sending import SendCode, SendDecision, SendingRefused
from privacy.vocabulary import Channel, Identifier, Purpose, SubjectKind

SEND = "mail.send"
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))

State = Message.State
Send = Callable[[Message], None]


def queue_message(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    to_address: str,
    subject_line: str,
    body: str,
    purpose: Purpose,
    language: str,
    recipient: Recipient | None = None,
    keep_until_delivered: bool = False,
    carries_notice: bool = False,
    occasion: str = "",
    text: LegalText | None = None,
    is_secret: bool = False,
    by: AbstractBaseUser | None = None,
) -> Message:
    """Queue an e-mail to a person, or about him to a recipient; a worker sends it after the commit.

    Whether it may be sent is asked here and again when it goes; raises SendingRefused, which says why not, and
    PersonErased. The first message to a person brings the day forward on which he must know where we have his data
    from (LAW-08); `carries_notice` says that this one tells him.
    """
    message = Message(
        data_subject_id=data_subject_id,
        subject_kind=kind,
        recipient=recipient,
        purpose=purpose,
        to_address=to_address,
        subject_line=subject_line,
        body=body,
        language=language,
        keep_until_delivered=keep_until_delivered,
        carries_notice=carries_notice,
        occasion=occasion,
        text=text,
        is_secret=is_secret,
    )
    with transaction.atomic():
        lock_live_role(data_subject_id, kind)
        decision = may_send_message(message, at=timezone.now())
        if decision.is_allowed:
            return _queue(message, decision.code, by=by)
    _count_hit(message, decision)
    raise SendingRefused(decision)


def _queue(message: Message, code: SendCode, *, by: AbstractBaseUser | None) -> Message:
    message.decision_code = code
    sign(message)
    message.save(force_insert=True)
    if message.recipient is None:
        today = timezone.localdate()
        advance_notices(message.data_subject_id, message.subject_kind, first_communication_on=today)
    enqueue(SEND, message.pk, by=by)
    return message


def _count_hit(message: Message, decision: SendDecision) -> None:
    """Count that the suppression list stopped a message: its hit rate is reported (MKT-07)."""
    if decision.code == SendCode.SUPPRESSED:
        suppressed_digests([(Identifier.EMAIL, message.to_address)])


@transaction.atomic
def deliver(message_id: UUID, *, send: Send) -> Message | None:
    """Send a message that still waits; None where it is gone, sent or taken back (ACC-06).

    Whether it may be sent is asked again, right before: consent may be withdrawn meanwhile (MKT-06). What fails for now
    is tried again later, five times; an address that does not exist is not. Without a mail server it is kept where
    staff read it.
    """
    message = _lock_queued(message_id)
    if message is None:
        return None
    decision = may_send_message(message, at=timezone.now())
    message.last_code, message.last_asked_at = decision.code, timezone.now()
    if not decision.is_allowed:
        _count_hit(message, decision)
        return _close(message, State.CANCELLED, code=decision.code)
    try:
        send(message)
    except NoMailServer:
        return _keep(message)
    except MessageNotDelivered as failure:
        return _after_failure(message, failure)
    message.sent_at = timezone.now()
    return _close(message, State.SENT)


def _lock_queued(message_id: UUID) -> Message | None:
    """Lock the person and then his message that still waits, in the order of an erasure and of a merge.

    In another order the two could wait for each other; a message whose work is broken off after it went would go twice.
    One that a merge moved meanwhile is that of the survivor.
    """
    waiting = Message.objects.queued().filter(pk=message_id)
    while person := waiting.values_list("data_subject", flat=True).first():
        lock_persons([person])
        if message := waiting.select_for_update().filter(data_subject=person).first():
            return message
    return None


@transaction.atomic
def cancel_message(message: Message) -> Message | None:
    """Take back a message that still waits; None where it is too late."""
    waiting = Message.objects.waiting().select_for_update().filter(pk=message.pk).first()
    return None if waiting is None else _close(waiting, State.CANCELLED)


@transaction.atomic
def send_again(message: Message, *, by: AbstractBaseUser | None) -> Message | None:
    """Queue a message again that failed, or was kept for want of a mail server; None where it has no text any more."""
    found = Message.objects.select_for_update().filter(pk=message.pk, state__in=[State.FAILED, State.KEPT]).first()
    if found is None or not (found.to_address and found.body):
        return None
    found.state, found.error_code, found.attempts = State.QUEUED, "", 0
    found.save(update_fields=["state", "error_code", "attempts"])
    enqueue(SEND, found.pk, by=by)
    return found


@transaction.atomic
def told_otherwise(message: Message, *, way: Message.ToldBy, on: date, note: str = "") -> Message | None:
    """Note that staff told what a kept or failed message says: how, on which day, and what shows it (Article 5(2)).

    Its notices are given on that day. None where it stands otherwise. What is left of a message that was kept for its
    delivery alone says only that it was given: no note.
    """
    found = Message.objects.select_for_update().filter(pk=message.pk, state__in=[State.FAILED, State.KEPT]).first()
    if found is None:
        return None
    found.told_way, found.told_on = way, on
    found.told_note = "" if found.keep_until_delivered else note
    return _close(found, State.TOLD)


def cancel_queued(
    data_subject_id: UUID, is_stopped: Callable[[Purpose, Channel], bool], *, code: str, kind: str = ""
) -> int:
    """Take back what waits for a person where its purpose and channel are stopped; returns how many.

    Without a `kind` it is taken back in all roles. What goes to an organisation about him is no message to him.
    """
    waiting = Message.objects.waiting().select_for_update().filter(data_subject=data_subject_id, recipient=None)
    if kind:
        waiting = waiting.filter(subject_kind=kind)
    stopped = [
        message.pk
        for message in waiting.order_by("pk")
        if is_stopped(Purpose(message.purpose), Channel(message.channel))
    ]
    _cancel_all(stopped, code=code)
    return len(stopped)


def _cancel_all(messages: Collection[UUID], *, code: str) -> None:
    """Do for many that are taken back what `_close` does for one, in the statements of one."""
    emptied = {
        name: Case(When(when, then=Value("")), default=F(name), output_field=TextField())
        for name, when in {
            "to_address": Q(keep_until_delivered=True),
            "subject_line": Q(keep_until_delivered=True),
            "body": Q(keep_until_delivered=True) | Q(is_secret=True),
        }.items()
    }
    rows = Message.objects.filter(pk__in=among(messages))
    rows.update(state=State.CANCELLED, error_code=code, **emptied)
    reopen_notices(messages)


@transaction.atomic
def mark_returned(message_id: UUID, *, code: str) -> Message | None:
    """Mark a message as failed that a mail server had taken and sent back; None where it is not one of ours.

    `code` is that of RFC 3463, such as 5.1.1.
    """
    message = Message.objects.select_for_update().filter(pk=message_id, state=State.SENT).first()
    if message is None:
        return None
    message.sent_at = None
    return _close(message, State.FAILED, code=f"Returned {code}".strip())


def _after_failure(message: Message, failure: MessageNotDelivered) -> Message:
    message.attempts += 1
    if failure.is_final or message.attempts > len(BACK_OFF):
        return _close(message, State.FAILED, code=failure.code)
    message.error_code = failure.code
    message.save(update_fields=["attempts", "error_code", "last_code", "last_asked_at"])
    enqueue(SEND, message.pk, not_before=timezone.now() + BACK_OFF[message.attempts - 1])
    return message


def _keep(message: Message) -> Message:
    """Leave a message to staff. A link that opens something once is theirs to see on a trial installation alone."""
    message.state = State.KEPT
    if message.is_secret and settings.IS_PRODUCTION:
        message.body = ""
    message.save(update_fields=["state", "body", "last_code", "last_asked_at"])
    return message


def _close(message: Message, state: Message.State, *, code: str = "") -> Message:
    """Bring a message to its end; one that was kept for its delivery loses address and text, a secret one its text."""
    message.state, message.error_code = state, code
    if message.is_secret:
        message.body = ""
    if message.keep_until_delivered:
        message.to_address = message.subject_line = message.body = ""
    message.save()
    settle_notices(message)
    return message
