"""Pages of the foundation's own tables about persons, who appear there by reference."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.admin.records import ModelType, RecordAdmin
from privacy.models import SubjectRole
from privacy.vocabulary import SubjectKind


class AboutPersonAdmin(RecordAdmin[ModelType]):
    """Shows whom a row is about by the reference that staff use, with no query a row."""

    built_from: ClassVar[Mapping[str, Sequence[str]]] = {"person": ()}
    list_filter: ClassVar[Any] = ("subject_kind",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows, each with the number of the person's role."""
        role = SubjectRole.objects.filter(
            data_subject=OuterRef("data_subject"), subject_kind=OuterRef("subject_kind")
        ).newest_first()
        numbered: QuerySet[Any] = (
            super().get_queryset(request).annotate(role_number=Subquery(role.values("number")[:1]))
        )
        return numbered

    @admin.display(description=_("person"))
    def person(self, row: Any) -> str:
        """Return the reference, or nothing where the role itself is gone."""
        return f"{SubjectKind(row.subject_kind).prefix}-{row.role_number}" if row.role_number else ""
