"""That a supplier passed our policy on to its workers, and what waits for it (GLO-03)."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.exceptions import InFuture
from privacy.models import PolicyVersion
from suppliers.exceptions import NotPublished, NotTheirContact, SupplierNotAttested
from suppliers.models import Supplier, SupplierAttestation, SupplierContact, SupplierMembership, SupplyRelation

BLOCK = "block"


def record_attestation(
    supplier: Supplier, *, on: date, policy_version: PolicyVersion, attested_by: SupplierContact, by: User
) -> SupplierAttestation:
    """Record that somebody who works for the supplier said so, and of which version of the policy."""
    if on > timezone.localdate():
        raise InFuture
    if policy_version.published_at is None:
        raise NotPublished(policy_version.version)
    if not SupplierMembership.objects.on(on).filter(contact=attested_by, supplier=supplier).exists():
        raise NotTheirContact(str(attested_by))
    with acting(by.pk, "suppliers.attestation"):
        return SupplierAttestation.objects.create(
            supplier=supplier,
            attested_on=on,
            policy_version=policy_version,
            attested_by_id=attested_by.pk,
            recorded_by=by,
        )


def is_attested(supplier: Supplier) -> bool:
    """Return whether the supplier said that its workers know our policy."""
    return SupplierAttestation.objects.filter(supplier=supplier).exists()


def lacks_attestation(candidate: UUID) -> bool:
    """Return whether a supplied candidate's supplier has not attested yet: a first proposal of him is flagged.

    Raises SupplierNotAttested where the agency blocks such a proposal (CRM_SUPPLIER_ATTESTATION).
    """
    is_lacking = SupplyRelation.objects.running().filter(data_subject=candidate).unattested().exists()
    if is_lacking and settings.CRM_SUPPLIER_ATTESTATION == BLOCK:
        raise SupplierNotAttested(str(candidate))
    return is_lacking
