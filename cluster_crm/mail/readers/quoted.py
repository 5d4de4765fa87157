"""What the sender wrote himself: history that is quoted below or between is left out, his signature stays.

Others' words belong to other people's files, and what we had already need not be kept twice (Article 5(1)(c)).
"""

import re
from typing import Final

BEGINS: Final = re.compile(
    r"^[ \t>]*(?:-{2,}|_{2,})?[ \t]*(?:(?:original message|oorspronkelijk(?:e)? bericht|origineel bericht"
    r"|ursprüngliche nachricht|message d'origine|doorgestuurd bericht|forwarded message|weitergeleitete nachricht)"
    r"[ \t]*-{2,}|begin (?:forwarded message|doorgestuurd bericht):)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
FIELD: Final = r"^[ \t>]*\*?(?:{})\*?[ \t]*:\*?[ \t]?[^\n]{{0,500}}"
HEADERS: Final = re.compile(
    r"(?:^[ \t>]*_{5,}[ \t]*\n\s{0,20})?"
    + FIELD.format("from|van|von|de")
    + r"\n(?:[^\n]{0,500}\n){0,4}?"
    + FIELD.format("sent|date|verzonden|datum|gesendet|envoyé")
    + r"\n(?:[^\n]{0,1000}\n){0,4}?"
    + FIELD.format("to|aan|an|à|subject|onderwerp|betreff|objet"),
    re.IGNORECASE | re.MULTILINE,
)
SAID: Final = re.compile(
    r"^[ \t>]*(?:(?:op|on|am|le)\b[^\n]{0,200}(?:\n[^\n]{0,200}){0,2}?"
    r"\b(?:schreef|wrote|schrieb|a écrit|het volgende geschreven)\b[^\n]{0,200}(?:\n[^\n]{0,150})?"
    r"|[^\n]{0,120}<[^<>\n]{3,150}>[^\n]{0,20}\b(?:schreef|wrote|schrieb)\b[^\n]{0,100}):[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
QUOTED_LINE: Final = re.compile(r"^[ \t]{0,3}>")
FEWEST_QUOTED: Final = 2


def own_words(text: str) -> tuple[str, bool]:
    """The text without quoted history, and whether any was left out."""
    whole = _plain(text)
    kept = _until_history(whole)
    lines, quoted = [], 0
    for line in kept.split("\n"):
        if QUOTED_LINE.match(line):
            quoted += 1
        else:
            lines.append(line)
    if 0 < quoted < FEWEST_QUOTED and kept == whole:  # one line with ">" is no quotation
        lines = kept.split("\n")
    own = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
    return own, own != re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in whole.split("\n"))).strip()


def forwarded_words(text: str) -> str:
    """The words of the message that this one passes on, without what that one quoted; empty where it passes on none."""
    whole = _plain(text)
    headers = HEADERS.search(whole)
    below = whole[headers.end() :] if headers else ""
    return own_words(below.partition("\n\n")[2])[0]


def _plain(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\u200b", "")


def _until_history(text: str) -> str:
    """The text before its first history; who answers between or below quoted lines keeps what he wrote there."""
    ends = [match.start() for pattern in (BEGINS, HEADERS) if (match := pattern.search(text))]
    kept = text[: min(ends)] if ends else text
    while match := SAID.search(kept):
        below = kept[match.end() :].lstrip()
        kept = kept[: match.start()] + (kept[match.end() :] if below.startswith(">") else "")
    return kept
