from datetime import date

import pytest
from django.urls import reverse

from privacy.actions.restriction import restrict
from privacy.models import ReadLogEntry, Restriction
from privacy.vocabulary import Purpose, SubjectKind
from suppliers.actions.bank_details import record_bank_details
from suppliers.models import BankDetails
from suppliers.testing import iban_of, make_agreement, make_sole_trader, make_supplier

pytestmark = [pytest.mark.requirement("SUP-DATA-02"), pytest.mark.requirement("SEC-01")]
IBAN = iban_of("Zebra")
SHOW = {"deed": "reveal", "purpose": Purpose.SUPPLY.value}


def page(supplier) -> str:
    return reverse("admin:suppliers_supplier_bank", args=[supplier.pk])


@pytest.fixture
def supplier():
    supplier = make_sole_trader()
    make_agreement(supplier)
    record_bank_details(supplier, iban=IBAN, holder="Sanne Haar", on=date(2026, 1, 5), by=None)
    return supplier


def test_account_is_recorded_and_not_repeated(finance):
    supplier = make_supplier()
    make_agreement(supplier)

    wrong = finance.post(page(supplier), {"deed": "record", "iban": "NL00VRBL0123456789", "holder": "Haven"})
    finance.post(page(supplier), {"deed": "record", "iban": IBAN, "holder": "Haven"})

    assert wrong.status_code == 422
    assert "NL00VRBL" not in wrong.text
    assert BankDetails.objects.get().agreement.supplier == supplier
    assert IBAN not in finance.get(page(supplier)).text


def test_without_an_agreement_nothing_can_be_recorded(finance):
    supplier = make_supplier()

    form = finance.get(page(supplier))
    posted = finance.post(page(supplier), {"deed": "record", "iban": IBAN, "holder": "Haven"})

    assert not form.context["may_record"]
    assert posted.status_code == 422
    assert not BankDetails.objects.exists()


def test_account_is_shown_for_a_purpose_after_the_log_has_it(finance, supplier):
    before = finance.get(page(supplier)).text

    shown = finance.post(page(supplier), SHOW)

    assert IBAN not in before
    assert IBAN in shown.text
    assert "Sanne Haar" in shown.text
    assert "no-store" in shown["Cache-Control"]
    assert ReadLogEntry.objects.filter(data_subject=supplier.recipient.data_subject).count() == 2


@pytest.mark.requirement("USE-SU-01")
def test_other_purposes_are_not_offered(finance, supplier):
    answer = finance.post(page(supplier), SHOW | {"purpose": Purpose.RECRUITMENT.value})

    assert answer.status_code == 422
    assert IBAN not in answer.text
    assert not ReadLogEntry.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_account_of_a_restricted_trader_is_not_shown(finance, supplier):
    restrict(
        supplier.recipient.data_subject_id,
        SubjectKind.SUPPLIER_CONTACT,
        ground=Restriction.Ground.UNLAWFUL,
        by=None,
    )

    answer = finance.post(page(supplier), SHOW)

    assert IBAN not in answer.text
    assert not ReadLogEntry.objects.exists()


def test_account_stands_on_no_other_page(as_role, finance, recruiter, supplier):
    contact = reverse("admin:suppliers_suppliercontact_change", args=[supplier.recipient.data_subject_id])
    here = reverse("admin:suppliers_supplier_change", args=[supplier.pk])

    pages = [browser.get(address) for browser in (finance, recruiter) for address in (contact, here)]

    assert [answer.status_code for answer in pages] == [200] * 4
    assert not any(IBAN in answer.text or "Bank details" in recruiter.get(here).text for answer in pages)
    assert recruiter.post(page(supplier), SHOW).status_code == 403
