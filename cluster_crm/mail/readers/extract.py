"""Takes a message apart, in a limited child process (`cluster_crm.web.confined`); run by `message`.

Says what went wrong by code only; imports nothing of Django.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Any, Final

import puremagic

from cluster_crm.mail.readers.addresses import authentication, moment_of, people_in, received_at
from cluster_crm.mail.readers.codes import MailKind, UnreadableCode, UnreadableContent
from cluster_crm.mail.readers.eml import open_eml
from cluster_crm.mail.readers.html_text import html_text
from cluster_crm.mail.readers.kinds import bounce_of, kind_of
from cluster_crm.mail.readers.opened import Opened, OpenedFile
from cluster_crm.mail.readers.outlook import MARK, open_msg
from cluster_crm.mail.readers.quoted import forwarded_words, own_words

MOST_FILES: Final = 20
LONGEST_TEXT: Final = 20_000
LONGEST_SUBJECT: Final = 300
LONGEST_NAME: Final = 255
LONGEST_ID: Final = 300
UNKNOWN_TYPE: Final = "application/octet-stream"


def answer(content: bytes) -> dict[str, Any]:
    """What the child process says: the message, or the code of a refusal."""
    try:
        return extract(content)
    except UnreadableContent as refusal:
        return {"error": refusal.code}


def extract(content: bytes) -> dict[str, Any]:
    """The message as JSON takes it; `message.ReadMail` says what each part means."""
    if not content.strip():
        raise UnreadableContent(UnreadableCode.EMPTY)
    opened = open_msg(content) if content.startswith(MARK) else open_eml(content)
    kind = kind_of(opened)
    text, has_cut = _words(opened)
    return {
        "kind": kind,
        "message_id": opened.header("message-id")[:LONGEST_ID],
        "subject": opened.header("subject")[:LONGEST_SUBJECT],
        "senders": people_in(opened.headers, "from", "reply-to", "sender"),
        "recipients": people_in(opened.headers, "to", "cc"),
        "sent_at": moment_of(opened.header("date")),
        "received_at": received_at(opened.headers),
        "authentication": authentication(opened.headers),
        "text": text[:LONGEST_TEXT],
        "forwarded": "" if text else forwarded_words(opened.text)[:LONGEST_TEXT],
        "has_cut": has_cut,
        "is_shortened": len(text) > LONGEST_TEXT,
        "is_sealed": opened.is_sealed,
        "files": [_file(file) for file in opened.files[:MOST_FILES]],
        "files_left_out": max(0, len(opened.files) - MOST_FILES),
        "bounce": bounce_of(opened) if kind in {MailKind.BOUNCE, MailKind.DELAY} else None,
    }


def _words(opened: Opened) -> tuple[str, bool]:
    """The sender's own words: of the plain text, or of the page where there is no plain text."""
    if opened.text.strip():
        return own_words(opened.text)
    text, has_cut = html_text(opened.html)
    own, is_shorter = own_words(text)
    return own, has_cut or is_shorter


def _file(file: OpenedFile) -> dict[str, Any]:
    return {
        "name": " ".join(file.name.replace("\0", "").split())[-LONGEST_NAME:],
        "content_type": sniffed_type(file.content),
        "sha256": sha256(file.content).hexdigest(),
        "content": b64encode(file.content).decode(),
    }


def sniffed_type(content: bytes) -> str:
    """The type that the content shows, whatever its name and its sender say."""
    try:
        found = puremagic.magic_string(content[:4096])
    except (puremagic.PureError, ValueError):
        return UNKNOWN_TYPE
    return next((str(match.mime_type) for match in found if match.mime_type), UNKNOWN_TYPE)
