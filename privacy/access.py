"""What an access export says: each datum with its category, basis, source, recipients and term (Article 15)."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import FileField, ForeignKey
from django.utils.translation import gettext as _

from privacy.declarations import FieldDeclaration
from privacy.fields import EncryptedField
from privacy.models.catalogue_view import Catalogue
from privacy.registry import ModelField, PersonalModel, declaration_for
from privacy.vocabulary import Category, LawfulBasis, Purpose, RefusalCode, RetentionClass, Source, SubjectKind

INTERNAL = frozenset({"data_subject_id", "subject_kind", "token_hash", "digest"})


@dataclass(frozen=True, slots=True)
class Item:
    """One value with everything that Article 15(1) asks to say about it; a withheld one says why instead."""

    label: str
    value: Any
    category: str = ""
    basis: str = ""
    purposes: tuple[str, ...] = ()
    retention: str = ""
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, as it is or as it was at a moment of the past."""

    items: tuple[Item, ...]
    source: str = ""
    recorded_at: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """All rows of one kind."""

    title: str
    entries: tuple[Entry, ...] = ()
    earlier: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Package:
    """The whole answer."""

    reference: str
    made_at: datetime
    sections: tuple[Section, ...]
    recipients: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    sealed_files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def withheld(self) -> int:
        """How many values were left out because they are about others (Article 15(4))."""
        return sum(
            bool(item.withheld)
            for section in self.sections
            for entry in (*section.entries, *section.earlier)
            for item in entry.items
        )

    def as_data(self) -> dict[str, Any]:
        """The answer as plain data, for JSON; files lie beside it."""
        return asdict(replace(self, sealed_files={}))


def entry_of(personal: PersonalModel, row: Mapping[str, Any], catalogue: Catalogue, sealed: Mapping[str, str]) -> Entry:
    """Say one row of a table in words; `sealed` holds the opened values of encrypted columns."""
    return Entry(
        items=tuple(_items(personal, row, catalogue, sealed)),
        source=str(dict(Source.choices).get(str(row.get("source")), "")),
        recorded_at=str(row.get("history_date") or row.get("collected_on") or row.get("created_at") or ""),
        file=next((row[file.column] for file in personal.files if row.get(file.column)), ""),
    )


def _items(
    personal: PersonalModel, row: Mapping[str, Any], catalogue: Catalogue, sealed: Mapping[str, str]
) -> Iterator[Item]:
    for model_field in personal.model._meta.concrete_fields:
        column = str(model_field.column)
        declaration = _declared(personal, model_field, catalogue.kind)
        if declaration is None or _is_internal(model_field) or row.get(column) in (None, "", [], {}):
            continue
        if isinstance(model_field, EncryptedField) and column not in sealed:
            continue
        value = sealed[column] if column in sealed else _shown(model_field, row[column])
        yield _item(str(model_field.verbose_name), value, declaration, catalogue)


def _declared(personal: PersonalModel, model_field: ModelField, kind: SubjectKind) -> FieldDeclaration | None:
    """What a field says about the person who asks: to somebody who was named, no more than how (ACC-01)."""
    declaration, record = declaration_for(personal.model, model_field), personal.record
    if record.names_kind != kind or declaration is None or declaration.category is None:
        return declaration
    is_how = declaration.category is not Category.PRIVACY_RECORD
    return replace(declaration, category=record.names_category) if is_how else None


def _is_internal(model_field: ModelField) -> bool:
    """Whether a column tells nothing more about the person: keys, links, names of stored files, what is derived."""
    is_key = isinstance(model_field, ForeignKey) and model_field.target_field.primary_key
    is_link = model_field.primary_key or isinstance(model_field, FileField) or is_key
    return model_field.column in INTERNAL or is_link or bool(model_field.generated)


def _item(label: str, value: Any, declaration: FieldDeclaration, catalogue: Catalogue) -> Item:
    category = declaration.category
    entry = catalogue.entry(category) if category else None
    if declaration.is_opinion_of_others:
        return Item(label, None, str(category.label) if category else "", withheld=_withheld_reason())
    if category is None or entry is None:
        return Item(label, value, str(category.label) if category else "")
    return Item(
        label,
        value,
        category=str(category.label),
        basis=str(LawfulBasis(entry.basis).label),
        purposes=tuple(str(Purpose(purpose).label) for purpose in sorted(entry.purposes)),
        retention=str(RetentionClass(entry.retention_class).label),
    )


def _withheld_reason() -> str:
    return f"{RefusalCode.RIGHTS_OF_OTHERS}: " + _(
        "what others said is theirs too (Article 15(4)); ask us to look at it"
    )


def _shown(model_field: ModelField, value: Any) -> Any:
    """A choice by its label; all else as the database said it."""
    if isinstance(value, str):
        return str(dict(model_field.flatchoices).get(value, value))
    return value
