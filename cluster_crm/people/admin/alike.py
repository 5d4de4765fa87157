"""Records that may be of one person: those like somebody, from his page, and those in a list that share an address."""

from typing import Any, Final

from django.contrib.admin import SimpleListFilter, site
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.people.actions.merging import MERGE
from cluster_crm.people.admin.known_people import Page, people_alike
from privacy import permissions
from privacy.admin.records import is_restricted, restrictions_of_rows
from privacy.vocabulary import SubjectKind

ADDRESSES: Final = ("email", "phone")


def may_compare(page: Page, request: HttpRequest, person: Any) -> bool:
    """Return whether the user is shown who may be the same: whoever merges, of those who may be used."""
    return (
        permissions.allows_deed(request.user, MERGE) and page._kind != SubjectKind.STAFF and not is_restricted(person)
    )


def alike_page(page: Page, request: HttpRequest, person: Any) -> HttpResponse:
    """Show who may be the same person: as a part of his page, or as a page where scripts are off."""
    if not page.has_view_permission(request, person) or not may_compare(page, request, person):
        raise PermissionDenied
    context = {"alike": people_alike(page, request, person), "opts": page.opts, "person": person}
    if request.headers.get("HX-Request"):
        return TemplateResponse(request, "people/_alike.html", context)
    context |= {**site.each_context(request), "title": _("Possible duplicates")}
    return TemplateResponse(request, "people/alike.html", context)


class SameAddressFilter(SimpleListFilter):
    """People of whom another record has the same e-mail or telephone; a restricted one is not told of (Article 18)."""

    title = gettext_lazy("possible duplicates")
    parameter_name = "same"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the one choice, to whom sees addresses."""
        hidden = model_admin.hidden_names(request)
        return [] if hidden.intersection(ADDRESSES) else [("1", _("Same e-mail or telephone"))]

    def queryset(self, _request: HttpRequest, rows: Any) -> Any:
        """Return the chosen rows."""
        if not self.value():
            return rows
        people = rows.model._default_manager.exclude(Exists(restrictions_of_rows(rows.model))).order_by()
        shared = Q()
        for name in ADDRESSES:
            several = people.exclude(**{name: ""}).values(name).annotate(records=Count("pk")).filter(records__gt=1)
            shared |= Q(**{f"{name}__in": several.values(name)})
        return rows.filter(shared)
