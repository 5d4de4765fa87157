"""The one door through which data leave the house (SHARE-01, Articles 15(1)(c) and 19)."""

from collections.abc import Collection
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.actions.notices import advance_notices, refuse_overdue
from privacy.actions.restriction import refuse_restricted
from privacy.actions.subjects import lock_live_role
from privacy.exceptions import RecipientInactive
from privacy.labels import category_of
from privacy.models import Disclosure, Recipient
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import LawfulBasis, Purpose, Stage, SubjectKind


def disclose(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    to: Recipient,
    fields: Collection[str],
    purpose: Purpose,
    basis: LawfulBasis,
    by: AbstractBaseUser | None,
    stage: Stage = Stage.ROLE,
    reference: str = "",
) -> Disclosure:
    """Record that a recipient gets these fields (`app.model.field`); call it before they go, in one transaction.

    Refuses an inactive recipient, a restricted person, one who should have been told of the data's source by now, and
    a field that the catalogue does not allow for the purpose.
    """
    today = timezone.localdate()
    if not Recipient.objects.filter(pk=to.pk, is_active=True).exists():
        raise RecipientInactive(str(to))
    refuse_restricted(data_subject_id, kind)
    refuse_overdue(data_subject_id, kind, on=today)
    catalogue = Catalogue.load(kind)
    for category in {category_of(label) for label in fields}:
        catalogue.require_purpose(purpose, category, stage)
    user_id = by.pk if by else None
    with acting(user_id, "disclosure"):
        lock_live_role(data_subject_id, kind)
        advance_notices(data_subject_id, kind, first_disclosure_on=today)
        return Disclosure.objects.create(
            data_subject_id=data_subject_id,
            subject_kind=kind,
            recipient=to,
            purpose=purpose,
            basis=basis,
            fields=sorted(fields),
            disclosed_at=timezone.now(),
            disclosed_by_id=user_id,
            reference=reference,
        )
