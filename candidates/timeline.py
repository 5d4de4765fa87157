"""What stands on a candidate's timeline of his own: each step of his applications, placements, documents."""

from typing import Any, Final
from uuid import UUID

from django.db.models import DateTimeField, Exists, F, OuterRef, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from candidates.models import Application, Document, Placement
from cluster_crm.people.timeline import Group, Lines, Source
from privacy.vocabulary import Category, SubjectKind

NOTHING = Value("", output_field=TextField())


def _candidate(data_subject_id: UUID, kind: str) -> UUID | None:
    """Return the person in his role as candidate; in another role he has no dossier."""
    return data_subject_id if kind == SubjectKind.CANDIDATE else None


def steps(data_subject_id: UUID, kind: str) -> Lines:
    """The steps that applications took, as the history has them: a row that changed nothing of the step is no entry."""
    rows: Any = Application.history.model.objects
    same = rows.filter(id=OuterRef("id"), moved_at=OuterRef("moved_at"), history_id__lt=OuterRef("history_id"))
    return (
        rows.filter(candidate=_candidate(data_subject_id, kind), history_type__in=("+", "~"))
        .exclude(Exists(same))
        .order_by()
        .annotate(
            at=F("moved_at"),
            word=Cast("step", TextField()),
            said=Cast("vacancy__title", TextField()),
            by_name=Cast(Coalesce(F("moved_by__display_name"), Value("")), TextField()),
        )
    )


def placements(data_subject_id: UUID, kind: str) -> Lines:
    """The placements, on their first day."""
    return (
        Placement.objects.filter(candidate=_candidate(data_subject_id, kind))
        .order_by()
        .annotate(
            at=Cast("started_on", DateTimeField()),
            word=Value("placement", output_field=TextField()),
            said=Cast("application__vacancy__title", TextField()),
            by_name=NOTHING,
        )
    )


def documents(data_subject_id: UUID, kind: str) -> Lines:
    """The files, by their kind and title; who handed one in stands in its source."""
    return (
        Document.objects.filter(candidate=_candidate(data_subject_id, kind))
        .order_by()
        .annotate(at=F("uploaded_at"), word=Cast("kind", TextField()), said=Cast("title", TextField()), by_name=NOTHING)
    )


def say_step(word: str) -> str:
    """Name the step that an application took."""
    return _("application: %(step)s") % {"step": Application.Step(word).label}


def say_placement(_word: str) -> str:
    """Name the beginning of a placement."""
    return _("placement begins")


def say_document(word: str) -> str:
    """Name a file by its kind."""
    return _("document: %(kind)s") % {"kind": Document.Kind(word).label}


SOURCES: Final = (
    Source("application", Group.APPLICATION, Application, steps, say_step, Category.DEALINGS),
    Source("placement", Group.APPLICATION, Placement, placements, say_placement, Category.DEALINGS),
    Source("document", Group.DOCUMENT, Document, documents, say_document, Category.WORK_HISTORY),
)
