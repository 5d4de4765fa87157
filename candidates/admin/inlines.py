"""The rows of a dossier on the candidate's page."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.forms import DocumentForm
from candidates.models import (
    Application,
    Candidate,
    Document,
    Education,
    Language,
    Note,
    PaperCollection,
    Preference,
    ProfilePage,
    ReportedNote,
    Skill,
    WorkExperience,
)
from cluster_crm.web.templatetags.house import badge
from privacy.admin.records import ModelType, PersonalInline

ORIGIN = ("source", "collected_on")


class DossierInline(PersonalInline[ModelType, Candidate]):
    """Rows of one kind; each says where it came from and when."""


class WideInline(DossierInline[ModelType]):
    """Rows of too many lines for a table: each stands as a block of its own."""

    template = "admin/edit_inline/stacked.html"


class EducationInline(WideInline[Education]):
    """What the candidate learned."""

    model = Education
    fields = (("institution", "qualification", "field_of_study"), ("started", "ended", *ORIGIN), "description")
    ordering = ("-started", "pk")


class WorkExperienceInline(WideInline[WorkExperience]):
    """Where the candidate worked."""

    model = WorkExperience
    fields = (("employer", "position", "city", "is_voluntary"), ("started", "ended", *ORIGIN), "description")
    ordering = ("-started", "pk")


class SkillInline(DossierInline[Skill]):
    """What the candidate can do."""

    model = Skill
    fields = ("name", "level", *ORIGIN)
    ordering = ("name", "pk")


class LanguageInline(DossierInline[Language]):
    """Which languages the candidate speaks."""

    model = Language
    fields = ("name", "level", "stated_level", *ORIGIN)
    ordering = ("name", "pk")


class PreferenceInline(DossierInline[Preference]):
    """What the candidate is looking for."""

    model = Preference
    fields = ("role", "region", "hours", "salary_expectation", *ORIGIN)


class ProfilePageInline(DossierInline[ProfilePage]):
    """Where the candidate shows himself."""

    model = ProfilePage
    fields = ("url", *ORIGIN)


class NoteInline(DossierInline[Note]):
    """What the candidate said."""

    model = Note
    fields = ("text", *ORIGIN)
    ordering = ("-created_at", "pk")


class ReportedNoteInline(DossierInline[ReportedNote]):
    """What others said about the candidate."""

    model = ReportedNote
    fields = ("kind", "text", "source_person", *ORIGIN)
    ordering = ("-created_at", "pk")


class PaperInline(DossierInline[PaperCollection]):
    """Where the candidate handed in a CV on paper, and whether the sheet is destroyed (SRC-10)."""

    model = PaperCollection
    fields = ("event", "place", "handed_in_on", "notice_handed_on", "paper_destroyed_on")
    ordering = ("-handed_in_on", "pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let whoever may change sheets add one here: they have no page on which one is added."""
        return self.has_change_permission(request, obj)


class DocumentInline(WideInline[Document]):
    """The candidate's files: added and taken away, never replaced."""

    model = Document
    form = DocumentForm
    fields = (("upload", "download", "text_found"), ("kind", "title", *ORIGIN))
    readonly_fields = ("download", "text_found")
    ordering = ("-uploaded_at", "pk")
    built_from: ClassVar[Any] = {"upload": ("file",), "download": ("file",), "text_found": ("text",)}

    @admin.display(description=_("download"))
    def download(self, document: Document) -> SafeString | str:
        """Return a link to the file; its address says nothing about the person."""
        if document._state.adding:
            return ""
        address = reverse("admin:candidates_document_download", args=[document.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Download"))

    @admin.display(description=_("text"))
    def text_found(self, document: Document) -> SafeString | str:
        """Return whether the file could be read, and a warning where it holds a service number (CAND-DATA-31)."""
        if document._state.adding:
            return ""
        if document.has_bsn:
            return badge(gettext("Holds a BSN: remove it and ask for a copy without"), "red")
        if document.text_state == Document.TextState.READ:
            return badge(gettext("Text read"), "green")
        return badge(gettext("Not readable: %(code)s") % {"code": document.unreadable_code}, "amber")


class ApplicationInline(DossierInline[Application]):
    """For which vacancies the candidate is considered; his own applications are moved on their pages."""

    model = Application
    fields = ("vacancy_link", "organisation", "step", "moved_at")
    readonly_fields = fields
    ordering = ("-moved_at", "pk")
    can_delete = False
    built_from: ClassVar[Any] = {"vacancy_link": (), "organisation": ()}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """Return the rows with their vacancies and clients."""
        rows: QuerySet[Application] = super().get_queryset(request)
        return rows.select_related("vacancy__client__recipient")

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Refuse: a candidate is put on a shortlist by a deed."""
        return False

    @admin.display(description=_("vacancy"))
    def vacancy_link(self, application: Application) -> SafeString:
        """Return a link to the application, with the title of the vacancy."""
        address = reverse("admin:candidates_application_change", args=[application.pk])
        return format_html('<a href="{}">{}</a>', address, application.vacancy.title)

    @admin.display(description=_("client"))
    def organisation(self, application: Application) -> str:
        """Return the name of the client."""
        return str(application.vacancy.client.recipient.public_name)


DOSSIER = (
    ApplicationInline,
    DocumentInline,
    WorkExperienceInline,
    EducationInline,
    SkillInline,
    LanguageInline,
    PreferenceInline,
    ProfilePageInline,
    NoteInline,
    ReportedNoteInline,
    PaperInline,
)
