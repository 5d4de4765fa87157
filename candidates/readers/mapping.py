"""Which column of a table means what: proposed with the reason, for a person to confirm or change."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.readers.headings import field_in_heading, field_of_heading, left_out_by_heading
from candidates.readers.import_fields import MANY_COLUMNS, ImportField, LeftOut
from candidates.readers.looks import kind_of_value, year_of

SAMPLE_ROWS = 200
SHARE_ALIKE = 0.8
SHARE_OF_BSNS = 0.5  # one number in eleven passes the test by chance
FEWEST_BSNS = 2
NEWEST_BIRTH_YEAR = 2010
KIND_OF_FIELD = {"email": ImportField.EMAIL, "phone": ImportField.PHONE, "postcode": ImportField.POSTCODE}


class Evidence(models.TextChoices):
    """Why a field is proposed for a column, from sure to unsure."""

    HEADING = "heading", _("The heading says so.")
    PART_OF_HEADING = "part_of_heading", _("The heading says so among other words.")
    CONTENT = "content", _("The values look like it.")
    TAKEN = "taken", _("Another column already holds this.")
    NOTHING = "nothing", _("Nothing says what this is.")


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """What one column may be; `left_out` says why it may not come in at all."""

    column: int
    field: ImportField | None = None
    evidence: Evidence = Evidence.NOTHING
    left_out: LeftOut | None = None

    @property
    def is_sure(self) -> bool:
        """Whether a person need not look at it."""
        return self.evidence is Evidence.HEADING or self.left_out is not None


def propose_columns(headings: Sequence[str], sample_rows: Sequence[Sequence[str]] = ()) -> tuple[ColumnProposal, ...]:
    """A proposal for each column, by its heading in Dutch or English, else by the values of some rows."""
    samples = [_sample(sample_rows, column) for column in range(len(headings))]
    raw = [_proposal(column, heading, samples[column]) for column, heading in enumerate(headings)]
    settled: dict[int, ColumnProposal] = {}
    taken: set[ImportField] = set()
    for strength in Evidence:
        for proposal in raw:
            if proposal.evidence is strength:
                settled[proposal.column] = _not_twice(proposal, taken)
    return tuple(settled[column] for column in range(len(headings)))


def propose_mapping(headings: Sequence[str], sample_rows: Sequence[Sequence[str]] = ()) -> dict[int, str]:
    """The proposed field by column number, without the columns that mean nothing or stay out."""
    proposals = propose_columns(headings, sample_rows)
    return {proposal.column: proposal.field.value for proposal in proposals if proposal.field}


def columns_left_out(headings: Sequence[str], sample_rows: Sequence[Sequence[str]] = ()) -> dict[int, LeftOut]:
    """The columns that law or policy keeps out, with the reason (GEN-09, CAND-DATA-32)."""
    found = {
        column: left_out_by_heading(heading) or _left_out_by_content(heading, _sample(sample_rows, column))
        for column, heading in enumerate(headings)
    }
    return {column: reason for column, reason in found.items() if reason}


def _sample(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    return [row[column] for row in rows[:SAMPLE_ROWS] if column < len(row) and row[column].strip()]


def _proposal(column: int, heading: str, values: list[str]) -> ColumnProposal:
    left_out = left_out_by_heading(heading) or _left_out_by_content(heading, values)
    if left_out:
        return ColumnProposal(column, left_out=left_out)
    if field := field_of_heading(heading):
        return ColumnProposal(column, ImportField(field), Evidence.HEADING)
    if field := field_in_heading(heading):
        return ColumnProposal(column, ImportField(field), Evidence.PART_OF_HEADING)
    if shown := _field_by_content(values):
        return ColumnProposal(column, shown, Evidence.CONTENT)
    return ColumnProposal(column)


def _not_twice(proposal: ColumnProposal, taken: set[ImportField]) -> ColumnProposal:
    """The first of two columns with one meaning counts, unless the field takes many; a second number is another."""
    field = proposal.field
    if field is ImportField.PHONE and field in taken:
        field = ImportField.OTHER_PHONE
    if field is None or field in MANY_COLUMNS:
        return proposal
    if field in taken:
        return ColumnProposal(proposal.column, evidence=Evidence.TAKEN)
    taken.add(field)
    return ColumnProposal(proposal.column, field, proposal.evidence)


def _field_by_content(values: list[str]) -> ImportField | None:
    kind, share = _kind_of_most(values)
    return KIND_OF_FIELD.get(kind, ImportField.PROFILE_URL if kind == "profile_url" else None) if share else None


def _kind_of_most(values: list[str]) -> tuple[str, float]:
    counts = Counter(map(kind_of_value, values))
    kind, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    share = count / len(values) if values else 0.0
    return (kind, share) if share >= SHARE_ALIKE else ("", 0.0)


def _left_out_by_content(heading: str, values: list[str]) -> LeftOut | None:
    """Citizen service numbers under any heading; days long ago under a heading that says nothing."""
    bsns = sum(kind_of_value(value) == "bsn" for value in values)
    if bsns >= FEWEST_BSNS and bsns >= SHARE_OF_BSNS * len(values):
        return LeftOut.NATIONAL_ID
    if field_of_heading(heading) or _kind_of_most(values)[0] != "date":
        return None
    years = sorted(year_of(value) for value in values)
    return LeftOut.BIRTH if 0 < years[len(years) // 2] <= NEWEST_BIRTH_YEAR else None
