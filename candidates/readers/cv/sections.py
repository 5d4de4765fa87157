"""The parts of a CV: where a heading stands, and what the lines under it are about.

A heading is a line that is known as one. What is set in the same way as most known headings is one too, whatever it
says; what stands under it tells what it is about.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from candidates.readers.cv.address import DUTCH_POSTCODE
from candidates.readers.cv.contact import EMAIL, holds_address, holds_number, is_address
from candidates.readers.cv.entry_labels import HEAD_OF, plain_label
from candidates.readers.cv.headings import close_up, kind_of_heading, kind_of_long_heading
from candidates.readers.cv.labels import label_of
from candidates.readers.cv.language_names import language_name
from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.periods import Period, period_at_edge
from candidates.readers.cv.place_names import is_place
from candidates.readers.cv.section_kinds import SectionKind
from candidates.readers.cv.table_heads import is_head_of_table
from candidates.readers.cv.words_of_work import (
    institution_weight,
    is_of_study,
    organisation_weight,
    position_weight,
    study_weight,
)

FEWEST_OF_A_LOOK = 2
SHARE_OF_A_LOOK = 0.5
MOST_WORDS_OF_HEADING = 5
MOST_TITLE_LINES = 3
SURELY = 1.5
LABELLED = re.compile(r"(?P<label>[^\t:]{2,40}?)\s*(?::\s*|\t:?\s*)(?=\S)")
KINDS_ON_ONE_LINE = frozenset({SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.REFEREES, SectionKind.OTHER})
KINDS_WITH_PERIODS = {SectionKind.EXPERIENCE, SectionKind.EDUCATION, SectionKind.VOLUNTARY}
LINES_OF_STUDY = 2
MOST_SPOKEN = 2  # times "I": more is a letter

Look = tuple[int, bool]


@dataclass(frozen=True, slots=True)
class Part:
    """The lines under one heading."""

    kind: SectionKind
    lines: tuple[Line, ...]
    heading: Span | None = None
    look: int = 0
    resumes: SectionKind | None = None

    @property
    def start(self) -> int:
        """Where it begins, heading included."""
        return self.heading.start if self.heading else self.lines[0].span.start

    @property
    def end(self) -> int:
        """Where its last line ends."""
        return self.lines[-1].span.end if self.lines else self.start + len(self.heading.text if self.heading else "")


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """The text cut at its headings; what stands before the first is about the person."""
    looks = _looks_of_headings(lines)
    titles = _looks_of_titles(lines, looks)
    parts: list[Part] = []
    begin: Part = Part(SectionKind.CONTACT, ())
    kept: list[Line] = []
    for line in lines:
        heading = _heading(line, looks, titles, former=begin) or _address_beside(
            line, [*parts, replace(begin, lines=tuple(kept))]
        )
        if heading is None:
            kept.append(line)
            continue
        parts.append(replace(begin, lines=tuple(kept)))
        begin, kept = heading, list(heading.lines)
    parts.append(replace(begin, lines=tuple(kept)))
    told = _own_by_content([_told_by_content(part) for part in parts if part.lines or part.heading])
    return (
        told
        if any(part.kind == SectionKind.EXPERIENCE for part in told)
        else [cut for part in told for cut in _without_headings(part)]
    )


def _address_beside(line: Line, parts: Sequence[Part]) -> Part | None:
    """A column of contact data without a heading: the first address, alone on its line after a blank one."""
    own = [each.text for part in parts if part.kind == SectionKind.CONTACT for each in part.lines]
    is_possible = parts[-1].kind != SectionKind.CONTACT and (
        _is_whole_address(line.text) or (line.is_after_blank and is_address(line.cells[0].text))
    )
    if not is_possible or (parts[-1].kind == SectionKind.REFEREES and not (own and own[0] in line.text)):
        return None
    is_email = bool(EMAIL.search(line.text))
    is_first = not any(EMAIL.search(text) if is_email else holds_number(text) for text in own)
    return Part(SectionKind.CONTACT, (line,)) if is_first else None


def _is_whole_address(text: str) -> bool:
    """A line at the foot of the page with all in one: postcode, telephone number and e-mail address."""
    return bool(EMAIL.search(text) and DUTCH_POSTCODE.search(text) and holds_number(text))


def _own_by_content(parts: list[Part]) -> list[Part]:
    """What stands under a heading that says nothing is about the person when only there are addresses."""
    if any(holds_address(line.text) for part in parts if part.kind == SectionKind.CONTACT for line in part.lines):
        return parts
    own = [part for part in parts if part.kind == SectionKind.OTHER and _holds_own(part)]
    return [replace(part, kind=SectionKind.CONTACT) if own and part is own[0] else part for part in parts]


def _holds_own(part: Part) -> bool:
    is_unknown = bool(part.heading) and not kind_of_heading(part.heading.text if part.heading else "")
    text = "\n".join(line.text for line in part.lines)
    return is_unknown and bool(EMAIL.search(text) and DUTCH_POSTCODE.search(text))


def _without_headings(part: Part) -> list[Part]:
    """A text without headings, cut at blank lines and periods; each piece with a period is a job or a study."""
    spoken = re.findall(r"\b(?:ik|i)\b", " ".join(line.text for line in part.lines), re.IGNORECASE)
    dated = sum(bool((period := period_at_edge(line.span)) and period.is_range) for line in part.lines)
    if part.kind not in {SectionKind.CONTACT, SectionKind.PROFILE} or len(spoken) > max(MOST_SPOKEN, dated):
        return [part]
    cut: list[Part] = []
    for line in part.lines:
        period = period_at_edge(line.span)
        is_dated = bool(period and period.is_range)
        former = cut[-1] if cut else None
        if former and period and _begins_studies(line, period):
            cut.append(replace(part, kind=SectionKind.EDUCATION, lines=(line,), heading=None))
        elif former and not is_dated and (not line.is_after_blank or former.kind in KINDS_WITH_PERIODS):
            cut[-1] = replace(former, lines=(*former.lines, line))
        else:
            kind = SectionKind.EXPERIENCE if is_dated else part.kind
            cut.append(replace(part, kind=kind, lines=(line,), heading=None if cut else part.heading))
    return _merged([_as_study(each) for each in cut])


def _begins_studies(line: Line, period: Period) -> bool:
    """A year alone before a course, after a blank line: "2018: VCA (Trainingscentrum Zuid)"."""
    is_year = line.is_after_blank and not period.is_range and period.span.start == line.span.start
    return is_year and (is_of_study(line.text) or institution_weight(line.text) >= SURELY)


def _as_study(part: Part) -> Part:
    is_study = part.kind == SectionKind.EXPERIENCE and any(
        is_of_study(line.text) for line in part.lines[:LINES_OF_STUDY]
    )
    return replace(part, kind=SectionKind.EDUCATION) if is_study else part


def _merged(parts: list[Part]) -> list[Part]:
    merged: list[Part] = []
    for part in parts:
        if merged and merged[-1].kind == part.kind:
            merged[-1] = replace(merged[-1], lines=(*merged[-1].lines, *part.lines))
        else:
            merged.append(part)
    return merged


def _heading(line: Line, looks: frozenset[Look], titles: frozenset[Look], *, former: Part) -> Part | None:
    """The part that begins with this line, if one does."""
    if former.resumes and (period := period_at_edge(line.span)) and period.is_range:
        return Part(former.resumes, (line,))
    if _look(line) in titles and former.kind != SectionKind.CONTACT:
        return Part(SectionKind.CONTACT, (line,))
    kind = _kind(line)
    if kind and (not looks or _look(line) in looks or line.text.isupper() or line.look < min(looks)[0]):
        return Part(kind, (), line.span, line.look)
    is_first = former.heading is None and former.kind == SectionKind.CONTACT
    is_title = former.kind in KINDS_WITH_PERIODS and _is_title_of_entry(line.text)
    if kind is None and not is_first and _look(line) in looks and _could_be_heading(line) and not is_title:
        return Part(SectionKind.OTHER, (), line.span)
    return _labelled(line, former)


def _kind(line: Line) -> SectionKind | None:
    text = line.text.rstrip(" :")
    if line.is_item or line.text.endswith((".", ",", ";")) or not (text[:1].isupper() or text.isupper()):
        return None
    return kind_of_heading(text) or (kind_of_long_heading(text) if line.is_after_blank else None)


def _labelled(line: Line, former: Part) -> Part | None:
    """A heading with its content on the same line: "Talen: Nederlands, Engels"."""
    found = LABELLED.match(line.text)
    if not found or line.is_item:
        return None
    kind = kind_of_heading(found["label"])
    rest = replace(line, span=line.span.part(found.end()))
    if kind is None or not found["label"][:1].isupper() or _is_label(found["label"], former) or is_head_of_table(line):
        return None
    if kind not in KINDS_ON_ONE_LINE and "\t" not in found[0]:
        return None
    if kind == SectionKind.LANGUAGES and not any(language_name(word) for word in re.findall(r"[^\W\d_]+", rest.text)):
        return None
    resumes = former.kind if former.kind in KINDS_WITH_PERIODS and kind == SectionKind.REFEREES else None
    return Part(kind, (rest,), line.span.part(0, found.end("label")), resumes=resumes)


def _is_label(text: str, former: Part) -> bool:
    """Whether a word labels a value of the part that goes on, such as "Diploma: ..." of a study."""
    if former.kind == SectionKind.CONTACT:
        return bool(label_of(text))
    return former.kind in KINDS_WITH_PERIODS and plain_label(text) in HEAD_OF


def _look(line: Line) -> Look:
    return line.look, close_up(line.text).isupper()


def _looks_of_headings(lines: Sequence[Line]) -> frozenset[Look]:
    """How headings look here: the looks of which at least half are known headings."""
    known = Counter(_look(line) for line in lines if _kind(line))
    whole = Counter(_look(line) for line in lines)
    if len(whole) == 1:
        return frozenset()
    return frozenset(
        look for look, count in known.items() if count >= FEWEST_OF_A_LOOK and count >= SHARE_OF_A_LOOK * whole[look]
    )


def _looks_of_titles(lines: Sequence[Line], looks: frozenset[Look]) -> frozenset[Look]:
    """How the name and the lines around it look: the most prominent look and that of the first line, if rare."""
    if not lines or not any(line.look for line in lines):
        return frozenset()
    shown = {min(lines, key=lambda line: line.look).look, lines[0].look}
    alike = {look: [line for line in lines if line.look == look] for look in shown}
    return frozenset(
        _look(line)
        for same in alike.values()
        if len(same) <= MOST_TITLE_LINES and not any(_look(line) in looks or _kind(line) for line in same)
        for line in same
    )


def _is_title_of_entry(text: str) -> bool:
    """An employer, a function, a school or a study that is set as the headings are."""
    name, comma, place = text.rpartition(", ")
    weights = (organisation_weight(text), institution_weight(text), study_weight(text), position_weight(text))
    return bool(comma and name and is_place(place)) or max(weights) >= SURELY


def _could_be_heading(line: Line) -> bool:
    words = close_up(line.text).split()
    return len(words) <= MOST_WORDS_OF_HEADING and not re.search(r"[\d@:\t]", line.text) and not line.is_item


def _told_by_content(part: Part) -> Part:
    """The kind of a part whose heading is unknown, by what stands there."""
    if part.kind != SectionKind.OTHER or part.heading is None or kind_of_heading(part.heading.text):
        return part
    dated = [line for line in part.lines if period_at_edge(line.span)]
    if part.lines and all(language_name(line.text.split()[0]) for line in part.lines):
        return replace(part, kind=SectionKind.LANGUAGES)
    if len(dated) * 4 < len(part.lines) or not dated:
        return part
    is_study = sum(is_of_study(line.text) for line in part.lines) >= len(dated)
    return replace(part, kind=SectionKind.EDUCATION if is_study else SectionKind.EXPERIENCE)
