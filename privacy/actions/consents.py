"""The deeds of consent: write down what a person said, and do what follows (Article 7, CONS-01 to 06)."""

from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.actions.messages import cancel_queued
from privacy.actions.policy import current_policy
from privacy.actions.retention import record_consent_to_stay
from privacy.actions.subjects import lock_live_role
from privacy.actions.suppression import suppress_person
from privacy.actions.usable import lock_persons
from privacy.dates import add_months, add_years
from privacy.exceptions import ConsentNotAffirmed, GuardianNeeded, TextDoesNotCover
from privacy.models import ConsentEvent, LegalText, PersonMerge, PolicyVersion, RetentionClock, SuppressionEntry
from privacy.reach import births_of
from privacy.send_facts import MARKETING
from privacy.sending import AGE_OF_CONSENT, EXPLICIT_ONLY, SendCode
from privacy.vocabulary import Channel, Purpose, RetentionProfile, SubjectKind
from privacy.withdrawals import consequences_of, effect_of

NO_AFFIRMATION: Final = frozenset({ConsentEvent.Method.UNSUBSCRIBE_LINK, ConsentEvent.Method.MERGED})
"""Ways in which a consent ends and never begins."""
REASON: Final = "consent withdrawn"
OF_MESSAGES: Final = MARKETING | {Purpose.JOB_ALERT}
UNSUBSCRIBED: Final = SuppressionEntry.Reason.UNSUBSCRIBED


@transaction.atomic
def record_consent(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    purpose: Purpose,
    method: ConsentEvent.Method,
    is_affirmed: bool,
    text: LegalText | None = None,
    text_version: str = "",
    language: str = "",
    policy_version: PolicyVersion | None = None,
    channel: Channel | str = "",
    about: str = "",
    consent: ConsentEvent.Kind = ConsentEvent.Kind.OPT_IN,
    guardian: str = "",
    evidence: str = "",
    by: AbstractBaseUser | None = None,
) -> ConsentEvent:
    """Record a consent given; `is_affirmed` is the person's own yes, and without it nothing is recorded (CONS-03).

    `text` is what he read: it says how long the consent holds; a purpose or channel that it does not name is refused
    with TextDoesNotCover. Paper has its own `text_version` and `language`. `about` names the one thing that it is to:
    see `ConsentEvent`. Raises GuardianNeeded where he is known to be under 16 and no guardian said it (LAW-04).
    """
    today = timezone.localdate()
    if not is_affirmed or method in NO_AFFIRMATION:
        raise ConsentNotAffirmed(purpose)
    if not guardian and is_minor(data_subject_id, on=today):
        raise GuardianNeeded(purpose)
    _refuse_other_text(text, purpose, channel)
    lock_live_role(data_subject_id, kind)
    _stay_longer(data_subject_id, kind, purpose)
    return ConsentEvent.objects.create(
        data_subject_id=data_subject_id,
        subject_kind=kind,
        action=ConsentEvent.Action.GIVEN,
        kind=consent,
        purpose=purpose,
        channel=channel,
        about=about,
        text=text,
        text_version=f"{text.code} {text.version}" if text else text_version,
        language=text.language if text else language,
        expires_on=add_months(today, text.valid_months) if text and text.valid_months else None,
        policy_version=policy_version or current_policy(),
        method=method,
        guardian=guardian,
        evidence=evidence,
        recorded_by_id=by.pk if by else None,
    )


def _stay_longer(data_subject_id: UUID, kind: SubjectKind, purpose: Purpose) -> None:
    """Count the consent to be kept for other vacancies in the term: 12 months after the procedure (LAW-39)."""
    clocks = RetentionClock.objects.filter(profile=RetentionProfile.VACANCY_ONLY)
    if purpose == Purpose.RECRUITMENT and clocks.filter(data_subject=data_subject_id, subject_kind=kind).exists():
        record_consent_to_stay(data_subject_id, kind, is_given=True)


def _refuse_other_text(text: LegalText | None, purpose: Purpose, channel: Channel | str) -> None:
    """Raise TextDoesNotCover where the text that was shown is about something else (CONS-01)."""
    if text is not None and (text.purpose != purpose or (channel and channel not in text.channels)):
        raise TextDoesNotCover(str(text))


def is_minor(data_subject_id: UUID, *, on: date) -> bool:
    """Return whether a person is known, in whatever role, to be under 16 on a day; nobody is asked for his birth date.

    His age is his own: what one role says of it counts for a consent in another.
    """
    born = births_of([data_subject_id]).get(data_subject_id)
    return born is not None and add_years(born, AGE_OF_CONSENT) > on


class Withdrawal(NamedTuple):
    """The event, and in words what it means for the person."""

    event: ConsentEvent
    effect: str


def withdraw(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    purpose: Purpose,
    channel: Channel | str = "",
    about: str = "",
    method: ConsentEvent.Method,
    language: str,
    policy_version: PolicyVersion | None = None,
    evidence: str = "",
    by: AbstractBaseUser | None = None,
) -> Withdrawal:
    """Withdraw a consent: the only way to. Always accepted, whether or not we know of a consent (Article 7(3), MKT-06).

    The addresses are barred first where it is about messages, then the event is written, what the consent alone carried
    is forgotten, and messages that wait are taken back: all or nothing. An empty channel is all channels, an empty
    `about` all things.
    """
    with acting(by.pk if by else None, REASON):
        lock_persons([data_subject_id])
        if purpose in OF_MESSAGES:
            suppress_person(data_subject_id, reason=UNSUBSCRIBED, purpose=purpose, channel=channel)
        follows = consequences_of(kind, purpose)
        event = _write_end(
            data_subject_id,
            kind,
            purpose=purpose,
            channel=channel,
            about=about,
            consent=_kind_of(purpose, is_explicit=any(each.is_explicit for each in follows)),
            language=language,
            policy_version=policy_version or PolicyVersion.objects.in_force().first(),
            method=method,
            evidence=evidence,
            by=by,
        )
        for each in follows:
            each.carry_out(data_subject_id, about)
        cancel_queued(
            data_subject_id,
            lambda asked, by_channel: asked == purpose and channel in {"", by_channel},
            code=SendCode.WITHDRAWN,
            kind=kind,
        )
    return Withdrawal(event, effect_of(kind, purpose))


def end_by_merge(merge: PersonMerge, given: ConsentEvent) -> ConsentEvent:
    """End a consent that only one of two records gave: a merge gives none to the other, and takes none from anybody.

    The one exception to `withdraw`: nobody withdrew anything, so no address is barred, and what stood on the consent is
    settled by the rules of the merge, which can be undone.
    """
    return _write_end(
        merge.data_subject_id,
        given.subject_kind,
        purpose=given.purpose,
        channel=given.channel,
        about=given.about,
        consent=given.kind,
        language=given.language,
        policy_version=given.policy_version,
        method=ConsentEvent.Method.MERGED,
        evidence="",
        by=merge.asked_by,
    )


def _kind_of(purpose: Purpose, *, is_explicit: bool) -> str:
    return ConsentEvent.Kind.EXPLICIT if is_explicit or purpose in EXPLICIT_ONLY else ConsentEvent.Kind.OPT_IN


def _write_end(
    data_subject_id: UUID, kind: SubjectKind | str, *, consent: str, by: AbstractBaseUser | None, **said: Any
) -> ConsentEvent:
    return ConsentEvent.objects.create(
        data_subject_id=data_subject_id,
        subject_kind=kind,
        action=ConsentEvent.Action.WITHDRAWN,
        kind=consent,
        recorded_by_id=by.pk if by else None,
        **said,
    )
