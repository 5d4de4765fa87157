"""What stands on the page of every person for daily work: the quick log and the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest

from cluster_crm.people import timeline
from cluster_crm.people.admin.quick_log import log_context
from cluster_crm.people.models import Person
from cluster_crm.web.sealed import BrokenSeal, seal, unseal
from privacy.admin.masked import masks_of
from privacy.admin.records import is_restricted
from privacy.vocabulary import SubjectKind

KIND_VAR, AFTER_VAR = "about", "after"


@dataclass(frozen=True, slots=True)
class Shown:
    """The timeline as the page shows it: days with their entries, the filter, and the address of what is older."""

    days: Sequence[tuple[Any, Sequence[timeline.Entry]]]
    groups: Sequence[timeline.Group]
    chosen: str
    older_query: str
    is_first: bool


def daily_context(request: HttpRequest, person: Person, kind: SubjectKind) -> dict[str, Any]:
    """Return what the template asks for; a restricted person is read and not written about (Article 18)."""
    shown = {"timeline": _timeline(request, person, kind)}
    if is_restricted(person):
        return shown
    return shown | log_context(request, person.role)


def _timeline(request: HttpRequest, person: Person, kind: SubjectKind) -> Shown:
    chosen = request.GET.get(KIND_VAR, "")
    groups = timeline.groups_for(request.user)
    asked = [group for group in groups if group.value == chosen]
    after = _place(request)
    page = timeline.page_of(person.pk, kind, actor=request.user, masks=masks_of(request), groups=asked, after=after)
    older = f"&{AFTER_VAR}={seal(request.session, page.older.dump())}" if page.older else ""
    return Shown(
        days=[(day, list(entries)) for day, entries in groupby(page.entries, key=lambda entry: entry.day)],
        groups=groups,
        chosen=asked[0].value if asked else "",
        older_query=f"?{KIND_VAR}={asked[0].value if asked else ''}{older}" if older else "",
        is_first=after is None,
    )


def _place(request: HttpRequest) -> timeline.Place | None:
    """Return the place that the address names; one that nobody made for this session is the beginning."""
    try:
        return timeline.Place.load(unseal(request.session, request.GET.get(AFTER_VAR, "")))
    except (BrokenSeal, ValueError):
        return None
