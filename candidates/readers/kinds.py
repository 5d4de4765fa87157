"""What kind of file comes in, by its content; its name only helps where the content could be two things."""

from enum import Enum, auto
from pathlib import PurePath
from typing import BinaryIO

from candidates.readers.sheet_extract import NAMES_OF_OLD_WORKBOOK, ODS, OLE_MARK
from candidates.readers.table import TableSource, opened
from candidates.readers.zip_listing import END_MARK, UNPACKING_FAILS, ZipRefused, opened_zip, read_member

ZIP_MARK = b"PK\x03\x04"
PDF_MARK = b"%PDF"
HEAD = 1024
SUFFIXES_OF_TEXT = frozenset({".csv", ".tsv", ".txt", ".tab"})
SUFFIXES_OF_SHEETS = frozenset({".xlsx", ".xlsm", ".xltx", ".ods", ".xls", ".xlsb"})
SUFFIX_OF_RESUME = ".json"
SUFFIXES_OF_CVS = frozenset({".pdf", ".docx", ".odt", ".doc"})


class Kind(Enum):
    """The kinds of files that are read."""

    TABLE = auto()
    CV = auto()
    RESUME = auto()
    ARCHIVE = auto()


def kind_of(source: TableSource, name: str) -> Kind:
    """The kind of a file; what can be nothing else is taken for a CV, whose reader says what is wrong with it."""
    suffix = PurePath(name).suffix.lower()
    with opened(source) as stream:
        head = stream.read(HEAD)
        if head.startswith((ZIP_MARK, END_MARK)):
            return _kind_of_zip(stream, suffix)
        if head.startswith(OLE_MARK):
            content = head + stream.read()
            is_table = suffix in SUFFIXES_OF_SHEETS or any(mark in content for mark in NAMES_OF_OLD_WORKBOOK)
            return Kind.TABLE if is_table else Kind.CV
    if head.startswith(PDF_MARK):
        return Kind.CV
    if suffix in SUFFIXES_OF_TEXT:
        return Kind.TABLE
    if suffix == SUFFIX_OF_RESUME or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return Kind.RESUME
    return Kind.TABLE if suffix in SUFFIXES_OF_SHEETS else Kind.CV


def _kind_of_zip(stream: BinaryIO, suffix: str) -> Kind:
    try:
        archive = opened_zip(stream)
        names = set(archive.namelist())
        mime_type = read_member(archive, archive.getinfo("mimetype"), HEAD) if "mimetype" in names else b""
    except (ZipRefused, *UNPACKING_FAILS):
        return _kind_by_name(suffix)
    if mime_type.strip() == ODS or names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return Kind.TABLE
    return Kind.CV if mime_type or "[Content_Types].xml" in names else _kind_by_name(suffix)


def _kind_by_name(suffix: str) -> Kind:
    if suffix in SUFFIXES_OF_SHEETS:
        return Kind.TABLE
    return Kind.CV if suffix in SUFFIXES_OF_CVS else Kind.ARCHIVE
