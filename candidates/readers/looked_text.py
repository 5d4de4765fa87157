"""Text in reading order with, for each line, how it looks: what stands out on the page is often a name or a heading."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LookedLine:
    """One line; `prominence` says how large and heavy it is set, `style` tells one way of setting from another."""

    text: str
    prominence: float = 0.0
    style: Hashable = ""


@dataclass(frozen=True, slots=True)
class LookedText:
    """A text and a number per line: 0 is the most prominent style of the document, equal numbers look the same."""

    text: str
    looks: tuple[int, ...] = field(default=())


def joined(lines: Iterable[LookedLine]) -> LookedText:
    """One text of many lines, without blank lines around it."""
    kept = _without_blank_ends([part for line in lines for part in _single_lines(line)])
    styles = {(line.prominence, line.style) for line in kept}
    ranks = {style: rank for rank, style in enumerate(sorted(styles, key=lambda style: (-style[0], str(style[1]))))}
    text = "\n".join(line.text for line in kept)
    return LookedText(text, tuple(ranks[line.prominence, line.style] for line in kept))


def _single_lines(line: LookedLine) -> Iterable[LookedLine]:
    texts = (part.replace("\0", "").rstrip() for part in line.text.splitlines() or [""])
    return (LookedLine(text, line.prominence, line.style) for text in texts)


def _without_blank_ends(lines: list[LookedLine]) -> list[LookedLine]:
    written = [at for at, line in enumerate(lines) if line.text.strip()]
    return lines[written[0] : written[-1] + 1] if written else []
