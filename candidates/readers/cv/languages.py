"""Languages that the person speaks, with the level as it is written or drawn."""

import re
from collections.abc import Iterator, Sequence

from candidates.readers.candidate_draft import LanguageDraft
from candidates.readers.cv.language_names import language_name
from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.notes import Notes
from candidates.readers.cv.prose import languages_told
from candidates.readers.cv.sections import Part
from cluster_crm.people.names import unaccented

SEPARATORS = re.compile(r"\s*[;|·•\t\n]\s*|,\s+|\s+/\s+|\.\s+")
WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
AND_BEFORE_NEXT = re.compile(r"((?:\([^()]{0,60}\)|[^()]){0,80}?)\s(?:en|and)\b")
NO_LEVEL = re.compile(
    r"^(?:(?:other|overige|andere) (?:language|taal).{0,4}|understanding|"
    r"speaking|writing|listening|reading|begrijpen|luisteren|lezen|spreken|schrijven|"
    r"taal|talen|language|languages|niveau|level|taalvaardigheid)$",
    re.IGNORECASE,
)
DETAIL = re.compile(
    r"^(?:(?:spreken|speaking|mondeling|spoken|gesproken|lezen|schrijven|writing|reading|written|schriftelijk)\s*[:-]?\s*)",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"(?:spreken|speaking|mondeling|spoken|gesproken|spreekvaardigheid)\W{0,3}(?P<level>[^,;/]{1,30})", re.IGNORECASE
)
SPOKEN_BEHIND = re.compile(
    r"(?P<level>[^,;()]{2,30}?)\s*\((?:spreken|mondeling|speaking|spoken|gesproken)\)", re.IGNORECASE
)
GRADE = re.compile(r"[ABC][12](?:\s.{0,24})?")
NO_END_OF_LEVEL = re.compile(r"(?:^|\s)(?:in|het|de|of|the|van|from|into|naar|uit|with|met)$", re.IGNORECASE)
FEWEST_GRADES = 3
Spoken = tuple[Span, str]
LONGEST_LEVEL = 60
MOST_LANGUAGES = 30


def read_languages(parts: Sequence[Part], letter: Span | None, notes: Notes) -> tuple[LanguageDraft, ...]:
    """Each language once, in the order of the text; those that a letter tells where no part lists any."""
    found: dict[str, LanguageDraft] = {}
    lists = [part.lines for part in parts]
    if letter and not lists:
        lists = [(Line(span),) for span in languages_told(letter)]
    for lines in lists:
        for name, level in _shared(list(_languages(lines))):
            key = unaccented(name.shown)
            if key not in found and len(found) < MOST_LANGUAGES:
                notes.take(f"languages[{len(found)}]", name, "listed")
                found[key] = LanguageDraft(name.shown, level)
    return tuple(found.values())


def _languages(lines: Sequence[Line]) -> Iterator[tuple[Span, str, bool]]:
    """Name, level, and whether it shares the level of the next ("Nederlands en Berbers (moedertaal)")."""
    waiting: Span | None = None
    for line in _unbroken(lines):
        if graded := _graded(line):
            yield *graded, False
            continue
        for piece in _pieces(line):
            names = _names(piece)
            if not names:
                is_of_row = waiting is not None and waiting.start >= line.start
                level = _level(piece.text) if is_of_row or "\t" not in line.text else ""
                if waiting is not None and level:
                    yield waiting, level, False
                    waiting = None
                continue
            if waiting is not None:
                yield waiting, "", False
                waiting = None
            for number, name in enumerate(names):
                end = names[number + 1].start - piece.start if number + 1 < len(names) else len(piece.text)
                begin = names[number - 1].end - piece.start if number else 0
                behind = piece.text[name.end - piece.start : end]
                level = _level(_before_and(behind) if number + 1 < len(names) else behind)
                level = level or _level_before(piece.text[begin : name.start - piece.start], is_first=not number)
                is_last = number + 1 == len(names)
                if is_last and not level:
                    waiting = name
                else:
                    yield name, level, not level and not is_last
    if waiting is not None:
        yield waiting, "", False


def _graded(row: Span) -> Spoken | None:
    """A row of a table of levels as Europass has it: the level of speaking, which stands in the middle."""
    name, *levels = row.split(re.compile(r"\t"))
    grades = [level.shown for level in levels if GRADE.fullmatch(level.shown)]
    if not language_name(name.text) or len(grades) < FEWEST_GRADES or len(grades) != len(levels):
        return None
    return name, grades[len(grades) // 2]


def _unbroken(lines: Sequence[Line]) -> Iterator[Span]:
    """Lines, a bracket that closes on the next line put together."""
    begun: Span | None = None
    for line in lines:
        span = line.span
        if begun is not None:
            span = Span(begun.text + "\n" * max(1, span.start - begun.end) + span.text, begun.start)
            begun = None
        elif span.text.count("(") > span.text.count(")"):
            begun = span
            continue
        yield span
    if begun is not None:
        yield begun


def _pieces(span: Span) -> list[Span]:
    begin, depth, pieces = 0, 0, []
    for found in re.finditer(rf"[()]|{SEPARATORS.pattern}", span.text):
        if found[0] in "()":
            depth = max(0, depth + (1 if found[0] == "(" else -1))
        elif not depth:
            pieces.append(span.part(begin, found.start()))
            begin = found.end()
    return [piece for each in (*pieces, span.part(begin)) if (piece := each.stripped(" \t\n,;:|·•–—-→")).text]


def _names(piece: Span) -> list[Span]:
    """Names of languages outside brackets."""
    bare = re.sub(r"\([^()]*\)", lambda inside: " " * len(inside[0]), piece.text)
    found = [piece.part(*word.span()) for word in WORDS.finditer(bare) if language_name(word[0])]
    kept: list[Span] = []
    for name in found:
        is_continued = kept and piece.text[kept[-1].end - piece.start : name.start - piece.start] == " "
        if is_continued and language_name(f"{kept[-1].text} {name.text}"):
            kept[-1] = piece.part(kept[-1].start - piece.start, name.end - piece.start)
        else:
            kept.append(name)
    return kept


def _level(text: str) -> str:
    level = " ".join(text.split()).strip(" .,;:|·–—-→=")
    level = level[1:-1].strip() if level.startswith("(") and level.endswith(")") else level
    level = re.sub(r"\s+(?:en|and)$|^(?:en|and)\s+|^(?:en|and)$", "", level)
    level = re.sub(r"^(?:is|are|zijn)\s+(?:(?:my|mijn)\s+)?", "", level)
    if spoken := SPOKEN_BEHIND.search(level) or SPOKEN.search(level):
        level = spoken["level"].strip()
    return (
        ""
        if not re.search(r"\w|[★☆●○◉◯■□▮▯⬤]", level) or NO_LEVEL.match(level) or len(level) > LONGEST_LEVEL
        else DETAIL.sub("", level)
    )


def _before_and(text: str) -> str:
    """What stands before "and" outside brackets belongs to the language before it."""
    found = AND_BEFORE_NEXT.match(text)
    return found[1] if found else text


def _level_before(text: str, *, is_first: bool) -> str:
    """ "een beetje Pools", "fluent Dutch"."""
    said = " ".join(text.split())
    if not is_first and not re.search(r"\b(?:en|and)\b", said):
        return ""
    level = re.sub(r"^.*\b(?:en|and)\b", "", said, flags=re.IGNORECASE).strip(" ,;:–-")
    level = re.sub(r"^(?:ik spreek|i speak|spreekt|speaks)\s*", "", level, flags=re.IGNORECASE)
    is_level = len(level.split()) <= 3 and not NO_END_OF_LEVEL.search(level)  # noqa: PLR2004 - a level is short
    return level if is_level else ""


def _shared(found: list[tuple[Span, str, bool]]) -> Iterator[Spoken]:
    """Two languages joined by "and" share the level behind the second."""
    for number, (name, level, is_shared) in enumerate(found):
        following = found[number + 1] if is_shared and number + 1 < len(found) else None
        yield name, following[1] if following and _is_of_all(following[1]) else level


def _is_of_all(level: str) -> bool:
    return bool(
        re.fullmatch(r"moedertaal|native|mother tongue|tweetalig|bilingual|vloeiend|fluent", level, re.IGNORECASE)
    )
