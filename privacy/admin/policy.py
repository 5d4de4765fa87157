"""Versions of the privacy policy, what the notice says now, and the register of processing (GEN-04, LAW-18)."""

import json
from contextlib import suppress
from typing import Any, Final

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cluster_crm.web.admin import WorkDue
from privacy.actions.policy import facts_now, publish_policy, unpublished_changes
from privacy.actions.policy_notifications import notify_of
from privacy.admin.change_words import in_words
from privacy.admin.deeds import acting_user
from privacy.admin.due import is_officer
from privacy.admin.records import TrackedAdmin
from privacy.exceptions import AlreadyPublished
from privacy.models import PolicyVersion
from privacy.policy_changes import kinds_of
from privacy.policy_document import document_of
from privacy.policy_register import activities, as_jsonld, heads, write_sheet
from privacy.vocabulary import SubjectKind

SHOWN: Final = 200


@admin.register(PolicyVersion)
class PolicyVersionAdmin(TrackedAdmin[PolicyVersion]):
    """Versions of the privacy policy; what is published is not changed any more (GEN-04)."""

    icon = "file-text"
    list_display = ("version", "effective_from", "is_material", "published_at")
    ordering = ("-version",)
    actions = ("publish",)
    change_list_template = "admin/privacy/policyversion/list.html"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Ask the matrix, and refuse to change a published version."""
        is_published = isinstance(obj, PolicyVersion) and obj.published_at is not None
        return super().has_change_permission(request, obj) and not is_published

    def own_work_due(self, user: Any) -> WorkDue | None:
        """Return that the published notice does not say what the catalogue says now, for the officer (GEN-10)."""
        if not is_officer(user) or not unpublished_changes():
            return None
        last = PolicyVersion.objects.published()[:1]
        return WorkDue(
            gettext_lazy("Privacy notice that no longer says what we do"),
            PolicyVersion.objects.filter(pk__in=[version.pk for version in last]),
            "now/",
        )

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of what the notice says now, and of the register."""
        pages = {"now": self.now_view, "register": self.register_view}
        files = {"register.csv": self.csv_view, "register.jsonld": self.jsonld_view}
        own = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"privacy_policyversion_{name}")
            for name, view in pages.items()
        ]
        own += [
            path(name, self.admin_site.admin_view(view), name=f"privacy_policyversion_{name.replace('.', '_')}")
            for name, view in files.items()
        ]
        return [*own, *super().get_urls()]

    @admin.action(description=gettext_lazy("Publish: from now on the text is fixed"), permissions=["change"])
    def publish(self, request: HttpRequest, chosen: QuerySet[PolicyVersion]) -> None:
        """Publish versions that are not published yet; whom a material change is about is written to (GEN-06).

        Pressed by two at once, the first does it.
        """
        for version in chosen.filter(published_at__isnull=True):
            words = _("Published. From %(day)s it is in force.")
            with suppress(AlreadyPublished):
                if _publish(version, by=acting_user(request)):
                    words = _("Published. From %(day)s it is in force; the people whom it is about are written to now.")
            messages.success(request, words % {"day": date_format(version.effective_from)})

    def now_view(self, request: HttpRequest) -> HttpResponse:
        """Show what a version that is published now would say, and what differs from the last one."""
        facts = facts_now()
        found = unpublished_changes(facts)
        language = _spoken()
        count = ngettext(
            "%(n)d change is not in the published notice yet",
            "%(n)d changes are not in the published notice yet",
            len(found),
        )
        return self._show(
            request,
            "now",
            title=_("What the notice says now"),
            document=document_of(facts, language),
            changes=[in_words(change) for change in found[:SHOWN]],
            count=count % {"n": len(found)},
            about=[kind.label for kind in kinds_of(found)] if found else [],
            last=PolicyVersion.objects.published().first(),
        )

    def register_view(self, request: HttpRequest) -> HttpResponse:
        """Show the register of processing activities."""
        lines = activities(facts_now(), _spoken())
        return self._show(request, "register", title=_("Register of processing activities"), heads=heads(), lines=lines)

    def csv_view(self, request: HttpRequest) -> HttpResponse:
        """Hand out the register as CSV."""
        self._refuse(request)
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="register.csv"'
        write_sheet(facts_now(), _spoken(), answer)  # type: ignore[arg-type]  # an answer is written like a file
        return answer

    def jsonld_view(self, request: HttpRequest) -> HttpResponse:
        """Hand out the register as JSON-LD in the words of the Data Privacy Vocabulary."""
        self._refuse(request)
        said = as_jsonld(facts_now(), origin=settings.CRM_ORIGIN, language=_spoken())
        answer = HttpResponse(json.dumps(said, ensure_ascii=False, indent=1), content_type="application/ld+json")
        answer.headers["Content-Disposition"] = 'attachment; filename="register.jsonld"'
        return answer

    def _show(self, request: HttpRequest, page: str, **context: Any) -> HttpResponse:
        self._refuse(request)
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/privacy/policyversion/{page}.html", {**shared, **context})

    def _refuse(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


@transaction.atomic
def _publish(version: PolicyVersion, *, by: AbstractBaseUser) -> bool:
    """Publish a version and let those be told whom a material one is about, all or nothing; whether somebody is."""
    found = unpublished_changes()
    about = kinds_of(found) if found else list(SubjectKind)
    publish_policy(version, by=by)
    return version.is_material and notify_of(version, about, by=by) is not None


def _spoken() -> str:
    return "en" if get_language() == "en" else "nl"
