"""Filters of the lists: choices that an index or a flag serves, never free text."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class MineFilter(SimpleListFilter):
    """Rows that the user who asks looks after."""

    title = _("owner")
    parameter_name = "owner"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer one's own, and those of nobody."""
        return [("me", _("Mine")), ("none", _("Nobody's"))]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        """Return the chosen rows."""
        chosen = {"me": Q(owner=request.user.pk), "none": Q(owner=None)}
        return rows.filter(chosen.get(self.value() or "", Q()))
