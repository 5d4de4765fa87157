"""Studies, courses and certificates: school, qualification, field and period."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from candidates.readers.candidate_draft import EducationDraft
from candidates.readers.cv.entries import MOST_ENTRIES, MOST_WORDS_OF_TITLE, Entry, description, entries_of
from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.notes import Notes
from candidates.readers.cv.periods import Period
from candidates.readers.cv.place_names import is_place
from candidates.readers.cv.prose import studies_told
from candidates.readers.cv.roles import COMMA, Roles, pieces_of, told_apart
from candidates.readers.cv.sections import Part
from candidates.readers.cv.table_heads import is_head_of_table, labelled_roles, under_heads
from candidates.readers.cv.words_of_work import STUDY_LEVELS, institution_weight, study_weight

OF_WHAT = (
    r"Science|Arts|Education|Laws?|Engineering|Business Administration|Commerce|Philosophy|Social Work|Nursing|Music|"
    r"Fine Arts|Applied Science|Technology|Public Health"
)
LEVEL = (
    rf"{STUDY_LEVELS}(?:'?s degree)?(?: of (?:{OF_WHAT})\b)?(?:[- ]?(?:niveau|level|n)?[- ]?[1-6](?!\d))?"
    r"(?:-[a-z]{1,4}\b)?(?:\s\((?:[^()]{1,30})\))?"
)
LEVEL_AND_FIELD = re.compile(
    rf"(?P<level>{LEVEL})(?:\s+(?:in|de)\b|[:,])?\s+(?P<field>\S.*)", re.IGNORECASE | re.DOTALL
)
LEVEL_IN = re.compile(r"(?P<level>[^,]{2,60}?)\s+in\s+(?P<field>[A-Z].*)", re.DOTALL)
ONLY_LEVEL = re.compile(LEVEL, re.IGNORECASE)
OF_THE_LEVEL = re.compile(r"(?:of|in de|voor|tot)\b", re.IGNORECASE)
SCHOOL_OF_PLACE = re.compile(
    r"(?:LTS|MTS|HTS|MAVO|HAVO|VWO|ROC|AOC|LHNO|MEAO|HEAO|LEAO|PABO|Universiteit|Hogeschool)\s.+", re.IGNORECASE
)  # LTS Culemborg is a school
REMARK = re.compile(
    r"(?:(?:with |met )?(?:diploma|certificaat|graduated|behaald|diploma behaald|afgerond|niet afgerond|diploma: ja|"
    r"geslaagd|cum laude|distinction|merit|honou?rs|first[- ]class(?: honou?rs)?|summa cum laude|magna cum laude|"
    r"met genoegen|completed|in progress|deeltijd|voltijd|part-?time|full-?time|propedeuse behaald|passed)|"
    r"EQF level \d|GPA.{0,20}|gemiddelde? .{0,12}|[\"“„].{1,80}[\"”“]|"
    r"(?:co-?)?(?:promotor|supervisor|begeleider|thesis|scriptie|proefschrift|afstudeeronderwerp|dissertation)\b.{0,120})",
    re.IGNORECASE,
)
REMARK_IN_BRACKETS = re.compile(rf"\s*\((?:{REMARK.pattern})\)", re.IGNORECASE)
WORD_BEFORE_FIELD = re.compile(
    r"(?:profiel|richting|specialisatie|afstudeerrichting|"
    r"major|"
    r"specialization|specialisation|track|sector)\s?:?\s",
    re.IGNORECASE,
)
SCHOOL_AND_PROFILE = re.compile(
    r"(?P<level>havo|vwo|vmbo(?:-\w{1,3})?|mavo|atheneum|"
    r"gymnasium)\s"
    r"\((?P<field>[^()]{3,60})\)",
    re.IGNORECASE,
)
SURELY = 1.5
HEADS_OF_STUDIES = {"organisation": "institution", "position": "study"}
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
    remark=REMARK,
    halves=lambda title: [title],
)


def read_education(parts: Sequence[Part], letter: Span | None, notes: Notes) -> tuple[EducationDraft, ...]:
    """All studies in the order of the text; those that a letter tells where no part is about studies."""
    found = list(islice((study for part in parts for study in _studies(part)), MOST_ENTRIES))
    if letter and not found:
        found = [(Entry(period), _split_study(spans)) for period, spans, _is_voluntary in studies_told(letter)]
    return tuple(_draft(number, entry, spans, notes) for number, (entry, spans) in enumerate(found))


def _studies(part: Part) -> Iterator[tuple[Entry, dict[str, Span]]]:
    entries = list(entries_of(part.lines, _is_filled)) or list(_undated(part.lines))
    pieces = [pieces_of(_unremarked(entry.titles), ROLES) for entry in entries]
    named = under_heads(part.lines, entries, HEADS_OF_STUDIES) or told_apart(pieces, ROLES)
    for entry, spans in zip(entries, named, strict=True):
        if spans:
            yield entry, _split_study(labelled_roles(entry) or _study_if_alone(spans))


def _undated(lines: Sequence[Line]) -> Iterator[Entry]:
    """A list of certificates without dates: each line is one."""
    for line in lines:
        if len(line.text.split()) <= MOST_WORDS_OF_TITLE and not line.text.endswith(".") and not is_head_of_table(line):
            parts = line.span.split(COMMA)
            is_list = len(parts) > 1 and not any(institution_weight(part.text) for part in parts)
            yield from (Entry(Period(None, None, part), [part]) for part in (parts if is_list else [line.span]))


def _unremarked(titles: Sequence[Span]) -> list[Span]:
    """Titles without "(diploma behaald)"."""
    found = [(title, REMARK_IN_BRACKETS.search(title.text)) for title in titles]
    bare = [
        title.part(0, remark.start()) if remark and remark.end() == len(title.text) else title
        for title, remark in found
    ]
    return [title for title in bare if title.text.strip()]


def _study_if_alone(spans: dict[str, Span]) -> dict[str, Span]:
    """What stands alone and is no school is a study."""
    if spans.keys() == {"institution"} and institution_weight(spans["institution"].text) < SURELY:
        return {"study": spans["institution"]}
    return spans


def _split_study(spans: dict[str, Span]) -> dict[str, Span]:
    """Qualification and field of study; what is no known level stays whole."""
    study, rest = spans.get("study"), spans.get("field")
    if study is None and rest is not None:
        return {**_without(spans, "field"), "study_type": rest}
    if study is None:
        return spans
    spans = _without(spans, "study")
    if rest is not None and study.end < rest.start:
        level, area = split_level(study)
        if area and rest.start - study.end == len(", "):
            rest = Span(f"{area.text}, {rest.text}", area.start)
        return {**_without(spans, "field"), "study_type": level if area else study, "area": _bare_field(rest)}
    if rest is not None:
        spans = _without(spans, "field")
    level, area = split_level(study)
    return {**spans, "study_type": level, **({"area": _bare_field(area)} if area else {})}


def _bare_field(area: Span) -> Span:
    """Without "profiel" or "major" before it."""
    found = WORD_BEFORE_FIELD.match(area.text)
    return area.part(found.end()) if found else area


def split_level(study: Span) -> tuple[Span, Span | None]:
    """ "HBO Bedrijfskunde" is HBO and Bedrijfskunde; "Master of Education, Wiskunde" is cut at the comma."""
    parts = study.split(COMMA)
    if len(parts) > 1 and study_weight(parts[0].text):
        level, area = split_level(parts[0])
        return (level, area) if area else (parts[0], study.part(parts[1].start - study.start))
    if profile := SCHOOL_AND_PROFILE.fullmatch(study.text):
        return study.part(*profile.span("level")), study.part(*profile.span("field"))
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
    said = [title for title in titles if title.text]
    pieces = pieces_of(said, ROLES)
    if len(said) == 1 and said[0].text.count(",") == 1 and study_weight(said[0].text) > SURELY:
        return any(institution_weight(piece.text) > 0 for piece in pieces[1:])  # "MBO 4, Bouw" names no school
    return len([piece for piece in pieces if not is_place(piece.text)]) > 1


def _draft(number: int, entry: Entry, spans: dict[str, Span], notes: Notes) -> EducationDraft:
    at = f"education[{number}]"
    kept = {name: spans[name] for name in ("institution", "study_type", "area") if name in spans}
    values = {name: notes.take(f"{at}.{name}", span, "entry") for name, span in kept.items()}
    period = entry.period
    for name in ("started_on", "ended_on"):
        if getattr(period, name):
            notes.take(f"{at}.{name}", period.span, "period")
    told = description(entry.told)[:LONGEST_TOLD]
    return EducationDraft(**values, started_on=period.started_on, ended_on=period.ended_on, description=told)
