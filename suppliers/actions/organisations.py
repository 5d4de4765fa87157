"""Taking on a supplier: an organisation, or a person who trades in his own name (GLO-05)."""

from datetime import date

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.drafts import ContactDraft, contact_of
from privacy.models import Controller, DataSubject, Recipient
from privacy.vocabulary import Source
from suppliers.actions.contacts import KIND, register_supplier_contact
from suppliers.models import Supplier, SupplierContact

REASON = "suppliers.register"


def register_supplier(*, name: str, by: User | None, country: str = "NL", notice_email: str = "") -> Supplier:
    """Take on an organisation: it decides for itself what it does with data, so it is a controller (SHARE-06)."""
    with acting(by.pk if by else None, REASON):
        recipient = _recipient(name, country, notice_email)
        recipient.save()
        return Supplier.objects.create(recipient=recipient)


def register_sole_trader(
    draft: ContactDraft,
    *,
    source: Source,
    collected_on: date,
    by: User | None,
    name: str = "",
    country: str = "NL",
    source_detail: str = "",
    controller: Controller | None = None,
    data_subject: DataSubject | None = None,
) -> Supplier:
    """Take on somebody who is the firm himself: the organisation's name is his data, and he is its contact.

    `name` is that of the firm, where it has another than his own. When his role is erased, the firm's name stays as
    long as somebody may ask to whom his data were given (Articles 15(1)(c) and 19), and what tax law keeps.
    """
    trade_name = name or contact_of(draft, SupplierContact).full_name
    with acting(by.pk if by else None, REASON):
        subject = data_subject or DataSubject.objects.create()
        recipient = _recipient(trade_name, country, "")
        recipient.data_subject, recipient.subject_kind = subject, KIND
        recipient.save()
        supplier = Supplier.objects.create(recipient=recipient)
        register_supplier_contact(
            draft,
            supplier=supplier,
            source=source,
            collected_on=collected_on,
            by=by,
            source_detail=source_detail,
            controller=controller,
            data_subject=subject,
        )
    return supplier


def _recipient(name: str, country: str, notice_email: str) -> Recipient:
    recipient = Recipient(
        name=name,
        country=country.upper(),
        notice_email=notice_email.lower(),
        recipient_role=Recipient.RecipientRole.CONTROLLER,
    )
    recipient.clean_fields()
    return recipient
