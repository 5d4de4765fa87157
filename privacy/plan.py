"""The plan of an erasure: which stores it reaches for which roles, and by which rule (Article 17, ERASE-01 to 09)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

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

    def kept(self, on: date, **filters: Any) -> QuerySet[Model]:
        """The rows that a law keeps beyond the day, with the last day they may stay as `keep_until`."""
        keep = self.personal.record.keep
        manager = self.personal.model._base_manager
        if keep is None or keep.until is None:
            return manager.none()
        return manager.filter(**filters).annotate(keep_until=keep.until).filter(keep_until__gte=on)


def plan_for(kinds: Iterable[SubjectKind | str]) -> tuple[PlanItem, ...]:
    """The stores that an erasure of these roles reaches, in the order in which rows can be deleted."""
    chosen = [SubjectKind(kind) for kind in kinds]
    return tuple(
        PlanItem(personal) for personal in personal_models() if any(personal.concerns(kind) for kind in chosen)
    )


def scope_hash(items: Iterable[PlanItem], subjects: Iterable[tuple[str, str]], kept: Iterable[tuple[str, ...]]) -> str:
    """What the second person approves: persons, roles, stores, rules and kept rows; SHA-256 in hexadecimal.

    Rows that are added later inside this scope are erased too; a scope that differs needs a new approval.
    """
    rules = sorted((item.personal.label, item.rule, _keep_source(item)) for item in items)
    text = json.dumps([sorted(subjects), rules, sorted(kept)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _keep_source(item: PlanItem) -> str:
    keep = item.personal.record.keep
    return "" if keep is None else f"{keep.code}:{keep.source}"
