"""The one entrance to tables of people: text in columns, or a spreadsheet; the content says which."""

from candidates.readers.candidate_draft import Problem
from candidates.readers.csv_table import open_csv
from candidates.readers.sheet_table import MARKS, open_sheet_table
from candidates.readers.table import MAX_BYTES, Table, TableRefused, TableSource, opened


def open_table(
    source: TableSource, *, encoding: str | None = None, separator: str | None = None, sheet: str | None = None
) -> Table:
    """Open a table for one reading of its rows; what isn't said is found out.

    Give bytes, a path, or a stream that can seek and stays open meanwhile. Refuses by `TableRefused`.
    """
    try:
        with opened(source) as stream:
            if stream.read(len(MARKS[-1])).startswith(MARKS):
                stream.seek(0)
                return open_sheet_table(stream.read(MAX_BYTES + 1), sheet=sheet)
    except OSError:
        raise TableRefused(Problem.NOT_OPENED) from None
    return open_csv(source, encoding=encoding, separator=separator)
