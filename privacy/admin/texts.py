"""The catalogue of texts: what is in force, what changed, how it will look, and the draft of the next version."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import ndiff
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.web.admin import WorkDue
from cluster_crm.web.templatetags.house import badge
from privacy.actions.text_versions import drop_draft, in_force, publish_draft, save_draft, start_draft, version_of
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.exceptions import NoDraft, WrongWording
from privacy.models import LegalText
from privacy.text_forms import NAMES, DraftForm
from privacy.texts import TextDeclaration, Wording, all_declared, fill
from privacy.vocabulary import Channel

EDIT = "privacy.edit_texts"
LIST_LANGUAGE = "nl"


@dataclass(frozen=True)
class Side:
    """One language of a version, as the page shows it: the words with samples, and what changed in them."""

    language: str
    name: str
    text: LegalText
    preview: Wording
    changes: list[tuple[str, str]]


@admin.register(LegalText)
class LegalTextAdmin(DeedPageAdmin[LegalText]):
    """Texts by their code: the version in force, and the draft where somebody writes one."""

    icon = "file-text"
    admin_order = 71
    page_template = "admin/privacy/legaltext/page.html"
    list_display = ("code", "used_for", "kind", "version", "status", "published_at")
    list_filter: ClassVar[Any] = ("kind",)
    search_fields = ("code", "body", "subject_line")
    ordering = ("code", "-version", "-language")
    deeds: ClassVar[Mapping[str, str]] = {
        "start": EDIT,
        "save": EDIT,
        "drop": EDIT,
        "publish": "privacy.publish_texts",
    }
    built_from: ClassVar[Any] = {"used_for": (), "status": ()}

    @staticmethod
    def work_due() -> WorkDue:
        """Return the drafts that wait for the privacy officer."""
        return WorkDue(gettext_lazy("Texts in draft"), LegalText.objects.drafts().filter(language=LIST_LANGUAGE))

    def get_queryset(self, request: HttpRequest) -> QuerySet[LegalText]:
        """Return the rows; the list shows one language, and of each text what is in force and what is in draft."""
        rows: QuerySet[LegalText] = super().get_queryset(request)
        if not request.resolver_match or not str(request.resolver_match.url_name).endswith("_changelist"):
            return rows
        newer = LegalText.objects.published().filter(code=OuterRef("code"), version__gt=OuterRef("version"))
        return rows.filter(~Exists(newer), language=LIST_LANGUAGE)

    @admin.display(description=gettext_lazy("used for"))
    def used_for(self, text: LegalText) -> str:
        """Return when the text is used."""
        declaration = all_declared().get(text.code)
        return str(declaration.label) if declaration else _("no longer used")

    @admin.display(description=gettext_lazy("state"))
    def status(self, text: LegalText) -> SafeString:
        """Return whether the version is in force."""
        return badge(_("in force"), "green") if text.published_at else badge(_("draft"), "amber")

    def page_context(self, request: HttpRequest, row: LegalText) -> dict[str, Any]:
        """Return both languages with what changed, the versions, and the form of a draft."""
        declaration = all_declared().get(row.code)
        version = version_of(row.code, row.version)
        before = version_of(row.code, row.version - 1)
        current = in_force(row.code)
        is_draft = row.published_at is None
        return {
            "title": f"{row.code} {row.version}",
            "declaration": declaration,
            "sides": [side_of(text, before.get(language), declaration) for language, text in version.items()],
            "has_before": bool(before),
            "versions": LegalText.objects.filter(code=row.code, language=row.language).order_by("-version"),
            "badge_of_state": self._badge(row, current),
            "is_draft": is_draft,
            "has_draft": LegalText.objects.drafts().filter(code=row.code).exists(),
            "channels": ", ".join(str(Channel(channel).label) for channel in row.channels),
            **(form_context(DraftForm(version)) if is_draft and declaration and self.allows(request, "save") else {}),
        }

    def _badge(self, row: LegalText, current: Mapping[str, LegalText]) -> SafeString:
        if row.published_at is None or any(text.version == row.version for text in current.values()):
            return self.status(row)
        return badge(_("no longer in force"), "grey")

    def start(self, _request: HttpRequest, row: LegalText) -> HttpResponse:
        """Begin a draft, or open the one there is."""
        return self.back(start_draft(row.code)[row.language])

    def save(self, request: HttpRequest, row: LegalText) -> HttpResponse:
        """Keep what was written in both languages."""
        form = DraftForm(version_of(row.code, row.version), request.POST)
        if not form.is_valid():
            return self.page(request, row, status=UNPROCESSABLE, error_form=form, **form_context(form))
        try:
            save_draft(row.code, form.wordings, valid_months=form.cleaned_data.get("valid_months"))
        except NoDraft:
            messages.error(request, _("A colleague published or dropped this draft meanwhile."))
        else:
            messages.success(request, _("The draft is kept. It is not in force yet."))
        return self.back(row)

    def publish(self, request: HttpRequest, row: LegalText) -> HttpResponse:
        """Put the draft in force."""
        try:
            publish_draft(row.code)
        except NoDraft:
            messages.error(request, _("A colleague published or dropped this draft meanwhile."))
        except WrongWording as refusal:
            messages.error(request, " ".join(refusal.problems))
        else:
            messages.success(request, _("Published. This version is in force and does not change any more."))
        return self.back(row)

    def drop(self, request: HttpRequest, row: LegalText) -> HttpResponse:
        """Throw the draft away."""
        try:
            drop_draft(row.code)
        except NoDraft:
            messages.error(request, _("A colleague published or dropped this draft meanwhile."))
        else:
            messages.success(request, _("The draft is gone. What is in force stays."))
        return self.back(in_force(row.code)[row.language])


def form_context(form: DraftForm) -> dict[str, Any]:
    """Return the form and its controls by language."""
    dutch, english = ([form[name] for name in form.fields if name.endswith(f"_{language}")] for language in NAMES)
    return {"form": form, "dutch": dutch, "english": english}


def side_of(text: LegalText, before: LegalText | None, declaration: TextDeclaration | None) -> Side:
    """Return one language of a version for the page."""
    preview = fill(declaration, text.wording, declaration.samples) if declaration and _is_known(text) else text.wording
    return Side(text.language, str(NAMES[text.language]), text, preview, list(changes(before, text)) if before else [])


def _is_known(text: LegalText) -> bool:
    """Whether each placeholder of an old version is still filled by the code."""
    return all(name in text.declaration.known for name in text.wording.names)


def changes(before: LegalText, after: LegalText) -> Iterator[tuple[str, str]]:
    """Yield the lines that went ("del") and came ("ins"), and those beside them that stayed ("")."""
    marks = {"- ": "del", "+ ": "ins", "  ": ""}
    old, new = (f"{text.subject_line}\n{text.body}".splitlines() for text in (before, after))
    lines = [(marks[line[:2]], line[2:]) for line in ndiff(old, new) if line[:2] in marks]
    changed = [place for place, (mark, _line) in enumerate(lines) if mark]
    yield from (line for place, line in enumerate(lines) if any(abs(place - other) <= 1 for other in changed))
