"""Jobs: employer, function, place and period, voluntary ones too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from candidates.readers.candidate_draft import ExperienceDraft
from candidates.readers.cv.entries import MOST_ENTRIES, Entry, description, entries_of
from candidates.readers.cv.lines import Span
from candidates.readers.cv.notes import Notes
from candidates.readers.cv.place_names import is_place
from candidates.readers.cv.prose import jobs_told
from candidates.readers.cv.roles import COMMA, Roles, pieces_of, told_apart
from candidates.readers.cv.section_kinds import SectionKind
from candidates.readers.cv.sections import Part
from candidates.readers.cv.table_heads import labelled_roles, under_heads
from candidates.readers.cv.words_of_work import organisation_weight, position_weight

VOLUNTARY_MARK = re.compile(
    r"[\s,–-]*\((?:vrijwilligerswerk|vrijwillig(?:er|ster)?|voluntary|volunteer|onbezoldigd|unpaid|onbetaald)[^()]{0,20}\)",
    re.IGNORECASE,
)
MOST_WORDS_OF_PLACE = 4
OWN_BUSINESS = re.compile(
    r"\s*\((?:eigen bedrijf|eigen onderneming|zzp|zelfstandig|freelance|"
    r"self[- ]employed|own business|own company|owner)[^()]{0,20}\)",
    re.IGNORECASE,
)
REMARK = re.compile(
    r"(?:bijbaan|stage|internship|vakantiewerk|vakantiebaan|full-?time|part-?time|freelance|zzp|tijdelijk|"
    r"temporary|contract|vast|permanent|via uitzendbureau|uitzendkracht|eigen bedrijf|self-?employed|remote|"
    r"hybrid|\d{1,2} uur(?: per week)?|zaterdag)",
    re.IGNORECASE,
)
AT_HOME = re.compile(
    r"(?:wereldreis|op reis|reis|reizen|sabbatical|travel|backpack|"
    r"career break|gap year|tussenjaar|parental leave|maternity|"
    r"ouderschapsverlof|zwangerschapsverlof|zorgverlof|verlof|thuis|huisvrouw|huisman|huismoeder|stay-at-home|mantelzorg|"
    r"zorg voor|opvoeding van|raising (?:my|our|a)|"
    r"fulltime ouder|full-time (?:parent|mother|father)|werkzoekend|unemployed|between jobs|looking for work)\b",
    re.IGNORECASE,
)
LONGEST_TOLD = 3000


def _as_position(text: str) -> float:
    return (
        position_weight(text)
        - 1.2 * (organisation_weight(text) > 1 and position_weight(text) <= 1)
        - 2.0 * is_place(text)
    )


def _as_organisation(text: str) -> float:
    return 0.4 + organisation_weight(text) - 1.0 * position_weight(text) - 2.0 * is_place(text)


def _as_place(text: str) -> float:
    if is_place(text):
        return 3.0
    if re.search(r"\d|&", text) or len(text.split()) > MOST_WORDS_OF_PLACE or not text[:1].isupper():
        return -3.0
    return 0.2 - position_weight(text) - organisation_weight(text)


def halves_of(title: Span) -> list[Span]:
    """ "Penningmeester Muziekvereniging Excelsior" is a function and an organisation."""
    words = [title.part(*found.span()) for found in re.finditer(r"\S+", title.text)]
    for word in words[1:]:
        before, behind = title.part(0, word.start - title.start).stripped(), title.part(word.start - title.start)
        if (
            word.text[0].isupper()
            and organisation_weight(word.text) > 1
            and position_weight(before.text) > 1
            and not organisation_weight(before.text)
        ):
            return [before, behind]
    return [title]


ROLES = Roles(
    {"organisation": _as_organisation, "position": _as_position, "place": _as_place},
    needed=frozenset({"organisation", "position"}),
    whole="position",
    place_follows="organisation",
    remark=REMARK,
    halves=halves_of,
    place_in_brackets=True,
)


@dataclass(frozen=True, slots=True)
class Job:
    """What one entry says, with its places."""

    spans: dict[str, Span]
    entry: Entry
    is_voluntary: bool


def read_experience(parts: Sequence[Part], letter: Span | None, notes: Notes) -> tuple[ExperienceDraft, ...]:
    """All jobs in the order of the text; those that a letter tells where no part is about jobs."""
    jobs = list(islice((job for part in parts for job in _jobs(part)), MOST_ENTRIES))
    if letter and not jobs:
        jobs = [Job(spans, Entry(period), is_voluntary) for period, spans, is_voluntary in jobs_told(letter)]
    return tuple(_draft(number, job, notes) for number, job in enumerate(jobs))


def _jobs(part: Part) -> Iterator[Job]:
    entries = list(entries_of(part.lines, _is_filled))
    named = under_heads(part.lines, entries, {"institution": "organisation"}) or told_apart(
        [pieces_of(_unmarked(entry.titles), ROLES) for entry in entries], ROLES
    )
    former: dict[str, Span] = {}
    for entry, said_here in zip(entries, named, strict=True):
        spans = _inherited(_with_place(labelled_roles(entry) or said_here), former)
        if "position" not in spans and "organisation" not in spans:
            continue
        said = " ".join(title.text for title in entry.titles)
        if AT_HOME.match(said):
            continue
        yield Job(spans, entry, part.kind == SectionKind.VOLUNTARY or bool(VOLUNTARY_MARK.search(said)))
        former = spans


def _with_place(spans: dict[str, Span]) -> dict[str, Span]:
    """The place behind an employer that stands in a cell or behind a label of its own."""
    parts = spans["organisation"].split(COMMA) if "organisation" in spans and "place" not in spans else []
    if len(parts) < 2 or not is_place(parts[-1].text):  # noqa: PLR2004 - a name and a place
        return spans
    end = parts[-2].end - spans["organisation"].start
    return {**spans, "organisation": spans["organisation"].part(0, end), "place": parts[-1]}


def _inherited(spans: dict[str, Span], former: dict[str, Span]) -> dict[str, Span]:
    """A second function under the same employer names the employer no more."""
    if "organisation" in spans or "position" not in spans or "organisation" not in former:
        return spans
    return {**{name: span for name, span in former.items() if name != "position"}, **spans}


def _unmarked(titles: Sequence[Span]) -> list[Span]:
    """Titles without "(voluntary)" and "(own business)"."""
    bare = []
    for title in titles:
        found = VOLUNTARY_MARK.search(title.text) or OWN_BUSINESS.search(title.text)
        bare += [title.part(0, found.start()), title.part(found.end())] if found else [title]
    return [title for each in bare if (title := each.stripped()).text]


def _is_filled(titles: Sequence[Span]) -> bool:
    """Whether there is a function and something else that isn't a place."""
    pieces = pieces_of([title for title in titles if title.text], ROLES)
    functions = [piece for piece in pieces if _as_position(piece.text) > 0]
    return bool(functions) and any(piece not in functions[:1] and not is_place(piece.text) for piece in pieces)


def _draft(number: int, job: Job, notes: Notes) -> ExperienceDraft:
    at = f"experience[{number}]"
    values = {name: notes.take(f"{at}.{name}", span, "entry") for name, span in job.spans.items()}
    period = job.entry.period
    for name in ("started_on", "ended_on"):
        if getattr(period, name):
            notes.take(f"{at}.{name}", period.span, "period")
    return ExperienceDraft(
        organisation=values.get("organisation", ""),
        position=values.get("position", ""),
        place=values.get("place", ""),
        started_on=period.started_on,
        ended_on=period.ended_on,
        description=description(job.entry.told)[:LONGEST_TOLD],
        is_voluntary=job.is_voluntary,
    )
