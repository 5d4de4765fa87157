"""The erasure of supplier contacts: one role of two, and a sole trader whose bank account tax law keeps."""

from datetime import date

import pytest

from candidates.models import Candidate
from candidates.testing import ensure_controller, make_full_candidate
from cluster_crm.tests.test_erasure import work
from privacy.actions.erasure import approve_erasure, request_erasure
from privacy.models import Controller, KeptRecord, SubjectKey, SubjectRole
from privacy.stores.scan import rows_containing
from privacy.testing import make_actor
from privacy.vocabulary import ErasureGround, Role, SubjectKind
from suppliers.models import BankDetails, SupplierContact, SupplyRelation
from suppliers.testing import make_agreement, make_full_supplier_contact, make_supplier_contact, make_supply

KIND = SubjectKind.SUPPLIER_CONTACT
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def controller(db) -> Controller:
    return ensure_controller()


def erase(person):
    run = request_erasure(person, [KIND], ground=ErasureGround.UNLAWFUL, by=make_actor(Role.RECRUITER))
    approve_erasure(run, by=make_actor())
    work()
    run.refresh_from_db()
    return run


@pytest.mark.requirement("SUP-DATA-02")
@pytest.mark.requirement("ERASE-06")
def test_erased_trader_leaves_what_tax_law_keeps_and_the_name_of_the_firm():
    contact = make_full_supplier_contact("Zonnevlek", by=make_actor(Role.RECRUITER))
    firm = BankDetails.objects.get().agreement.supplier
    make_agreement(firm, started_on=date(2024, 1, 1), ended_on=date(2025, 6, 30))
    BankDetails.objects.update(agreement=firm.agreements.latest("started_on"))

    run = erase(contact.pk)

    kept = dict(KeptRecord.objects.values_list("model_label", "keep_until"))
    assert not SupplierContact.objects.exists()
    assert kept == {"suppliers.bankdetails": date(2032, 12, 31), "privacy.subjectkey": date(2032, 12, 31)}
    assert (BankDetails.objects.count(), SubjectKey.objects.count()) == (1, 1)
    assert run.lines.get(model_label="suppliers.bankdetails").keep_until == date(2032, 12, 31)
    assert {place for place, _row, _mark in rows_containing(["Zonnevlek"])} == {
        "privacy_recipient.name",
        "privacy_historicalrecipient.name",
    }


@pytest.mark.requirement("ACC-01")
def test_supplier_role_goes_and_the_candidate_stays_supplied():
    candidate = make_full_candidate("Zebra")
    contact = make_supplier_contact(data_subject=candidate.data_subject, family_name="Yak")
    relation = make_supply(candidate.pk)

    run = erase(contact.pk)

    assert not SupplierContact.objects.exists()
    assert Candidate.objects.get() == candidate
    assert relation in SupplyRelation.objects.all()
    assert SubjectRole.objects.live().get(data_subject=candidate.pk).subject_kind == SubjectKind.CANDIDATE
    assert not run.subjects.get().is_last_role
    assert list(rows_containing(["Yak"])) == []
