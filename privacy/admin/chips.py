"""Badges of the pages about requests: states and deadlines, always in words."""

from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_crm.web.templatetags.house import Tone, badge
from privacy.models import AccessExport, ErasureRun, RightsRequest

SOON: Final = 14
PRESSING: Final = 3

TONES: Final[dict[str, Tone]] = {
    RightsRequest.State.PROPOSED: "amber",
    RightsRequest.State.APPROVED: "blue",
    RightsRequest.State.EXECUTING: "blue",
    RightsRequest.State.NOTIFYING: "blue",
    RightsRequest.State.READY: "blue",
    RightsRequest.State.CLOSED: "green",
    RightsRequest.State.FAILED: "red",
    RightsRequest.State.REFUSED: "red",
    RightsRequest.State.PARTLY_REFUSED: "red",
    ErasureRun.State.LAPSED: "red",
    ErasureRun.State.EXECUTED: "blue",
    ErasureRun.State.VERIFIED: "green",
    AccessExport.State.BUILDING: "blue",
    AccessExport.State.IN_REVIEW: "amber",
    AccessExport.State.FETCHED: "green",
}


def state_badge(row: RightsRequest | ErasureRun | AccessExport) -> SafeString:
    """Return where a request, an erasure or a package stands."""
    return badge(row.get_state_display(), TONES.get(row.state, "grey"))


def deadline_chip(request: RightsRequest, on: date) -> SafeString:
    """Return the last day for the answer and how many days are left; of a closed request only the day."""
    return due_chip(request.extended_until or request.due_on, on, is_open=request.state not in RightsRequest.ENDED)


def due_chip(due: date, on: date, *, is_open: bool) -> SafeString:
    """Return a last day, and how many days are left of what is still open."""
    shown = format_html('<time datetime="{}">{}</time>', due.isoformat(), date_format(due, "SHORT_DATE_FORMAT"))
    return format_html("{} {}", shown, badge(*_left((due - on).days))) if is_open else shown


def _left(days: int) -> tuple[str, Tone]:
    if days < 0:
        return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}, "red"
    if days == 0:
        return _("due today"), "red"
    words = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return words, "red" if days <= PRESSING else "amber" if days <= SOON else "grey"
