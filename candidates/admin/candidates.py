"""The recruiter's daily pages: the list of candidates, and one candidate with his dossier."""

import mimetypes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from candidates.actions.known_people import register_known_person
from candidates.actions.paper import register_from_paper
from candidates.actions.register import register_candidate
from candidates.admin.cv.add import add_view
from candidates.admin.cv.confirm import confirm_view
from candidates.admin.cv.drop import drop_view, renew_view
from candidates.admin.cv.waiting import DEED
from candidates.admin.filters import MineFilter, TagFilter, ToConfirmFilter, sees_dealings
from candidates.admin.inlines import DOSSIER
from candidates.admin.supplied import from_contact_view, supplied_view, vacancy_view
from candidates.forms import CandidateForm, NewCandidateForm
from candidates.models import Application, Candidate, Document, Skill
from candidates.models.candidate import Guess
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.people.actions.tags import set_tags, tags_of
from cluster_crm.people.admin.alike import SameAddressFilter
from cluster_crm.people.admin.person_pages import ORIGIN, PersonPageAdmin
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.admin.sections import Section
from cluster_crm.people.search.texts import Texts
from cluster_crm.web.templatetags.house import badge
from privacy import permissions
from privacy.admin.masked import masks_of
from privacy.admin.records import is_restricted
from privacy.vocabulary import Category, RetentionProfile, SubjectKind

OF_A_DRAFT = (
    *("given_name", "infix", "family_name", "email", "phone", "street", "postcode", "city", "country"),
    *("headline", "summary"),
)
OF_PAPER = (("paper_event", "paper_place"), ("notice_handed_on", "paper_destroyed_on"))
AFTERWARDS = ("salutation", "initials", "birth_date", "available_from", "work_permit_required", "owner")
WORK = (_("Our work"), {"fields": ("owner", "tags"), "classes": ("half",)})
GUESSES = (_("To confirm"), {"fields": ("guesses", "is_checked")})


@admin.register(Candidate)
class CandidateAdmin(PersonPageAdmin[Candidate]):
    """Candidates: registering one goes the way that an import goes, and one is removed by an erasure only."""

    admin_order = 10
    form = CandidateForm
    add_form = NewCandidateForm
    change_form_template = "candidates/candidate_change_form.html"
    change_list_template = "candidates/candidate_change_list.html"
    chosen_by = {"person", "vacancy"}
    columns = ("headline", "city", "owner_name")
    facts = ("headline", "city")
    origin_fields = (*ORIGIN, *OF_PAPER, "retention_profile")
    list_select_related = ("owner",)
    list_filter: ClassVar[Any] = (MineFilter, TagFilter, ToConfirmFilter, SameAddressFilter)
    readonly_fields = (*PersonPageAdmin.readonly_fields, "guesses")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        **PersonPageAdmin.built_from,
        **dict.fromkeys(("owner_name", "guesses"), ()),
    }
    inlines = DOSSIER
    texts = (
        Texts(_("CV and documents"), Document, "candidate", ("text",), column="words"),
        Texts(_("in their own words"), Candidate, "pk", ("headline", "summary")),
        Texts(_("skills"), Skill, "candidate", ("name",)),
    )
    sections = (
        Section(_("Name"), Category.NAME, (("given_name", "infix", "family_name", "initials"),)),
        Section(_("Contact"), Category.CONTACT, (("email", "phone"), ("street", "postcode", "city", "country"))),
        Section(_("In their own words"), Category.OWN_STATEMENTS, ("headline", "summary")),
        Section(_("Form of address"), Category.SALUTATION, ("salutation",), is_half=True),
        Section(_("Date of birth"), Category.BIRTH_DATE, ("birth_date",), is_half=True),
        Section(_("Availability"), Category.PREFERENCES, ("available_from",), is_half=True),
        Section(_("Work permit"), Category.IMMIGRATION, ("work_permit_required",), is_half=True),
    )

    def groups(self, person: Candidate | None) -> list[Any]:
        """Return the groups of lines, first what a reader guessed, last what is our own."""
        guesses = [GUESSES] if person and person.guessed_fields else []
        return [*guesses, *super().groups(person), WORK]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Leave the tags out for roles that see nothing of our dealings."""
        groups = super().get_fieldsets(request, obj)
        if sees_dealings(request):
            return groups
        return [
            (title, {**options, "fields": [line for line in options["fields"] if line != "tags"]})
            for title, options in groups
        ]

    def save_model(self, request: HttpRequest, obj: Candidate, form: Any, change: Any) -> None:
        """Save the person, and the tags that were chosen."""
        super().save_model(request, obj, form, change)
        if "tags" in form.changed_data:
            set_tags(obj.pk, SubjectKind.CANDIDATE, form.cleaned_data["tags"], by=user_of(request))

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of files, and of the pages on which somebody becomes a candidate or meets a vacancy."""
        download = path(
            "document/<uuid:number>/",
            self.admin_site.admin_view(self.document_view),
            name="candidates_document_download",
        )
        pages: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "supplied/": ("candidates_candidate_supplied", supplied_view),
            "from-contact/<uuid:contact>/": ("candidates_candidate_from_contact", from_contact_view),
            "<uuid:number>/vacancy/": ("candidates_candidate_vacancy", vacancy_view),
        }
        pages |= {
            "cv/": ("candidates_candidate_cv", partial(drop_view, self)),
            "cv/<uuid:row>/": ("candidates_candidate_cv_confirm", partial(confirm_view, self)),
            "cv/<uuid:row>/<uuid:number>/": ("candidates_candidate_cv_add", partial(add_view, self)),
            "<uuid:number>/cv/": ("candidates_candidate_cv_renew", partial(renew_view, self)),
        }
        own = [path(route, self.admin_site.admin_view(view), name=name) for route, (name, view) in pages.items()]
        return [download, *own, *super().get_urls()]

    def asked_for(self, request: HttpRequest) -> QuerySet[Any]:
        """Return whom an export is about: also those on the shortlist of a vacancy who are still considered."""
        if "vacancy" not in request.GET:
            return super().asked_for(request)
        try:
            vacancy = UUID(request.GET["vacancy"])
        except ValueError as error:
            raise Http404 from error
        considered = Application.objects.open().filter(vacancy=vacancy)
        return self.get_queryset(request).filter(pk__in=considered.values("candidate")).order_by("sort_name", "pk")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, with a way to register a supplied worker, or somebody from his CV."""
        allowed = {
            "may_register_supplied": permissions.allows_deed(request.user, "candidates.register_supplied"),
            "may_drop_cv": permissions.allows_deed(request.user, DEED),
        }
        return super().changelist_view(request, {**(extra_context or {}), **allowed})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the page, with a way to a vacancy for whom may be considered for one."""
        candidate = context.get("original")
        is_usable = candidate is not None and not is_restricted(candidate)
        context["may_shortlist"] = is_usable and permissions.allows_deed(request.user, "candidates.shortlist")
        context["may_drop_cv"] = is_usable and permissions.allows_deed(request.user, DEED)
        return super().render_change_form(request, context, *args, **kwargs)

    def register(self, request: HttpRequest, person: Candidate, form: Any) -> Candidate:
        """Register a candidate, with what no reader of files finds added afterwards."""
        origin, paper = form.origin, form.paper
        if form.data_subject:
            return self._register_known(request, person, form)
        draft = CandidateDraft(**{name: getattr(person, name) for name in OF_A_DRAFT})
        how = {
            "controller": form.cleaned_data["controller"],
            "retention_profile": form.cleaned_data["retention_profile"],
            "by": user_of(request),
        }
        if paper:
            created = register_from_paper(draft, paper, handed_in_on=origin.collected_on, **how)
        else:
            created = register_candidate(draft, **asdict(origin), **how).person
        for name in AFTERWARDS:
            setattr(created, name, getattr(person, name))
        created.save()
        return created

    def _register_known(self, request: HttpRequest, person: Candidate, form: Any) -> Candidate:
        """Register somebody whom we hold in another role: the form said that he is the same person."""
        return register_known_person(
            person,
            form.data_subject,
            origin=form.origin,
            paper=form.paper,
            controller=form.cleaned_data["controller"],
            retention_profile=RetentionProfile(form.cleaned_data["retention_profile"]),
            by=user_of(request),
        )

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

    @admin.display(description=_("owner"), empty_value="")
    def owner_name(self, candidate: Candidate) -> str | None:
        """Return who looks after the candidate."""
        return candidate.owner.display_name if candidate.owner else None

    @admin.display(description=_("tags"), empty_value="")
    def tags(self, candidate: Candidate) -> str | None:
        """Return the tags for whom may not change them."""
        return ", ".join(tags_of(candidate.pk, SubjectKind.CANDIDATE)) or None

    @admin.display(description=_("guessed by the reader"))
    def guesses(self, candidate: Candidate) -> SafeString:
        """Return which values a reader guessed."""
        return badge(", ".join(str(Guess(name).label) for name in candidate.guessed_fields), "amber")
