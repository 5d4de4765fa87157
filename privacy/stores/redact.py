"""Changing a text of one row as it is and as it was: what may not be kept may not be kept as the past either."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction

from privacy.registry import PersonalModel
from privacy.stores.eraser import as_eraser

Change = Callable[[str], str]


def redact(personal: PersonalModel, key: UUID, field: str, *, live: Change, past: Change) -> None:
    """Let `live` change the text of a row and `past` that of its earlier versions, unrecorded (Article 5(1)(c)).

    The row is locked; the latest version of the audit history says what the row says. Runs in the worker, whose login
    may become the role that the history does not record.
    """
    with transaction.atomic():
        rows: Any = personal.model._base_manager.filter(pk=key)
        text = rows.select_for_update(of=("self",)).values_list(field, flat=True).first()
        if text is None:
            return
        with as_eraser():
            rows.filter(pk=key).update(**{field: live(text)})
            if personal.history is not None:
                said_by_row = {personal.model._meta.pk.attname: key}
                versions = personal.history._base_manager.filter(**said_by_row)
                _redact_past(versions, field, lambda said: live(said) if said == text else past(said))


def _redact_past(versions: Any, field: str, change: Change) -> None:
    """Change each version that says something else afterwards."""
    for number, said in versions.values_list("history_id", field):
        changed = change(said or "")
        if said and changed != said:
            versions.filter(history_id=number).update(**{field: changed})
