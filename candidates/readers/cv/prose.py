"""CVs that are a letter: jobs, studies, skills and languages in whole sentences, where no heading tells them apart."""

import re
from collections.abc import Iterator, Sequence

from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.periods import Period, find_period
from candidates.readers.cv.place_names import is_place

LONGEST_LETTER = 8_000
SENTENCE = re.compile(r"[^.!?]{3,400}(?:[.!?](?=\s|$)|$)|[^.!?]{1,200}\.(?=\S)", re.DOTALL)
WAS = (
    r"(?:als|was\s+ik|ben\s+ik|werd\s+ik|ik\s+ben|ik\s+was|i\s+am|i\s+was|i\s+became|i\s+have\s+been|as|am\s+i|been)\s+"
    r"(?:sinds\s+\d{4}\s+|since\s+\d{4}\s+)?(?:een\s+|an?\s+|the\s+|de\s+)?"
)
UNTIL = r"(?=\s*[,.;(]|\s+(?:en|and|van|from|tot|until|waar|where)\s|\s*$)"
PLACE = r"(?:\s+(?:in|te)\s+(?P<place>[A-ZÀ-Ý'][\w'’-]{1,30}(?:\s[A-ZÀ-Ý][\w'’-]{1,30}){0,2}))?"
JOB = re.compile(
    rf"(?i:{WAS})(?P<position>[^\s,.;][^,.;]{{1,60}}?)\s+(?:bij|at|voor|for|with|in\s+dienst\s+van)\s+(?:het\s|the\s)?"
    rf"(?P<organisation>['A-ZÀ-Ý0-9][^,.;]{{1,60}}?){PLACE}{UNTIL}",
)
STUDY = re.compile(
    r"(?i:volgde\s+ik|ik\s+volgde|haalde\s+ik|ik\s+haalde|behaalde\s+ik|ik\s+behaalde|studeerde\s+ik|ik\s+studeerde|deed\s+ik|"
    r"ik\s+deed|i\s+studied|i\s+completed|i\s+took|i\s+obtained|i\s+earned|i\s+got|i\s+finished|i\s+did|rondde\s+ik)\s+"
    r"(?i:(?:de\s+opleiding|het\s+diploma|het\s+certificaat|de\s+cursus|mijn|een|the|an?|de|my)\s+)?"
    r"(?P<study>[^\s,.;][^,.;]{1,80}?)\s+(?:aan|bij|op|at|from|with)\s+(?:het\s|de\s|the\s)?"
    rf"(?P<institution>['A-ZÀ-Ý0-9][^,.;(]{{1,60}}?){UNTIL}",
)
GOOD_AT = re.compile(
    r"(?i:\b(?:goed|sterk|bekwaam|ervaren|bedreven|good|strong|skilled|experienced)\s+(?:in|met|at|with)\s+)"
    r"(?P<list>[^.;!?]{3,200}?)(?=\s+(?:en|and)\s+(?:ik|i)\s|[.;!?]|$)"
)
WORKS_WITH = re.compile(r"(?i:\b(?:ik\s+werk|i\s+work|werk)\s+(?:met|with)\s+)(?P<list>[A-ZÀ-Ý][^,.;!?]{1,60})")
SPEAKS = re.compile(r"(?i:\b(?:ik\s+spreek|i\s+speak|spreek\s+ik)\s+)(?P<list>[^.;!?]{3,200})")
NAMED = re.compile(
    r"(?i:\b(?:mijn\s+naam\s+is|my\s+name\s+is|ik\s+heet)\s+)(?P<name>[A-ZÀ-Ý][^,.;!?\d]{2,60}?)(?=\s+(?:en|and)\s|[,.;!?]|$)"
)
LIVES = re.compile(
    r"(?i:\b(?:woon|woonachtig|wonend|i\s+live|living|live)\s+(?:in|te)\s+)(?P<place>[A-ZÀ-Ý'][\w'’-]{1,30}(?:\s[A-ZÀ-Ý][\w'’-]{1,30}){0,2})"
)
VOLUNTEER = re.compile(r"vrijwillig|voluntary|volunteer", re.IGNORECASE)
LISTED = re.compile(r",\s+(?:en\s+|and\s+)?|\s+(?:en|and)\s+")
SENTENCES_OF_A_LETTER = 3


def letter_of(text: str, lines: Sequence[Line]) -> Span | None:
    """The part of the text that is running sentences; None where there are too few of them."""
    told = [line for line in lines if len(line.text.split()) > SENTENCES_OF_A_LETTER]
    if not told:
        return None
    letter = Span(text[told[0].span.start : told[-1].span.end][:LONGEST_LETTER], told[0].span.start)
    spoken = re.findall(r"\b(?:ik|mijn|i|my)\b", letter.text, re.IGNORECASE)
    return letter if len(spoken) >= SENTENCES_OF_A_LETTER else None


def sentences(letter: Span) -> Iterator[Span]:
    """Each sentence with its place."""
    for found in SENTENCE.finditer(letter.text):
        yield letter.part(*found.span())


Told = tuple[Period, dict[str, Span], bool]


def jobs_told(letter: Span) -> Iterator[Told]:
    """Jobs with their period, and whether they are voluntary."""
    for sentence in sentences(letter):
        for found, period in _with_period(sentence, JOB):
            yield period, _groups(sentence, found), bool(VOLUNTEER.search(found["position"]))


def studies_told(letter: Span) -> Iterator[Told]:
    """Studies with their period."""
    for sentence in sentences(letter):
        for found, period in _with_period(sentence, STUDY):
            yield period, _groups(sentence, found), False


def _with_period(sentence: Span, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Period]]:
    """A statement and the only period of its sentence."""
    found, period = pattern.search(sentence.text), find_period(sentence)
    if found and period and not find_period(sentence.part(period.span.end - sentence.start)):
        yield found, period


def _groups(sentence: Span, found: re.Match[str]) -> dict[str, Span]:
    spans = {name: sentence.part(*found.span(name)).stripped() for name, said in found.groupdict().items() if said}
    return {name: span for name, span in spans.items() if name != "place" or is_place(span.shown)}


def skills_told(letter: Span) -> Iterator[Span]:
    """What the person says to be good at or to work with."""
    for pattern in (GOOD_AT, WORKS_WITH):
        for found in pattern.finditer(letter.text):
            yield from letter.part(*found.span("list")).split(LISTED)


def languages_told(letter: Span) -> Iterator[Span]:
    """The lists of languages that the person says to speak."""
    for found in SPEAKS.finditer(letter.text):
        yield letter.part(*found.span("list"))


def name_told(letter: Span) -> Span | None:
    """ "My name is ..."."""
    found = NAMED.search(letter.text)
    return letter.part(*found.span("name")) if found else None


def place_told(letter: Span) -> Span | None:
    """ "I live in ..."."""
    found = LIVES.search(letter.text)
    return letter.part(*found.span("place")) if found else None
