"""Checks that a role demands, and what somebody needs to do the work."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from candidates.actions.adjustments import name_reader, reveal_adjustment
from candidates.admin.guarded import GuardedAdmin
from candidates.models import (
    AdjustmentReader,
    Assessment,
    ConductCheck,
    FinancialCheck,
    RoleDeclaration,
    WorkplaceAdjustment,
)
from candidates.sensitive_forms import (
    ConductChangeForm,
    ConductForm,
    GuardedForm,
    ReaderForm,
    RoleForm,
    WordsChangeForm,
    WordsForm,
)
from cluster_crm.accounts.models import User
from cluster_crm.people.admin.requests import user_of
from privacy.admin.records import PersonalInline
from privacy.permissions import role_of
from privacy.vocabulary import Purpose, Role

FOR_A_ROLE = ("candidate", "vacancy")


@admin.register(FinancialCheck)
class FinancialCheckAdmin(GuardedAdmin[FinancialCheck]):
    """Financial background checks: the officer sees all of it, a recruiter the outcome (CAND-DATA-15)."""

    add_form, change_form = RoleForm, GuardedForm
    placing = FOR_A_ROLE
    lines = ("reason", "outcome", "checked_on")

    def hidden_names(self, request: HttpRequest, row: Any = None) -> frozenset[str]:
        """Hide from recruiters why the check was made."""
        is_officer = role_of(request.user) is Role.PRIVACY_OFFICER
        return super().hidden_names(request, row) | (frozenset() if is_officer else {"reason"})


@admin.register(ConductCheck)
class ConductCheckAdmin(GuardedAdmin[ConductCheck]):
    """Certificates of conduct: seen or not seen."""

    add_form, change_form = ConductForm, ConductChangeForm
    placing = FOR_A_ROLE
    lines = ("requested_on", "seen_on")

    def open_value(self, row: ConductCheck, purpose: Purpose, user: User) -> str | HttpResponse:
        """Return the outcome in words."""
        return str(ConductCheck.Outcome(str(super().open_value(row, purpose, user))).label)


@admin.register(Assessment)
class AssessmentAdmin(GuardedAdmin[Assessment]):
    """Tests and assessments, announced first."""

    add_form, change_form = RoleForm, GuardedForm
    placing = FOR_A_ROLE
    lines = ("kind", "provider", "announced_on", "assessed_on", "outcome")


class ReaderInline(PersonalInline[AdjustmentReader, WorkplaceAdjustment]):
    """The recruiters who may read an adjustment."""

    model = AdjustmentReader
    form = ReaderForm
    fields = ("reader",)


@admin.register(WorkplaceAdjustment)
class WorkplaceAdjustmentAdmin(GuardedAdmin[WorkplaceAdjustment]):
    """What somebody needs to do the work; a recruiter finds those for which he is named alone (CAND-DATA-18)."""

    add_form, change_form = WordsForm, WordsChangeForm
    placing = FOR_A_ROLE
    lines = ("volunteered_on",)
    inlines = (ReaderInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[WorkplaceAdjustment]:
        """Return all to the officer, and to others those for which they are named."""
        rows = super().get_queryset(request)
        user = user_of(request)
        return rows if role_of(user) is Role.PRIVACY_OFFICER else rows.filter(readers__reader=user)

    def get_inlines(self, _request: HttpRequest, obj: Any) -> Any:
        """Name readers once the adjustment is there."""
        return self.inlines if obj else ()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:  # noqa: ARG002 - Django's
        """Name the recruiters by the action, and take back those who are struck off."""
        for row in formset.save(commit=False):
            name_reader(form.instance, row.reader, by=user_of(request))
        for row in formset.deleted_objects:
            row.delete()

    def open_value(self, row: WorkplaceAdjustment, purpose: Purpose, user: User) -> str | HttpResponse:
        """Return what somebody needs."""
        return reveal_adjustment(row, purpose=purpose, by=user)


@admin.register(RoleDeclaration)
class RoleDeclarationAdmin(GuardedAdmin[RoleDeclaration]):
    """Declarations for a role with a legal exception; the officer's alone."""

    add_form, change_form = WordsForm, WordsChangeForm
    placing = FOR_A_ROLE
    lines = ("declared_on",)
