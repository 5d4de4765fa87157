"""Merges: how far each is, what an undo left, and the undo itself."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.people.actions.merging import MERGE, code_of
from cluster_crm.people.actions.unmerging import UNMERGE, refuse_undo, request_undo
from cluster_crm.people.admin.merge_links import merge_address
from cluster_crm.people.admin.merge_words import refusal_in_words
from cluster_crm.people.admin.merging_pages import merge_view
from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.templatetags.house import badge
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.admin.shown_persons import person_admin_name, persons_shown
from privacy.exceptions import PrivacyRefusal
from privacy.labels import name_of_store
from privacy.models import PersonMerge, SubjectRole
from privacy.registry import person_model

State = PersonMerge.State
TONES = {State.DONE: "green", State.REFUSED: "red", State.UNDONE: "grey"}


@admin.register(PersonMerge)
class PersonMergeAdmin(DeedPageAdmin[PersonMerge]):
    """Merges of two records of one person, the newest first."""

    icon = "users"
    admin_order = 64
    page_template = "people/merge_page.html"
    list_display = ("__str__", "status", "subject_kind", "reason", "asked_by", "merged_at")
    list_filter: ClassVar[Any] = ("state", "subject_kind")
    list_select_related = ("asked_by",)
    ordering = ("-pk",)
    built_from: ClassVar[Any] = {"status": ()}
    job_kinds = (MERGE, UNMERGE)
    deeds: ClassVar[Any] = {"undo": MERGE}

    def get_urls(self) -> list[URLPattern]:
        """Return the address of the two records side by side, before those of single merges."""
        view = self.admin_site.admin_view(partial(self.compare_view))
        return [path("records/", view, name="people_merge"), *super().get_urls()]

    def compare_view(self, request: HttpRequest) -> HttpResponse:
        """Show the pages that lead to a merge."""
        return merge_view(request, dict(self.admin_site.each_context(request)))

    @admin.display(description=gettext_lazy("state"))
    def status(self, merge: PersonMerge) -> str:
        """Return where it stands."""
        return badge(State(merge.state).label, TONES.get(State(merge.state), "blue"))  # type: ignore[arg-type]  # tones of the house

    def page_context(self, request: HttpRequest, row: PersonMerge) -> dict[str, Any]:
        """Return who it is about, until when it can be undone, and what an undo did not bring back."""
        key = (row.data_subject_id, row.subject_kind)
        old = SubjectRole.objects.filter(
            data_subject__in=[row.data_subject_id, row.absorbed_id], merged_at__isnull=False
        )
        return {
            "badge_of_state": self.status(row),
            "shown": persons_shown(request, [key]).get(key),
            "old_references": [_old(row, role) for role in old.order_by("number")]
            if row.state in PersonMerge.STANDING
            else [],
            "again_url": merge_address(row.subject_kind, row.data_subject_id, row.absorbed_id),
            "why_not": self._why_not(row),
            "refusal": refusal_in_words(row.code) if row.code else "",
            "left": [_in_words(line) for line in row.left],
        }

    def _why_not(self, merge: PersonMerge) -> str:
        """The reason why it cannot be undone, in words; empty where it can."""
        try:
            refuse_undo(merge, at=timezone.now())
        except PrivacyRefusal as refusal:
            return refusal_in_words(code_of(refusal))
        return ""

    def undo(self, request: HttpRequest, merge: PersonMerge) -> HttpResponse:
        """Make two records again."""
        try:
            request_undo(merge, by=user_of(request))
        except PrivacyRefusal as refusal:
            messages.error(request, refusal_in_words(code_of(refusal)))
            return self.page(request, merge, status=UNPROCESSABLE)
        messages.success(request, _("The worker makes two records again now."))
        return self.back(merge)


def _old(merge: PersonMerge, role: SubjectRole) -> dict[str, str]:
    """The reference of an absorbed role, with the address of its own history."""
    model: Any = person_model(role.subject_kind)
    page = reverse(person_admin_name(model, "history"), args=[merge.data_subject_id])
    return {"reference": str(role), "history": f"{page}?of={role.number}"}


def _in_words(line: str) -> str:
    """A line of what an undo left: of a store `-rows` that are gone, `+rows` that came, `row/column` that changed."""
    label, _slash, rest = line.partition("/")
    store = name_of_store(label)
    if rest.startswith("-"):
        return _("%(store)s: %(rows)s gone for good, as no history of them is kept") % {
            "store": store,
            "rows": rest[1:],
        }
    if rest.startswith("+"):
        return _("%(store)s: %(rows)s came since and stay with this person") % {"store": store, "rows": rest[1:]}
    return _("%(store)s: “%(column)s” was changed since and stays") % {
        "store": store,
        "column": rest.rpartition("/")[2],
    }
