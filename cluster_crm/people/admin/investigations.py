"""The page of investigations: opened by one, approved by another, read under the log (STAFF-02)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.people.actions.investigations import (
    Scope,
    approve_investigation,
    open_investigation,
    read_correspondence,
)
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.exceptions import NotASecondPerson, NotUnderInvestigation
from cluster_crm.people.forms.investigations import InvestigationForm
from cluster_crm.people.models import Investigation
from privacy.admin.deeds import DeedAdmin

FIELDS = ("person", "ground", "reason", "written_from", "written_until", "ends_on")


@admin.register(Investigation)
class InvestigationAdmin(DeedAdmin[Investigation]):
    """Investigations; the texts are read on a page of their own."""

    icon = "gavel"
    change_form_template = "people/investigation_change_form.html"
    list_display = ("__str__", "ground", "ends_on", "opened_by", "approved_by", "approved_at")
    list_filter = ("ground",)
    list_select_related = ("opened_by", "approved_by")
    ordering = ("-pk",)
    actions = ("approve",)
    deed_form = InvestigationForm
    deed_fields = FIELDS

    def carry_out(self, request: HttpRequest, form: forms.ModelForm) -> Investigation:  # type: ignore[type-arg]  # takes no brackets at run time
        """Propose the investigation."""
        asked = form.cleaned_data
        return open_investigation(
            asked["person"].data_subject_id,
            ground=asked["ground"],
            reason=asked["reason"],
            scope=Scope(asked["written_from"], asked["written_until"], asked["ends_on"]),
            by=user_of(request),
        )

    @admin.action(description=gettext_lazy("Approve as a second person"), permissions=["approve"])
    def approve(self, request: HttpRequest, chosen: QuerySet[Investigation]) -> None:
        """Approve what somebody else opened."""
        for investigation in chosen:
            try:
                approve_investigation(investigation, by=user_of(request))
            except NotASecondPerson:
                text = _("%(reference)s: somebody else must approve it.")
                self.message_user(request, text % {"reference": investigation}, messages.WARNING)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        """Return whether the matrix lets the user be the second person."""
        return request.user.has_perm("people.approve_investigation")

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which the texts are read."""
        read = path("<uuid:number>/read/", self.admin_site.admin_view(self.read_view), name="people_investigation_read")
        return [read, *super().get_urls()]

    def read_view(self, request: HttpRequest, number: Any) -> HttpResponse:
        """Show what was written in the period, to who asks for it by a button: each view is logged."""
        investigation = get_object_or_404(Investigation, pk=number)
        if request.method != "POST":
            raise PermissionDenied
        try:
            notes = read_correspondence(investigation, by=user_of(request))
        except NotUnderInvestigation as error:
            raise PermissionDenied from error
        context = {
            **self.admin_site.each_context(request),
            "title": _("Correspondence under %(reference)s") % {"reference": investigation},
            "opts": self.opts,
            "original": investigation,
            "notes": notes,
        }
        return TemplateResponse(request, "people/correspondence.html", context)
