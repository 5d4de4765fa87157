"""Pages on which something is recorded about a supplier: each asks a form, and does one deed or says why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from cluster_crm.accounts.models import User
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.exceptions import CannotBeStored, EndsBeforeItBegan, InFuture, NoMembership
from privacy import permissions
from privacy.exceptions import PersonErased, ProcessingRestricted
from suppliers import exceptions, forms
from suppliers.actions.agreements import end_agreement, record_agreement
from suppliers.actions.attestations import record_attestation
from suppliers.actions.bank_details import record_bank_details
from suppliers.actions.contacts import leave_supplier, move_contact
from suppliers.actions.supply import report_end, start_supply
from suppliers.models import Supplier, SupplierContact

REFUSALS: Final[Mapping[type[Exception], Any]] = {
    EndsBeforeItBegan: _("The last day comes before the first."),
    InFuture: _("This day has not come yet."),
    NoMembership: _("The contact works for no supplier of ours."),
    CannotBeStored: _("This cannot be right; please check it."),
    PersonErased: _("This person is not held any more."),
    ProcessingRestricted: _("Processing of this person's data is restricted."),
    exceptions.NotAnIban: _("This is not a bank account number."),
    exceptions.NoAgreement: _("No agreement with this supplier runs: record one first."),
    exceptions.NotTheirContact: _("This person did not work for the supplier on that day."),
    exceptions.NotPublished: _("This version of the policy is not published."),
    exceptions.SupplyRuns: _("The candidate is supplied by this supplier already."),
    exceptions.SupplyEnded: _("The end was reported already."),
}


@dataclass(frozen=True)
class Deed:
    """One deed: what its page says and asks, what the matrix must allow, and how it is done."""

    title: Any
    explains: Any
    needs: tuple[str, str]
    form: type[forms.DeedForm]
    carry_out: Callable[[Any, dict[str, Any], User], Any]


def _move(contact: SupplierContact, asked: dict[str, Any], by: User) -> None:
    if asked["to"]:
        move_contact(contact, **asked, by=by)
    else:
        leave_supplier(contact, on=asked["on"], by=by)


MOVE: Final = Deed(
    _("Move or leave"),
    _("The period until now stays as history. Contact with colleagues counts for the term while the contact stays."),
    ("change", "suppliers.suppliercontact"),
    forms.MoveForm,
    _move,
)
AGREE: Final = Deed(
    _("Record agreement"),
    _("While one runs, finance can record a bank account; a sole trader's term does not run out."),
    ("add", "suppliers.supplyagreement"),
    forms.AgreementForm,
    lambda supplier, asked, by: record_agreement(supplier, **asked, by=by),
)
END_AGREEMENT: Final = Deed(
    _("End agreement"),
    _("What tax law keeps is kept until the end of the seventh year after this day."),
    ("change", "suppliers.supplyagreement"),
    forms.EndForm,
    lambda agreement, asked, by: end_agreement(agreement, **asked, by=by),
)
ATTEST: Final = Deed(
    _("Record attestation"),
    _("The supplier says that it gave its workers the part of our policy that is about candidates."),
    ("add", "suppliers.supplierattestation"),
    forms.AttestationForm,
    lambda supplier, asked, by: record_attestation(supplier, **asked, by=by),
)
SUPPLY: Final = Deed(
    _("Record supplied candidate"),
    _("Contact with the supplier then counts for the candidate's term, until the supplier reports the end."),
    ("add", "suppliers.supplyrelation"),
    forms.SupplyForm,
    lambda supplier, asked, by: start_supply(asked["candidate"].data_subject_id, supplier, on=asked["on"], by=by),
)
REPORT_END: Final = Deed(
    _("Report end"),
    _("From the day on which the supplier told us, its contact no longer counts for the candidate's term."),
    ("change", "suppliers.supplyrelation"),
    forms.EndNoticeForm,
    lambda relation, asked, by: report_end(relation, **asked, by=by),
)
BANK: Final = Deed(
    _("Record account"),
    "",
    ("add", "suppliers.bankdetails"),
    forms.BankDetailsForm,
    lambda supplier, asked, by: record_bank_details(supplier, **asked, by=by),
)


def may(request: HttpRequest, deed: Deed) -> bool:
    """Return whether the user who asks may do a deed."""
    return permissions.allows(user_of(request), *deed.needs)


def is_done(request: HttpRequest, deed: Deed, subject: Any, form: forms.DeedForm, **known: Any) -> bool:
    """Do a deed with what a valid form was given; where it is refused, the form says why."""
    try:
        with transaction.atomic():
            deed.carry_out(subject, form.cleaned_data | known, user_of(request))
    except tuple(REFUSALS) as refusal:
        form.add_error(None, ValidationError(REFUSALS[type(refusal)], code=type(refusal).__name__))
        return False
    return True


def deed_page(
    request: HttpRequest, deed: Deed, subject: Any, *, supplier: Supplier | None, back: str, context: dict[str, Any]
) -> HttpResponse:
    """Answer a visit to the page of a deed, or the deed itself."""
    if not may(request, deed):
        raise PermissionDenied
    form = deed.form(request.POST or None, supplier=supplier)
    if form.is_valid() and is_done(request, deed, subject, form):
        messages.success(request, _("It is recorded."))
        return HttpResponseRedirect(back)
    page = {"title": deed.title, "deed": deed, "form": form, "subject": subject, "back_url": back}
    return TemplateResponse(request, "suppliers/deed.html", context | page, status=422 if form.is_bound else 200)
