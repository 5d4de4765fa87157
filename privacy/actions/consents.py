"""The deed of consent: write down what a person said (Article 7(1), CONS-01 to 04)."""

from datetime import date
from typing import Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from privacy.actions.policy import current_policy
from privacy.actions.subjects import lock_live_role
from privacy.dates import add_months, add_years
from privacy.exceptions import ConsentNotAffirmed, GuardianNeeded, TextDoesNotCover
from privacy.models import ConsentEvent, LegalText, PolicyVersion
from privacy.reach import reach_of
from privacy.sending import AGE_OF_CONSENT
from privacy.vocabulary import Channel, Purpose, SubjectKind

NO_AFFIRMATION: Final = frozenset({ConsentEvent.Method.UNSUBSCRIBE_LINK, ConsentEvent.Method.MERGED})
"""Ways in which a consent ends and never begins."""


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

    `text` is what he read: it says how long the consent holds, and a purpose or channel that it does not name is
    refused with TextDoesNotCover. What stands on paper has its own `text_version` and `language` instead. `about` names
    the one thing to which consent is given, where the purpose alone does not: see `ConsentEvent`. Raises GuardianNeeded
    where the person is known to be under 16 and no parent or guardian said it (LAW-04).
    """
    today = timezone.localdate()
    if not is_affirmed or method in NO_AFFIRMATION:
        raise ConsentNotAffirmed(purpose)
    if not guardian and is_minor(data_subject_id, kind, on=today):
        raise GuardianNeeded(purpose)
    _refuse_other_text(text, purpose, channel)
    lock_live_role(data_subject_id, kind)
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


def _refuse_other_text(text: LegalText | None, purpose: Purpose, channel: Channel | str) -> None:
    """Raise TextDoesNotCover where the text that was shown is about something else (CONS-01)."""
    if text is not None and (text.purpose != purpose or (channel and channel not in text.channels)):
        raise TextDoesNotCover(str(text))


def is_minor(data_subject_id: UUID, kind: SubjectKind, *, on: date) -> bool:
    """Return whether a person is known to be under 16 on a day; whose date of birth we do not hold is not asked for."""
    reach = reach_of([data_subject_id], kind).get(data_subject_id)
    born = reach.birth_date if reach else None
    return born is not None and add_years(born, AGE_OF_CONSENT) > on


def record_withdrawal(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    purpose: Purpose,
    method: ConsentEvent.Method,
    language: str,
    policy_version: PolicyVersion,
    channel: Channel | str = "",
    about: str = "",
    consent: ConsentEvent.Kind = ConsentEvent.Kind.OPT_IN,
    evidence: str = "",
    by: AbstractBaseUser | None = None,
) -> ConsentEvent:
    """Record that consent is withdrawn: always accepted, whether or not we know of a consent (Article 7(3))."""
    return ConsentEvent.objects.create(
        data_subject_id=data_subject_id,
        subject_kind=kind,
        action=ConsentEvent.Action.WITHDRAWN,
        kind=consent,
        purpose=purpose,
        channel=channel,
        about=about,
        language=language,
        policy_version=policy_version,
        method=method,
        evidence=evidence,
        recorded_by_id=by.pk if by else None,
    )
