"""Deeds on lists that staff took along: hand over, withdraw, and remove after a day."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import F, Q
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.exceptions import ExportNotReady
from privacy.models import FileTombstone, ListExport, ListExportMember
from privacy.vocabulary import SubjectKind

LISTS_STAY: Final = timedelta(hours=24)
MEMBERS_STAY: Final = timedelta(days=365)
State = ListExport.State


def withdraw_lists_with(data_subject_id: UUID, kind: SubjectKind | str, *, since: datetime | None = None) -> int:
    """Bury the files of all lists in which a person stands, or of those built since a moment; return how many."""
    places = ListExportMember.objects.filter(data_subject_id=data_subject_id, subject_kind=kind)
    lists = ListExport.objects.exclude(file="").filter(pk__in=places.values("export"))
    if since is not None:
        lists = lists.filter(Q(built_at=None) | Q(built_at__gte=since))
    keys = lists.values_list("file", flat=True)
    return len(FileTombstone.objects.bulk_create(map(_tombstone, keys), ignore_conflicts=True))


def is_withdrawn(export: ListExport) -> bool:
    """Return whether the file of a list may not be given any more because of somebody in it."""
    return export.state == State.WITHDRAWN or ListExport.objects.withdrawn().filter(pk=export.pk).exists()


def take_back(export: ListExport) -> None:
    """Withdraw a list: its file is removed, or never written."""
    FileTombstone.objects.bulk_create([_tombstone(str(export.file.name))], ignore_conflicts=True)
    export.state = State.WITHDRAWN
    export.save(update_fields=["state"])


def fetch_list(export: ListExport, *, by: AbstractBaseUser) -> "File[bytes]":
    """Hand the file to the one who asked for it, while it is there; its history says when (SHARE-01)."""
    with acting(by.pk, "list fetched"):
        export = ListExport.objects.select_for_update().get(pk=export.pk)
        is_late = export.expires_at <= timezone.now()
        if export.asked_by_id != by.pk or export.state != State.READY or is_late or is_withdrawn(export):
            raise ExportNotReady(str(export))
        export.downloads, export.fetched_at = F("downloads") + 1, timezone.now()
        export.save(update_fields=["downloads", "fetched_at"])
        return default_storage.open(str(export.file.name))


def expire_lists() -> int:
    """Remove the files of lists that are a day old or were withdrawn; return how many.

    Who stood in a file that somebody took along is known for a year, in case the file is lost; else it is forgotten.
    """
    now = timezone.now()
    with acting(None, "list expired"):
        withdrawn = set(ListExport.objects.withdrawn().values_list("pk", flat=True))
        late = ListExport.objects.late(now) | ListExport.objects.filter(pk__in=withdrawn)
        exports = list(late.select_for_update())
        for export in exports:
            _remove(export, State.WITHDRAWN if export.pk in withdrawn else State.EXPIRED)
        removed = ListExport.objects.filter(file="")
        for forgotten in (removed.filter(downloads=0), removed.filter(fetched_at__lt=now - MEMBERS_STAY)):
            ListExportMember.objects.filter(export__in=forgotten.values("pk")).delete()
    return len(exports)


def _remove(export: ListExport, state: ListExport.State) -> None:
    FileTombstone.objects.bulk_create([_tombstone(str(export.file.name))], ignore_conflicts=True)
    export.state, export.file = state, ""
    export.save(update_fields=["state", "file"])


def _tombstone(key: str) -> FileTombstone:
    return FileTombstone(storage_key=key)
