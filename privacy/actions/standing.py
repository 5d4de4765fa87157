"""What a withdrawn consent alone carried, and what something else carries too: a law, a contract, a hold (ACC-04)."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from privacy.models import LegalHold
from privacy.models.catalogue_view import Catalogue
from privacy.registry import personal_model
from privacy.stores.forget import forget
from privacy.vocabulary import Category, LawfulBasis, Stage, SubjectKind

OTHERWISE = frozenset({LawfulBasis.CONTRACT, LawfulBasis.LEGAL_OBLIGATION, LawfulBasis.VITAL_INTERESTS})
"""Bases that carry data whatever the person says; legitimate interests take the officer's reason first (AMB-24)."""


def forget_alone(rows: QuerySet[Any], data_subject_id: UUID, kind: SubjectKind) -> int:
    """Forget those of a person's rows that nothing carries any more, with their history and files; return how many."""
    alone = standing_alone(rows, data_subject_id, kind)
    return forget(rows.model._base_manager.filter(pk__in=alone)) if alone else 0


def standing_alone(rows: QuerySet[Any], data_subject_id: UUID, kind: SubjectKind) -> list[Any]:
    """Return the keys of those of a person's rows that nothing carries any more.

    A row stays where the catalogue carries each kind of data in it on a contract or a law, as far as the relation has
    come, and where a hold covers its table.
    """
    label = rows.model._meta.label_lower
    if LegalHold.objects.of(data_subject_id, kind).open().covering(label).exists():
        return []
    catalogue = Catalogue.load(kind)
    held = {field.category for field in personal_model(label).fields}
    return [row.pk for row in rows if not is_carried(catalogue, held, row.catalogue_stage())]


def is_carried(catalogue: Catalogue, categories: Collection[Category], stage: Stage) -> bool:
    """Whether each of the categories stands on a contract or a law at a stage."""
    return bool(categories) and all(catalogue.basis(category, stage) in OTHERWISE for category in categories)
