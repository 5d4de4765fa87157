"""Which fields a role does not see, by the catalogue (requirements 1.2 "who sees", SEC-01, LAW-16)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet

from privacy.declarations import PersonalRecord
from privacy.models.catalogue_view import Catalogue
from privacy.registry import PersonalModel, declaration_for, record_of
from privacy.vocabulary import Category, Role, SubjectKind


class Masks:
    """What is hidden from one role; the catalogues of roles are read together, when they are first asked about."""

    def __init__(self, role: Role | None) -> None:
        self.role = role
        self._catalogues: dict[SubjectKind, Catalogue] = {}
        self._of_lists: dict[type[Model], frozenset[str]] = {}

    def hidden(self, model: type[Model], row: Model | None = None) -> frozenset[str]:
        """Return the names of the fields that are hidden in a row, or in a list of rows."""
        if row is not None:
            return self._hidden(model, row)
        if model not in self._of_lists:  # a page asks for each of its columns, filters and lookups
            self._of_lists[model] = self._hidden(model, None)
        return self._of_lists[model]

    def _hidden(self, model: type[Model], row: Model | None) -> frozenset[str]:
        record = record_of(model)
        if not isinstance(record, PersonalRecord) or (row is not None and subject_id_of(row) is None):
            return frozenset()
        kinds = [record.kind] if record.kind else kinds_of(row)
        return frozenset(
            field.name
            for field in model._meta.concrete_fields
            if (declaration := declaration_for(model, field))
            and declaration.category
            and not self.shows(declaration.category, kinds)
        )

    def hides(self, model: type[Model], path: str, *, in_any_row: bool = False) -> bool:
        """Return whether a lookup such as `candidate__email__startswith` reaches a hidden field.

        Organisations are found by name, though a few of them are sole traders whose row may be masked; `in_any_row`
        counts those too.
        """
        current: Any = model
        for name in path.split("__"):
            try:
                field = current._meta.get_field("id" if name == "pk" else name)
            except FieldDoesNotExist:
                return False
            is_asked = in_any_row or not is_about_organisations(current)
            if is_asked and field.name in self.hidden(current):
                return True
            current = field.related_model
            if current is None:
                return False
        return False

    def shows(self, category: Category, kinds: Iterable[SubjectKind]) -> bool:
        """Return whether the role sees a category; where rows of several kinds mix, all kinds must agree."""
        if self.role is None:
            return False
        answers = [
            category in catalogue.visible_to(self.role)
            for catalogue in self._loaded(list(kinds))
            if any(held is category for held, _stage in catalogue.rows)
        ]
        return bool(answers) and all(answers)

    def _loaded(self, kinds: Sequence[SubjectKind]) -> list[Catalogue]:
        if missing := [kind for kind in kinds if kind not in self._catalogues]:
            self._catalogues |= Catalogue.load_all(missing)
        return [self._catalogues[kind] for kind in kinds]


def is_of_one_kind(model: type[Model]) -> bool:
    """Return whether all rows of a table are about persons in the same role."""
    record = record_of(model)
    return isinstance(record, PersonalRecord) and record.kind is not None


def is_about_organisations(model: type[Model]) -> bool:
    """Return whether only some rows of a table are about a person: a sole trader among organisations."""
    record = record_of(model)
    return isinstance(record, PersonalRecord) and PersonalModel(model, record, ()).may_lack_person


def subject_id_of(row: Model) -> Any:
    """Return the number of the person whom a row is about; None where it is about an organisation."""
    record = record_of(type(row))
    subject = record.subject if isinstance(record, PersonalRecord) else "data_subject"
    return getattr(row, f"{subject}_id", None)


def kinds_of(row: Model | None) -> list[SubjectKind]:
    """Return in which roles a person may stand in a row: the one that it names, or any."""
    kind = getattr(row, "subject_kind", None)
    return [SubjectKind(kind)] if kind else list(SubjectKind)


def rows_shown_to(model: type[Model], role: Role | None) -> QuerySet[Any]:
    """Return the persons of a table of whom a role may know who they are, where the table itself says so (REF-DATA-04).

    The catalogue decides about categories of a role of persons; this about single persons within it.
    """
    rows: Any = model._default_manager.all()
    shown: QuerySet[Any] = rows.shown_to(role) if hasattr(rows, "shown_to") else rows
    return shown
