"""What models of persons share: an opaque number, the catalogue check, and where the data came from."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.uuid7 import uuid7
from privacy.declarations import PersonalRecord, declaration_of, not_personal, personal
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Source, Stage, SubjectKind


class PersonalModel(models.Model):
    """A row about a person: `clean()` refuses data that the catalogue does not allow at this stage (GEN-09)."""

    id = not_personal(models.UUIDField(primary_key=True, default=uuid7, editable=False))

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Ask the catalogue for every category of data that this row holds."""
        super().clean()
        if categories := self.categories_held():
            Catalogue.load(self.catalogue_kind()).require(categories, stage=self.catalogue_stage())

    def catalogue_kind(self) -> SubjectKind:
        """Return the role that the person has in this row."""
        record = getattr(self, "personal_data", None)
        if isinstance(record, PersonalRecord) and record.kind:
            return record.kind
        return SubjectKind(str(getattr(self, "subject_kind", "")))

    def catalogue_stage(self) -> Stage:
        """Return how far the relation has come; models whose data wait for a later stage say so."""
        return Stage.ANY

    def categories_held(self) -> frozenset[Category]:
        """Return the categories of the personal fields that are not blank."""
        return frozenset(
            category
            for name, empty_values, category in _names_with_categories(type(self))
            if getattr(self, name) not in empty_values
        )


@cache
def _names_with_categories(model: type[models.Model]) -> tuple[tuple[str, Collection[Any], Category], ...]:
    """Return for each personal field of a model where its value is, what counts as blank, and its category."""
    return tuple(
        (field.attname, field.empty_values, declaration.category)
        for field in model._meta.concrete_fields
        if (declaration := declaration_of(field)) is not None
        and declaration.category is not None
        and not field.generated  # says nothing new, and is not there before the row is
    )


def today() -> date:
    """Return the local date, on which data are collected."""
    return timezone.localdate()


class Sourced(models.Model):
    """A row that came from somewhere: the source and date that an access export names (SRC-01, SRC-09)."""

    source = not_personal(models.CharField(_("source"), max_length=20, choices=Source.choices))
    source_detail = personal(
        models.CharField(_("details of the source"), max_length=300, blank=True), Category.PRIVACY_RECORD
    )
    collected_on = not_personal(models.DateField(_("collected on"), default=today))

    class Meta:
        abstract = True
