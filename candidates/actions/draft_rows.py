"""From the draft of a reader to the rows of a dossier, not saved yet; what does not fit is left out and named."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from candidates.actions.draft_checks import problems_of
from candidates.actions.draft_terms import held_since, told_of
from candidates.models import (
    Candidate,
    Education,
    Language,
    Note,
    ProfilePage,
    ReportedNote,
    Skill,
    WorkExperience,
)
from candidates.models.candidate import Guess
from candidates.models.dossier import DossierRow
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.people.names import unaccented
from privacy.actions.roles import Origin
from privacy.vocabulary import Category, Identifier, Source

CEFR = re.compile(r"\b([ABC][12])\b")
NOT_READ = frozenset({"data_subject", "number", "owner", *Candidate.derived_names})
NOT_OF_A_ROW = frozenset({"candidate"})
NATIVE = ("native", "moedertaal", "mother tongue", "muttersprache")


@dataclass(slots=True)
class Dossier:
    """One candidate with his rows, before anything is saved; `refused` and `left_out` name fields, never values."""

    candidate: Candidate
    draft: CandidateDraft
    held_since: Origin
    told_on: date
    rows: list[DossierRow] = field(default_factory=list)
    refused: tuple[str, ...] = ()
    left_out: list[str] = field(default_factory=list)

    def categories(self) -> set[Category]:
        """The categories of data that the dossier holds."""
        return {category for row in (self.candidate, *self.rows) for category in row.categories_held()}

    def addresses(self) -> list[tuple[Identifier, str]]:
        """The values that can point at the person by themselves."""
        pages = [(Identifier.PROFILE_URL, row.url) for row in self.rows if isinstance(row, ProfilePage)]
        own = [(Identifier.EMAIL, self.candidate.email), (Identifier.PHONE, self.candidate.phone)]
        return [(identifier, value) for identifier, value in (*own, *pages) if value]


def dossier_of(draft: CandidateDraft, person: UUID, origin: Origin) -> Dossier:
    """Build and check the rows of one draft; asks the database nothing."""
    since = held_since(draft, origin)
    dossier = Dossier(_candidate(draft, person), draft, since, told_of(draft, origin).collected_on)
    dossier.refused = problems_of(dossier.candidate, exclude=NOT_READ)
    of_all = {"candidate_id": person, "source_detail": origin.source_detail, "collected_on": since.collected_on}
    for where, row in rows_said(draft, origin.source, **of_all):
        problems = problems_of(row, exclude=NOT_OF_A_ROW)
        if problems:
            dossier.left_out += [f"{where}.{name}" for name in problems]
        else:
            dossier.rows.append(row)
    for row, key in zip(dossier.rows, sorted(row.pk for row in dossier.rows), strict=True):
        row.pk = key  # the keys of one moment have no order of their own; the draft has
    return dossier


def _candidate(draft: CandidateDraft, person: UUID) -> Candidate:
    return Candidate(
        data_subject_id=person,
        given_name=draft.given_name,
        infix=draft.infix,
        family_name=draft.family_name,
        initials=draft.initials,
        email=draft.email,
        phone=draft.phone,
        street=draft.street,
        postcode=draft.postcode,
        city=draft.city,
        country=draft.country,
        headline=draft.headline,
        summary=draft.summary,
        available_from=draft.available_from.first_day if draft.available_from else None,
        work_permit_required=draft.work_permit_required,
        guessed_fields=sorted(draft.guesses & set(Guess.values)),
    )


def rows_said(draft: CandidateDraft, source: Source, **of_all: Any) -> Iterator[tuple[str, DossierRow]]:
    """The rows of the dossier, each with the place in the draft that it came from; `of_all` is what all have alike."""
    of_all["source"] = source
    if draft.note:
        yield "note", note_of(draft.note, **of_all)
    for at, url in enumerate(dict.fromkeys(draft.profile_urls)):
        yield f"profile_urls[{at}]", ProfilePage(url=url, **of_all)
    yield from _career(draft, of_all)
    for at, skill in enumerate(draft.skills):
        yield f"skills[{at}]", Skill(name=skill.name, level=skill.level, **of_all)
    for at, language in enumerate(draft.languages):
        yield (
            f"languages[{at}]",
            Language(name=language.name, level=level_of(language.fluency), stated_level=language.fluency, **of_all),
        )


def note_of(text: str, source: Source, **of_all: Any) -> Note | ReportedNote:
    """A note among those of the person himself or among those of others, by who gave the data (CAND-DATA-23, 25)."""
    if not source.is_third_party:
        return Note(text=text, source=source, **of_all)
    kind = ReportedNote.Kind.CLIENT_SAID if source is Source.CLIENT else ReportedNote.Kind.THIRD_PARTY
    return ReportedNote(text=text, kind=kind, source=source, **of_all)


def _career(draft: CandidateDraft, of_all: Mapping[str, Any]) -> Iterator[tuple[str, DossierRow]]:
    for at, study in enumerate(draft.education):
        yield (
            f"education[{at}]",
            Education(
                institution=study.institution,
                qualification=study.study_type,
                field_of_study=study.area,
                started=str(study.started_on or ""),
                ended=str(study.ended_on or ""),
                description=study.description,
                **of_all,
            ),
        )
    for at, job in enumerate(draft.experience):
        yield (
            f"experience[{at}]",
            WorkExperience(
                employer=job.organisation,
                position=job.position,
                city=job.place,
                started=str(job.started_on or ""),
                ended=str(job.ended_on or ""),
                description=job.description,
                is_voluntary=job.is_voluntary,
                **of_all,
            ),
        )


def level_of(fluency: str) -> str:
    """The level of the Council of Europe where the text names it; other words are kept as they were written."""
    named = CEFR.search(fluency.upper())
    if named:
        return named[1]
    return Language.Level.NATIVE if any(word in unaccented(fluency) for word in NATIVE) else ""
