"""The rights of a person, used from the page or list of persons: access to his data, and their erasure."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy import permissions
from privacy.actions.access import request_access
from privacy.actions.erasure import request_erasure
from privacy.admin.deeds import acting_user
from privacy.admin.pages import UNPROCESSABLE
from privacy.admin.records import ModelType, PersonalAdmin
from privacy.admin.shown_persons import person_admin_name, persons_shown
from privacy.models import AccessExport, ErasureRun, ErasureSubject
from privacy.registry import record_of
from privacy.request_forms import ErasureForm, RequestForm
from privacy.vocabulary import SubjectKind

AT_ONCE = 10
OPEN_RUNS = (
    ErasureRun.State.PROPOSED,
    ErasureRun.State.APPROVED,
    ErasureRun.State.LAPSED,
    ErasureRun.State.EXECUTING,
)


class PersonRightsAdmin(PersonalAdmin[ModelType]):
    """The admin of a model whose rows are persons, with the rights that a person can use.

    Its own `actions` begin with `PersonRightsAdmin.actions`.
    """

    actions: Sequence[str] = ("access_export", "erase")

    @admin.action(description=gettext_lazy("Access export"), permissions=["open_access"])
    def access_export(self, request: HttpRequest, chosen: QuerySet[ModelType]) -> HttpResponse | None:
        """Lead to the page that opens requests for access."""
        return self._to_page(request, chosen, "access")

    @admin.action(description=gettext_lazy("Erase"), permissions=["open_erasure"])
    def erase(self, request: HttpRequest, chosen: QuerySet[ModelType]) -> HttpResponse | None:
        """Lead to the page that opens requests for erasure."""
        return self._to_page(request, chosen, "erase")

    def has_open_access_permission(self, request: HttpRequest) -> bool:
        """Return whether the matrix lets the user open a request for access."""
        return permissions.allows_deed(request.user, "privacy.open_access")

    def has_open_erasure_permission(self, request: HttpRequest) -> bool:
        """Return whether the matrix lets the user open a request for erasure."""
        return permissions.allows_deed(request.user, "privacy.open_erasure")

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of both pages, before those of Django."""
        views = {"access": self.access_view, "erase": self.erase_view}
        own = [
            path(f"rights/{name}/", self.admin_site.admin_view(view), name=self._name(name).partition(":")[2])
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the person, with the buttons that the user may use."""
        query = urlencode({"person": object_id})
        links = {
            "access_url": f"{reverse(self._name('access'))}?{query}"
            if self.has_open_access_permission(request)
            else "",
            "erase_url": f"{reverse(self._name('erase'))}?{query}" if self.has_open_erasure_permission(request) else "",
        }
        response: HttpResponse = super().change_view(request, object_id, form_url, links | (extra_context or {}))
        return response

    def access_view(self, request: HttpRequest) -> HttpResponse:
        """Ask how the requests for access came, and open them."""
        if not self.has_open_access_permission(request):
            raise PermissionDenied
        persons = self._persons(request)
        form = RequestForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, persons, form, "admin/privacy/access_request.html")
        exports = [request_access(person.pk, self._kind, by=acting_user(request), **_how(form)) for person in persons]
        return _lead_on(request, AccessExport, exports)

    def erase_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for the ground and how the requests for erasure came, and lay their plans before a second person."""
        if not self.has_open_erasure_permission(request):
            raise PermissionDenied
        persons = self._persons(request)
        form = ErasureForm(request.POST or None, references=[str(person) for person in persons])
        if request.method != "POST" or not form.is_valid() or not self._is_first(form, persons):
            return self._page(request, persons, form, "admin/privacy/erasure_request.html")
        runs = [
            request_erasure(
                person.pk,
                [self._kind],
                ground=form.cleaned_data["ground"],
                by=acting_user(request),
                answer_to=form.cleaned_data.get("answer_to", ""),
                **_how(form),
            )
            for person in persons
        ]
        return _lead_on(request, ErasureRun, runs)

    @property
    def _kind(self) -> SubjectKind:
        kind = getattr(record_of(self.model), "kind", None)
        assert isinstance(kind, SubjectKind)  # noqa: S101 - the rows of this admin are persons in one role
        return kind

    def _name(self, page: str) -> str:
        return person_admin_name(self.model, page)

    def _to_page(self, request: HttpRequest, chosen: QuerySet[ModelType], page: str) -> HttpResponse | None:
        keys = [str(key) for key in chosen.values_list("pk", flat=True)[: AT_ONCE + 1]]
        if len(keys) > AT_ONCE:
            text = _("Choose at most %(number)d persons at once: each gets a request of his own.")
            self.message_user(request, text % {"number": AT_ONCE}, messages.WARNING)
            return None
        return HttpResponseRedirect(f"{reverse(self._name(page))}?{urlencode({'person': keys}, doseq=True)}")

    def _persons(self, request: HttpRequest) -> list[ModelType]:
        """The persons that the address names, restricted ones too: rights are not restricted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            keys = [UUID(key) for key in request.GET.getlist("person")]
        except ValueError as error:
            raise Http404 from error
        persons = list(self.get_queryset(request).filter(pk__in=keys).order_by("pk")[: AT_ONCE + 1])
        if not 0 < len(persons) <= AT_ONCE:
            raise Http404
        return persons

    def _is_first(self, form: ErasureForm, persons: Sequence[Model]) -> bool:
        """Refuse a second erasure of somebody while one is open: a double click, or two colleagues at once."""
        same = ErasureSubject.objects.filter(
            subject_kind=self._kind, data_subject__in=[person.pk for person in persons], run__state__in=OPEN_RUNS
        )
        for subject in same.select_related("run__request"):
            reference = subject.run.request or subject.run
            text = _("An erasure of this person is open already: %(reference)s.")
            form.add_error(None, ValidationError(text, params={"reference": reference}))
        return not form.errors

    def _page(self, request: HttpRequest, persons: Sequence[Model], form: RequestForm, template: str) -> HttpResponse:
        changelist = reverse(self._name("changelist"))
        back = reverse(self._name("change"), args=[persons[0].pk]) if len(persons) == 1 else changelist
        context = {
            **self.admin_site.each_context(request),
            "title": _("Access export") if template.endswith("access_request.html") else _("Erase"),
            "opts": self.opts,
            "form": form,
            "persons": list(persons_shown(request, ((person.pk, self._kind.value) for person in persons)).values()),
            "back_url": back,
            "has_mail_server": bool(settings.EMAIL_URL),
        }
        return TemplateResponse(request, template, context, status=UNPROCESSABLE if form.is_bound else 200)


def _how(form: RequestForm) -> dict[str, Any]:
    return {"channel": form.cleaned_data["channel"], "received_on": form.cleaned_data["received_on"]}


def _lead_on(request: HttpRequest, model: type[Model], made: Sequence[Model]) -> HttpResponse:
    """Lead to the page of what was made, or to the list where it is more than one."""
    if len(made) == 1:
        return HttpResponseRedirect(reverse(person_admin_name(model, "change"), args=[made[0].pk]))
    messages.success(request, _("%(number)d requests were opened.") % {"number": len(made)})
    return HttpResponseRedirect(reverse(person_admin_name(model, "changelist")))
