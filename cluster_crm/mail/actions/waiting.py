"""Deeds on messages that wait: put on somebody's timeline, thrown away, opened, forgotten after their month."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.mail.actions.take_in import Outcome, record
from cluster_crm.mail.actions.whose import Direction, PersonKey
from cluster_crm.mail.exceptions import NoLongerWaiting
from cluster_crm.mail.models import MailFile, TakenMail, WaitingMail
from cluster_crm.people.models import Interaction
from cluster_crm.people.models.interactions import REASONS
from privacy.models import ReadLogEntry
from privacy.models.catalogue_view import Catalogue
from privacy.stores.forget import forget
from privacy.vocabulary import Category, Purpose, SubjectKind

SETTLED: Final = "mail.settle"
EXPIRED: Final = "mail.expire"
READ: Final = "mail.waitingmail.text"
HASHES_KEPT: Final = timedelta(days=400)


def put_on_timeline(
    waiting: WaitingMail, person: PersonKey, *, direction: Direction, by: User, reason: str = ""
) -> Interaction:
    """Record a message that waits as contact with somebody, with its files; it then waits no more.

    Of a message with who was only named to us nothing is kept but that it was, and why (GLO-07, REF-DATA-01).
    """
    with acting(by.pk, SETTLED):
        waiting = _locked(waiting)
        is_named = person[1] in REASONS
        note = "" if is_named else "\n\n".join(filter(None, (waiting.subject_line, waiting.text)))
        happened_at = min(waiting.happened_at, timezone.now())
        interaction = record(note, direction, (person,), happened_at=happened_at, by=by, reason=reason)
        if direction is Direction.INBOUND and not is_named:
            _hand_over_files(waiting, person)
        _forget([waiting], Outcome.RECORDED)
    return interaction


def throw_away(waiting: WaitingMail, *, by: User) -> None:
    """Forget a message that nobody needs, with its files and its history."""
    with acting(by.pk, SETTLED):
        _forget([_locked(waiting)], Outcome.THROWN_AWAY)


def open_waiting(waiting: WaitingMail, *, by: User) -> str:
    """Return the text of a message that waits; that a colleague's was read is logged first (STAFF-02)."""
    with acting(by.pk, "mail.read"):
        if waiting.owner is not None and waiting.owner != by:
            ReadLogEntry.objects.create(
                data_subject_id=waiting.owner.data_subject_id,
                subject_kind=SubjectKind.STAFF,
                field=READ,
                purpose=Purpose.RECRUITMENT,
                actor=by,
            )
        text: str = waiting.text
    return text


def forget_expired(on: date) -> int:
    """Forget what waited longer than it may, and files that nobody took; return how many messages."""
    with acting(None, EXPIRED):
        expired = list(WaitingMail.objects.filter(expires_on__lt=on))
        _forget(expired, Outcome.THROWN_AWAY)
        forget(MailFile.objects.filter(expires_on__lt=on, mail__isnull=True))
        TakenMail.objects.filter(taken_at__lt=timezone.now() - HASHES_KEPT).delete()
    return len(expired)


def _locked(waiting: WaitingMail) -> WaitingMail:
    """The message, which nobody else settles meanwhile."""
    found = WaitingMail.objects.select_for_update(of=("self",)).filter(pk=waiting.pk).first()
    if found is None:
        raise NoLongerWaiting
    return found


def _hand_over_files(waiting: WaitingMail, person: PersonKey) -> None:
    """Let the files wait with the person from now on; of the address they then say nothing."""
    files = MailFile.objects.filter(mail=waiting)
    if files.exists():
        Catalogue.load(person[1]).require([Category.CORRESPONDENCE])
        files.update(mail=None, data_subject_id=person[0], subject_kind=person[1], address="")


@transaction.atomic
def _forget(waiting: list[WaitingMail], outcome: TakenMail.Outcome) -> None:
    keys = [mail.pk for mail in waiting]
    TakenMail.objects.filter(digest__in=[mail.digest for mail in waiting]).update(outcome=outcome)
    forget(MailFile.objects.filter(mail__in=keys))
    forget(WaitingMail.objects.filter(pk__in=keys))
