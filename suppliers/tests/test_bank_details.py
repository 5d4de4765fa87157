"""The bank account of a supplier: where it stands, who sees it, what is refused, and how long it stays."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from cluster_crm.accounts.testing import make_user
from cluster_crm.people.exceptions import CannotBeStored
from privacy.actions.restriction import restrict
from privacy.envelope import new_key
from privacy.exceptions import NotForYourRole, NotInCatalogue, ProcessingRestricted, PurposeNotAllowed, Unreadable
from privacy.models import ReadLogEntry, RecipientKey, Restriction, SubjectKey, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.plan import PlanItem
from privacy.registry import personal_model
from privacy.vocabulary import Category, Purpose, Role, SubjectKind
from suppliers.actions.agreements import end_agreement
from suppliers.actions.bank_details import record_bank_details, show_bank_details
from suppliers.exceptions import NoAgreement, NotAnIban
from suppliers.models import BankDetails
from suppliers.testing import iban_of, make_agreement, make_sole_trader, make_supplier

IBAN = iban_of("Zebra")
TODAY = date(2026, 1, 5)
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("SUP-DATA-02")]


def make_account(supplier=None, **agreement):
    supplier = supplier or make_supplier()
    make_agreement(supplier, **agreement)
    return record_bank_details(supplier, iban=IBAN, holder="Haven B.V.", on=TODAY, by=None)


def show(row, role=Role.FINANCE, purpose=Purpose.SUPPLY):
    return show_bank_details(row, purpose=purpose, by=make_user(role))


def test_account_of_an_organisation_is_about_nobody_and_sealed_under_its_own_key():
    supplier = make_supplier()

    row = make_account(supplier)

    key = RecipientKey.objects.get()
    row.refresh_from_db()
    assert (row.data_subject, row.recipient, row.agreement.supplier) == (None, supplier.recipient, supplier)
    assert (key.recipient, row.iban.key_id, row.holder.key_id) == (supplier.recipient, key.pk.bytes, key.pk.bytes)
    assert not SubjectKey.objects.exists()
    assert IBAN.encode() not in bytes(row.iban)
    assert show(row) == (IBAN, "Haven B.V.")


def test_account_of_a_sole_trader_is_his_own_and_sealed_under_his_key():
    supplier = make_sole_trader()

    row = make_account(supplier)

    key = SubjectKey.objects.get()
    assert row.data_subject_id == supplier.recipient.data_subject_id
    assert (key.data_subject_id, key.subject_kind) == (row.data_subject_id, SubjectKind.SUPPLIER_CONTACT)
    assert not RecipientKey.objects.exists()
    assert show(row)[0] == IBAN


@pytest.mark.requirement("SEC-01")
def test_reading_is_logged_under_the_organisation_or_the_person():
    organisation, trader = make_account(), make_account(make_sole_trader())

    show(organisation)
    show(trader)

    fields = ["suppliers.bankdetails.iban", "suppliers.bankdetails.holder"]
    assert list(
        ReadLogEntry.objects.order_by("pk").values_list("recipient", "data_subject", "subject_kind", "field")
    ) == [
        *((organisation.recipient_id, None, "", field) for field in fields),
        *((None, trader.data_subject_id, SubjectKind.SUPPLIER_CONTACT, field) for field in fields),
    ]


@pytest.mark.requirement("SEC-01")
def test_reading_is_of_one_owner():
    supplier, user = make_sole_trader(), make_user(Role.FINANCE)
    reading = {"field": "suppliers.bankdetails.iban", "purpose": Purpose.SUPPLY, "actor": user}
    person = {"data_subject": supplier.recipient.data_subject, "subject_kind": SubjectKind.SUPPLIER_CONTACT}

    for owner in ({}, person | {"recipient": supplier.recipient}):
        with pytest.raises(IntegrityError, match="one_owner"), transaction.atomic():
            ReadLogEntry.objects.create(**reading, **owner)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.FINANCE}))
def test_nobody_but_finance_sees_it(role):
    row = make_account()

    with pytest.raises(NotForYourRole):
        show(row, role)

    assert not ReadLogEntry.objects.exists()


@pytest.mark.requirement("USE-SU-01")
@pytest.mark.parametrize("purpose", [Purpose.RECRUITMENT, Purpose.DM_RECRUIT, Purpose.PROFILING])
def test_other_uses_are_refused(purpose):
    row = make_account()

    with pytest.raises(PurposeNotAllowed):
        show(row, purpose=purpose)

    assert not ReadLogEntry.objects.exists()


@pytest.mark.parametrize(
    "agreement",
    [None, {"started_on": TODAY + timedelta(days=1)}, {"ended_on": TODAY - timedelta(days=1)}],
    ids=["none", "later", "over"],
)
def test_supplier_without_a_running_agreement_has_no_account(agreement):
    supplier = make_supplier()
    if agreement:
        make_agreement(supplier, **agreement)

    with pytest.raises(NoAgreement):
        record_bank_details(supplier, iban=IBAN, holder="Haven B.V.", on=TODAY, by=None)

    assert not BankDetails.objects.exists()


def test_account_hangs_on_the_agreement_of_its_owner():
    row, other = make_account(), make_account(make_sole_trader())

    row.recipient = other.recipient

    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert [error.code for error in refusal.value.error_dict["__all__"]] == ["other_party"]
    with pytest.raises(IntegrityError), transaction.atomic():
        BankDetails.objects.filter(pk=row.pk).update(agreement=None)


@pytest.mark.parametrize("kind", [SubjectKind.CLIENT_CONTACT, SubjectKind.CANDIDATE, SubjectKind.REFEREE])
def test_nobody_else_has_bank_details(kind):
    with pytest.raises(NotInCatalogue):
        Catalogue.load(kind).require([Category.BANK_DETAILS])


@pytest.mark.parametrize(("wrong", "refusal"), [({"iban": "NL00"}, NotAnIban), ({"holder": " "}, CannotBeStored)])
def test_values_that_cannot_be_right_are_refused(wrong, refusal):
    supplier = make_supplier()
    make_agreement(supplier)

    with pytest.raises(refusal):
        record_bank_details(supplier, **{"iban": IBAN, "holder": "Haven B.V.", "on": TODAY, "by": None} | wrong)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_trader_gets_no_account_and_shows_none():
    supplier = make_sole_trader()
    row = make_account(supplier)
    restrict(row.data_subject_id, SubjectKind.SUPPLIER_CONTACT, ground=Restriction.Ground.UNLAWFUL, by=None)

    with pytest.raises(ProcessingRestricted):
        record_bank_details(supplier, iban=IBAN, holder="Haven", on=TODAY, by=None)
    with pytest.raises(ProcessingRestricted):
        show(row)


def test_second_account_replaces_the_first_and_history_keeps_it_sealed():
    supplier, user, other = make_supplier(), make_user(Role.FINANCE), iban_of("Yak")
    make_account(supplier)

    row = record_bank_details(supplier, iban=other, holder="Haven B.V.", on=TODAY, by=user)

    assert BankDetails.objects.get() == row
    assert show(row)[0] == other
    past = row.history.order_by("history_id")
    assert [show(version)[0] for version in past] == [IBAN, other]
    assert past.last().history_user_id == user.pk


def test_value_does_not_open_in_the_row_of_another():
    mine, other = make_account(), make_account()

    mine.iban = other.iban

    with pytest.raises(Unreadable):
        show(mine)


def test_rotation_reaches_the_keys_of_organisations(settings, capsys):
    rows = [make_account(), make_account(make_sole_trader())]
    settings.CRM_KEY_RING = {"new": new_key()} | settings.CRM_KEY_RING

    call_command("rotate_keys")
    settings.CRM_KEY_RING = {"new": settings.CRM_KEY_RING["new"]}

    assert capsys.readouterr().out.startswith("2 data keys wrapped again.")
    assert [show(row)[0] for row in rows] == [IBAN, IBAN]


@pytest.mark.requirement("ERASE-06")
def test_account_of_a_trader_stays_seven_years_and_one_of_an_organisation_is_not_reached():
    running, over = make_account(make_sole_trader()), make_account(make_sole_trader())
    end_agreement(over.agreement, on=date(2026, 3, 1), by=None)
    make_account()
    item = PlanItem(personal_model("suppliers.bankdetails"))

    kept = {row.pk: row.keep_until for row in item.kept(TODAY, SubjectRole.objects.all())}

    assert kept == {running.pk: date(9999, 12, 31), over.pk: date(2033, 12, 31)}
