"""Takes the cells out of a spreadsheet, in a limited child process (`cluster_crm.web.confined`); run by `sheet_table`.

The input is one line of JSON that says which sheet, and then the file. Says what went wrong by code only; imports
nothing of Django.
"""

import io
import json
import zipfile
from datetime import date, datetime, time
from enum import StrEnum

import python_calamine

MAX_ZIP_MEMBERS = 2_000
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
UNPACKED_WITHOUT_QUESTION = 20 * 1024 * 1024
MAX_CELLS = 10_000_000
MAX_CHARACTERS = 60_000_000
BETWEEN_CELLS = "\x1f"
OLE_MARK = bytes.fromhex("D0CF11E0A1B11AE1")
NAME_OF_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NAMES_OF_OLD_WORKBOOK = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "Book\0"))
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
IS_ENCRYPTED = 1
EXACT = 2**53

Cell = str | float | bool | date | time | datetime | object


class SheetCode(StrEnum):
    """The reasons for which a spreadsheet isn't read; `Problem` says them to people."""

    NOT_A_TABLE = "NOT_A_TABLE"
    BINARY_WORKBOOK = "BINARY_WORKBOOK"
    ENCRYPTED = "ENCRYPTED"
    CORRUPT = "CORRUPT"
    ZIP_BOMB = "ZIP_BOMB"
    TOO_COSTLY = "TOO_COSTLY"
    TOO_LARGE = "TOO_LARGE"
    EMPTY = "EMPTY"
    NO_SUCH_SHEET = "NO_SUCH_SHEET"


class SheetRefused(Exception):
    """The spreadsheet isn't read; carries the code and nothing of the content."""

    def __init__(self, code: SheetCode) -> None:
        super().__init__(code.value)
        self.code = code


def answer(framed: bytes) -> dict[str, object]:
    """What the child process says: names of the sheets, and the rows of one; or the code of a refusal."""
    options, _line_end, content = framed.partition(b"\n")
    try:
        look_at_container(content)
        return _cells_of(content, json.loads(options)["sheet"])
    except SheetRefused as refusal:
        return {"error": refusal.code}
    except python_calamine.PasswordError:
        return {"error": SheetCode.ENCRYPTED}


def look_at_container(content: bytes) -> None:
    """Refuse what is no spreadsheet, is locked, or unpacks to far too much."""
    if content.startswith(OLE_MARK):
        _look_at_old_container(content)
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        _weigh(members, len(content))
        _look_inside(archive, {member.filename for member in members})
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise SheetRefused(SheetCode.CORRUPT) from None


def _look_at_old_container(content: bytes) -> None:
    if NAME_OF_ENCRYPTED in content:
        raise SheetRefused(SheetCode.ENCRYPTED)
    if not any(name in content for name in NAMES_OF_OLD_WORKBOOK):
        raise SheetRefused(SheetCode.NOT_A_TABLE)


def _weigh(members: list[zipfile.ZipInfo], packed: int) -> None:
    if any(member.flag_bits & IS_ENCRYPTED for member in members):
        raise SheetRefused(SheetCode.ENCRYPTED)
    unpacked = sum(member.file_size for member in members)
    is_dense = unpacked > UNPACKED_WITHOUT_QUESTION and unpacked > MAX_RATIO * packed
    if len(members) > MAX_ZIP_MEMBERS or unpacked > MAX_UNPACKED or is_dense:
        raise SheetRefused(SheetCode.ZIP_BOMB)


def _look_inside(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise SheetRefused(SheetCode.BINARY_WORKBOOK)
    if not {"mimetype", "content.xml"} <= names or archive.read("mimetype").strip() != ODS:
        raise SheetRefused(SheetCode.NOT_A_TABLE)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise SheetRefused(SheetCode.ENCRYPTED)


def _cells_of(content: bytes, wanted: str | None) -> dict[str, object]:
    workbook = python_calamine.load_workbook(io.BytesIO(content))
    sheets = _sheets_shown(workbook)
    if wanted and wanted not in sheets:
        raise SheetRefused(SheetCode.NO_SUCH_SHEET)
    for name in [wanted] if wanted else sheets:
        lines, rows, width = _rows_of(workbook.get_sheet_by_name(name))
        if rows:
            return {"sheets": sheets, "sheet": name, "width": width, "lines": lines, "rows": rows}
    raise SheetRefused(SheetCode.EMPTY)


def _sheets_shown(workbook: python_calamine.CalamineWorkbook) -> list[str]:
    """The names of the sheets with cells; what is hidden isn't offered."""
    kind, seen = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible
    return [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == kind and sheet.visible == seen]


def _rows_of(sheet: python_calamine.CalamineSheet) -> tuple[list[int], list[str], int]:
    """The rows with something in them: their lines, and their cells in one text each."""
    if sheet.height * sheet.width > MAX_CELLS:
        raise SheetRefused(SheetCode.TOO_LARGE)
    lines: list[int] = []
    rows: list[str] = []
    room = MAX_CHARACTERS
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        row = BETWEEN_CELLS.join(map(text_of, cells))
        if row.strip(BETWEEN_CELLS + " "):
            lines.append(line)
            rows.append(row)
            room -= len(row)
            if room < 0:
                raise SheetRefused(SheetCode.TOO_LARGE)
    return lines, rows, sheet.width


def text_of(cell: Cell) -> str:
    """A cell as text: what a formula came to, days as 2024-12-31, whole numbers without ".0"."""
    if isinstance(cell, str):
        return cell.replace(BETWEEN_CELLS, " ")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return str(cell)
