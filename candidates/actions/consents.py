"""What follows from a consent that is withdrawn: the data that stood on it go at once (Article 7(3), SENS-02)."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from candidates.models import (
    AdjustmentReader,
    Candidate,
    ConductCheck,
    InferredInterest,
    Photo,
    RoleDeclaration,
    WorkplaceAdjustment,
)
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.consents import record_withdrawal
from privacy.models import ConsentEvent, PolicyVersion
from privacy.stores.forget import forget
from privacy.vocabulary import Purpose, SubjectKind

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
}


def withdraw_consent(
    candidate: Candidate,
    purpose: Purpose,
    *,
    method: ConsentEvent.Method,
    language: str,
    policy_version: PolicyVersion,
    by: User | None,
    evidence: str = "",
) -> str:
    """Record the withdrawal, which is always accepted, and forget what stood on the consent; returns the effect."""
    models = [model for model in STAND_ON_CONSENT if model.consent_purpose == purpose]
    is_explicit = any(model.needs_explicit_consent for model in models)
    with acting(by.pk if by else None, REASON):
        record_withdrawal(
            candidate.pk,
            SubjectKind.CANDIDATE,
            purpose=purpose,
            method=method,
            language=language,
            policy_version=policy_version,
            consent=ConsentEvent.Kind.EXPLICIT if is_explicit else ConsentEvent.Kind.OPT_IN,
            evidence=evidence,
            by=by,
        )
        if purpose == Purpose.HEALTH:
            forget(AdjustmentReader.objects.filter(candidate=candidate))
        for model in models:
            forget(model._base_manager.filter(candidate=candidate))
    return str(EFFECTS[purpose])
