"""Fields and stores by their label (`app.model.field`), as disclosures, plans and the read log name them."""

from django.apps import apps
from django.db.models import Model
from django.utils.text import capfirst

from privacy.declarations import PersonalRecord
from privacy.registry import declaration_for, origin_of, record_of
from privacy.vocabulary import Category, SubjectKind


def field_label(row: Model, field: str) -> str:
    """Return the label of a field of a row, or of its history."""
    return f"{origin_of(type(row))._meta.label_lower}.{field}"


def category_of(label: str) -> Category:
    """Return the category of a labelled field; raises LookupError for one that holds no personal data."""
    model_label, _dot, name = label.rpartition(".")
    model = apps.get_model(model_label)
    declaration = declaration_for(model, model._meta.get_field(name))
    if declaration is None or declaration.category is None:
        raise LookupError(f"{label} holds no personal data.")
    return declaration.category


def kind_of(row: Model) -> SubjectKind:
    """Return in which role the person stands in a row."""
    record = record_of(type(row))
    if isinstance(record, PersonalRecord) and record.kind:
        return record.kind
    return SubjectKind(getattr(row, "subject_kind", ""))


def name_of_store(label: str) -> str:
    """Return the name of a model of the label `app.model`."""
    try:
        return str(capfirst(apps.get_model(label)._meta.verbose_name_plural))
    except LookupError:
        return label
