"""In which encoding a text was written, and letters of another one put right."""

import codecs
import re
from typing import BinaryIO

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.readers.candidate_draft import Problem
from candidates.readers.table import TableRefused

CHUNK = 1024 * 1024
HEAD = 4096
SHARE_OF_NULS = 0.3
SHARE_OF_CONTROLS = 0.1
STRAY_BYTE = re.compile(r"[\udc80-\udcff]")
READ_TWICE = re.compile(r"[\u00c2-\u00f4][^\x00-\x7f]")  # "Ã©", where UTF-8 was read as Windows text
CONTROLS = frozenset((*range(9), *range(14, 32)))


class Encoding(models.TextChoices):
    """The encodings that can be chosen where the one that was found is wrong."""

    UTF_8 = "utf-8", _("Unicode (UTF-8)")
    WINDOWS = "cp1252", _("Windows, Western European")
    UTF_16 = "utf-16", _("Unicode (UTF-16)")
    UTF_16_LE = "utf-16-le", _("Unicode (UTF-16, without a mark, small end first)")
    UTF_16_BE = "utf-16-be", _("Unicode (UTF-16, without a mark, large end first)")
    LATIN_9 = "iso-8859-15", _("Western European (ISO 8859-15)")
    MAC = "mac-roman", _("Macintosh")
    DOS = "cp850", _("MS-DOS")


def found_encoding(stream: BinaryIO) -> Encoding:
    """UTF-16 by its mark or its zeros, UTF-8 if most of it is, else that of older Windows programs."""
    stream.seek(0)
    head = stream.read(HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding.UTF_16
    if unmarked := _utf_16_without_mark(head):
        return unmarked
    if sum(byte in CONTROLS for byte in head) > SHARE_OF_CONTROLS * len(head):
        raise TableRefused(Problem.NOT_A_TABLE)
    return Encoding.UTF_8 if _is_mostly_utf_8(stream) else Encoding.WINDOWS


def _utf_16_without_mark(head: bytes) -> Encoding | None:
    enough = SHARE_OF_NULS * len(head)
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > enough and not even:
        return Encoding.UTF_16_LE
    return Encoding.UTF_16_BE if even > enough and not odd else None


def _is_mostly_utf_8(stream: BinaryIO) -> bool:
    """Whether letters beyond ASCII are rather UTF-8 than single bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    letters = stray = 0
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        text = decoder.decode(chunk)
        if not text.isascii():
            wrong = len(STRAY_BYTE.findall(text))
            stray, letters = stray + wrong, letters + len(re.findall(r"[^\x00-\x7f]", text)) - wrong
    return not stray or letters >= stray


def put_right(cell: str) -> tuple[str, bool]:
    """A cell without NUL and marks, its stray letters read as they were meant, and whether there were any.

    A byte that means nothing in any of the two encodings becomes "�".
    """
    if cell.isascii() and "\0" not in cell:
        return cell, False
    tidy = cell.replace("\0", "").replace("\ufeff", "")
    mended = STRAY_BYTE.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), tidy)
    if READ_TWICE.search(mended):
        mended = _read_once(mended)
    return mended, mended != tidy


def _read_once(text: str) -> str:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
