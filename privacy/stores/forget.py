"""Rows that go by themselves, before their person does: a term has ended, or a consent was withdrawn."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from privacy.models import FileTombstone
from privacy.registry import PersonalModel, personal_model
from privacy.stores.eraser import as_eraser


def forget(rows: QuerySet[Any]) -> int:
    """Delete rows with their audit history and their files; return how many rows (Article 5(1)(e), 7(3)).

    The history of earlier versions goes as well: what may not be kept may not be kept as the past either.
    """
    personal = personal_model(rows.model._meta.label_lower)
    with transaction.atomic():
        keys = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        versions = [rows.model._base_manager.filter(pk__in=keys)]
        if personal.history is not None:
            of_the_past = {f"{rows.model._meta.pk.attname}__in": keys}
            versions.append(personal.history._base_manager.filter(**of_the_past))
        _bury_files(personal, versions)
        with as_eraser():
            for version in versions:
                version.delete()
    return len(keys)


def forget_past(personal: PersonalModel, keys: Sequence[str]) -> None:
    """Delete the audit history of rows that are gone already, with its files."""
    if personal.history is None:
        return
    past = personal.history._base_manager.filter(**{f"{personal.model._meta.pk.attname}__in": keys})
    with transaction.atomic():
        _bury_files(personal, [past])
        with as_eraser():
            past.delete()


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
