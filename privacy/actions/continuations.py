"""The deed of going on upon another basis after a withdrawal: the officer's reason, and a notice first (CONS-06)."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import override

from cluster_crm.history.acting import acting
from privacy.actions.preferences import language_of
from privacy.actions.texts import queue_text
from privacy.exceptions import NotToBeContinued
from privacy.models import Continuation
from privacy.models.continuations import NEVER
from privacy.reach import reach_of
from privacy.vocabulary import Identifier, LawfulBasis, Purpose, SubjectKind


def go_on(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    purpose: Purpose,
    basis: LawfulBasis,
    reason: str,
    by: AbstractBaseUser,
) -> Continuation:
    """Decide that a purpose goes on upon another basis, and tell the person; it counts once he was told (AMB-24).

    Raises NotToBeContinued for what stands on consent alone (marketing, profiling, special data) and for no reason,
    and SendingRefused where he cannot be written to: then nothing goes on.
    """
    if purpose in NEVER or basis == LawfulBasis.CONSENT or not reason.strip():
        raise NotToBeContinued(purpose)
    reach, language = reach_of([data_subject_id], kind).get(data_subject_id), language_of(data_subject_id)
    emails = sorted(value for identifier, value in reach.addresses if identifier == Identifier.EMAIL) if reach else []
    with acting(by.pk, "continuation"), override(language):
        notice = queue_text(
            data_subject_id,
            kind,
            "mail.goes_on",
            to_address=next(iter(emails), ""),
            values={
                "purpose": str(purpose.label),
                "basis": str(basis.label),
                "reason": reason,
                "authority": settings.CRM_AUTHORITY_NAME,
            },
            purpose=Purpose.SERVICE,
            language=language,
            by=by,
        )
        return Continuation.objects.create(
            data_subject_id=data_subject_id,
            subject_kind=kind,
            purpose=purpose,
            basis=basis,
            reason=reason,
            notice=notice,
            decided_by_id=by.pk,
        )
