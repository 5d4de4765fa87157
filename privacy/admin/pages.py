"""Pages that show one row in cards instead of a form, and the deeds that can be done on it by a button."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cluster_crm.jobs.models import Job
from privacy import permissions
from privacy.admin.records import ModelType, ReadOnlyAdmin, TrackedAdmin

UNPROCESSABLE = 422


class DeedPageAdmin(ReadOnlyAdmin[ModelType], TrackedAdmin[ModelType]):
    """A row to be read, its history, and its deeds.

    `deeds` says, for the last part of an address, which row of the permission matrix lets somebody do it; the method
    of the same name does it and answers. `job_kinds` are the jobs that are followed on the page, the last one first.
    """

    page_template: ClassVar[str]
    deeds: ClassVar[Mapping[str, str]] = {}
    job_kinds: ClassVar[tuple[str, ...]] = ()

    def page_context(self, request: HttpRequest, row: ModelType) -> dict[str, Any]:
        """Return what the template shows beside the row."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the deeds and of the progress, before those of Django."""
        views: dict[str, Callable[..., HttpResponse]] = {deed: partial(self.deed_view, deed) for deed in self.deeds}
        if self.job_kinds:
            views["progress"] = self.progress_view
        own = [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=self.address_name(name))
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def address_name(self, page: str) -> str:
        """Return the name of the address of one of our pages."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def address(self, page: str, row: ModelType) -> str:
        """Return the address of a page of a row."""
        return reverse(f"admin:{self.address_name(page)}", args=[row.pk])

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002 - Django's signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the row."""
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            absent: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            return absent
        return self.page(request, row, **(extra_context or {}))

    def deed_view(self, deed: str, request: HttpRequest, object_id: str) -> HttpResponse:
        """Do a deed on a row; an address that is opened by GET leads back to the page."""
        row = self.row(request, object_id)
        if not self.allows(request, deed):
            raise PermissionDenied
        if request.method != "POST":
            return self.back(row)
        answer: HttpResponse = getattr(self, deed)(request, row)
        return answer

    def allows(self, request: HttpRequest, deed: str) -> bool:
        """Return whether the matrix lets the user do a deed."""
        return permissions.allows_deed(request.user, self.deeds[deed])

    def progress_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show how far the job is, for the page that asks every two seconds; when it is done the page comes anew."""
        row = self.row(request, object_id)
        job = self.followed(row)
        response = TemplateResponse(request, "jobs/_progress.html", self.progress_context(row, job))
        if job is None or job.is_closed:
            response.headers["HX-Refresh"] = "true"
        return response

    def followed(self, row: ModelType) -> Job | None:
        """Return the last job that works on the row at once; one that waits for another day is not followed."""
        jobs = Job.objects.filter(kind__in=self.job_kinds, target_id=row.pk, not_before=None)
        return jobs.order_by("-pk").first() if self.job_kinds else None

    def progress_context(self, row: ModelType, job: Job | None) -> dict[str, Any]:
        """Return what the fragment about a job asks for."""
        if job is None:
            return {"job": None}
        return {"job": job, "progress_url": self.address("progress", row), "page_url": self.address("change", row)}

    def page(self, request: HttpRequest, row: ModelType, *, status: int = 200, **context: Any) -> TemplateResponse:
        """Return the page of a row; a refused deed gives the status and the form that says why."""
        shared = {
            **self.admin_site.each_context(request),
            "title": str(row),
            "original": row,
            "opts": self.opts,
            "allowed": {deed: self.allows(request, deed) for deed in self.deeds},
            "addresses": {deed: self.address(deed, row) for deed in self.deeds},
            "history_url": self.address("history", row),
            **self.progress_context(row, self.followed(row)),
        }
        return TemplateResponse(
            request, self.page_template, {**shared, **self.page_context(request, row), **context}, status=status
        )

    def back(self, row: ModelType) -> HttpResponse:
        """Return to the page of the row after a deed."""
        return HttpResponseRedirect(self.address("change", row))

    def row(self, request: HttpRequest, object_id: str) -> ModelType:
        """Return the row of an address for somebody who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return row
