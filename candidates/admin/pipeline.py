"""Applications and the shortlist of a vacancy: every step is a deed of the person who signs in (PROF-01)."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.actions.pipeline import move, shortlist
from candidates.actions.pipeline_steps import MOVES, Step
from candidates.actions.placements import place
from candidates.actions.supplied import candidate_of
from candidates.admin.refusals import REFUSALS, words_of
from candidates.admin.shortlist import age_badge, page_context, people_found
from candidates.exceptions import NotACandidate
from candidates.models import Application, Candidate, Placement
from candidates.pipeline_forms import MoveForm, PlaceForm
from clients.models import Vacancy
from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.templatetags.house import badge
from privacy import permissions
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.admin.records import PersonalAdmin, is_restricted
from privacy.models import SubjectRole
from suppliers.actions.attestations import lacks_attestation

REFERENCE: Final = re.compile(r"[A-Z]{1,2}-([0-9]{1,18})")
SHORTLIST: Final = "shortlist"
TONES: Final = {Step.PLACED: "green", Step.REJECTED: "grey", Step.WITHDRAWN: "grey"}


@admin.register(Application)
class ApplicationAdmin(DeedPageAdmin[Application], PersonalAdmin[Application]):
    """Applications, the newest first; made and moved by deeds alone."""

    icon = "layout-kanban"
    admin_order = 11
    page_template = "candidates/application.html"
    deeds: ClassVar[Mapping[str, str]] = {"move": "candidates.move", "place": "candidates.place"}
    list_display = ("__str__", "person", "vacancy_title", "organisation", "step", "since")
    list_filter: ClassVar[Any] = ("step",)
    list_select_related = ("candidate", "vacancy__client__recipient")
    ordering = ("-pk",)
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        **dict.fromkeys(("vacancy_title", "organisation"), ()),
        "person": ("candidate__full_name",),
        "since": ("moved_at",),
    }

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of a vacancy's shortlist before the others."""
        views: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "shortlist/<uuid:vacancy>/": ("candidates_shortlist", self.shortlist_view),
            "shortlist/<uuid:vacancy>/add/": ("candidates_shortlist_add", self.add_person_view),
        }
        own = [path(route, self.admin_site.admin_view(view), name=name) for route, (name, view) in views.items()]
        return [*own, *super().get_urls()]

    def shortlist_view(self, request: HttpRequest, vacancy: UUID) -> HttpResponse:
        """Show the shortlist; a posted name or address looks for people, and stands in no address."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = get_object_or_404(Vacancy.objects.select_related("client__recipient"), pk=vacancy)
        asked = request.POST.get("term", "").strip()
        if found := REFERENCE.fullmatch(asked.upper()):
            return self._add_by_reference(request, row, found[0], int(found[1]))
        return self._shortlist_page(request, row, people_found(asked) if asked else None)

    def add_person_view(self, request: HttpRequest, vacancy: UUID) -> HttpResponse:
        """Put a person who was found on the shortlist."""
        if request.method != "POST" or not permissions.allows_deed(request.user, "candidates.shortlist"):
            raise PermissionDenied
        row = get_object_or_404(Vacancy, pk=vacancy)
        candidate = get_object_or_404(Candidate, pk=request.POST.get("person"))
        return add_to_shortlist(request, candidate, row)

    def move(self, request: HttpRequest, application: Application) -> HttpResponse:
        """Move an application, from its own page or from the shortlist; a placement is agreed on its own page."""
        if request.POST.get("step") == Step.PLACED:
            return HttpResponseRedirect(f"{self.address('change', application)}#place")
        form = MoveForm(request.POST, application=application)
        if not form.is_valid():
            return self.page(request, application, status=UNPROCESSABLE, move_form=form, error_form=form)
        step, reason = Step(form.cleaned_data["step"]), form.cleaned_data["reason"]
        try:
            move(application, step, by=user_of(request), reason=reason)
        except REFUSALS as refusal:
            messages.error(request, words_of(refusal))
        else:
            _say_moved(request, application, step)
        return self._after(request, application)

    def place(self, request: HttpRequest, application: Application) -> HttpResponse:
        """Agree a placement."""
        draft = Placement(candidate_id=application.candidate_id, application=application)
        form = PlaceForm(request.POST, instance=draft)
        if not form.is_valid():
            return self.page(request, application, status=UNPROCESSABLE, place_form=form, error_form=form)
        try:
            placement = place(application, by=user_of(request), **form.cleaned_data)
        except REFUSALS as refusal:
            messages.error(request, words_of(refusal))
            return self.back(application)
        messages.success(request, _("%(person)s is placed.") % {"person": placement.candidate})
        return HttpResponseRedirect(reverse("admin:candidates_placement_change", args=[placement.pk]))

    def page_context(self, request: HttpRequest, row: Application) -> dict[str, Any]:
        """Return the candidate, the vacancy, where it stands, and every step before."""
        step, is_stored_only = Step(row.step), is_restricted(row)
        return {
            "badge_of_state": step_badge(row),
            "age": age_badge(row),
            "name": "" if "person" in self.hidden_names(request, row) else row.candidate.full_name,
            "steps": steps_of(row) if "step" not in self.hidden_names(request, row) else (),
            "is_restricted": is_stored_only,
            "move_form": MoveForm(application=row) if MOVES[step] and not is_stored_only else None,
            "place_form": PlaceForm() if Step.PLACED in MOVES[step] and not is_stored_only else None,
            "placement": Placement.objects.filter(application=row).first(),
        }

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Application | None:
        """Return an application with its candidate, vacancy and client."""
        row = super().get_object(request, object_id, from_field)
        if row is None:
            return None
        related = Application.objects.select_related("candidate", "vacancy__client__recipient", "moved_by")
        return related.get(pk=row.pk)

    @admin.display(description=gettext_lazy("candidate"))
    def person(self, row: Application) -> str:
        """Return the candidate by name and reference."""
        return f"{row.candidate.full_name} · {row.candidate}"

    @admin.display(description=gettext_lazy("vacancy"))
    def vacancy_title(self, row: Application) -> str:
        """Return the title of the vacancy."""
        return str(row.vacancy.title)

    @admin.display(description=gettext_lazy("client"))
    def organisation(self, row: Application) -> str:
        """Return the name of the client."""
        return str(row.vacancy.client.recipient.public_name)

    @admin.display(description=gettext_lazy("at this stage"))
    def since(self, row: Application) -> SafeString:
        """Return for how long it stands at its step."""
        return age_badge(row)

    def _add_by_reference(self, request: HttpRequest, vacancy: Vacancy, reference: str, number: int) -> HttpResponse:
        if not permissions.allows_deed(request.user, "candidates.shortlist"):
            raise PermissionDenied
        role = SubjectRole.objects.live().filter(pk=number).first()
        if role is None or str(role) != reference:
            messages.error(request, _("Nobody has this reference."))
            return self._shortlist_page(request, vacancy, None, UNPROCESSABLE)
        try:
            return add_to_shortlist(request, candidate_of(role), vacancy)
        except NotACandidate as refusal:
            messages.error(request, words_of(refusal))
            return self._shortlist_page(request, vacancy, None, UNPROCESSABLE, contact=role)

    def _shortlist_page(
        self, request: HttpRequest, vacancy: Vacancy, found: Any, status: int = 200, **context: Any
    ) -> TemplateResponse:
        allowed = {deed: permissions.allows_deed(request.user, f"candidates.{deed}") for deed in ("shortlist", "move")}
        context |= {
            **self.admin_site.each_context(request),
            **page_context(request, vacancy),
            "found": found,
            "allowed": allowed,
            "may_register": permissions.allows_deed(request.user, "candidates.register_supplied"),
        }
        return TemplateResponse(request, "candidates/shortlist.html", context, status=status)

    def _after(self, request: HttpRequest, application: Application) -> HttpResponse:
        if request.POST.get("back") != SHORTLIST:
            return self.back(application)
        return HttpResponseRedirect(f"{shortlist_address(application.vacancy_id)}#{application}")


def add_to_shortlist(request: HttpRequest, candidate: Candidate, vacancy: Vacancy) -> HttpResponse:
    """Put a candidate on a shortlist, say what came of it, and return to the shortlist."""
    where = shortlist_address(vacancy.pk)
    try:
        (application,) = shortlist([candidate], vacancy, by=user_of(request))
    except REFUSALS as refusal:
        messages.error(request, words_of(refusal))
        return HttpResponseRedirect(where)
    messages.success(request, _("%(person)s stands on the shortlist.") % {"person": candidate})
    return HttpResponseRedirect(f"{where}#{application}")


def shortlist_address(vacancy: UUID) -> str:
    """Return the address of the shortlist of a vacancy."""
    return reverse("admin:candidates_shortlist", args=[vacancy])


def step_badge(row: Application) -> SafeString:
    """Return the step of an application."""
    return badge(row.get_step_display(), TONES.get(Step(row.step), "blue"))  # type: ignore[arg-type]  # tones by name


def steps_of(row: Application) -> list[Any]:
    """Return the steps that an application went through, the last first, each with who decided it and when."""
    history: Any = Application.history
    recorded = history.filter(id=row.pk).select_related("moved_by").order_by("moved_at", "history_id")
    steps = {(version.step, version.moved_at): version for version in recorded}
    return [*steps.values()][::-1]


def _say_moved(request: HttpRequest, application: Application, step: Step) -> None:
    words = {"person": application.candidate, "step": step.label}
    messages.success(request, _("%(person)s: %(step)s.") % words)
    if step is Step.PROPOSED and lacks_attestation(application.candidate_id):
        text = _("The supplier of %(person)s has not attested that its workers know our privacy policy (GLO-03).")
        messages.warning(request, text % words)
