"""Filters of the list of candidates: choices that an index or a flag serves, never free text."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.models import PersonTag, Tag
from privacy.admin.masked import masks_of
from privacy.vocabulary import Category, SubjectKind


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


def sees_dealings(request: HttpRequest) -> bool:
    """Whether the user's role sees anything of our dealings with candidates, their tags among them."""
    return masks_of(request).shows(Category.DEALINGS, [SubjectKind.CANDIDATE])


class TagFilter(SimpleListFilter):
    """The candidates who carry a tag; the address of the list holds its key, not the word."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the words of the list, to whom may see them on people; one query."""
        if not sees_dealings(request):
            return []
        return [(str(key), name) for key, name in Tag.objects.values_list("pk", "name")]

    def queryset(self, _request: HttpRequest, rows: Any) -> Any:
        """Return the chosen rows."""
        chosen = self.value()
        if chosen is None or chosen not in {key for key, _name in self.lookup_choices}:
            return rows
        carried = PersonTag.objects.filter(
            data_subject=OuterRef("pk"), subject_kind=SubjectKind.CANDIDATE, tag__id=chosen
        )
        return rows.filter(Exists(carried))


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
