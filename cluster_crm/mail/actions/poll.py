"""Reading the mailbox: a bounded number of messages at a time, each taken in once, whatever dies in between.

A message is put away after it was taken in and that was committed. Who dies between the two leaves it behind; the
next reading puts it away.
"""

from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import F
from django.utils import timezone

from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from cluster_crm.jobs.models import Job
from cluster_crm.mail.actions.known import colleague, one_form, ours
from cluster_crm.mail.actions.stop_mail import is_stopped
from cluster_crm.mail.actions.take_in import take_in
from cluster_crm.mail.actions.whose import Why
from cluster_crm.mail.mailbox import Mailbox, MailboxAddress, MailboxUnavailable, open_mailbox
from cluster_crm.mail.models import MailboxState
from cluster_crm.mail.readers.message import MAX_BYTES, MailUnreadable, ReadMail, read_mail

POLL: Final = "mail.poll"
MOST: Final = 50
DELETE: Final = "delete"


def poll_mailbox() -> Job | None:
    """Queue a reading of the mailbox; none where no mailbox is set, or one is queued or under way."""
    if not settings.IMAP_URL:
        return None
    state, _is_new = MailboxState.objects.get_or_create()
    of_mailbox = Job.objects.filter(kind=POLL, target_id=state.pk)
    if of_mailbox.exclude(state__in=Job.CLOSED).exists():
        return None
    of_mailbox.filter(state=Job.State.DONE).delete()  # one a minute: the last one says enough
    return enqueue(POLL, state.pk)


def read_mailbox(claim: Claim) -> None:
    """Take in what is new; an error of the mailbox is noted for the people who look after it, and tried again later."""
    state = MailboxState.objects.get(pk=claim.target_id)
    try:
        with open_mailbox(MailboxAddress.parse(settings.IMAP_URL)) as mailbox:
            _read_new(claim, state, mailbox)
    except MailboxUnavailable as failure:
        failing = MailboxState.objects.filter(pk=state.pk)
        failing.update(error_code=failure.code)
        failing.filter(failed_at=None).update(failed_at=timezone.now())
    else:
        MailboxState.objects.filter(pk=state.pk).update(error_code="", failed_at=None, polled_at=timezone.now())


def ask_mailbox() -> str:
    """Say for the health page whether the mailbox answers; a mailbox that does not keeps nobody from working."""
    if not settings.IMAP_URL:
        return "off"
    return "failing" if MailboxState.objects.exclude(error_code="").exists() else "ok"


def _read_new(claim: Claim, state: MailboxState, mailbox: Mailbox) -> None:
    if state.uid_validity != mailbox.uid_validity:
        state.uid_validity, state.last_uid = mailbox.uid_validity, 0
        state.save(update_fields=["uid_validity", "last_uid"])
    folder = "" if settings.CRM_MAIL_TAKEN_FOLDER == DELETE else settings.CRM_MAIL_TAKEN_FOLDER
    if folder:
        mailbox.make_folder(folder)
    for uid in mailbox.left_behind(state.last_uid):
        mailbox.put_away(uid, folder)
    uids = mailbox.uids_after(state.last_uid, most=MOST)
    claim.expect(len(uids))
    for uid in uids:
        if _is_taken(claim, state, mailbox, uid):
            mailbox.put_away(uid, folder)
        else:
            mailbox.put_aside(uid)


def _is_taken(claim: Claim, state: MailboxState, mailbox: Mailbox, uid: int) -> bool:
    """Take in one message and note how far the reading is, in one step; False where it can't be read."""
    mail = _message(mailbox, uid)
    with claim.step(f"{state.uid_validity}.{uid}") as is_due:
        if is_due:
            is_taken = mail is not None and _take(mail)
            column = "taken_count" if is_taken else "put_aside_count"
            MailboxState.objects.filter(pk=state.pk).update(last_uid=uid, **{column: F(column) + 1})
        else:
            is_taken = mail is not None
    return is_taken


def _message(mailbox: Mailbox, uid: int) -> ReadMail | None:
    if mailbox.size_of(uid) > MAX_BYTES:
        return None
    try:
        return read_mail(mailbox.content_of(uid))
    except MailUnreadable:
        return None


def _take(mail: ReadMail) -> bool:
    """Take in a message for the colleague in it, who must be vouched for where he is its sender.

    False where the database refuses it: one message never stands in the way of those after it. One that only stops
    marketing does that, and stands nowhere.
    """
    if is_stopped(mail):
        return True
    senders = one_form([party.address for party in mail.senders[:1]])
    recipients = one_form([party.address for party in mail.recipients])
    is_from_us = bool(ours(senders))
    if is_from_us:
        is_right, by = is_vouched_for(mail, senders[0]), colleague(senders)
    else:
        is_right, by = not (_speaks(mail) and mail.authentication.has_failed), colleague(recipients)
    why = None if is_right and by else Why.NO_COLLEAGUE if is_right else Why.NOT_VOUCHED
    try:
        take_in(mail, by=by if is_right else None, why=why)
    except (DataError, IntegrityError, ValidationError):
        return False
    return True


def is_vouched_for(mail: ReadMail, sender: str) -> bool:
    """Whether our own receiving server says that a message comes from the domain of its sender (RFC 8601).

    Without `CRM_MAIL_AUTHSERV_ID` nobody speaks for us, and everything that says to be from us waits.
    """
    domain = sender.rpartition("@")[2]
    return _speaks(mail) and any(
        domain == passed or domain.endswith(f".{passed}") for passed in mail.authentication.passed if "." in passed
    )


def _speaks(mail: ReadMail) -> bool:
    """Whether the verdict is our own server's."""
    own: str = settings.CRM_MAIL_AUTHSERV_ID
    return bool(own) and mail.authentication.server == own.lower()
