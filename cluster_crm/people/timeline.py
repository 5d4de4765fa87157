"""The timeline of a person: what happened and what is planned, from every app, newest first, in one statement.

Upper apps add their own rows with `register` from `AppConfig.ready()`. Entries are read where they stand and copied
nowhere, so an erasure clears them too.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db.models import CharField, Model, Q, TextChoices, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy import permissions
from privacy.masks import Masks
from privacy.vocabulary import Category, SubjectKind

AT_ONCE: Final = 20
COLUMNS: Final = ("entry_source", "entry_key", "at", "word", "said", "by_name")

Lines: TypeAlias = Any
"""A queryset with the columns above but the first two; the type checker knows no columns that are computed."""


class Group(TextChoices):
    """What a line of the timeline is about."""

    CONTACT = "contact", _("contact")
    NOTE = "note", _("notes")
    TASK = "task", _("tasks")
    APPLICATION = "application", _("applications")
    DOCUMENT = "document", _("documents")
    PRIVACY = "privacy", _("privacy")


@dataclass(frozen=True, slots=True)
class Source:
    """One table of which rows stand on the timeline.

    `rows` gives those of a person, with the columns `at`, `word` (a code), `said` (text) and `by_name`; `say` puts a
    code in words. Whoever may view `model`, and sees `category` of people in this role, sees the entries.
    """

    name: str
    group: Group
    model: type[Model]
    rows: Callable[[UUID, str], Lines]
    say: Callable[[str], str]
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    source: str
    key: str
    at: datetime
    word: str
    said: str
    by_name: str

    @property
    def label(self) -> str:
        """What happened, in words."""
        return _sources[self.source].say(self.word)

    @property
    def day(self) -> date:
        """The local day."""
        return timezone.localdate(self.at)


@dataclass(frozen=True, slots=True)
class Place:
    """A place between two entries: the next page begins after it."""

    at: datetime
    key: str

    def dump(self) -> str:
        """As text for an address."""
        return f"{self.at.isoformat()}|{self.key}"

    @classmethod
    def load(cls, text: str) -> "Place":
        """Read back what `dump` wrote; raises ValueError for anything else."""
        at, _bar, key = text.partition("|")
        return cls(datetime.fromisoformat(at), key)


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, and the place after which older ones follow."""

    entries: Sequence[Entry]
    older: Place | None


_sources: dict[str, Source] = {}


def register(*sources: Source) -> None:
    """Add tables to the timeline; a name that is there already is a mistake."""
    for source in sources:
        if source.name in _sources:
            raise ValueError(f"{source.name} stands on the timeline already.")
        _sources[source.name] = source


def groups_for(actor: Any) -> list[Group]:
    """Return the groups of which the user may see any source."""
    seen = {source.group for source in _seen_by(actor)}
    return [group for group in Group if group in seen]


def page_of(
    data_subject_id: UUID,
    kind: SubjectKind,
    *,
    actor: Any,
    masks: Masks,
    groups: Collection[Group] = (),
    after: Place | None = None,
) -> Page:
    """Return the entries about a person that the user may see, the newest first: one statement, whatever there is."""
    wanted = [
        _rows(source, data_subject_id, kind, after)
        for source in _seen_by(actor)
        if (not groups or source.group in groups) and (not source.category or masks.shows(source.category, [kind]))
    ]
    if not wanted:
        return Page([], None)
    first, *others = wanted
    found = first.union(*others, all=True).order_by("-at", "-entry_key")[: AT_ONCE + 1] if others else first
    entries = [Entry(*row) for row in found]
    shown = entries[:AT_ONCE]
    return Page(shown, Place(shown[-1].at, shown[-1].key) if len(entries) > AT_ONCE else None)


def _seen_by(actor: Any) -> list[Source]:
    return [source for source in _sources.values() if permissions.allows(actor, "view", source.model._meta.label_lower)]


def _rows(source: Source, data_subject_id: UUID, kind: SubjectKind, after: Place | None) -> Lines:
    """The newest rows of one table, in the columns that all tables share."""
    rows = source.rows(data_subject_id, kind.value).annotate(
        entry_source=Value(source.name, output_field=CharField()), entry_key=Cast("pk", TextField())
    )
    if after is not None:
        rows = rows.filter(Q(at__lt=after.at) | Q(at=after.at, entry_key__lt=after.key))
    return rows.order_by("-at", "-entry_key").values_list(*COLUMNS)[: AT_ONCE + 1]
