"""System checks on admin pages: none without a row in the permission matrix, none that could leak past a mask."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.admin import ModelAdmin, site
from django.contrib.admin.options import InlineModelAdmin
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from privacy.admin.masked import MaskedOptions
from privacy.declarations import PersonalRecord
from privacy.permissions import declared_models
from privacy.registry import record_of

ALWAYS_SHOWN = frozenset({"__str__", "pk"})


def check_pages(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse pages that the permission matrix does not know, rows of the matrix for no model, and unmasked columns."""
    return [
        *(message for page in site._registry.values() for message in check_page(page)),
        *(
            Error(f"The permission matrix has a row for {label}, which is no model.", id="privacy.E021")
            for label in declared_models()
            if not _is_model(label)
        ),
    ]


def check_page(page: "ModelAdmin[Any]") -> Iterator[CheckMessage]:
    """Refuse what is wrong with one page."""
    label = page.model._meta.label_lower
    if label not in declared_models():
        hint = "Declare which role may do what, in the matrix.py of its app."
        yield Error(f"{label} has a page and no row in the permission matrix.", hint=hint, obj=page, id="privacy.E020")
    if not isinstance(record_of(page.model), PersonalRecord):
        return
    if not isinstance(page, MaskedOptions):
        hint = "Build on privacy.admin.records."
        yield Error(f"{label} is about people and its page has no masks.", hint=hint, obj=page, id="privacy.E022")
        return
    yield from _check_columns(page, [*page.list_display, *page.readonly_fields])
    for inline in page.inlines:
        yield from _check_inline(page, inline)


def _check_inline(page: "ModelAdmin[Any]", inline: "type[InlineModelAdmin[Any, Any]]") -> Iterator[CheckMessage]:
    if not isinstance(record_of(inline.model), PersonalRecord):
        return
    if issubclass(inline, MaskedOptions):
        yield from _check_columns(inline, inline.readonly_fields)
    else:
        message = f"{inline.model._meta.label_lower} is about people and its rows have no masks."
        yield Error(message, hint="Build on PersonalInline.", obj=page, id="privacy.E022")


def _check_columns(page: Any, names: Iterable[Any]) -> Iterator[CheckMessage]:
    for name in names:
        if not (name in page.built_from or name in ALWAYS_SHOWN or _is_field(page.model, name)):
            hint = "Name in built_from the fields that it is made of, or none."
            message = f"{page.model._meta.label_lower}: {name} does not say what it is made of."
            yield Error(message, hint=hint, obj=page, id="privacy.E023")


def _is_field(model: type[Model], name: Any) -> bool:
    try:
        model._meta.get_field(str(name).partition("__")[0])
    except FieldDoesNotExist:
        return False
    return True


def _is_model(label: str) -> bool:
    try:
        apps.get_model(label)
    except LookupError:
        return False
    return True
