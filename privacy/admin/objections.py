"""Objections as the privacy officer reads them; they are made on the page of a person, or by the person himself."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.admin import WorkDue
from privacy.admin.due import is_officer
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import ReadOnlyAdmin
from privacy.models import Objection


class ThisMonthFilter(admin.SimpleListFilter):
    """Rows that were recorded since the first of the month."""

    title = _("when")
    parameter_name = "month"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the one choice."""
        return [("this", _("this month"))]

    def queryset(self, _request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the chosen rows."""
        return rows.filter(recorded_at__gte=first_of_month()) if self.value() else rows


def first_of_month() -> Any:
    """Return the moment at which this month began here."""
    return timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin[Objection], AboutPersonAdmin[Objection]):
    """The log of objections."""

    icon = "ban"
    list_display = ("__str__", "person", "against", "purpose", "channel", "method", "recorded_at")
    list_filter: ClassVar[Any] = (ThisMonthFilter, "against", "subject_kind")
    ordering = ("-pk",)

    def own_work_due(self, user: Any) -> WorkDue | None:
        """Return the objections of this month, for the officer."""
        if not is_officer(user):
            return None
        rows = Objection.objects.filter(recorded_at__gte=first_of_month())
        return WorkDue(_("Objections this month"), rows, "?month=this")
