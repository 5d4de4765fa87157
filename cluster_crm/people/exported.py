"""Which columns of a list of persons may be taken along as a file, and what their cells say (CAND-DATA-32, LAW-16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Field, Model, TextField
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cluster_crm.web.spreadsheets import Cell
from privacy.declarations import declaration_of
from privacy.labels import category_of
from privacy.masks import Masks
from privacy.registry import record_of
from privacy.vocabulary import Category, Purpose

MAY_GO: Final = frozenset(
    {
        Category.NAME,
        Category.CONTACT,
        Category.OWN_STATEMENTS,
        Category.PREFERENCES,
        Category.POSITION,
        Category.SKILLS,
    }
)
"""What a list may hold; a category that is not named here stands in none, whoever asks."""

PURPOSES: Final = (
    Purpose.RECRUITMENT,
    Purpose.CLIENT_SERVICE,
    Purpose.SUPPLY,
    Purpose.SERVICE,
    Purpose.PERSONNEL,
    Purpose.PAYROLL,
    Purpose.LEGAL_DUTY,
    Purpose.LEGAL_CLAIM,
    Purpose.WEBSITE,
)
"""What a list may be for. Marketing is none of it: that asks what each person said (MKT-01)."""

LEAST: Final = ("full_name", "organisation", "function", "city", "headline")
DERIVED: Final = frozenset({"sort_name", "search_name"})


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says of a person from another table: an expression over his row, and the field that it stands for."""

    heading: str | Promise
    label: str
    value: Combinable


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list; `label` is the field (`app.model.field`) as disclosures name it."""

    name: str
    title: str | Promise
    category: Category
    label: str
    value: str | Combinable
    choices: Mapping[Any, Any]

    @property
    def heading(self) -> str:
        """What stands above the column, in the language of the moment."""
        return str(capfirst(str(self.title)))

    def cell(self, value: Any) -> Cell:
        """A value as a cell: a choice by its label, yes or no as words."""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        cell: Cell = self.choices.get(value, value)
        return cell


def offered(model: type[Model], masks: Masks) -> Mapping[str, Column]:
    """Return the columns that a role may take along of persons of a model: what it sees, of a kind that may go.

    Long texts stay: nobody has looked at what they say of health or belief. A model with more to tell than its own
    fields has `listed()`: names with `Listed`.
    """
    hidden = masks.hidden(model) | DERIVED
    own = [
        _of_field(field, declaration.category)
        for field in sorted(model._meta.concrete_fields, key=_place)
        if (declaration := declaration_of(field)) and declaration.category in MAY_GO
        if field.name not in hidden and not isinstance(field, TextField)
    ]
    told: Mapping[str, Listed] = getattr(model, "listed", dict)()
    kinds = [kind] if (kind := getattr(record_of(model), "kind", None)) else []
    more = [
        Column(name, item.heading, category, item.label, item.value, {})
        for name, item in told.items()
        if (category := category_of(item.label)) in MAY_GO and masks.shows(category, kinds)
    ]
    return {column.name: column for column in [*own, *more]}


def least(columns: Mapping[str, Column]) -> list[str]:
    """Return the columns that are ticked at first."""
    return [name for name in columns if name in LEAST] or list(columns)[:1]


def _of_field(field: "Field[Any, Any]", category: Category) -> Column:
    label = f"{field.model._meta.label_lower}.{field.name}"
    return Column(field.name, field.verbose_name, category, label, field.name, dict(field.flatchoices))


def _place(field: "Field[Any, Any]") -> tuple[bool, int]:
    """The name first, then the order of the model."""
    return field.name != "full_name", field.creation_counter
