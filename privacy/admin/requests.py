"""Rights requests: the list by which the privacy officer works, and the file of each."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.admin import KeysetChangeList, WorkDue
from privacy import permissions
from privacy.admin.chips import deadline_chip, state_badge
from privacy.admin.pages import DeedPageAdmin
from privacy.admin.shown_persons import PersonKey, ShownPerson, persons_shown
from privacy.models import AccessExport, ErasureRun, RightsRequest


def keys_of(request: RightsRequest) -> list[PersonKey]:
    """Return the person of a request in the roles that it is about."""
    if request.data_subject_id is None:
        return []
    return list(dict.fromkeys((request.data_subject_id, item.subject_kind) for item in request.items.all()))


class RequestList(KeysetChangeList):
    """A page of requests with the persons in them, read at once."""

    def get_results(self, request: HttpRequest) -> None:
        """Read the page, and then the persons on it."""
        super().get_results(request)
        keys = {row.pk: keys_of(row) for row in self.result_list}
        shown = persons_shown(request, (key for of_row in keys.values() for key in of_row))
        for row in self.result_list:
            row.shown_persons = [shown[key] for key in keys[row.pk] if key in shown]


@admin.register(RightsRequest)
class RightsRequestAdmin(DeedPageAdmin[RightsRequest]):
    """Requests, the newest first."""

    icon = "user-shield"
    admin_order = 60
    page_template = "admin/privacy/rightsrequest/page.html"
    list_display = ("__str__", "person", "rights", "status", "received_on", "due")
    list_filter: ClassVar[Any] = ("state", "channel")
    ordering = ("-number",)
    built_from: ClassVar[Any] = {"person": (), "rights": (), "status": (), "due": ()}

    @staticmethod
    def work_due() -> WorkDue:
        """Return the requests without an answer."""
        return WorkDue(_("Open requests of persons"), RightsRequest.objects.open())

    def get_queryset(self, request: HttpRequest) -> QuerySet[RightsRequest]:
        """Return the requests with their items."""
        rows: QuerySet[RightsRequest] = super().get_queryset(request)
        return rows.prefetch_related("items")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RequestList]:  # noqa: ARG002 - Django's signature
        """Return the list that knows the persons."""
        return RequestList

    @admin.display(description=_("person"))
    def person(self, row: Any) -> str:
        """Return who asks, by reference and, for those who may see it, by name."""
        persons: list[ShownPerson] = row.shown_persons
        return format_html("{}", ", ".join(f"{person.reference} {person.name}".strip() for person in persons))

    @admin.display(description=_("rights"))
    def rights(self, row: RightsRequest) -> str:
        """Return what is asked for."""
        return ", ".join(dict.fromkeys(str(item.get_right_display()) for item in row.items.all()))

    @admin.display(description=_("state"))
    def status(self, row: RightsRequest) -> str:
        """Return where it stands."""
        return state_badge(row)

    @admin.display(description=_("due on"))
    def due(self, row: RightsRequest) -> str:
        """Return until when it must be answered."""
        return deadline_chip(row, timezone.localdate())

    def page_context(self, request: HttpRequest, row: RightsRequest) -> dict[str, Any]:
        """Return the items, the steps, and what came of the request."""
        shown = persons_shown(request, keys_of(row))
        runs = permissions.allows(request.user, "view", "privacy.erasurerun")
        exports = permissions.allows(request.user, "view", "privacy.accessexport")
        return {
            "badge_of_state": state_badge(row),
            "deadline": deadline_chip(row, timezone.localdate()),
            "persons": shown.values(),
            "items": row.items.all(),
            "steps": row.transitions.select_related("by").order_by("pk"),
            "runs": ErasureRun.objects.filter(request=row) if runs else (),
            "exports": AccessExport.objects.filter(request=row).order_by("pk") if exports else (),
            "is_address_hidden": "answer_to" in self.hidden_names(request, row),
        }
