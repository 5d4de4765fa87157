"""System checks that refuse an undeclared model or field, ours, third-party or generated (GEN-09)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db.models import JSONField, Model

from privacy.declarations import NotPersonal, PersonalRecord
from privacy.declared_elsewhere import DECLARED_ELSEWHERE
from privacy.registry import (
    KIND_COLUMN,
    SUBJECT_COLUMN,
    ModelField,
    all_models,
    declaration_for,
    origin_of,
    record_of,
)


def check_declarations(
    *, app_configs: Sequence[AppConfig] | None = None, models: Sequence[type[Model]] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Refuse what is not declared; `models` narrows the check to those given."""
    chosen = set(app_configs or [])
    return [
        message
        for model in (all_models() if models is None else models)
        if not chosen or model._meta.app_config in chosen
        for message in _check_model(model)
    ]


def _check_model(model: type[Model]) -> Iterator[CheckMessage]:
    record = record_of(model)
    if record is None:
        yield _error("E001", model, "does not say whether its rows are about a person", "Set `personal_data`.")
        return
    yield from _check_fields(model, record)
    if isinstance(record, PersonalRecord) and origin_of(model) is model:
        yield from _check_record(model, record)


def _check_fields(model: type[Model], record: PersonalRecord | NotPersonal) -> Iterator[CheckMessage]:
    for field in [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]:
        declaration = declaration_for(model, field)
        if declaration is None:
            hint = "Wrap it in personal(...) or not_personal(...)."
            yield _error("E002", model, f"field {field.name} has no declaration", hint)
            continue
        if declaration.category and isinstance(record, NotPersonal):
            yield _error("E004", model, f"field {field.name} is personal, its rows are said not to be", "Mend one.")
        if isinstance(field, JSONField) and declaration.json_keys is None:
            yield _error("E005", model, f"JSON field {field.name} does not declare its keys", "Give json_keys=...")
    elsewhere = DECLARED_ELSEWHERE.get(model._meta.label_lower)
    names = {field.name for field in [*model._meta.local_fields, *model._meta.local_many_to_many]}
    for name in sorted(set(elsewhere.fields) - names if elsewhere else ()):
        yield _error("E003", model, f"declares {name}, which it does not have", "Mend declared_elsewhere.")


def _check_record(model: type[Model], record: PersonalRecord) -> Iterator[CheckMessage]:
    columns = {field.column for field in model._meta.local_concrete_fields}
    holder = _holder_of_person(model, record)
    if SUBJECT_COLUMN not in {field.column for field in holder._meta.local_concrete_fields}:
        yield _error("E006", model, f"has no column {SUBJECT_COLUMN}", "Each row with personal data names its person.")
    if holder is not model and (record.keep or any(_is_identifier(model, field) for field in model._meta.fields)):
        yield _error("E009", model, "holds a token, and identifies or stays", "Only the token leads to the person.")
    if record.names and (record.keep or not record.names_kind or not _is_person(model, record.names)):
        hint = "Name a foreign key to DataSubject and a role; the row goes with either person."
        yield _error("E010", model, "does not say rightly whom its rows name", hint)
    if record.kind is None and not record.is_whole_person and KIND_COLUMN not in columns:
        yield _error("E007", model, f"has neither a constant kind nor a column {KIND_COLUMN}", "Say in which role.")
    holds_personal_data = any(declaration_has_category(model, field) for field in model._meta.local_concrete_fields)
    is_by_token = holder is not model  # what is withdrawn there leaves nothing, not even a history
    has_history = hasattr(model, "history") or getattr(model, "is_append_only", False)
    if holds_personal_data and not has_history and not is_by_token:
        yield _error("E008", model, "has no audit history", "Add history = HistoricalRecords() or is_append_only.")


def _holder_of_person(model: type[Model], record: PersonalRecord) -> type[Model]:
    """The model whose rows hold the person: the one that a token points at, or the model itself."""
    name, _separator, rest = record.subject.partition("__")
    target = model._meta.get_field(name).related_model if rest else None
    return target if isinstance(target, type) else model


def _is_person(model: type[Model], name: str) -> bool:
    """Whether a field is a foreign key to the anchor of persons."""
    target = model._meta.get_field(name).related_model
    return isinstance(target, type) and target._meta.label_lower == "privacy.datasubject"


def _is_identifier(model: type[Model], field: ModelField) -> bool:
    declaration = declaration_for(model, field)
    return declaration is not None and declaration.identifier is not None


def declaration_has_category(model: type[Model], field: ModelField) -> bool:
    """Whether a field is declared to hold personal data."""
    declaration = declaration_for(model, field)
    return declaration is not None and declaration.category is not None


def _error(code: str, model: type[Model], problem: str, hint: str) -> Error:
    return Error(f"{model._meta.label}: {problem}.", hint=hint, obj=model, id=f"privacy.{code}")
