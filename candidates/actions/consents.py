"""What follows from a consent that is withdrawn: the data that stood on it go at once (Article 7(3), SENS-02)."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from django.utils.translation import gettext, override

from candidates.actions.withdrawals import EFFECTS
from candidates.exceptions import NotApplied
from candidates.models import (
    Application,
    Candidate,
    ConductCheck,
    InferredInterest,
    Photo,
    RoleDeclaration,
    WorkplaceAdjustment,
)
from candidates.models.checks import RoleRow
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.consents import Withdrawal, record_consent, withdraw
from privacy.actions.messages import queue_message
from privacy.actions.sending import may_send
from privacy.exceptions import TextDoesNotCover
from privacy.models import ConsentEvent, LegalText, PolicyVersion
from privacy.vocabulary import Channel, Purpose, SubjectKind

OnConsent: TypeAlias = Photo | InferredInterest | ConductCheck | WorkplaceAdjustment | RoleDeclaration

SAID_TO_STAFF: Final = tuple(
    purpose for purpose in EFFECTS if purpose not in {Purpose.EQUAL_OPPORTUNITIES, Purpose.SUCCESS_STORY}
)
"""What candidates tell staff; answers on diversity and stories have pages of their own."""
REASON: Final = "candidates.consent.withdraw"
STAND_ON_CONSENT: Final[
    Sequence[type[Photo | InferredInterest | ConductCheck | WorkplaceAdjustment | RoleDeclaration]]
] = (
    Photo,
    InferredInterest,
    ConductCheck,
    WorkplaceAdjustment,
    RoleDeclaration,
)
FOR_ONE_ROLE: Final = frozenset({model.consent_purpose for model in STAND_ON_CONSENT if issubclass(model, RoleRow)})
"""Consent to hold such data is for one role, by its application: to another role it is none (SENS-01)."""


def record_candidate_consent(
    candidate: Candidate,
    purpose: Purpose,
    *,
    method: ConsentEvent.Method,
    text: LegalText | None = None,
    text_version: str = "",
    language: str,
    policy_version: PolicyVersion | None,
    by: User | None,
    evidence: str = "",
    application: Application | None = None,
) -> ConsentEvent:
    """Record that the candidate himself said yes; expressly, where the data are of a kind that asks for it.

    Raises NotApplied where the data are for one role and the candidate is not considered for it, and TextDoesNotCover
    where he agreed to other words about that than `text`, which is ours: a signed form alone has its own version.
    """
    if purpose in FOR_ONE_ROLE and (application is None or application.candidate_id != candidate.pk):
        raise NotApplied
    if purpose in FOR_ONE_ROLE and text is None and method != ConsentEvent.Method.SIGNED_FORM:
        raise TextDoesNotCover(text_version)
    return record_consent(
        candidate.pk,
        SubjectKind.CANDIDATE,
        purpose=purpose,
        method=method,
        text=text,
        text_version=text_version,
        language=language,
        policy_version=policy_version,
        is_affirmed=True,
        about=_about(application),
        consent=_kind_of(purpose),
        evidence=evidence,
        by=by,
    )


def withdraw_consent(
    candidate: Candidate,
    purpose: Purpose,
    *,
    method: ConsentEvent.Method,
    language: str,
    policy_version: PolicyVersion,
    by: User | None,
    evidence: str = "",
    application: Application | None = None,
) -> Withdrawal:
    """Record the withdrawal, which is always accepted, forget what stood on the consent, and tell the effect.

    With an application it is for that role alone; without one, for all.
    """
    with acting(by.pk if by else None, REASON):
        done = withdraw(
            candidate.pk,
            SubjectKind.CANDIDATE,
            purpose=purpose,
            method=method,
            language=language,
            policy_version=policy_version,
            about=_about(application),
            evidence=evidence,
            by=by,
        )
        _tell(candidate, purpose, language, by)
    return done


def _about(application: Application | None) -> str:
    return application.pk.hex if application else ""


def _standing_on(purpose: Purpose) -> list[type[OnConsent]]:
    return [model for model in STAND_ON_CONSENT if model.consent_purpose == purpose]


def _kind_of(purpose: Purpose) -> ConsentEvent.Kind:
    is_explicit = any(model.needs_explicit_consent for model in _standing_on(purpose))
    return ConsentEvent.Kind.EXPLICIT if is_explicit else ConsentEvent.Kind.OPT_IN


def _tell(candidate: Candidate, purpose: Purpose, language: str, by: User | None) -> None:
    """Write to the candidate what his withdrawal does to the role, where we can write to him (SENS-02)."""
    kind = SubjectKind.CANDIDATE
    if not may_send(candidate.pk, kind, Purpose.SERVICE, Channel.EMAIL, address=candidate.email).is_allowed:
        return
    with override(language):
        queue_message(
            candidate.pk,
            kind,
            to_address=candidate.email,
            subject_line=gettext("You withdrew your consent"),
            body=str(EFFECTS[purpose]),
            purpose=Purpose.SERVICE,
            language=language,
            by=by,
        )
