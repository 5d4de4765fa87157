"""Whether a person speaks in a message, or a machine: automatic replies, bounces, receipts (requirements 4.2).

Headers decide; words of the subject only where a server wrote none (RFC 3834, RFC 3464, RFC 8098).
"""

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from cluster_crm.mail.readers.codes import MailKind
from cluster_crm.mail.readers.opened import Opened, header_of

REPORTS: Final = {"delivery-status": MailKind.BOUNCE, "disposition-notification": MailKind.RECEIPT}
CLASSES: Final = (
    (re.compile(r"report\..*\.ndr$", re.IGNORECASE), MailKind.BOUNCE),
    (re.compile(r"report\..*\.(dr|ipnrn|ipnnrn)$", re.IGNORECASE), MailKind.RECEIPT),
    (re.compile(r"ipm\.note\.rules\.(oof|reply)template", re.IGNORECASE), MailKind.AUTOMATIC),
)
MARKS_OF_MACHINES: Final = (
    "x-autoreply",
    "x-autorespond",
    "x-autoreply-from",
    "x-auto-reply",
    "x-mail-autoreply",
    "x-auto-response-suppress",
    "x-ms-exchange-generated-message-source",
)
PRECEDENCE_OF_MACHINES: Final = frozenset({"auto_reply", "auto-reply", "bulk", "junk"})
POSTMASTERS: Final = re.compile(r"<?(mailer-daemon|postmaster|mail-daemon|microsoftexchange[0-9a-f]+)@", re.IGNORECASE)
SAYS_BOUNCE: Final = re.compile(
    r"(undeliverable|undelivered mail|onbestelbaar|niet bezorgd|niet-bezorgd|mail delivery (failed|failure)"
    r"|delivery status notification \(failure\)|returned mail|delivery has failed|bezorging mislukt)\b",
    re.IGNORECASE,
)
SAYS_AUTOMATIC: Final = re.compile(
    r"(automatisch antwoord|automatic reply|automatische antwort|auto[- ]?reply|out of (the )?office"
    r"|automatisch(e)? (bericht|beantwoording)|afwezigheidsbericht|afwezigheidsmelding|afwezigheidsassistent"
    r"|afwezig ?[:!]|niet aanwezig ?:|ontvangstbevestiging ?:)",
    re.IGNORECASE,
)
STATUS: Final = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
MESSAGE_ID: Final = re.compile(r"^message-id:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE | re.MULTILINE)


def kind_of(opened: Opened) -> MailKind:
    """Who speaks."""
    return _by_report(opened) or _by_class(opened) or _by_headers(opened) or _by_subject(opened)


def _by_report(opened: Opened) -> MailKind | None:
    if opened.headers.get_content_type() != "multipart/report":
        return None
    report_type = str(opened.headers.get_param("report-type") or "").lower()
    kind = REPORTS.get(report_type, MailKind.AUTOMATIC)
    return _of_actions(opened) if kind is MailKind.BOUNCE else kind


def _of_actions(opened: Opened) -> MailKind:
    """What a delivery report is about: failed, delayed, or delivered."""
    actions = {header_of(block, "action").lower() for block in _blocks(opened)}
    if "failed" in actions or not actions - {""}:
        return MailKind.BOUNCE
    return MailKind.DELAY if "delayed" in actions else MailKind.RECEIPT


def _by_class(opened: Opened) -> MailKind | None:
    return next((kind for pattern, kind in CLASSES if pattern.search(opened.message_class)), None)


def _by_headers(opened: Opened) -> MailKind | None:
    is_from_nobody = opened.has("return-path") and opened.header("return-path") in {"<>", ""}
    is_postmaster = bool(POSTMASTERS.search(opened.header("from")))
    if opened.has("x-failed-recipients") or (is_postmaster and (is_from_nobody or _says(SAYS_BOUNCE, opened))):
        return MailKind.BOUNCE
    submitted = opened.header("auto-submitted").lower()
    if (
        (submitted and not submitted.startswith("no"))
        or any(opened.has(mark) for mark in MARKS_OF_MACHINES)
        or opened.header("precedence").lower() in PRECEDENCE_OF_MACHINES
        or is_from_nobody
        or is_postmaster
    ):
        return MailKind.AUTOMATIC
    return None


def _by_subject(opened: Opened) -> MailKind:
    if _says(SAYS_BOUNCE, opened):
        return MailKind.BOUNCE
    return MailKind.AUTOMATIC if _says(SAYS_AUTOMATIC, opened) else MailKind.PERSON


def _says(words: re.Pattern[str], opened: Opened) -> bool:
    """Whether the subject begins with such words; a person who answers an automatic reply begins with "Re:"."""
    return bool(words.match(opened.header("subject").lstrip("[(*! ")))


def bounce_of(opened: Opened) -> dict[str, str]:
    """Which address could not be reached, why (RFC 3463), and which message of ours it was."""
    blocks = list(_blocks(opened))
    failed = [block for block in blocks if header_of(block, "action").lower() in {"failed", ""}] or blocks
    addresses = [
        _after_type(header_of(block, name)) for block in failed for name in ("original-recipient", "final-recipient")
    ]
    statuses = [header_of(block, "status") for block in failed if block.get("status")]
    known = [address for address in addresses if "@" in address]
    status = STATUS.search(" ".join(statuses)) or STATUS.search(opened.text)
    return {
        "recipient": (known or [opened.header("x-failed-recipients").partition(",")[0]])[0].strip().lower(),
        "status": status[1] if status else "",
        "original_id": _original_id(opened),
    }


def _after_type(value: str) -> str:
    """The address of "rfc822; somebody@example.org"."""
    return value.rpartition(";")[2].strip().strip("<>")


def _blocks(opened: Opened) -> Iterator[Message]:
    """The blocks of a delivery report, one for the message and one for each recipient."""
    for report in opened.reports:
        if report.get_content_type() == "message/delivery-status" and report.is_multipart():
            yield from (
                block for block in report.get_payload() if isinstance(block, Message) and block.get("final-recipient")
            )


def _original_id(opened: Opened) -> str:
    """The Message-ID of the message that came back, from its headers or from the text around it."""
    for report in opened.reports:
        if report.get_content_type() == "message/rfc822" and report.is_multipart():
            returned = report.get_payload(0)
            if isinstance(returned, Message) and (known := header_of(returned, "message-id")):
                return known
    texts = [str(report.get_payload()) for report in opened.reports if not report.is_multipart()]
    found = MESSAGE_ID.search("\n".join([*texts, opened.text]))
    return found[1] if found else ""
