"""The badges beside a person's data: why we may hold them, and until when (ui guide 5.1, 5.5)."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cluster_crm.web.templatetags.house import Tone, badge
from privacy.actions.retention import STILL_RUNNING
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, LawfulBasis, Purpose, RetentionClass, Stage

SOON = timedelta(days=14)
TONES: dict[LawfulBasis, Tone] = {
    LawfulBasis.CONSENT: "green",
    LawfulBasis.CONTRACT: "violet",
    LawfulBasis.LEGITIMATE_INTERESTS: "blue",
}


def basis_badge(catalogue: Catalogue, category: Category) -> SafeString:
    """Say on which basis a category is held, unfolding for what and how long; a red one where nothing allows it."""
    row = catalogue.entry(category, Stage.REGISTRATION)
    if row is None:
        return badge(_("No basis"), "red")
    basis = LawfulBasis(row.basis)
    purposes = ", ".join(str(Purpose(purpose).label) for purpose in row.purposes)
    why = badge(str(basis.label).capitalize(), TONES.get(basis, "grey"))
    until = RetentionClass(row.retention_class).label
    return format_html('<details class="basis"><summary>{}</summary><p>{} · {}</p></details>', why, purposes, until)


def privacy_chip(retain_until: date | None, notice_due_on: date | None, today: date) -> SafeString:
    """Say what is the most pressing about a person: a notice that is owed, or the last day of his term."""
    if notice_due_on is not None and notice_due_on - today <= SOON:
        return notice_chip(notice_due_on, today)
    return term_chip(retain_until, today)


def notice_chip(due_on: date, today: date) -> SafeString:
    """Say when a person must have been told where we have his data from."""
    if due_on < today:
        return badge(_("Notice overdue since %(day)s") % {"day": _day(due_on)}, "red")
    return badge(_("Notice due %(day)s") % {"day": _day(due_on)}, "amber" if due_on - today <= SOON else "grey")


def term_chip(retain_until: date | None, today: date) -> SafeString:
    """Say until when a person may stay."""
    if retain_until is None:
        return badge(_("No term"), "red")
    if retain_until >= STILL_RUNNING:
        return badge(_("Works for us"), "violet")
    if retain_until < today:
        return badge(_("Kept too long since %(day)s") % {"day": _day(retain_until)}, "red")
    tone: Tone = "amber" if retain_until - today <= SOON else "grey"
    return badge(_("Keep until %(day)s") % {"day": _day(retain_until)}, tone)


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
