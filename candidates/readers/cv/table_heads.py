"""Tables whose first row says what stands in each column: "Periode, Werkgever, Plaats, Functie"."""

from collections.abc import Mapping, Sequence

from candidates.readers.cv.entries import Entry, without_sentence
from candidates.readers.cv.entry_labels import HEAD_OF, plain_label
from candidates.readers.cv.labels import LABELLED
from candidates.readers.cv.lines import Line, Span

FEWEST_HEADS = 2


def under_heads(
    lines: Sequence[Line], entries: Sequence[Entry], called: Mapping[str, str]
) -> list[dict[str, Span]] | None:
    """For each entry its cells by the heads of the table; None where the section is no such table.

    `called` says what a head means in this section: "where" is an employer among jobs and a school among studies.
    """
    heads = next((found for line in lines[:2] if (found := _heads(line))), None)
    if not heads:
        return None
    rows = {line.span.start: line for line in lines}
    named = []
    for entry in entries:
        cells = _cells_of_row(entry, rows)
        if len(cells) != len(heads):
            return None
        named.append(
            {
                called.get(head, head): without_sentence(cell)[0]
                for head, cell in zip(heads, cells, strict=True)
                if head not in {"period", "result"}
            }
        )
    return named


def labelled_roles(entry: Entry) -> dict[str, Span]:
    """Roles where each title has its label: "Company: ...", "Position: ..."."""
    found = [(title, LABELLED.match(title.text)) for title in entry.titles]
    heads = [
        (HEAD_OF.get(plain_label(label["label"] or ""), ""), title.part(label.end())) for title, label in found if label
    ]
    named = {head: span.stripped() for head, span in heads if head and head not in {"period", "result"}}
    return named if len(named) == len(entry.titles) else {}


def is_head_of_table(line: Line) -> bool:
    """Whether a line is the first row of such a table."""
    return _heads(line) is not None


def _heads(line: Line) -> list[str] | None:
    heads = [HEAD_OF.get(plain_label(cell.shown), "") for cell in line.cells]
    return heads if len(heads) >= FEWEST_HEADS and all(heads) else None


def _cells_of_row(entry: Entry, rows: dict[int, Line]) -> list[Span]:
    where = entry.period.span.start
    row = max((start for start in rows if start <= where), default=None)
    return rows[row].cells if row is not None else []
