"""The page of a supplier's bank account: recorded there, and shown once to whom asks with a purpose (SUP-DATA-02)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cluster_crm.people.admin.requests import user_of
from privacy import permissions
from privacy.exceptions import PrivacyRefusal
from privacy.vocabulary import Purpose
from suppliers.actions.bank_details import show_bank_details
from suppliers.admin.deeds import BANK, is_done, may
from suppliers.forms import BankDetailsForm, RevealForm
from suppliers.models import BankDetails, Supplier


@never_cache
def bank_details_page(request: HttpRequest, supplier: Supplier, context: dict[str, Any]) -> HttpResponse:
    """Answer a visit; the account stands in the answer to a stated purpose alone, and nowhere else."""
    if not permissions.allows(user_of(request), "view", "suppliers.bankdetails"):
        raise PermissionDenied
    row = BankDetails.objects.filter(agreement__supplier=supplier).order_by("-agreement__started_on", "-pk").first()
    deed, today = request.POST.get("deed", ""), timezone.localdate()
    record_form = BankDetailsForm(request.POST if deed == "record" else None)
    reveal_form = RevealForm(request.POST if deed == "reveal" else None)
    if may(request, BANK) and record_form.is_valid() and is_done(request, BANK, supplier, record_form, on=today):
        messages.success(request, _("The account is recorded. Only a stated purpose shows it again."))
        return HttpResponseRedirect(request.path)
    shown: tuple[str, ...] = ()
    if row is not None and reveal_form.is_valid():
        shown = _show(request, row, Purpose(reveal_form.cleaned_data["purpose"]))
    page = {
        "title": _("Bank details"),
        "is_recorded": row is not None,
        "may_record": may(request, BANK) and supplier.agreements.running(today).exists(),
        "record_form": record_form,
        "reveal_form": reveal_form,
        "shown": shown,
    }
    has_errors = record_form.errors or reveal_form.errors
    return TemplateResponse(request, "suppliers/bank_details.html", context | page, status=422 if has_errors else 200)


def _show(request: HttpRequest, row: BankDetails, purpose: Purpose) -> tuple[str, ...]:
    """Return number and holder after the log has both, or nothing and say why."""
    try:
        return show_bank_details(row, purpose=purpose, by=user_of(request))
    except PrivacyRefusal:
        messages.error(request, _("This account may not be shown now: the person's data are restricted or hidden."))
        return ()
