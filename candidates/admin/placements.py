"""Placements: who works where through us; finance sees them by reference (USE-CA-06)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.actions.placements import change_placement
from candidates.models import Placement
from cluster_crm.people.admin.requests import user_of
from privacy.admin.records import PersonalAdmin


class RunningFilter(admin.SimpleListFilter):
    """Placements that run, and those that are over."""

    title = _("running")
    parameter_name = "running"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer both."""
        return [("yes", _("Runs")), ("no", _("Over"))]

    def queryset(self, _request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the chosen rows."""
        is_over = {"ended_on__lt": timezone.localdate()}
        if self.value() == "no":
            return rows.filter(**is_over)
        return rows.exclude(**is_over) if self.value() == "yes" else rows


@admin.register(Placement)
class PlacementAdmin(PersonalAdmin[Placement]):
    """Placements, the newest first; they begin on the page of an application, and are changed or ended here."""

    icon = "check"
    admin_order = 12
    list_display = ("__str__", "person", "vacancy_title", "organisation", "contract", "started_on", "ended_on")
    list_filter: ClassVar[Any] = (RunningFilter,)
    list_select_related = ("candidate", "application__vacancy__client__recipient")
    ordering = ("-pk",)
    built_from: ClassVar[Mapping[str, Sequence[str]]] = dict.fromkeys(("person", "vacancy_title", "organisation"), ())
    readonly_fields = ("person", "vacancy_title", "organisation")
    fields = (
        *readonly_fields,
        "contract",
        "contract_reference",
        "started_on",
        "ended_on",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Placement]:
        """Return the rows, each with what its page says about the vacancy."""
        rows: QuerySet[Placement] = super().get_queryset(request)
        named: Any = rows.annotate(
            number=F("candidate__number"),
            title=F("application__vacancy__title"),
        )
        shown: QuerySet[Placement] = named
        return shown

    def save_model(self, request: HttpRequest, obj: Placement, form: Any, change: Any) -> None:  # noqa: ARG002 - Django's signature
        """Change the placement by its action, which moves the term too."""
        change_placement(
            obj,
            contract=Placement.Contract(obj.contract),
            contract_reference=obj.contract_reference,
            started_on=obj.started_on,
            ended_on=obj.ended_on,
            by=user_of(request),
        )

    @admin.display(description=_("candidate"))
    def person(self, placement: Any) -> str:
        """Return the reference of the candidate."""
        return f"C-{placement.number}"

    @admin.display(description=_("vacancy"))
    def vacancy_title(self, placement: Any) -> str:
        """Return the title of the vacancy."""
        return str(placement.title)

    @admin.display(description=_("client"))
    def organisation(self, placement: Any) -> str:
        """Return the name of the client, if it is no person's."""
        return str(placement.application.vacancy.client.recipient.public_name)
