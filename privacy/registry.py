"""Every model and field that the declarations name, compiled once; nothing lists personal data a second time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import Field, FileField, ForeignKey, Model

from privacy.declarations import FieldDeclaration, NotPersonal, PersonalRecord, declaration_of
from privacy.declared_elsewhere import DECLARED_ELSEWHERE
from privacy.vocabulary import Category, EraseRule, Identifier, SubjectKind

SUBJECT_COLUMN = "data_subject_id"
KIND_COLUMN = "subject_kind"

ModelField: TypeAlias = "Field[Any, Any]"


@dataclass(frozen=True, slots=True)
class SubjectColumn:
    """A column that holds the number of a person: of the row's own person, or of somebody whom the row names."""

    model: type[Model]
    field: ModelField

    @property
    def table(self) -> str:
        """The table."""
        return str(self.model._meta.db_table)

    @property
    def column(self) -> str:
        """The column."""
        return str(self.field.column)

    @property
    def key(self) -> str:
        """The column of the primary key."""
        return str(self.model._meta.pk.column)

    @property
    def place(self) -> str:
        """`table.column`, as the steps of a merge name it."""
        return f"{self.table}.{self.column}"

    @property
    def is_history(self) -> bool:
        """Whether the table is one of the audit history."""
        return origin_of(self.model) is not self.model


@dataclass(frozen=True)
class PersonalField:
    """One field that holds personal data, with what was declared on it."""

    field: ModelField
    declaration: FieldDeclaration

    @property
    def category(self) -> Category:
        """The category of data that the field holds."""
        assert self.declaration.category is not None  # noqa: S101 - only personal fields become a PersonalField
        return self.declaration.category

    @property
    def identifier(self) -> Identifier | None:
        """What kind of identifier the value is, if it is one."""
        return self.declaration.identifier

    @property
    def column(self) -> str:
        """The database column."""
        return str(self.field.column)


@dataclass(frozen=True, slots=True)
class Token:
    """The column that holds the token of a row, and where it leads: the table that holds the person, and its column."""

    column: str
    table: str
    key: str


@dataclass(frozen=True)
class PersonalModel:
    """One model whose rows are about a person."""

    model: type[Model]
    record: PersonalRecord
    fields: tuple[PersonalField, ...]

    @property
    def label(self) -> str:
        """`app.model`, as it stands in plans, reports and the ledger."""
        return str(self.model._meta.label_lower)

    @property
    def table(self) -> str:
        """The table of the live rows."""
        return str(self.model._meta.db_table)

    @property
    def primary_key(self) -> str:
        """The column of the primary key."""
        return str(self.model._meta.pk.column)

    @cached_property
    def history(self) -> type[Model] | None:
        """The model of the audit history, if the model has one."""
        manager = getattr(self.model, "history", None)
        return getattr(manager, "model", None)

    @property
    def history_table(self) -> str | None:
        """The table of the audit history."""
        return None if self.history is None else str(self.history._meta.db_table)

    @property
    def has_kind_column(self) -> bool:
        """Whether the row itself says in which role the person stands in it."""
        return self.record.kind is None and not self.record.is_whole_person

    @cached_property
    def token(self) -> Token | None:
        """By what the person of a row is found where the row does not hold him; None where it does."""
        name, _separator, rest = self.record.subject.partition("__")
        field = self.model._meta.get_field(name) if rest else None
        if not isinstance(field, ForeignKey):
            return None
        return Token(str(field.column), str(field.related_model._meta.db_table), str(field.target_field.column))

    @property
    def may_lack_person(self) -> bool:
        """Whether rows may stand without a person: unfinished ones, or those of organisations."""
        return self.token is None and bool(getattr(self.model._meta.get_field(self.record.subject), "null", False))

    @cached_property
    def names_column(self) -> str:
        """The column of the person whom the person of a row named; empty where the rows name nobody."""
        return str(getattr(self.model._meta.get_field(self.record.names), "column", "")) if self.record.names else ""

    @property
    def files(self) -> tuple[PersonalField, ...]:
        """The fields whose value is the key of a stored file."""
        return tuple(field for field in self.fields if isinstance(field.field, FileField))

    @property
    def identifiers(self) -> tuple[PersonalField, ...]:
        """The fields whose value alone can point at a person."""
        return tuple(field for field in self.fields if field.identifier)

    @property
    def solid_identifiers(self) -> tuple[PersonalField, ...]:
        """The identifiers that point at one person: all but his name, which a namesake may share."""
        return tuple(field for field in self.identifiers if field.identifier is not Identifier.NAME)

    @property
    def cleared(self) -> tuple[PersonalField, ...]:
        """The fields that an erasure empties where the row stays."""
        return tuple(field for field in self.fields if field.declaration.erase is EraseRule.CLEAR)

    def concerns(self, kind: SubjectKind) -> bool:
        """Whether rows of this model can be about somebody in this role, or name him in it."""
        return self.record.kind in {None, kind} or self.record.names_kind == kind


def origin_of(model: type[Model]) -> type[Model]:
    """The tracked model of a `Historical*` model; any other model is its own origin."""
    return getattr(model, "instance_type", model)


def record_of(model: type[Model]) -> PersonalRecord | NotPersonal | None:
    """What a model says about its rows, wherever it says so; None where it was forgotten."""
    model = origin_of(model)
    elsewhere = DECLARED_ELSEWHERE.get(model._meta.label_lower)
    return elsewhere.record if elsewhere else model.__dict__.get("personal_data", getattr(model, "personal_data", None))


def declaration_for(model: type[Model], field: ModelField) -> FieldDeclaration | None:
    """What was declared on a field, wherever it was said; None where it was forgotten.

    A field of the audit history says what its original says. Keys that Django made by itself are numbers.
    """
    origin = origin_of(model)
    elsewhere = DECLARED_ELSEWHERE.get(origin._meta.label_lower)
    if elsewhere:
        return elsewhere.fields.get(field.name)
    if is_history_bookkeeping(model, field) or field.auto_created:
        return FieldDeclaration(None)
    return declaration_of(origin._meta.get_field(field.name))


def is_history_bookkeeping(model: type[Model], field: ModelField) -> bool:
    """Whether django-simple-history added the field to its own table: who, when, which change."""
    return origin_of(model) is not model and field.name.startswith("history_")


def all_models() -> Iterator[type[Model]]:
    """Every concrete model that has a table: ours, third-party ones, and generated ones."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy and model._meta.managed:
            yield model


@cache
def personal_models() -> tuple[PersonalModel, ...]:
    """The models with rows about persons, those that are pointed at last (the order in which to delete)."""
    found = {}
    for model in all_models():
        record = record_of(model)
        if isinstance(record, PersonalRecord) and origin_of(model) is model:
            found[model] = PersonalModel(model, record, tuple(_personal_fields(model)))
    return tuple(found[model] for model in _dependants_first(list(found)))


def _personal_fields(model: type[Model]) -> Iterator[PersonalField]:
    for field in model._meta.local_concrete_fields:
        declaration = declaration_for(model, field)
        if declaration and declaration.category:
            yield PersonalField(field, declaration)


def _dependants_first(models: list[type[Model]]) -> list[type[Model]]:
    """Order models so that each stands before the models its foreign keys point at."""
    ordered: list[type[Model]] = []

    def visit(model: type[Model]) -> None:
        if model in ordered:
            return
        for field in model._meta.local_concrete_fields:
            target = field.related_model
            if isinstance(target, type) and target in models and target is not model:
                visit(target)
        ordered.append(model)

    for model in models:
        visit(model)
    return ordered[::-1]


@cache
def subject_columns() -> tuple[SubjectColumn, ...]:
    """Every column that leads to a person, live and in the audit history: what a merge points at the survivor.

    Proof of what was done to one number alone stays with that number (`keeps_its_number`).
    """
    return tuple(
        SubjectColumn(model, field)
        for model in all_models()
        for field in model._meta.local_concrete_fields
        if _leads_to_person(field)
        and not getattr(origin_of(model), "keeps_its_number", False)
        and field.name not in getattr(origin_of(model), "keeps_numbers_in", ())
    )


def _leads_to_person(field: ModelField) -> bool:
    """Whether a foreign key ends, over whatever tables, in the number of a person."""
    target: Any = field
    while isinstance(target, ForeignKey):
        target = target.target_field
    return target is not field and bool(target.model._meta.label_lower == "privacy.datasubject")


def naming_models(kind: SubjectKind | str | None = None) -> tuple[PersonalModel, ...]:
    """The models whose rows name somebody whom we hold for that reason alone: in any role, or in one."""
    return tuple(
        personal
        for personal in personal_models()
        if personal.record.names and kind in {None, personal.record.names_kind}
    )


def personal_model(label: str) -> PersonalModel:
    """The personal model of a label `app.model`; raises KeyError for any other."""
    return {personal.label: personal for personal in personal_models()}[label]


def history_tables() -> list[str]:
    """The tables that only triggers may write to."""
    return [str(model._meta.db_table) for model in all_models() if origin_of(model) is not model]


def append_only_tables() -> list[str]:
    """The tables whose rows nobody may change: proof and logs (Article 5(2))."""
    return [str(model._meta.db_table) for model in all_models() if getattr(model, "is_append_only", False)]


def web_columns() -> dict[str, list[str]]:
    """The tables of which the web may read some columns alone, with those: `web_reads` on the model (EO-05)."""
    return {
        str(model._meta.db_table): [str(model._meta.get_field(name).column) for name in model.web_reads]  # type: ignore[union-attr]  # columns of the table
        for model in all_models()
        if hasattr(model, "web_reads")
    }


def person_model(kind: SubjectKind | str) -> type[Model] | None:
    """The model whose row *is* the person in a role: its key is the person's number."""
    for personal in personal_models():
        key = personal.model._meta.pk
        if personal.record.kind == kind and key.column == SUBJECT_COLUMN:
            return personal.model
    return None
