"""Studies, courses and certificates: school, qualification, field and period."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from candidates.readers.candidate_draft import EducationDraft
from candidates.readers.cv.entries import MOST_ENTRIES, Entry, entries_of
from candidates.readers.cv.lines import Span
from candidates.readers.cv.notes import Notes
from candidates.readers.cv.place_names import is_place
from candidates.readers.cv.roles import COMMA, Roles, pieces_of, told_apart
from candidates.readers.cv.sections import Part
from candidates.readers.cv.table_heads import under_heads
from candidates.readers.cv.words_of_work import STUDY_LEVELS, institution_weight, study_weight

LEVEL = rf"{STUDY_LEVELS}(?:[- ]?(?:niveau|level|n)?[- ]?[1-6](?!\d))?(?:-[a-z]{{1,4}}\b)?(?:\s\((?:[^()]{{1,30}})\))?"
LEVEL_AND_FIELD = re.compile(
    rf"(?P<level>{LEVEL})(?:\s+(?:in|of science in|of arts in)\b|[:,])?\s+(?P<field>\S.*)", re.IGNORECASE | re.DOTALL
)
LEVEL_IN = re.compile(r"(?P<level>[^,]{2,60}?)\s+in\s+(?P<field>[A-Z].*)", re.DOTALL)
ONLY_LEVEL = re.compile(LEVEL, re.IGNORECASE)
OF_THE_LEVEL = re.compile(r"(?:of|in de|voor|tot)\b", re.IGNORECASE)
SCHOOL_OF_PLACE = re.compile(
    r"(?:LTS|MTS|HTS|MAVO|HAVO|VWO|ROC|AOC|LHNO|MEAO|HEAO|LEAO|PABO|Universiteit|Hogeschool)\s.+", re.IGNORECASE
)  # LTS Culemborg is a school
LONGEST_TOLD = 2000


def _as_institution(text: str) -> float:
    if SCHOOL_OF_PLACE.fullmatch(text.strip()) and is_place(text.strip().partition(" ")[2]):
        return 4.0
    return 0.3 + institution_weight(text) - 0.8 * study_weight(text) - 1.5 * is_place(text)


def _as_study(text: str) -> float:
    if SCHOOL_OF_PLACE.fullmatch(text.strip()) and is_place(text.strip().partition(" ")[2]):
        return 0.0
    return study_weight(text) - 0.8 * institution_weight(text) - 1.5 * is_place(text)


def _as_place(text: str) -> float:
    return 2.5 if is_place(text) else -3.0


def _as_field(text: str) -> float:
    return 0.2 - 0.5 * study_weight(text) - institution_weight(text) - 1.5 * is_place(text)


ROLES = Roles(
    {"study": _as_study, "institution": _as_institution, "field": _as_field, "place": _as_place},
    needed=frozenset({"study", "institution"}),
    whole="study",
    place_follows="institution",
)


def read_education(parts: Sequence[Part], notes: Notes) -> tuple[EducationDraft, ...]:
    """All studies in the order of the text."""
    found = list(islice((study for part in parts for study in _studies(part)), MOST_ENTRIES))
    return tuple(_draft(number, entry, spans, notes) for number, (entry, spans) in enumerate(found))


def _studies(part: Part) -> Iterator[tuple[Entry, dict[str, Span]]]:
    entries = list(entries_of(part.lines, _is_filled))
    pieces = [pieces_of(entry.titles, ROLES) for entry in entries]
    named = under_heads(part.lines, entries) or told_apart(pieces, ROLES)
    for entry, spans in zip(entries, named, strict=True):
        if spans:
            yield entry, _split_study(spans)


def _split_study(spans: dict[str, Span]) -> dict[str, Span]:
    """Qualification and field of study; what is no known level stays whole."""
    study, rest = spans.get("study"), spans.get("field")
    if study is None and rest is not None:
        return {**_without(spans, "field"), "study_type": rest}
    if study is None:
        return spans
    spans = _without(spans, "study")
    if rest is not None and study.end < rest.start:
        return {**_without(spans, "field"), "study_type": study, "area": rest}
    if rest is not None:
        spans = _without(spans, "field")
    level, area = split_level(study)
    return {**spans, "study_type": level, **({"area": area} if area else {})}


def split_level(study: Span) -> tuple[Span, Span | None]:
    """ "HBO Bedrijfskunde" is HBO and Bedrijfskunde; "Master of Education, Wiskunde" is cut at the comma."""
    parts = study.split(COMMA)
    if len(parts) > 1 and study_weight(parts[0].text):
        return parts[0], study.part(parts[1].start - study.start)
    found = LEVEL_AND_FIELD.fullmatch(study.text)
    if found and not OF_THE_LEVEL.match(found["field"]) and found["field"][:1] != found["field"][:1].lower():
        return study.part(*found.span("level")), study.part(*found.span("field"))
    within = LEVEL_IN.fullmatch(study.text)
    if within and study_weight(within["level"]):
        return study.part(*within.span("level")), study.part(*within.span("field"))
    return study, None


def _without(spans: dict[str, Span], name: str) -> dict[str, Span]:
    return {key: span for key, span in spans.items() if key != name}


def _is_filled(titles: Sequence[Span]) -> bool:
    """Whether a study and a school are named."""
    pieces = pieces_of([title for title in titles if title.text], ROLES)
    return len([piece for piece in pieces if not is_place(piece.text)]) > 1


def _draft(number: int, entry: Entry, spans: dict[str, Span], notes: Notes) -> EducationDraft:
    at = f"education[{number}]"
    kept = {name: spans[name] for name in ("institution", "study_type", "area") if name in spans}
    values = {name: notes.take(f"{at}.{name}", span, "entry") for name, span in kept.items()}
    period = entry.period
    for name in ("started_on", "ended_on"):
        if getattr(period, name):
            notes.take(f"{at}.{name}", period.span, "period")
    told = "\n".join(span.shown for span in entry.told)[:LONGEST_TOLD]
    return EducationDraft(**values, started_on=period.started_on, ended_on=period.ended_on, description=told)
