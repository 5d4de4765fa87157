"""People whose work is supplied by another company: candidates like everybody (GLO-02, GLO-03)."""

from datetime import date
from uuid import UUID

from django.conf import settings

from candidates.actions.register import register_candidate
from candidates.exceptions import NotACandidate, NotAttested
from candidates.models import Candidate
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.restriction import refuse_restricted
from privacy.actions.roles import Origin, register_role
from privacy.actions.subjects import lock_live_role
from privacy.models import SubjectRole
from privacy.vocabulary import Source, Stage, SubjectKind
from suppliers.models import Supplier, SupplierAttestation, SupplierContact, SupplyRelation

REASON = "candidates.supplied"
KIND = SubjectKind.CANDIDATE
COPIED = ("given_name", "infix", "family_name", "email", "phone", "street", "postcode", "city", "country")


def register_supplied_candidate(
    draft: CandidateDraft, supplier: Supplier, *, collected_on: date, by: User, started_on: date | None = None
) -> Candidate:
    """Register a worker whom a supplier offers: the supplier is the source, so the worker is owed a notice (SRC-02)."""
    with acting(by.pk, REASON):
        candidate = register_candidate(
            draft, source=Source.SUPPLIER, source_detail=str(supplier), collected_on=collected_on, by=by
        ).person
        _supply(candidate, supplier, started_on or collected_on)
    return candidate


def candidate_from_supplier_contact(
    contact: SupplierContact, supplier: Supplier, *, collected_on: date, by: User
) -> Candidate:
    """Give somebody whom we know at a supplier the role of candidate as well: the same person, in a row of its own.

    Raises AlreadyHeld where he is a candidate, and ProcessingRestricted where his data may only be stored.
    """
    with acting(by.pk, REASON):
        lock_live_role(contact.pk, SubjectKind.SUPPLIER_CONTACT)
        refuse_restricted(contact.pk, SubjectKind.SUPPLIER_CONTACT)
        candidate = Candidate(data_subject_id=contact.pk, owner=by, **{name: getattr(contact, name) for name in COPIED})
        registered = register_role(
            KIND,
            origin=Origin(Source.SUPPLIER, str(supplier), collected_on),
            holds=candidate.categories_held(),
            addresses=candidate.addresses,
            stage=Stage.REGISTRATION,
            data_subject=contact.data_subject,
        )
        candidate.number = registered.role.number
        candidate.clean()
        candidate.save()
        _supply(candidate, supplier, collected_on)
    return candidate


def candidate_of(role: SubjectRole) -> Candidate:
    """Return the candidate whom a role is about; raises NotACandidate for a contact who is none (GLO-02)."""
    candidate = Candidate.objects.filter(pk=role.data_subject_id).first()
    if candidate is None:
        raise NotACandidate(str(role))
    return candidate


def is_unattested(person: UUID) -> bool:
    """Return whether a supplier supplies this person now and never attested that it told its workers (GLO-03)."""
    suppliers = SupplyRelation.objects.filter(data_subject=person, ended_notice_on=None).values("supplier")
    attested = SupplierAttestation.objects.filter(supplier__in=suppliers).values("supplier").distinct().count()
    return attested < suppliers.count()


def refuse_unattested(person: UUID) -> None:
    """Refuse to propose a supplied person of whom no attestation stands; `CRM_UNATTESTED_SUPPLY=flag` only warns."""
    if settings.CRM_UNATTESTED_SUPPLY == "block" and is_unattested(person):
        raise NotAttested(str(person))


def _supply(candidate: Candidate, supplier: Supplier, started_on: date) -> SupplyRelation:
    relation = SupplyRelation(data_subject_id=candidate.pk, supplier=supplier, started_on=started_on)
    relation.full_clean()
    relation.save()
    return relation
