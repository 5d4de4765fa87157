"""Removal of files whose rows are gone: after commit, again until it succeeds, and against what stands in storage."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from cluster_crm.jobs.claims import Claim
from privacy.models import FileTombstone, ListExport
from privacy.registry import personal_models

GRACE = timedelta(hours=1)


def run_sweep(claim: Claim) -> None:
    """Remove the buried files as the step of a job."""
    claim.expect(1)
    with claim.step("sweep") as is_due:
        if is_due:
            sweep_files()


def sweep_files() -> int:
    """Remove the stored files that tombstones name; return how many. A file already gone counts as removed."""
    removed = 0
    with transaction.atomic():
        due = FileTombstone.objects.select_for_update(skip_locked=True).filter(removed_at__isnull=True)
        for tombstone in due.order_by("created_at"):
            default_storage.delete(tombstone.storage_key)
            tombstone.removed_at = timezone.now()
            tombstone.save(update_fields=["removed_at"])
            removed += 1
    return removed


def sweep_orphans() -> int:
    """Bury stored files that no row names, once they are an hour old; return how many were found."""
    known = _named_files()
    too_young = timezone.now() - GRACE
    orphans = [key for key in stored_files() if key not in known and default_storage.get_modified_time(key) < too_young]
    FileTombstone.objects.bulk_create((FileTombstone(storage_key=key) for key in orphans), ignore_conflicts=True)
    return len(orphans)


def stored_files(folder: str = "") -> Iterator[str]:
    """The keys of all files in the storage."""
    if not default_storage.exists(folder or "."):
        return
    folders, files = default_storage.listdir(folder)
    for name in files:
        yield f"{folder}/{name}" if folder else name
    for name in folders:
        yield from stored_files(f"{folder}/{name}" if folder else name)


def _named_files() -> set[str]:
    """The keys that live rows and the audit history name, and those of lists."""
    models = [(personal, model) for personal in personal_models() for model in (personal.model, personal.history)]
    lists = ListExport.objects.exclude(file="").values_list("file", flat=True)
    return {*lists} | {
        key
        for personal, model in models
        if model is not None
        for file in personal.files
        for key in model._base_manager.values_list(file.field.name, flat=True)
        if key
    }
