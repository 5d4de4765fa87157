"""A ZIP file of CVs: each is read from the archive when it is asked for, and nothing is written to a disk."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from candidates.readers.candidate_draft import Problem
from candidates.readers.cv_text import MAX_BYTES as MAX_CV_BYTES
from candidates.readers.kinds import (
    PDF_MARK,
    SUFFIX_OF_RESUME,
    SUFFIXES_OF_CVS,
    SUFFIXES_OF_SHEETS,
    SUFFIXES_OF_TEXT,
    ZIP_MARK,
)
from candidates.readers.sheet_extract import IS_ENCRYPTED, OLE_MARK
from candidates.readers.table import TableSource, opened, size_of
from candidates.readers.zip_listing import UNPACKING_FAILS, ZipRefused, opened_zip, read_member

MAX_BYTES = 500 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_UNPACKED = 2 * 1024 * 1024 * 1024
MAX_RATIO = 200
SMALL = 1024 * 1024
LONGEST_NAME = 150
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
SUFFIXES_OF_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"})
LEFT_BY_SYSTEMS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


class MemberUnreadable(Exception):
    """A member can't be unpacked; carries the reason, nothing of the content."""

    def __init__(self, reason: Problem) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ArchivedCv:
    """A CV or JSON Resume in an archive: its place there, a name that is a label and never a path, and its bytes."""

    number: int
    name: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class LeftOutMember:
    """A file in an archive that isn't read, and why."""

    number: int
    name: str
    reason: Problem


@dataclass(frozen=True, slots=True)
class CvArchive:
    """What an archive holds; contents can be asked for while it is open, and raise MemberUnreadable."""

    cvs: tuple[ArchivedCv, ...]
    left_out: tuple[LeftOutMember, ...]


@contextmanager
def open_archive(source: TableSource) -> Iterator[CvArchive]:
    """Look at what an archive holds. Refuses by `ZipRefused` what would cost too much to look at or is empty."""
    with opened(source) as stream:
        if size_of(stream) > MAX_BYTES:
            raise ZipRefused(Problem.TOO_LARGE)
        archive = opened_zip(stream)
        members = [
            (number, member) for number, member in enumerate(archive.infolist(), start=1) if not _is_silent(member)
        ]
        if not members:
            raise ZipRefused(Problem.EMPTY)
        if len(members) > MAX_MEMBERS or sum(member.file_size for _number, member in members) > MAX_UNPACKED:
            raise ZipRefused(Problem.ZIP_BOMB)
        yield _sorted_out(archive, members)


def _is_silent(member: zipfile.ZipInfo) -> bool:
    """Folders, and what systems leave behind: nobody put it there."""
    path = PurePosixPath(member.filename.replace("\\", "/").lower())
    return (
        member.is_dir()
        or "__macosx" in path.parts
        or path.name in LEFT_BY_SYSTEMS
        or path.name.startswith("._")
        or path.name.startswith("~$")
    )


def _sorted_out(archive: zipfile.ZipFile, members: list[tuple[int, zipfile.ZipInfo]]) -> CvArchive:
    cvs: list[ArchivedCv] = []
    left_out: list[LeftOutMember] = []
    seen: set[tuple[int, int]] = set()
    for number, member in members:
        fault = _fault_of(archive, member)
        mark = (member.CRC, member.file_size)
        if not fault and mark in seen:
            fault = Problem.SAME_FILE
        seen.add(mark)
        if fault:
            left_out.append(LeftOutMember(number, label_of(member.filename), fault))
        else:
            cvs.append(ArchivedCv(number, label_of(member.filename), partial(_content, archive, member)))
    return CvArchive(tuple(cvs), tuple(left_out))


def label_of(filename: str) -> str:
    """The last part of a name, whichever way its slashes lean, without what can't be seen."""
    last = filename.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(character for character in last if character.isprintable())[-LONGEST_NAME:]


def _fault_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Problem | None:
    """Why a member isn't read, as far as that shows without unpacking it."""
    if member.flag_bits & IS_ENCRYPTED:
        return Problem.ENCRYPTED
    if member.compress_type not in PACKINGS:
        return Problem.PACKED_OTHERWISE
    if not member.file_size:
        return Problem.EMPTY
    if member.file_size > MAX_CV_BYTES:
        return Problem.TOO_LARGE
    if member.file_size > SMALL and member.file_size > MAX_RATIO * member.compress_size:
        return Problem.ZIP_BOMB
    return _fault_by_kind(archive, member)


def _fault_by_kind(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Problem | None:
    suffix = PurePosixPath(label_of(member.filename)).suffix.lower()
    if suffix in SUFFIXES_OF_ARCHIVES:
        return Problem.ARCHIVE_INSIDE
    if suffix in SUFFIXES_OF_SHEETS | SUFFIXES_OF_TEXT:
        return Problem.TABLE_INSIDE
    if suffix in SUFFIXES_OF_CVS or suffix == SUFFIX_OF_RESUME:
        return None
    try:
        head = read_member(archive, member, len(OLE_MARK))
    except UNPACKING_FAILS:
        return Problem.CORRUPT
    return None if head.startswith((PDF_MARK, ZIP_MARK, OLE_MARK, b"{")) else Problem.NOT_A_CV


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return read_member(archive, member, MAX_CV_BYTES)
    except UNPACKING_FAILS:
        raise MemberUnreadable(Problem.CORRUPT) from None
