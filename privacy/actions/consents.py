"""The deed of consent: write down what a person said (Article 7(1), CONS-01 to 04)."""

from typing import Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from privacy.actions.subjects import lock_live_role
from privacy.exceptions import ConsentNotAffirmed
from privacy.models import ConsentEvent, PolicyVersion
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
    text_version: str,
    language: str,
    policy_version: PolicyVersion,
    is_affirmed: bool,
    channel: Channel | str = "",
    about: str = "",
    consent: ConsentEvent.Kind = ConsentEvent.Kind.OPT_IN,
    evidence: str = "",
    by: AbstractBaseUser | None = None,
) -> ConsentEvent:
    """Record a consent given; `is_affirmed` is the person's own yes, and without it nothing is recorded (CONS-03).

    `about` names the one thing to which it is given, where the purpose alone does not: see `ConsentEvent`.
    """
    if not is_affirmed or method in NO_AFFIRMATION:
        raise ConsentNotAffirmed(purpose)
    lock_live_role(data_subject_id, kind)
    return ConsentEvent.objects.create(
        data_subject_id=data_subject_id,
        subject_kind=kind,
        action=ConsentEvent.Action.GIVEN,
        kind=consent,
        purpose=purpose,
        channel=channel,
        about=about,
        text_version=text_version,
        language=language,
        policy_version=policy_version,
        method=method,
        evidence=evidence,
        recorded_by_id=by.pk if by else None,
    )


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
