"""People whose work is supplied by another company: candidates like everybody (GLO-02)."""

from datetime import date

from candidates.actions.register import register_candidate
from candidates.exceptions import NotACandidate
from candidates.models import Candidate
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.restriction import refuse_restricted
from privacy.actions.roles import Origin, register_role
from privacy.actions.subjects import lock_live_role
from privacy.models import SubjectRole
from privacy.vocabulary import Source, Stage, SubjectKind
from suppliers.actions.supply import start_supply
from suppliers.models import Supplier, SupplierContact

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
        start_supply(candidate.pk, supplier, on=started_on or collected_on, by=by)
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
        start_supply(candidate.pk, supplier, on=collected_on, by=by)
    return candidate


def candidate_of(role: SubjectRole) -> Candidate:
    """Return the candidate whom a role is about; raises NotACandidate for a contact who is none (GLO-02)."""
    candidate = Candidate.objects.filter(pk=role.data_subject_id).first()
    if candidate is None:
        raise NotACandidate(str(role))
    return candidate
