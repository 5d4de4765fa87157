"""Takes the text out of a CV, in a limited child process (`cluster_crm.web.confined`); run by `cv_text`.

Says what went wrong by code only; imports nothing of Django.
"""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import puremagic

from candidates.readers.looked_text import LookedText
from candidates.readers.office_text import docx_text, odt_text
from candidates.readers.pdf_text import pdf_text
from candidates.readers.unreadable import UnreadableCode, UnreadableContent

MAX_CHARACTERS = 1_000_000
MAX_UNPACKED = 60 * 1024 * 1024
MAX_ZIP_MEMBERS = 2_000
PDF, DOCX, ODT = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
)
READERS: dict[str, Callable[[bytes], LookedText]] = {PDF: pdf_text, DOCX: docx_text, ODT: odt_text}
OLE_MARK = bytes.fromhex("D0CF11E0A1B11AE1")
OLE_NAME_OF_ENCRYPTED_OFFICE_FILE = "EncryptedPackage".encode("utf-16-le")


def extract(content: bytes) -> dict[str, Any]:
    """The type of the content, its text, and how prominent each line is."""
    if not content:
        raise UnreadableContent(UnreadableCode.EMPTY)
    mime_type = sniffed_type(content)
    read = READERS[mime_type](content)
    if len(read.text) > MAX_CHARACTERS:
        raise UnreadableContent(UnreadableCode.TOO_COSTLY)
    if not any(character.isalnum() for character in read.text):
        raise UnreadableContent(UnreadableCode.NO_TEXT)
    return {"mime_type": mime_type, "text": read.text, "looks": read.looks}


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


def answer(content: bytes) -> dict[str, Any]:
    """What the child process says: type and text, or the code of a refusal."""
    try:
        return extract(content)
    except UnreadableContent as refusal:
        return {"error": refusal.code}
