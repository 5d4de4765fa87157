"""Who stands in the headers of a message, and what the receiving server says of the sender."""

import re
from datetime import UTC
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, Final

from cluster_crm.mail.readers.opened import LONGEST_HEADER, header_of

MOST_ADDRESSES: Final = 100
WRITTEN_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]]{1,64}@[^\s<>,;:\"()\[\]]{1,255}")
VERDICT = re.compile(r"\s*(dmarc|dkim|spf|auth)\s*=\s*([a-z]+)\b(.*)", re.IGNORECASE | re.DOTALL)
PROPERTY = re.compile(r"(?:^|\s)(header\.from|header\.d|header\.i|smtp\.mailfrom|smtp\.auth)\s*=\s*(\S{1,320})")


def people_in(message: EmailMessage, *names: str) -> list[dict[str, str]]:
    """Name and address of everybody in these headers, each address once, in the order in which they stand."""
    found: dict[str, dict[str, str]] = {}
    for name in names:
        for shown, address in _pairs(message, name):
            found.setdefault(address.lower(), {"name": shown, "address": address})
    return list(found.values())[:MOST_ADDRESSES]


def _pairs(message: EmailMessage, name: str) -> list[tuple[str, str]]:
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")[:LONGEST_HEADER]
    if not raw:
        return []
    try:
        parsed: Any = message.policy.header_fetch_parse(name, raw)
        pairs = [(_one_line(one.display_name), one.addr_spec) for one in parsed.addresses if one.domain]
    except Exception:  # noqa: BLE001 - as in `header_of`
        pairs = []
    if pairs:
        return [(shown, _one_line(address)) for shown, address in pairs]
    return [(_one_line(parseaddr(raw)[0]), address) for address in WRITTEN_ADDRESS.findall(raw)]


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").encode("utf-8", "replace").decode().split())


def moment_of(text: str) -> str:
    """A date of a header as ISO text with its offset; empty where it is none."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def received_at(message: EmailMessage) -> str:
    """When the last server took the message in: the date behind the last semicolon of the topmost Received."""
    return moment_of(header_of(message, "received").rpartition(";")[2].strip())


def authentication(message: EmailMessage) -> dict[str, Any]:
    """What the topmost Authentication-Results says (RFC 8601): which server speaks, and which domains passed.

    A lower one was there before the message reached us: anybody may have written it. One that cannot be read to its
    end counts as a failure.
    """
    header = header_of(message, "authentication-results")
    server, _semicolon, written = header.partition(";")
    results = _unquoted(written)
    passed: set[str] = set()
    has_failed = results is None
    for found in filter(None, map(VERDICT.match, (results or "").split(";"))):
        method, verdict, properties = found.groups()
        if verdict.lower() == "pass":
            passed |= _domains(method.lower(), properties)
        elif method.lower() == "dmarc" and verdict.lower() == "fail":
            has_failed = True
    return {"server": (server.split() or [""])[0].lower(), "passed": sorted(passed), "has_failed": has_failed}


def _unquoted(results: str) -> str | None:
    """What stands outside comments and quotation marks, in which a sender has a word; None where one never ends."""
    kept: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for sign in results:
        if is_escaped:
            is_escaped = False
        elif sign == "\\" and (depth or is_quoted):
            is_escaped = True
        elif sign == '"' and not depth:
            is_quoted = not is_quoted
        elif sign in "()" and not is_quoted:
            depth = max(depth + (1 if sign == "(" else -1), 0)
        elif not (depth or is_quoted):
            kept.append(sign)
    return None if depth or is_quoted else "".join(kept)


def _domains(method: str, properties: str) -> set[str]:
    """The domains for which one method vouches; each method by the property that RFC 8601 gives it."""
    wanted = {
        "dmarc": {"header.from"},
        "dkim": {"header.d", "header.i"},
        "spf": {"smtp.mailfrom"},
        "auth": {"smtp.auth"},
    }[method]
    return {value.rpartition("@")[2].lower() for name, value in PROPERTY.findall(properties) if name.lower() in wanted}
