"""Deeds on access requests: open, build the package in the worker, release, hand over once, expire (Article 15)."""

import hashlib
import secrets
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import override

from cluster_crm.history.acting import acting
from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from privacy.actions.package import collect, pack
from privacy.actions.requests import Decision, State, decide, move, open_request
from privacy.exceptions import ExportNotReady
from privacy.models import AccessExport, FileTombstone
from privacy.vocabulary import RefusalCode, Right, SubjectKind


def request_access(
    data_subject_id: UUID,
    kind: SubjectKind | str,
    *,
    by: AbstractBaseUser | None,
    channel: str = "in_person",
    received_on: date | None = None,
) -> AccessExport:
    """File a person's request for access and let the worker build his package; without `by` he asked on his page."""
    with acting(by.pk if by else None, "access request"):
        request = open_request(data_subject_id, [kind], Right.ACCESS, by=by, channel=channel, received_on=received_on)
        export = AccessExport.objects.create(request=request, data_subject_id=data_subject_id, subject_kind=kind)
        move(request, State.APPROVED, by=by)
        enqueue("export.build", export.pk, by=by)
    return export


def run_export(claim: Claim) -> None:
    """Build the package that a job names."""
    claim.expect(1)
    with claim.step("build") as is_due:
        if is_due:
            export = (
                AccessExport.objects.select_for_update(of=("self",))
                .select_related("request__opened_by")
                .get(pk=claim.target_id)
            )
            build_export(export, by=export.request.opened_by)


def build_export(export: AccessExport, *, by: AbstractBaseUser | None, language: str = "nl") -> AccessExport:
    """Write the package to the storage; where text of others was left out, a person must look before it is released."""
    with override(language):
        package = collect(export, by=by)
        content = pack(package)
    export.file.save(f"exports/{secrets.token_hex(16)}", ContentFile(content), save=False)
    export.withheld, export.built_at = package.withheld, timezone.now()
    export.state = AccessExport.State.IN_REVIEW if package.withheld else AccessExport.State.READY
    export.expires_at = timezone.now() + timedelta(days=settings.CRM_EXPORT_LINK_DAYS)
    export.save()
    if not package.withheld:
        decide(export.request, Decision.GRANTED)
    move(export.request, State.EXECUTING if package.withheld else State.READY, by=by)
    return export


def release_export(export: AccessExport, *, by: AbstractBaseUser) -> AccessExport:
    """Let a package go after a person has looked at what was withheld and why (ACC-08)."""
    with acting(by.pk, "export released"):
        export = AccessExport.objects.select_for_update().select_related("request").get(pk=export.pk)
        if export.state != AccessExport.State.IN_REVIEW:
            raise ExportNotReady(str(export))
        export.state = AccessExport.State.READY
        export.save(update_fields=["state"])
        decide(export.request, Decision.PARTLY, code=RefusalCode.RIGHTS_OF_OTHERS)
        move(export.request, State.READY, by=by)
    return export


def issue_link(export: AccessExport, *, by: AbstractBaseUser | None) -> str:
    """Make the one link that opens the package, once, until it expires; an earlier link stops working."""
    token = secrets.token_urlsafe(32)
    with acting(by.pk if by else None, "export link"):
        export = AccessExport.objects.select_for_update().get(pk=export.pk)
        if export.state != AccessExport.State.READY:
            raise ExportNotReady(str(export))
        export.token_hash = _hash(token)
        export.expires_at = timezone.now() + timedelta(days=settings.CRM_EXPORT_LINK_DAYS)
        export.save(update_fields=["token_hash", "expires_at"])
    return token


def find_export(token: str) -> AccessExport | None:
    """The package that a link opens, while it may be fetched."""
    return AccessExport.objects.fetchable(timezone.now()).filter(token_hash=_hash(token)).first()


def fetch_export(token: str) -> bytes:
    """Hand the package over, once: the link stops working and the file goes. Raises ExportNotReady otherwise."""
    with acting(None, "export fetched"):
        export = (
            AccessExport.objects.fetchable(timezone.now()).select_for_update().filter(token_hash=_hash(token)).first()
        )
        if export is None:
            raise ExportNotReady
        with default_storage.open(str(export.file.name)) as file:
            content: bytes = file.read()
        export.fetched_at = timezone.now()
        _remove(export, AccessExport.State.FETCHED)
        move(export.request, State.CLOSED, by=None)
    return content


def expire_exports() -> int:
    """Remove packages that nobody fetched in time; return how many."""
    with acting(None, "export expired"):
        late = AccessExport.objects.select_for_update().exclude(file="").filter(expires_at__lt=timezone.now())
        for export in late:
            _remove(export, AccessExport.State.EXPIRED)
    return len(late)


def _remove(export: AccessExport, state: str) -> None:
    FileTombstone.objects.create(storage_key=str(export.file.name))
    export.state, export.file, export.token_hash = state, "", ""
    export.save()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
