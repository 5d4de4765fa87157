"""What the payroll keeps about employees, beside their employment and service number."""

from django.contrib import admin

from candidates.admin.guarded import GuardedAdmin
from candidates.models import (
    ForeignNationalId,
    MaritalStatus,
    Nationality,
    PayrollReference,
    WageTaxStatement,
    WorkPermit,
)
from candidates.sensitive_forms import (
    GuardedForm,
    HireForm,
    NumberChangeForm,
    NumberForm,
    StatementForm,
    WordsChangeForm,
)


@admin.register(Nationality)
class NationalityAdmin(GuardedAdmin[Nationality]):
    """Nationality of employees, for the Wav."""

    add_form, change_form = HireForm, GuardedForm
    lines = ("nationality", "birth_place")


@admin.register(MaritalStatus)
class MaritalStatusAdmin(GuardedAdmin[MaritalStatus]):
    """Marital status of employees, for tax and pension."""

    add_form, change_form = HireForm, GuardedForm
    lines = ("marital_status",)


@admin.register(WorkPermit)
class WorkPermitAdmin(GuardedAdmin[WorkPermit]):
    """Permits on which employees work."""

    add_form, change_form = HireForm, GuardedForm
    lines = ("permit_type", "valid_until")


@admin.register(ForeignNationalId)
class ForeignNationalIdAdmin(GuardedAdmin[ForeignNationalId]):
    """National numbers of other countries; refused while the catalogue has them off."""

    add_form, change_form = NumberForm, NumberChangeForm


@admin.register(PayrollReference)
class PayrollReferenceAdmin(GuardedAdmin[PayrollReference]):
    """Numbers in the payroll system."""

    add_form, change_form = NumberForm, NumberChangeForm


@admin.register(WageTaxStatement)
class WageTaxStatementAdmin(GuardedAdmin[WageTaxStatement]):
    """What employees declared for the wage tax."""

    add_form, change_form = StatementForm, WordsChangeForm
    lines = ("signed_on",)
