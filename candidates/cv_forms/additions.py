"""What a CV adds to whom we hold already: each value beside what stands there, to be chosen one by one."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.actions.draft_rows import dossier_of, rows_said
from candidates.actions.imports.updating import ADDRESS, NAME, sayings
from candidates.cv_forms.places import label_of, parts_of
from candidates.models import Candidate, ImportRow
from candidates.models.dossier import DossierRow
from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.draft_json import draft_from_json
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.roles import Origin
from privacy.vocabulary import Source

TOGETHER: Final = {
    "name": (_("Name"), NAME),
    "email": (_("E-mail"), ("email",)),
    "phone": (_("Telephone"), ("phone",)),
    "address": (_("Address"), ADDRESS),
    "headline": (_("Headline"), ("headline",)),
    "summary": (_("Summary"), ("summary",)),
}
"""Values that are taken together: an address comes from one hand."""

ROWS: Final = ("profile_urls", "experience", "education", "skills", "languages")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be taken from a CV: what stands there now, and what the CV says; `where` is its place."""

    key: str
    label: Any
    held: str
    said: str
    where: int | None

    @property
    def is_new(self) -> bool:
        """Whether nothing is overwritten by it."""
        return not self.held


def offers_of(row: ImportRow, person: Candidate, *, hidden: Collection[str] = ()) -> list[Offer]:
    """Return what a CV says that is not held of a person: a statement for each kind of row that it has."""
    draft = draft_from_json(row.draft)
    numbers: dict[str, int] = {}
    for number, piece in enumerate(sorted(row.evidence, key=lambda piece: piece["start"]), start=1):
        name, at, _part = parts_of(piece["field"])
        numbers.setdefault(f"{name}[{at}]" if at else name, number)
    origin = Origin(Source(row.batch.source), row.batch.source_detail, row.batch.collected_on)
    said = dossier_of(draft, uuid7(), origin)
    own = [
        Offer(key, label, held, new, next((numbers[name] for name in names if name in numbers), None))
        for key, (label, names) in TOGETHER.items()
        if not set(names) & {*hidden, *said.refused}
        and (new := _words(said.candidate, names))
        and new != (held := _words(person, names))
    ]
    unfit = {where.partition(".")[0] for where in said.left_out}
    rows = [
        Offer(where, label_of(where).partition(":")[0], "", _row_words(new), numbers.get(where))
        for where, new in _new_rows(draft, person, origin.source)
        if where not in unfit
    ]
    return [*own, *rows]


def chosen_of(row: ImportRow, keys: Collection[str]) -> CandidateDraft:
    """Return of the draft of a CV what was chosen, and nothing else."""
    draft = draft_from_json(row.draft)
    names = {name for key, (_label, names) in TOGETHER.items() if key in keys for name in names}
    rows: dict[str, Any] = {
        name: tuple(one for at, one in enumerate(getattr(draft, name)) if f"{name}[{at}]" in keys) for name in ROWS
    }
    return replace(CandidateDraft(**{name: getattr(draft, name) for name in names}), **rows)


def _words(person: Candidate, names: Collection[str]) -> str:
    return " ".join(value for name in names if (value := getattr(person, name)))


def _new_rows(draft: CandidateDraft, person: Candidate, source: Source) -> Iterator[tuple[str, DossierRow]]:
    said = defaultdict(list)
    for where, new in rows_said(draft, source):
        if where.partition("[")[0] in ROWS:
            said[type(new)].append((where, new))
    for model, rows in said.items():
        says = sayings(model)
        known = {says(held) for held in model._default_manager.filter(candidate=person)}
        yield from ((where, new) for where, new in rows if says(new) not in known)


def _row_words(row: DossierRow) -> str:
    """Say what a row says, in the order of its fields."""
    shown = ("url", "position", "employer", "qualification", "field_of_study", "institution", "name", "level")
    period = " – ".join(day for name in ("started", "ended") if (day := getattr(row, name, "")))
    return ", ".join([*(value for name in shown if (value := getattr(row, name, ""))), *([period] if period else [])])
