"""The bank account of a supplier: sealed under a running agreement, and shown to finance alone (SUP-DATA-02)."""

from datetime import date

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.exceptions import CannotBeStored
from privacy.actions.reveal import reveal, seal
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Purpose
from suppliers.actions.agreements import refuse_erased_trader
from suppliers.actions.contacts import KIND
from suppliers.exceptions import NoAgreement
from suppliers.iban import normalise_iban
from suppliers.models import BankDetails, Supplier


def record_bank_details(supplier: Supplier, *, iban: str, holder: str, on: date, by: User | None) -> BankDetails:
    """Seal where a supplier is paid, under its newest agreement that runs on the day; a second time replaces it.

    Raises NoAgreement where none runs, NotAnIban for a number that cannot be right and CannotBeStored without a
    holder; none of them repeats a value.
    """
    number = normalise_iban(iban)
    if not holder.strip():
        raise CannotBeStored(["holder"])
    Catalogue.load(KIND).require([Category.BANK_DETAILS])
    with acting(by.pk if by else None, "suppliers.bank_details"):
        refuse_erased_trader(supplier)
        agreement = supplier.agreements.running(on).order_by("-started_on", "-pk").first()
        if agreement is None:
            raise NoAgreement(str(supplier))
        row = BankDetails.objects.filter(agreement=agreement).first() or BankDetails(
            agreement=agreement, recipient=supplier.recipient, data_subject_id=supplier.recipient.data_subject_id
        )
        seal(row, "iban", number)
        seal(row, "holder", holder)
        row.full_clean()
        row.save()
    return row


def show_bank_details(row: BankDetails, *, purpose: Purpose, by: User) -> tuple[str, str]:
    """Return number and holder for a purpose that the catalogue allows; both readings are logged first."""
    return reveal(row, "iban", purpose=purpose, by=by), reveal(row, "holder", purpose=purpose, by=by)
