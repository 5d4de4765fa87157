"""What a ZIP file holds, listed without opening any of it; a list too long to look at is refused before it is read."""

import struct
import zipfile
import zlib
from typing import BinaryIO

from candidates.readers.candidate_draft import Problem
from candidates.readers.table import TableRefused, size_of

LONGEST_LIST = 4 * 1024 * 1024
END_MARK = b"PK\x05\x06"
END_SIZE = 22
LONGEST_COMMENT = 65_535
UNPACKING_FAILS = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, RuntimeError, EOFError, OSError)


class ZipRefused(TableRefused):
    """The archive isn't opened; carries the reason, nothing of the content."""


def opened_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """The archive in a stream, its list read and nothing unpacked."""
    if _length_of_list(stream) > LONGEST_LIST:
        raise ZipRefused(Problem.ZIP_BOMB)
    try:
        return zipfile.ZipFile(stream)
    except UNPACKING_FAILS:
        raise ZipRefused(Problem.CORRUPT) from None


def _length_of_list(stream: BinaryIO) -> int:
    """The bytes of the list as the end of the file tells; the form for more than 65,535 members counts as too long."""
    size = size_of(stream)
    stream.seek(max(0, size - END_SIZE - LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(END_MARK)
    if at < 0 or len(tail) - at < END_SIZE:
        raise ZipRefused(Problem.CORRUPT)
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """At most so many bytes of a member, whatever it says of its size."""
    with archive.open(member) as unpacked:
        return unpacked.read(min(most, member.file_size) + 1)[:most]
