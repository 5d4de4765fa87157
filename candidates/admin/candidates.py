"""The recruiter's daily pages: the list of candidates, and one candidate with his dossier."""

import mimetypes
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.actions.register import register_candidate
from candidates.admin.badges import notice_chip, privacy_chip, term_chip
from candidates.admin.filters import MineFilter, ToConfirmFilter
from candidates.admin.groups import groups_of
from candidates.admin.inlines import DOSSIER
from candidates.admin.requests import user_of
from candidates.forms import CandidateForm, NewCandidateForm
from candidates.models import Candidate, Document
from candidates.models.candidate import Guess
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.web.templatetags.house import badge
from privacy.admin.masked import masks_of
from privacy.admin.person_actions import PersonRightsAdmin
from privacy.models import NoticeTask, RetentionClock, SubjectRole
from privacy.vocabulary import Source, SubjectKind

OF_A_DRAFT = (
    *("given_name", "infix", "family_name", "email", "phone", "street", "postcode", "city", "country"),
    *("headline", "summary"),
)
AFTERWARDS = ("salutation", "initials", "birth_date", "available_from", "owner")
OF_THE_ROW = {"data_subject": OuterRef("pk"), "subject_kind": SubjectKind.CANDIDATE}


@admin.register(Candidate)
class CandidateAdmin(PersonRightsAdmin[Candidate]):
    """Candidates: registering one goes the way that an import goes, and one is removed by an erasure only."""

    icon = "users"
    form = CandidateForm
    change_form_template = "candidates/candidate_change_form.html"
    list_display = ("name", "headline", "city", "owner_name", "privacy", "updated_at")
    list_select_related = ("owner",)
    list_filter: ClassVar[Any] = (MineFilter, ToConfirmFilter)
    search_fields = ("full_name", "email", "phone")
    search_help_text = _("Name, e-mail or telephone")
    ordering = ("sort_name",)
    readonly_fields = ("reference", "guesses", "origin", "origin_detail", "term", "notice", "created_at", "updated_at")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        "name": ("full_name",),
        **dict.fromkeys(("owner_name", "privacy", "reference", "guesses", "origin", "term", "notice"), ()),
        "origin_detail": ("data_subject__roles__source_detail",),
    }
    inlines = DOSSIER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidate]:
        """Return the rows, each with its term and the day of a notice that is owed, in one statement."""
        owed = NoticeTask.objects.due().filter(**OF_THE_ROW).order_by().values("data_subject")
        clock = RetentionClock.objects.filter(**OF_THE_ROW)
        rows: QuerySet[Candidate] = super().get_queryset(request)
        return rows.annotate(
            retain_until=Subquery(clock.values("retain_until")[:1]),
            notice_due_on=Subquery(owed.annotate(day=Min("due_on")).values("day")),
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form; that of a new candidate asks where the data come from."""
        return super().get_form(request, obj, change, **kwargs if obj else kwargs | {"form": NewCandidateForm})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the groups of lines, with masks in the place of hidden ones."""
        hidden = self.hidden_names(request, obj)
        return [
            (title, {**options, "fields": self._masked_lines(request, options["fields"], hidden)})
            for title, options in groups_of(obj)
        ]

    def get_inlines(self, _request: HttpRequest, obj: Any) -> Any:
        """Show the dossier once the candidate is there."""
        return self.inlines if obj else ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        """Refuse every filter that an address makes up: nobody is listed by age or by what he said (CAND-DATA-32)."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the address of a file."""
        download = path(
            "document/<uuid:number>/",
            self.admin_site.admin_view(self.document_view),
            name="candidates_document_download",
        )
        return [download, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Candidate, form: Any, change: Any) -> None:
        """Register a new candidate by the one way in; save another."""
        if change:
            super().save_model(request, obj, form, change)
            return
        asked = form.cleaned_data
        created = register_candidate(
            CandidateDraft(**{name: getattr(obj, name) for name in OF_A_DRAFT}),
            source=Source(asked["source"]),
            source_detail=asked["source_detail"],
            collected_on=asked["collected_on"],
            retention_profile=asked["retention_profile"],
            by=user_of(request),
        ).person
        for name in AFTERWARDS:
            setattr(created, name, getattr(obj, name))
        created.save()
        obj.__dict__.update(created.__dict__)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the page under the person's name, to whom may see it; addresses and logs have the reference."""
        candidate = context.get("original")
        if candidate is not None:
            hidden = self.hidden_names(request, candidate)
            shown = {name: getattr(candidate, name) for name in ("full_name", "headline", "city") if name not in hidden}
            context["full_name"] = shown.pop("full_name", "")
            context["facts"] = [fact for fact in shown.values() if fact]
        return super().render_change_form(request, context, *args, **kwargs)

    def document_view(self, request: HttpRequest, number: UUID) -> FileResponse:
        """Send a file under a name that says nothing about the person."""
        document = get_object_or_404(Document.objects.select_related("candidate"), pk=number)
        may_view = self.has_view_permission(request, document.candidate)
        if not may_view or "file" in masks_of(request).hidden(Document, document):
            raise PermissionDenied
        ending = mimetypes.guess_extension(document.content_type) or ""
        return FileResponse(
            document.file.open("rb"),
            as_attachment=True,
            filename=f"{document.candidate}-{document.kind}{ending}",
            content_type="application/octet-stream",
        )

    @admin.display(description=_("name"), ordering="sort_name")
    def name(self, candidate: Candidate) -> str:
        """Return the whole name; the list is sorted without the infix."""
        return candidate.full_name

    @admin.display(description=_("owner"), empty_value="")
    def owner_name(self, candidate: Candidate) -> str | None:
        """Return who looks after the candidate."""
        return candidate.owner.display_name if candidate.owner else None

    @admin.display(description=_("privacy"))
    def privacy(self, candidate: Any) -> SafeString:
        """Return the most pressing about the candidate: a notice that is owed, or his term."""
        return privacy_chip(candidate.retain_until, candidate.notice_due_on, timezone.localdate())

    @admin.display(description=_("reference"))
    def reference(self, candidate: Candidate) -> str:
        """Return how the candidate is called in letters, logs and on the telephone."""
        return str(candidate)

    @admin.display(description=_("term"))
    def term(self, candidate: Any) -> SafeString:
        """Return until when the candidate may stay."""
        return term_chip(candidate.retain_until, timezone.localdate())

    @admin.display(description=_("notice of Article 14"))
    def notice(self, candidate: Any) -> SafeString:
        """Return by when the candidate must know where we have his data from."""
        if candidate.notice_due_on is None:
            return badge(gettext("None is owed"), "green")
        return notice_chip(candidate.notice_due_on, timezone.localdate())

    @admin.display(description=_("origin"))
    def origin(self, candidate: Candidate) -> str:
        """Return where the data came from and when."""
        role = SubjectRole.objects.get(pk=candidate.number)
        return f"{Source(role.source).label} · {date_format(role.collected_on)}"

    @admin.display(description=_("details of the source"))
    def origin_detail(self, candidate: Candidate) -> str:
        """Return what staff wrote about the source."""
        return SubjectRole.objects.get(pk=candidate.number).source_detail

    @admin.display(description=_("guessed by the reader"))
    def guesses(self, candidate: Candidate) -> SafeString:
        """Return which values a reader guessed."""
        return badge(", ".join(str(Guess(name).label) for name in candidate.guessed_fields), "amber")
