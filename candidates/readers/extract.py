"""The limited child process that takes the text out of a CV: bytes on standard input, JSON on standard output.

A CV comes from a stranger, and readers of PDF and ZIP have bugs: this process has no database, no secrets, little
memory and time, can't write files, start programs or open connections. It says what went wrong by code only.
Run by `cv_text`; imports nothing of Django.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Callable

import puremagic

from candidates.readers.office_text import docx_text, odt_text
from candidates.readers.pdf_text import pdf_text
from candidates.readers.unreadable import UnreadableCode, UnreadableContent

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 20
OPEN_FILES = 64
MAX_CHARACTERS = 1_000_000
MAX_UNPACKED = 60 * 1024 * 1024
MAX_ZIP_MEMBERS = 2_000
FORBIDDEN_EVENTS = (
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "socket.",
    "ctypes.",
)
PDF, DOCX, ODT = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
)
READERS: dict[str, Callable[[bytes], str]] = {PDF: pdf_text, DOCX: docx_text, ODT: odt_text}
OLE_MARK = bytes.fromhex("D0CF11E0A1B11AE1")
OLE_NAME_OF_ENCRYPTED_OFFICE_FILE = "EncryptedPackage".encode("utf-16-le")


def extract(content: bytes) -> dict[str, str]:
    """The type of the content and its text."""
    if not content:
        raise UnreadableContent(UnreadableCode.EMPTY)
    mime_type = sniffed_type(content)
    text = READERS[mime_type](content).replace("\0", "").strip()
    if len(text) > MAX_CHARACTERS:
        raise UnreadableContent(UnreadableCode.TOO_COSTLY)
    if not any(character.isalnum() for character in text):
        raise UnreadableContent(UnreadableCode.NO_TEXT)
    return {"mime_type": mime_type, "text": text}


def sniffed_type(content: bytes) -> str:
    """The type that the content shows, whatever its name says; a type that isn't read is refused."""
    if content.startswith(OLE_MARK):
        is_encrypted = OLE_NAME_OF_ENCRYPTED_OFFICE_FILE in content
        raise UnreadableContent(UnreadableCode.ENCRYPTED if is_encrypted else UnreadableCode.OLD_WORD)
    try:
        shown = {match.mime_type for match in puremagic.magic_string(content[:4096])}
    except puremagic.PureError:
        shown = set()
    if PDF in shown:
        return PDF
    if DOCX in shown or "application/zip" in shown:
        return _type_of_archive(content)
    raise UnreadableContent(UnreadableCode.WRONG_TYPE)


def _type_of_archive(content: bytes) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableContent(UnreadableCode.CORRUPT) from None
    members = archive.infolist()
    if len(members) > MAX_ZIP_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnreadableContent(UnreadableCode.ZIP_BOMB)
    names = {member.filename for member in members}
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return DOCX
    if {"mimetype", "content.xml"} <= names and archive.read("mimetype").strip() == ODT.encode():
        return ODT
    raise UnreadableContent(UnreadableCode.WRONG_TYPE)


def limit_process() -> None:
    """Give away what a reader of CVs doesn't need."""
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    )
    for kind, most in limits:
        _soft, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
    sys.addaudithook(_refuse)  # root is above the limit on processes


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(FORBIDDEN_EVENTS):
        raise PermissionError("a reader of CVs doesn't do this")


def main() -> None:
    """Read one CV from standard input and answer in JSON."""
    limit_process()
    try:
        answer = extract(sys.stdin.buffer.read())
    except UnreadableContent as refusal:
        answer = {"error": refusal.code}
    except (MemoryError, RecursionError):
        answer = {"error": UnreadableCode.TOO_COSTLY}
    except Exception:  # noqa: BLE001 - what hostile bytes raise can't be foreseen, and its message may quote them
        answer = {"error": UnreadableCode.CORRUPT}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
