"""The plan of an erasure: which stores it reaches for which roles, and by which rule (Article 17, ERASE-01 to 09)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, Model, OuterRef, QuerySet, Value

from privacy.registry import PersonalModel, personal_models
from privacy.vocabulary import SubjectKind


@dataclass(frozen=True)
class PlanItem:
    """One store in a plan; `rule` is delete, keep_some or keep, as in `ErasureLine.Rule`."""

    personal: PersonalModel

    @property
    def rule(self) -> str:
        """What happens to the rows of this store."""
        keep = self.personal.record.keep
        if keep is None:
            return "delete"
        return "keep" if keep.until is None else "keep_some"

    def kept(self, on: date, keys: QuerySet[Any]) -> QuerySet[Model]:
        """The rows that a law keeps beyond a day, with the last day they may stay as `keep_until`.

        `keys` are the persons and roles, as rows with `data_subject` and `subject_kind`.
        """
        record = self.personal.record
        until = record.keep.until if record.keep and record.keep.until else Value(None, DateField())
        chosen = keys.filter(data_subject=OuterRef(record.subject))
        if self.personal.has_kind_column:
            chosen = chosen.filter(subject_kind=OuterRef("subject_kind"))
        elif record.kind:
            chosen = chosen.filter(subject_kind=record.kind)
        rows: QuerySet[Model] = self.personal.model._base_manager.filter(Exists(chosen))
        kept: QuerySet[Model] = rows.annotate(keep_until=until).filter(keep_until__gte=on)
        return kept


def plan_for(kinds: Iterable[SubjectKind | str]) -> tuple[PlanItem, ...]:
    """The stores that an erasure of these roles reaches, in the order in which rows can be deleted."""
    chosen = [SubjectKind(kind) for kind in kinds]
    return tuple(
        PlanItem(personal) for personal in personal_models() if any(personal.concerns(kind) for kind in chosen)
    )


def scope_hash(items: Iterable[PlanItem], subjects: Iterable[tuple[str, ...]], kept: Iterable[tuple[str, ...]]) -> str:
    """What the second person approves: persons, roles, stores, rules and kept rows; SHA-256 in hexadecimal.

    Rows that are added later inside this scope are erased too; a scope that differs needs a new approval.
    """
    rules = sorted((item.personal.label, item.rule, _keep_source(item)) for item in items)
    text = json.dumps([sorted(subjects), rules, sorted(kept)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _keep_source(item: PlanItem) -> str:
    keep = item.personal.record.keep
    return "" if keep is None else f"{keep.code}:{keep.source}"
