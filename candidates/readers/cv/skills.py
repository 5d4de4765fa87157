"""Skills: what is listed under a heading of its own, without the level and without sentences."""

import re
from collections.abc import Iterator, Sequence

from candidates.readers.candidate_draft import SkillDraft
from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.notes import Notes
from candidates.readers.cv.prose import skills_told
from candidates.readers.cv.sections import Part

SEPARATORS = re.compile(r"\s*[;|·•\t\n▪●]\s*|,\s+|\s+/\s+")
DRAWN = re.compile(r"[\s:–-]*(?P<level>[★☆✩✭●○◉◯■□▮▯⬤✦✧*]{3,10})$")
LEVELS = (
    r"(?:expert|gevorderd(?:e)?|basis|basic|advanced|intermediate|beginner|goed|good|zeer goed|very good|uitstekend|"
    r"excellent|redelijk|proficient|fluent|gemiddeld|matig|ervaren|experienced|senior|medior|junior|beginnend|"
    r"professional|novice|working knowledge|basiskennis|\d{1,3}\s?%|\d{1,2}\s?/\s?(?:5|10)|"
    r"\d{1,2}\+?\s(?:jaar|years?|yrs?)(?:\s(?:ervaring|experience))?)"
)
LEVEL_BEHIND = re.compile(rf"\s*(?:[:–(-]\s*)?(?<![\w])(?P<level>{LEVELS})\)?$", re.IGNORECASE)
LEVEL_ONLY = re.compile(LEVELS, re.IGNORECASE)
GROUP_LABEL = re.compile(r"[^:,;]{2,40}:\s+(?=\S)")
LEVEL_BEFORE = re.compile(
    r"^(?:goede|uitstekende|good|excellent|strong) (?:kennis van|knowledge of|beheersing van) ", re.IGNORECASE
)
LAST_AND = re.compile(r"\s+(?:en|and|&)\s+")
DASH = re.compile(r"\s+[–—-]\s+")
MOST_WORDS = 6
MOST_SKILLS = 100
PROSE = re.compile(r"\b(?:ik|mijn|i|my|wij|we|is|was|ben|heb|have|am|are|zijn|werd|were)\b", re.IGNORECASE)


def read_skills(parts: Sequence[Part], letter: Span | None, notes: Notes) -> tuple[SkillDraft, ...]:
    """Each skill once, in the order of the text; those that a letter tells where no part lists any."""
    skills: dict[str, SkillDraft] = {}
    found = [skill for part in parts for skill in _skills(part.lines)]
    if letter and not found:
        found = [(span, "") for span in skills_told(letter) if _is_skill(span.shown)]
    for name, level in found:
        key = name.shown.casefold()
        if key not in skills and len(skills) < MOST_SKILLS:
            notes.take(f"skills[{len(skills)}]", name, "listed")
            skills[key] = SkillDraft(name.shown, level)
    return tuple(skills.values())


def _skills(lines: Sequence[Line]) -> Iterator[tuple[Span, str]]:
    is_told = False
    for line in lines:
        is_told = _is_prose(line) or (is_told and not line.is_after_blank and not line.is_item)
        if is_told:
            continue
        label = GROUP_LABEL.match(line.text)
        whole = (
            line.span.part(label.end())
            if label and not LEVEL_ONLY.fullmatch(line.text[label.end() :].strip())
            else line.span
        )
        if len(DASH.findall(whole.text)) > 1 and not re.search(r"[,;|•]", whole.text):
            yield from ((piece, "") for piece in whole.split(DASH) if _is_skill(piece.shown))
            continue
        for piece in _outside_brackets(whole):
            name, level = _without_level(piece)
            if _is_skill(name.shown):
                yield name, level


def _outside_brackets(span: Span) -> Iterator[Span]:
    """Pieces between separators; a comma within brackets separates nothing."""
    begin = depth = 0
    for found in re.finditer(rf"[()]|{SEPARATORS.pattern}", span.text):
        if found[0] in "()":
            depth = max(0, depth + (1 if found[0] == "(" else -1))
        elif not depth:
            yield span.part(begin, found.start()).stripped(" \t.,;:–-")
            begin = found.end()
    yield span.part(begin).stripped(" \t.,;:–-")


def _without_level(piece: Span) -> tuple[Span, str]:
    for pattern in (DRAWN, LEVEL_BEHIND):
        if (found := pattern.search(piece.text)) and found.start():
            return piece.part(0, found.start()).stripped(" \t.,;:–-("), found["level"]
    if before := LEVEL_BEFORE.match(piece.text):
        return piece.part(before.end()), ""
    return piece, ""


def _is_skill(text: str) -> bool:
    if not text or not re.search(r"[^\W_]", text) or LEVEL_ONLY.fullmatch(text):
        return False
    return len(text.split()) <= MOST_WORDS and "@" not in text


def _is_prose(line: Line) -> bool:
    said = line.text.split()
    return len(said) > MOST_WORDS and (
        bool(PROSE.search(line.text)) or (line.text.endswith(".") and line.text.count(",") * 5 < len(said))
    )
