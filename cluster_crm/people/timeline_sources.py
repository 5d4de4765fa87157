"""What stands on everybody's timeline: contacts, notes, tasks, and what privacy did."""

from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from cluster_crm.people.models import Interaction, InteractionNote, InteractionParticipant, Task, ToldNote
from cluster_crm.people.timeline import Group, Lines, Source
from privacy.models import ConsentEvent, Disclosure, PersonMerge, ReadLogEntry, RightsRequest, RightsRequestItem
from privacy.vocabulary import Category, Purpose, Right

NOTHING = Value("", output_field=TextField())
Kind, Direction = Interaction.Kind, Interaction.Direction


def _of(rows: QuerySet[Any], data_subject_id: UUID, kind: str) -> Lines:
    return rows.filter(data_subject_id=data_subject_id, subject_kind=kind).order_by()


def _text(name: str) -> Cast:
    return Cast(Coalesce(F(name), Value("")), TextField())


def participations(data_subject_id: UUID, kind: str) -> Lines:
    """Interactions in which the person took part, with what was noted about him."""
    noted = InteractionNote.objects.filter(
        interaction=OuterRef("interaction"),
        data_subject=OuterRef("data_subject"),
        subject_kind=OuterRef("subject_kind"),
    )
    return _of(InteractionParticipant.objects.all(), data_subject_id, kind).annotate(
        at=F("interaction__happened_at"),
        word=Cast(Concat("interaction__kind", Value(":"), "interaction__direction"), TextField()),
        said=Coalesce(Subquery(noted.order_by("pk").values("text")[:1]), NOTHING),
        by_name=_text("interaction__created_by__display_name"),
    )


def contacts(data_subject_id: UUID, kind: str) -> Lines:
    """Calls, meetings and messages."""
    return participations(data_subject_id, kind).exclude(interaction__kind=Kind.NOTE)


def notes(data_subject_id: UUID, kind: str) -> Lines:
    """Notes among ourselves."""
    return participations(data_subject_id, kind).filter(interaction__kind=Kind.NOTE)


def told_notes(data_subject_id: UUID, kind: str) -> Lines:
    """What others told."""
    return _of(ToldNote.objects.all(), data_subject_id, kind).annotate(
        at=Cast("collected_on", DateTimeField()),
        word=Value("told", output_field=TextField()),
        said=_text("text"),
        by_name=_text("created_by__display_name"),
    )


def tasks(data_subject_id: UUID, kind: str) -> Lines:
    """Tasks, where they were planned or done."""
    return _of(Task.objects.all(), data_subject_id, kind).annotate(
        at=Coalesce("done_at", "created_at"),
        word=Case(When(done_at__isnull=True, then=Value("open")), default=Value("done"), output_field=TextField()),
        said=_text("text"),
        by_name=_text("assigned_to__display_name"),
    )


def consents(data_subject_id: UUID, kind: str) -> Lines:
    """Consents given and withdrawn."""
    return _of(ConsentEvent.objects.all(), data_subject_id, kind).annotate(
        at=F("recorded_at"),
        word=Cast(Concat("action", Value(":"), "purpose"), TextField()),
        said=NOTHING,
        by_name=_text("recorded_by__display_name"),
    )


def disclosures(data_subject_id: UUID, kind: str) -> Lines:
    """What left the house, and to whom."""
    return _of(Disclosure.objects.all(), data_subject_id, kind).annotate(
        at=F("disclosed_at"), word=_text("purpose"), said=_text("recipient__name"),
        by_name=_text("disclosed_by__display_name"),
    )  # fmt: skip


def requests(data_subject_id: UUID, kind: str) -> Lines:
    """Rights that the person used."""
    return _of(RightsRequestItem.objects.all(), data_subject_id, kind).annotate(
        at=F("request__opened_at"), word=_text("right"), said=NOTHING, by_name=_text("request__opened_by__display_name")
    )


def reveals(data_subject_id: UUID, kind: str) -> Lines:
    """Who saw a sealed value."""
    return _of(ReadLogEntry.objects.all(), data_subject_id, kind).annotate(
        at=F("read_at"), word=_text("purpose"), said=NOTHING, by_name=_text("actor__display_name")
    )


def merges(data_subject_id: UUID, _kind: str) -> Lines:
    """Records that were merged into this one, whatever the role."""
    rows = PersonMerge.objects.filter(data_subject=data_subject_id, merged_at__isnull=False).order_by()
    return rows.annotate(
        at=Coalesce("undone_at", "merged_at"),
        word=_text("state"),
        said=NOTHING,
        by_name=_text("asked_by__display_name"),
    )


def say_contact(word: str) -> str:
    """Name an interaction and who began it."""
    kind, _colon, direction = word.partition(":")
    if direction == Direction.INTERNAL:
        return str(Kind(kind).label)
    return f"{Kind(kind).label}, {Direction(direction).label}"


def say_task(word: str) -> str:
    """Say whether a task is done."""
    return _("task done") if word == "done" else _("task planned")


def say_told(_word: str) -> str:
    """Name what others told."""
    return _("told by somebody else")


def say_consent(word: str) -> str:
    """Name a consent and what for."""
    action, _colon, purpose = word.partition(":")
    is_given = action == ConsentEvent.Action.GIVEN
    text = _("consent given: %(purpose)s") if is_given else _("consent withdrawn: %(purpose)s")
    return text % {"purpose": Purpose(purpose).label}


def say_disclosure(word: str) -> str:
    """Name a disclosure and what for."""
    return _("data disclosed: %(purpose)s") % {"purpose": Purpose(word).label}


def say_request(word: str) -> str:
    """Name the right that was used."""
    return _("request: %(right)s") % {"right": Right(word).label}


def say_reveal(word: str) -> str:
    """Name the purpose for which a sealed value was seen."""
    return _("sealed value seen: %(purpose)s") % {"purpose": Purpose(word).label}


def say_merge(word: str) -> str:
    """Say whether another record was merged into this one, or that this was undone."""
    is_undone = word == PersonMerge.State.UNDONE
    return _("merge undone") if is_undone else _("another record was merged into this one")


DEALINGS = Category.DEALINGS
SOURCES = (
    Source("contact", Group.CONTACT, InteractionParticipant, contacts, say_contact, DEALINGS),
    Source("note", Group.NOTE, InteractionParticipant, notes, say_contact, DEALINGS),
    Source("told", Group.NOTE, ToldNote, told_notes, say_told, Category.COLLEAGUE_STATEMENTS),
    Source("task", Group.TASK, Task, tasks, say_task, DEALINGS),
    Source("consent", Group.PRIVACY, ConsentEvent, consents, say_consent),
    Source("disclosure", Group.PRIVACY, Disclosure, disclosures, say_disclosure, DEALINGS),
    Source("request", Group.PRIVACY, RightsRequest, requests, say_request),
    Source("merge", Group.PRIVACY, PersonMerge, merges, say_merge),
    Source("reveal", Group.PRIVACY, ReadLogEntry, reveals, say_reveal),
)
