from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cluster_crm.accounts.testing import make_user
from privacy.models import Recipient, RetentionClock, SubjectRole
from privacy.vocabulary import Source, SubjectKind
from suppliers.actions.agreements import end_agreement, record_agreement
from suppliers.actions.organisations import register_supplier
from suppliers.models import Supplier, SupplierContact, SupplierMembership, SupplyAgreement
from suppliers.testing import make_agreement, make_sole_trader, make_supplier, make_supplier_contact

KIND = SubjectKind.SUPPLIER_CONTACT


@pytest.mark.requirement("GLO-05")
def test_organisation_stands_on_its_recipient_and_is_no_person():
    user = make_user()

    supplier = register_supplier(name="Haven B.V.", country="be", notice_email="Privacy@Example.com", by=user)

    recipient = Recipient.objects.get()
    assert (recipient.name, recipient.country, recipient.notice_email) == ("Haven B.V.", "BE", "privacy@example.com")
    assert (recipient.recipient_role, recipient.data_subject) == (Recipient.RecipientRole.CONTROLLER, None)
    assert supplier.recipient == recipient
    assert not supplier.is_sole_trader
    assert supplier.history.get().history_user_id == user.pk


@pytest.mark.requirement("GLO-05")
@pytest.mark.requirement("LAW-44")
@pytest.mark.requirement("SRC-06")
def test_sole_trader_is_a_natural_person_and_his_own_contact():
    make_supplier()

    supplier = make_sole_trader(given_name="Sanne", infix="ter", family_name="Haar")

    contact, period = SupplierContact.objects.get(), SupplierMembership.objects.get()
    role = SubjectRole.objects.get()
    assert (supplier.recipient.name, supplier.recipient.subject_kind) == ("Sanne ter Haar", KIND)
    assert supplier.recipient.data_subject_id == contact.pk == role.data_subject_id
    assert (period.contact, period.supplier, role.source) == (contact, supplier, Source.COOPERATION)
    assert supplier.is_sole_trader
    assert list(Supplier.objects.sole_traders()) == [supplier]


def test_organisation_is_a_supplier_once():
    row = make_supplier()

    with pytest.raises(IntegrityError), transaction.atomic():
        Supplier.objects.create(recipient=row.recipient)


@pytest.mark.requirement("SUP-DATA-02")
def test_agreement_runs_from_its_first_day_to_its_last():
    supplier = make_supplier()
    agreement = record_agreement(supplier, reference="OVK-1", started_on=date(2026, 1, 5), by=None)
    end_agreement(agreement, on=date(2026, 3, 1), by=None)
    days = [date(2026, 1, 4), date(2026, 1, 5), date(2026, 3, 1), date(2026, 3, 2)]

    running = [SupplyAgreement.objects.running(day).exists() for day in days]

    assert running == [False, True, True, False]
    assert agreement.history.count() == 2


@pytest.mark.requirement("RET-01")
def test_term_of_a_sole_trader_waits_for_his_agreement_and_nobody_elses_does():
    supplier, other = make_sole_trader(), make_supplier()
    contact = make_supplier_contact(other)
    make_agreement(other)
    agreement = make_agreement(supplier)
    running = RetentionClock.objects.get(data_subject=supplier.recipient.data_subject)

    end_agreement(agreement, on=date(2030, 5, 1), by=None)

    clock = RetentionClock.objects.get(pk=running.pk)
    assert running.retain_until.year > 9000
    assert clock.retain_until == date(2032, 5, 1)
    assert RetentionClock.objects.get(data_subject=contact.pk).running_until is None
