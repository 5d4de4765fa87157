"""Where values were found, noted while a CV is read."""

from dataclasses import dataclass, field

from candidates.readers.cv.lines import Span
from candidates.readers.cv.reading import Evidence


@dataclass(slots=True)
class Notes:
    """The evidence so far."""

    kept: list[Evidence] = field(default_factory=list)

    def take(self, name: str, span: Span, rule: str, value: str | None = None) -> str:
        """Note a place and return the value that it holds."""
        if span.text:
            self.kept.append(Evidence(name, span.start, span.end, rule))
        return span.shown if value is None else value

    def in_order(self) -> tuple[Evidence, ...]:
        """All places in the order of the text."""
        return tuple(sorted(self.kept, key=lambda piece: (piece.start, piece.end, piece.field)))
