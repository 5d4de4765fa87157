"""A message as it travels (RFC 5322, MIME): taken apart within bounds, whatever its sender made of it."""

import codecs
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from typing import Final

from cluster_crm.mail.readers.codes import UnreadableCode, UnreadableContent
from cluster_crm.mail.readers.opened import Opened, OpenedFile, header_of

MOST_PARTS: Final = 500
DEEPEST: Final = 40
MOST_HEADER_BYTES: Final = 2 * 1024 * 1024
TELLING_HEADERS: Final = ("from", "received", "message-id", "return-path")
SEALED_TYPES: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
SIGNATURES: Final = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
FOR_MACHINES: Final = frozenset({"message/delivery-status", "message/disposition-notification", "text/rfc822-headers"})
WHATWG: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
NOT_OF_MAIL: Final = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs"})


def open_eml(content: bytes) -> Opened:
    """Take a message apart; refuses what is none, and what no mail program makes."""
    content = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(content.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]) > MOST_HEADER_BYTES:
        raise UnreadableContent(UnreadableCode.UNSAFE)
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    if not any(header_of(message, name) for name in TELLING_HEADERS):
        raise UnreadableContent(UnreadableCode.WRONG_TYPE)
    opened = Opened(headers=message)
    for part in _leaves(message):
        _take(opened, part)
    return opened


def _leaves(message: Message) -> Iterator[Message]:
    """The parts with content, in their order; of alternatives all, for `_take` to choose. A stack, no recursion."""
    seen, stack = 0, [(message, 0)]
    while stack:
        part, depth = stack.pop()
        seen += 1
        if seen > MOST_PARTS or depth > DEEPEST:
            raise UnreadableContent(UnreadableCode.UNSAFE)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            children = [child for child in part.get_payload() if isinstance(child, Message)]
            stack += [(child, depth + 1) for child in reversed(children)]
        else:
            yield part


def _take(opened: Opened, part: Message) -> None:
    """Put a part where it belongs: words, a file, a report for machines, or nowhere."""
    content_type = part.get_content_type()
    is_report = opened.headers.get_content_type() == "multipart/report"
    if content_type in FOR_MACHINES or (is_report and content_type == "message/rfc822"):
        opened.reports.append(part)
    elif content_type in SEALED_TYPES or content_type == "application/pgp-encrypted":
        opened.is_sealed = True
    elif content_type in SIGNATURES:
        return
    elif content_type in {"text/plain", "text/html"} and not _is_file(part):
        text = decoded(_bytes_of(part), part.get_content_charset() or "")
        if content_type == "text/plain":
            opened.text = "\n\n".join(filter(None, (opened.text, text)))
        else:
            opened.html = "\n".join(filter(None, (opened.html, text)))
    elif not _is_picture_in_text(part):
        opened.files.append(OpenedFile(_name_of(part), _bytes_of(part)))


def _is_file(part: Message) -> bool:
    return header_of(part, "content-disposition").lower().startswith("attachment") or bool(_name_of(part))


def _is_picture_in_text(part: Message) -> bool:
    """Whether it is a logo or the like, which the text shows in its place."""
    is_attached = header_of(part, "content-disposition").lower().startswith("attachment")
    return part.get_content_maintype() == "image" and bool(part.get("content-id")) and not is_attached


def _name_of(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except Exception:  # noqa: BLE001 - the parser of parameters fails on hostile ones in ways that no list foresees
        return ""
    return name.encode("utf-8", "replace").decode()


def _bytes_of(part: Message) -> bytes:
    if part.is_multipart():  # a message as a file
        inner = part.get_payload(0)
        return inner.as_bytes(policy=policy.default.clone(refold_source="none")) if isinstance(inner, Message) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def decoded(content: bytes, charset: str) -> str:
    """Bytes as text: by what they say of themselves if that holds, else as UTF-8, else as Windows wrote it."""
    try:
        name = codecs.lookup(charset or "ascii").name
        if name not in NOT_OF_MAIL and name != "ascii":
            return content.decode(WHATWG.get(name, name))
    except (LookupError, UnicodeDecodeError, ValueError):
        pass
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
