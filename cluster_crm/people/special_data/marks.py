"""A text with what was found marked in it: the words around a mention, for a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cluster_crm.people.special_data.mentions import Mention

AROUND = 60


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words before a mention, the mention itself, and the words behind it."""

    before: str
    words: str
    behind: str


def marked(text: str, mentions: Sequence[Mention]) -> list[Excerpt]:
    """Return an excerpt for each mention."""
    return list(_excerpts(text, mentions))


def _excerpts(text: str, mentions: Sequence[Mention]) -> Iterator[Excerpt]:
    for mention in mentions:
        start, end = max(0, mention.start - AROUND), min(len(text), mention.end + AROUND)
        before, behind = text[start : mention.start], text[mention.end : end]
        yield Excerpt(
            f"…{before.partition(' ')[2]}" if start else before,
            text[mention.start : mention.end],
            f"{behind.rpartition(' ')[0]}…" if end < len(text) else behind,
        )
