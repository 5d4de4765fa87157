"""What follows from a consent that is withdrawn: the data that stood on it go at once (Article 7(3), SENS-02)."""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from candidates.exceptions import NotApplied
from candidates.models import (
    AdjustmentReader,
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
from privacy.actions.consents import record_consent, record_withdrawal
from privacy.actions.messages import queue_message
from privacy.models import ConsentEvent, PolicyVersion
from privacy.stores.forget import forget
from privacy.vocabulary import Purpose, SubjectKind

OnConsent: TypeAlias = Photo | InferredInterest | ConductCheck | WorkplaceAdjustment | RoleDeclaration

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
EFFECTS: Final = {
    Purpose.PHOTO: _("The photo is removed. This has no effect on any role."),
    Purpose.PROFILING: _("The inferred interests are removed. This has no effect on any role."),
    Purpose.CRIMINAL: _(
        "The record of the certificate of conduct is removed. For a role that demands one the candidate cannot be"
        " proposed any further; other roles are not affected."
    ),
    Purpose.HEALTH: _(
        "What the candidate told about an adjustment is removed. The role goes on; we can no longer ask the client to"
        " arrange it."
    ),
    Purpose.RELIGION: _(
        "The declaration is removed. For the role that lawfully demands it the candidate cannot be proposed any"
        " further; other roles are not affected."
    ),
    Purpose.REFERENCE_CHECK: _("No referee is approached any more. References that were given already stay."),
}


FOR_ONE_ROLE: Final = frozenset({model.consent_purpose for model in STAND_ON_CONSENT if issubclass(model, RoleRow)})
"""Consent to hold such data is for one role, by its application: to another role it is none (SENS-01)."""


class Withdrawal(NamedTuple):
    """The event, and in words what it means for the candidate."""

    event: ConsentEvent
    effect: str


def record_candidate_consent(
    candidate: Candidate,
    purpose: Purpose,
    *,
    method: ConsentEvent.Method,
    text_version: str,
    language: str,
    policy_version: PolicyVersion,
    by: User | None,
    evidence: str = "",
    application: Application | None = None,
) -> ConsentEvent:
    """Record that the candidate himself said yes; expressly, where the data are of a kind that asks for it.

    Raises NotApplied where the data are for one role and the candidate is not considered for it.
    """
    if purpose in FOR_ONE_ROLE and (application is None or application.candidate_id != candidate.pk):
        raise NotApplied
    return record_consent(
        candidate.pk,
        SubjectKind.CANDIDATE,
        purpose=purpose,
        method=method,
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
        event = record_withdrawal(
            candidate.pk,
            SubjectKind.CANDIDATE,
            purpose=purpose,
            method=method,
            language=language,
            policy_version=policy_version,
            about=_about(application),
            consent=_kind_of(purpose),
            evidence=evidence,
            by=by,
        )
        of_role = {"application": application} if application else {}
        if purpose == Purpose.HEALTH:
            of_adjustment = {f"adjustment__{name}": value for name, value in of_role.items()}
            forget(AdjustmentReader.objects.filter(candidate=candidate, **of_adjustment))
        for model in _standing_on(purpose):
            forget(model._base_manager.filter(candidate=candidate, **of_role))
        _tell(candidate, purpose, language, by)
    return Withdrawal(event, str(EFFECTS[purpose]))


def _about(application: Application | None) -> str:
    return application.pk.hex if application else ""


def _standing_on(purpose: Purpose) -> list[type[OnConsent]]:
    return [model for model in STAND_ON_CONSENT if model.consent_purpose == purpose]


def _kind_of(purpose: Purpose) -> ConsentEvent.Kind:
    is_explicit = any(model.needs_explicit_consent for model in _standing_on(purpose))
    return ConsentEvent.Kind.EXPLICIT if is_explicit else ConsentEvent.Kind.OPT_IN


def _tell(candidate: Candidate, purpose: Purpose, language: str, by: User | None) -> None:
    """Write to the candidate what his withdrawal does to the role, where we can write to him (SENS-02)."""
    if not candidate.email:
        return
    with override(language):
        queue_message(
            candidate.pk,
            SubjectKind.CANDIDATE,
            to_address=candidate.email,
            subject_line=gettext("You withdrew your consent"),
            body=str(EFFECTS[purpose]),
            purpose=Purpose.SERVICE,
            decision_code="SERVICE",
            language=language,
            by=by,
        )
