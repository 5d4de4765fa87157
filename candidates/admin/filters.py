"""Filters of the list of candidates: choices that an index or a flag serves, never free text."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ToConfirmFilter(SimpleListFilter):
    """Candidates of whom a reader guessed something."""

    title = _("to confirm")
    parameter_name = "confirm"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the one choice that makes work."""
        return [("1", _("Has guesses to confirm"))]

    def queryset(self, _request: HttpRequest, rows: Any) -> Any:
        """Return the chosen rows."""
        return rows.to_confirm() if self.value() else rows


class MineFilter(SimpleListFilter):
    """The candidates of the user who asks."""

    title = _("owner")
    parameter_name = "owner"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer one's own, and those of nobody."""
        return [("me", _("My candidates")), ("none", _("Nobody's"))]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        """Return the chosen rows."""
        chosen = {"me": Q(owner=request.user.pk), "none": Q(owner=None)}
        return rows.filter(chosen.get(self.value() or "", Q()))
