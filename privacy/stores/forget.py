"""Rows that go by themselves, before their person does: a term has ended, or a consent was withdrawn."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from cluster_crm.jobs.actions import enqueue
from privacy.models import FileTombstone, PastToForget
from privacy.registry import PersonalModel, personal_model
from privacy.stores.eraser import as_eraser, may_forget

FORGET_PAST: Final = "privacy.forget_past"


def forget(rows: QuerySet[Any]) -> int:
    """Delete rows with their audit history and their files; return how many rows (Article 5(1)(e), 7(3)).

    The history of earlier versions goes as well: what may not be kept may not be kept as the past either. The web's
    login may not touch history: there the rows go at once, and a worker removes their past right after.
    """
    personal = personal_model(rows.model._meta.label_lower)
    with transaction.atomic():
        keys = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        live = rows.model._base_manager.filter(pk__in=keys)
        past = _past_of(personal, keys)
        if not keys:
            return 0
        _bury_files(personal, [live] if past is None else [live, past])
        if past is not None and not may_forget(past.model._meta.db_table):
            live.delete()
            pending = PastToForget.objects.create(model_label=personal.label, rows=keys)
            enqueue(FORGET_PAST, pending.pk)
            return len(keys)
        with as_eraser():
            live.delete()
            if past is not None:
                past.delete()
    return len(keys)


def forget_past(personal: PersonalModel, keys: Sequence[Any]) -> None:
    """Delete the audit history of rows that are gone already, with its files."""
    past = _past_of(personal, keys)
    if past is None:
        return
    with transaction.atomic():
        _bury_files(personal, [past])
        with as_eraser():
            past.delete()


def _past_of(personal: PersonalModel, keys: Sequence[Any]) -> QuerySet[Any] | None:
    """The audit history of rows, where their table has one."""
    if personal.history is None:
        return None
    past: QuerySet[Any] = personal.history._base_manager.filter(**{f"{personal.model._meta.pk.attname}__in": keys})
    return past


def _bury_files(personal: PersonalModel, versions: list[QuerySet[Any]]) -> None:
    """Write a tombstone for each stored file, those of earlier versions included."""
    names = {
        name
        for file in personal.files
        for version in versions
        for name in version.values_list(file.field.name, flat=True)
        if name
    }
    tombstones = (FileTombstone(storage_key=name) for name in sorted(names))
    FileTombstone.objects.bulk_create(tombstones, ignore_conflicts=True)
