"""How long a data key must stay beyond an erasure: as long as a sealed row that a law keeps."""

from typing import Any

from django.db.models import DateField, Expression, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest
from django.db.models.lookups import Exact

from privacy.fields import EncryptedField, SealedFileField
from privacy.registry import PersonalModel, personal_models


class LastDayOfSealedRows(Combinable):
    """The last day of any row that is sealed under this key and kept by law; NULL where no such row is left.

    Which models hold sealed values is read from the registry when the query is built: they lie above this app.
    """

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Expression:
        """Become the greatest of one subquery a model."""
        days = [Subquery(_last_days(personal)) for personal in personal_models() if _is_sealed_and_kept(personal)]
        none = Value(None, output_field=DateField())
        expression: Expression = Greatest(none, *days, output_field=DateField()) if days else none
        resolved: Expression = expression.resolve_expression(*args, **kwargs)
        return resolved


def _is_sealed_and_kept(personal: PersonalModel) -> bool:
    keep = personal.record.keep
    is_sealed = any(isinstance(item.field, EncryptedField | SealedFileField) for item in personal.fields)
    return is_sealed and keep is not None and keep.until is not None


def _last_days(personal: PersonalModel) -> QuerySet[Any, Any]:
    record = personal.record
    assert record.keep is not None  # noqa: S101 - asked above
    assert record.keep.until is not None  # noqa: S101 - asked above
    rows = personal.model._base_manager.filter(data_subject_id=OuterRef("data_subject_id"))
    own = OuterRef("subject_kind")
    rows = rows.filter(Exact(own, record.kind.value)) if record.kind else rows.filter(subject_kind=own)
    days = rows.annotate(sealed_until=record.keep.until).order_by(F("sealed_until").desc(nulls_last=True))
    last: QuerySet[Any, Any] = days.values("sealed_until")[:1]
    return last
