"""The one writer of CSV and XLSX files: what a cell says is never run by the program that opens it.

Days and moments are those of Amsterdam: ISO 8601 in CSV, which every Excel reads as a day, and real days in XLSX, which
Excel shows in the form of its own country. Nothing is put on the disk beside the target.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import TextIOWrapper
from typing import IO, Final, Protocol
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from xlsxwriter import Workbook

from cluster_crm.web.inert_text import inert, is_risky

Cell = str | Promise | int | Decimal | date | datetime | UUID | None

XLSX_ROWS: Final = 1_048_576
XLSX_UNITS_IN_CELL: Final = 32_767  # of UTF-16
XLSX_FIRST_DAY: Final = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
XLSX_DIGITS: Final = 15
XLSX_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
DAY_OF_COUNTRY: Final = {"num_format": 14}
MOMENT_OF_COUNTRY: Final = {"num_format": 22}
AS_TEXT: Final = {"num_format": 49, "quote_prefix": True}


class SheetKind(StrEnum):
    """The kinds of file that we write; the value is what a form posts."""

    EXCEL_CSV = "excel-csv"  # for a Dutch Excel: semicolons, decimal comma, byte order mark
    CSV = "csv"  # RFC 4180 in UTF-8
    XLSX = "xlsx"

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return "xlsx" if self is SheetKind.XLSX else "csv"

    @property
    def content_type(self) -> str:
        """The media type of the file."""
        if self is SheetKind.XLSX:
            return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return "text/csv; charset=utf-8"


class SheetFull(ValueError):
    """XLSX has no room for a row more; CSV has."""


class Sheet(Protocol):
    """A table that is being written, row by row."""

    def write(self, cells: Sequence[Cell]) -> None:
        """Add one row; `SheetFull` where the format ends, `TypeError` for a value that is no cell."""


@contextmanager
def open_sheet(target: IO[bytes], kind: SheetKind) -> Iterator[Sheet]:
    """Write a table to an open file, which stays open; the table is whole when the block ends without an error."""
    if kind is SheetKind.XLSX:
        with Workbook(target, XLSX_OPTIONS) as book:
            yield XlsxSheet(book)
        return
    text = TextIOWrapper(target, encoding="utf-8", errors="replace", newline="")
    try:
        yield CsvSheet(text, kind)
    finally:
        text.detach()


class CsvSheet:
    """A table as CSV, with CRLF between rows."""

    def __init__(self, text: TextIOWrapper, kind: SheetKind) -> None:
        self.decimal_sign = "," if kind is SheetKind.EXCEL_CSV else "."
        separator = ";" if kind is SheetKind.EXCEL_CSV else ","
        if kind is SheetKind.EXCEL_CSV:
            text.write("\ufeff")
        self.rows = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_MINIMAL)

    def write(self, cells: Sequence[Cell]) -> None:
        """Add one row."""
        self.rows.writerow([self.text_of(cell) for cell in cells])

    def text_of(self, cell: Cell) -> str:
        """One cell; numbers, days and moments can be no formula, any text can."""
        match plain(cell):
            case None:
                return ""
            case str(text):
                return inert(text)
            case datetime() as moment:
                return moment.strftime("%Y-%m-%d %H:%M")
            case date() as day:
                return day.isoformat()
            case int(number):
                return str(number)
            case decimal:
                return f"{decimal:f}".replace(".", self.decimal_sign)


class XlsxSheet:
    """A table as the one sheet of a workbook. Text stays text, also when a cell is edited later."""

    def __init__(self, book: Workbook) -> None:
        self.sheet = book.add_worksheet()
        self.day = book.add_format(DAY_OF_COUNTRY)
        self.moment = book.add_format(MOMENT_OF_COUNTRY)
        self.as_text = book.add_format(AS_TEXT)
        self.next_row = 0

    def write(self, cells: Sequence[Cell]) -> None:
        """Add one row."""
        if self.next_row == XLSX_ROWS:
            raise SheetFull
        for column, cell in enumerate(cells):
            self.write_cell(column, plain(cell))
        self.next_row += 1

    def write_cell(self, column: int, cell: "str | int | Decimal | date | None") -> None:
        """One cell, by its type alone: no text is looked at for what it could be."""
        place = (self.next_row, column)
        match cell:
            case None | "":
                return
            case date() if as_day(cell) < XLSX_FIRST_DAY:
                self.sheet.write_string(*place, as_day(cell).isoformat())
            case datetime():
                self.sheet.write_datetime(*place, cell, self.moment)
            case date():
                self.sheet.write_datetime(*place, cell, self.day)
            case int() | Decimal() if len(Decimal(cell).as_tuple().digits) <= XLSX_DIGITS:
                self.sheet.write_number(*place, cell)
            case _:
                text = fitting(str(cell))
                self.sheet.write_string(*place, text, self.as_text if is_risky(text) else None)


def plain(cell: Cell) -> str | int | Decimal | date | None:
    """A cell as one of five types; moments by the clock of Amsterdam, without a zone."""
    match cell:
        case datetime() if timezone.is_aware(cell):
            return timezone.localtime(cell).replace(tzinfo=None)
        case Decimal() if not cell.is_finite():
            return str(cell)
        case Promise() | UUID():
            return str(cell)
        case bool():
            raise TypeError("Say yes or no in the reader's language.")
        case str() | int() | Decimal() | date() | None:
            return cell
    raise TypeError("A cell is text, a number, a day, a moment or nothing.")


def as_day(moment: date) -> date:
    """The day of a day or a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def fitting(text: str) -> str:
    """The text as far as a cell of XLSX can hold it; an ellipsis says that there was more."""
    whole = text.encode("utf-16-le", "replace")
    if len(whole) <= 2 * XLSX_UNITS_IN_CELL:
        return whole.decode("utf-16-le")
    return whole[: 2 * XLSX_UNITS_IN_CELL - 2].decode("utf-16-le", "ignore") + "…"
