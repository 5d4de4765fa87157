from datetime import date

import pytest
from django.utils import timezone

from candidates.actions.pipeline import move
from candidates.actions.supplied import (
    candidate_from_supplier_contact,
    candidate_of,
    register_supplied_candidate,
)
from candidates.exceptions import NotACandidate
from candidates.models import Application
from candidates.readers.candidate_draft import CandidateDraft
from candidates.testing import ensure_controller
from candidates.testing_pipeline import make_application
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.exceptions import AlreadyHeld, ProcessingRestricted
from privacy.models import NoticeTask, Restriction, RetentionClock, SubjectRole
from privacy.testing import make_policy, make_recipient, make_subject
from privacy.vocabulary import Role, Source, SubjectKind
from suppliers.actions.attestations import lacks_attestation
from suppliers.exceptions import SupplierNotAttested
from suppliers.models import Supplier, SupplierAttestation, SupplierContact, SupplyRelation

pytestmark = pytest.mark.django_db
Step = Application.Step
DRAFT = CandidateDraft(given_name="Sanne", family_name="Voorbeeld", email="sanne@example.org")


@pytest.fixture
def recruiter() -> User:
    ensure_controller()
    return make_user(Role.RECRUITER)


@pytest.fixture
def supplier() -> Supplier:
    return Supplier.objects.create(recipient=make_recipient(name="Uitzendvoorbeeld B.V."))


@pytest.fixture
def contact() -> SupplierContact:
    subject = make_subject(SubjectKind.SUPPLIER_CONTACT)
    return SupplierContact.objects.create(
        data_subject=subject, number=subject.roles.get().number, given_name="Bram", family_name="Voorbeeld",
        email="bram@example.org", city="Zwolle",
    )  # fmt: skip


def attest(supplier, recruiter):
    SupplierAttestation.objects.create(
        supplier=supplier,
        attested_on=timezone.localdate(),
        policy_version=make_policy(),
        attested_by=make_subject(SubjectKind.SUPPLIER_CONTACT),
        recorded_by=recruiter,
    )


@pytest.mark.requirement("GLO-02")
@pytest.mark.requirement("SRC-02")
def test_supplied_worker_is_a_candidate_who_is_owed_a_notice(recruiter, supplier):
    candidate = register_supplied_candidate(DRAFT, supplier, collected_on=date(2026, 3, 2), by=recruiter)

    role = SubjectRole.objects.get(pk=candidate.number)
    relation = SupplyRelation.objects.get()
    assert (role.subject_kind, role.source, role.source_detail) == ("candidate", Source.SUPPLIER, str(supplier))
    assert (relation.data_subject_id, relation.supplier, relation.ended_notice_on) == (candidate.pk, supplier, None)
    assert NoticeTask.objects.filter(data_subject=candidate.pk, source=Source.SUPPLIER).count() == 1


@pytest.mark.requirement("GLO-02")
def test_contact_of_a_supplier_is_no_candidate_until_he_is_registered(recruiter, supplier, contact):
    role = SubjectRole.objects.get(pk=contact.number)
    with pytest.raises(NotACandidate):
        candidate_of(role)

    candidate = candidate_from_supplier_contact(contact, supplier, collected_on=date(2026, 3, 2), by=recruiter)

    assert candidate_of(role) == candidate
    assert candidate.data_subject == contact.data_subject
    assert (candidate.full_name, candidate.email, candidate.city) == ("Bram Voorbeeld", "bram@example.org", "Zwolle")
    assert SubjectRole.objects.live().filter(data_subject=contact.pk).count() == 2
    assert RetentionClock.objects.filter(data_subject=contact.pk, subject_kind="candidate").exists()
    assert SupplyRelation.objects.get().data_subject == contact.data_subject


def test_contact_becomes_a_candidate_once(recruiter, supplier, contact):
    candidate_from_supplier_contact(contact, supplier, collected_on=date(2026, 3, 2), by=recruiter)

    with pytest.raises(AlreadyHeld):
        candidate_from_supplier_contact(contact, supplier, collected_on=date(2026, 3, 2), by=recruiter)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_contact_becomes_no_candidate(recruiter, supplier, contact):
    restrict(contact.pk, SubjectKind.SUPPLIER_CONTACT, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        candidate_from_supplier_contact(contact, supplier, collected_on=date(2026, 3, 2), by=recruiter)


@pytest.mark.requirement("GLO-03")
def test_supplied_candidate_is_proposed_after_the_attestation(recruiter, supplier):
    candidate = register_supplied_candidate(DRAFT, supplier, collected_on=timezone.localdate(), by=recruiter)
    application = make_application(candidate, step=Step.SCREENING)
    with pytest.raises(SupplierNotAttested):
        move(application, Step.PROPOSED, by=recruiter)

    attest(supplier, recruiter)
    proposed = move(application, Step.PROPOSED, by=recruiter)

    assert proposed.step == Step.PROPOSED


@pytest.mark.requirement("GLO-03")
def test_agency_may_choose_to_be_warned_only(recruiter, supplier, settings):
    settings.CRM_SUPPLIER_ATTESTATION = "flag"
    candidate = register_supplied_candidate(DRAFT, supplier, collected_on=timezone.localdate(), by=recruiter)

    proposed = move(make_application(candidate, step=Step.SCREENING), Step.PROPOSED, by=recruiter)

    assert proposed.step == Step.PROPOSED
    assert lacks_attestation(candidate.pk)


@pytest.mark.requirement("RET-05")
def test_relation_that_ended_asks_no_attestation(recruiter, supplier):
    candidate = register_supplied_candidate(DRAFT, supplier, collected_on=date(2026, 3, 2), by=recruiter)

    SupplyRelation.objects.update(ended_notice_on=date(2026, 4, 1))

    assert not lacks_attestation(candidate.pk)
