"""What reading a CV gives: a draft, the place in the text of each of its values, and the parts of the text."""

from dataclasses import dataclass

from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.cv.section_kinds import SectionKind


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text, from `start` up to `end` in characters, its heading included."""

    kind: SectionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value of the draft stands in the text, in characters from `start` up to `end`, and the rule that took it.

    `field` names the value as in "family_name", "experience[0].organisation" or "skills[2]"; one field may have several
    places, in the order of the text. `rule` is a code, such as "labelled"; the text itself is not repeated.
    """

    field: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class CvReading:
    """A draft whose every value is a guess, with its evidence by place in the text that it was read from."""

    draft: CandidateDraft
    evidence: tuple[Evidence, ...] = ()
    sections: tuple[Section, ...] = ()

    def places_of(self, field: str) -> tuple[Evidence, ...]:
        """The places of one field; nothing for a field that was left empty."""
        return tuple(piece for piece in self.evidence if piece.field == field)
