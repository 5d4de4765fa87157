"""Identity papers: seen, copied where the law asks for it, and gone on their day (CAND-DATA-14)."""

import mimetypes
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from candidates.actions.identity import keep_id_copy, record_identity_check
from candidates.admin.checks import FOR_A_ROLE
from candidates.admin.guarded import GuardedAdmin
from candidates.models import DrivingLicence, IdCopy, IdentityCheck
from candidates.sensitive_forms import HireForm, IdCopyForm, LicenceChangeForm, LicenceForm
from cluster_crm.accounts.models import User
from cluster_crm.people.admin.requests import user_of
from privacy.actions.reveal import reveal_file
from privacy.vocabulary import Purpose


@admin.register(IdentityCheck)
class IdentityCheckAdmin(GuardedAdmin[IdentityCheck]):
    """That an original document was seen; who records it saw it."""

    add_form = HireForm
    list_display = ("__str__", "person", "destroy_on")
    readonly_fields = ("person", "destroy_on")
    lines = ("seen_on", "doc_type", "valid_until")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return the lines, with the day on which the row goes."""
        return (*super().get_fields(request, obj), *(("destroy_on",) if obj else ()))

    def save_model(self, request: HttpRequest, obj: IdentityCheck, form: Any, change: Any) -> None:  # noqa: ARG002 - Django's
        """Record the check by its action."""
        record_identity_check(obj, by=user_of(request))


@admin.register(IdCopy)
class IdCopyAdmin(GuardedAdmin[IdCopy]):
    """Sealed copies; a stated purpose hands one out."""

    add_form = IdCopyForm
    list_display = ("__str__", "person", "destroy_on")
    readonly_fields = ("person", "destroy_on")
    lines = ("made_on", "is_bsn_masked")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return the lines: of a new copy the file, of another the day on which it is destroyed."""
        return (*super().get_fields(request, obj), "destroy_on" if obj else "upload")

    def save_model(self, request: HttpRequest, obj: IdCopy, form: Any, change: Any) -> None:  # noqa: ARG002 - Django's
        """Seal the copy by its action."""
        keep_id_copy(obj, form.content, by=user_of(request))

    def sealed_name(self) -> str:
        """Return the field of the file."""
        return "file"

    def open_value(self, row: IdCopy, purpose: Purpose, user: User) -> str | HttpResponse:
        """Hand out the copy under a name that says nothing about the person."""
        content = reveal_file(row, "file", purpose=purpose, by=user)
        name = f"{row}{mimetypes.guess_extension(row.content_type) or ''}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@admin.register(DrivingLicence)
class DrivingLicenceAdmin(GuardedAdmin[DrivingLicence]):
    """Licence categories for roles that need them; no copy."""

    add_form, change_form = LicenceForm, LicenceChangeForm
    placing = FOR_A_ROLE
    lines = ("categories", "valid_until", "seen_on")
