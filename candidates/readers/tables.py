"""The one entrance to tables of people: text in columns."""

from candidates.readers.csv_table import open_csv
from candidates.readers.table import Table, TableSource


def open_table(source: TableSource, *, encoding: str | None = None, separator: str | None = None) -> Table:
    """Open a table for one reading of its rows; what isn't said is found out.

    Give bytes, a path, or a stream that can seek and stays open meanwhile. Refuses by `TableRefused`.
    """
    return open_csv(source, encoding=encoding, separator=separator)
