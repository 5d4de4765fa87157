"""People whom we may hold already, as the form of a new person shows them and asks about them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

ANSWER: Final = "known_choice"
"""The field of the form in which somebody says who the new person is."""


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """Somebody whom we hold, as far as the user may see him.

    `reference_to_take` is his reference where he stands in another role alone, so that he can get this one as well;
    `compare_address` leads to both records side by side, where he may be the person of whose page this is told.
    """

    reference: str
    name: str
    told: str
    role: str
    address: str
    reasons: Sequence[str]
    is_sure: bool
    is_restricted: bool = False
    reference_to_take: str = ""
    compare_address: str = ""
    person: UUID | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Whom we may hold already.

    `is_held_back`: somebody with this address is restricted, and is named to the privacy officer alone (Article 18).
    `somebody_else` is the answer that it is none of these: it names them in a keyed hash, so that an answer about
    some people is none about others.
    """

    matches: Sequence[ShownMatch] = ()
    is_held_back: bool = False
    somebody_else: str = ""
    chosen: str = ""

    @property
    def must_be_asked(self) -> bool:
        """Whether the new person cannot be registered without an answer."""
        return self.is_held_back or any(match.is_sure for match in self.matches)

    @property
    def to_take(self) -> Sequence[ShownMatch]:
        """Those who can get the role of the form as well."""
        return [match for match in self.matches if match.reference_to_take]

    @property
    def is_somebody_else(self) -> bool:
        """Whether the answer is that it is none of these."""
        return bool(self.somebody_else) and self.chosen == self.somebody_else

    @property
    def is_taken(self) -> bool:
        """Whether the answer is that it is one of these, in another role."""
        return self.chosen in {match.reference_to_take for match in self.to_take}


@dataclass(frozen=True, slots=True)
class Finder:
    """How a form finds people by what was typed into it, for the user who typed."""

    find: Callable[[Mapping[str, Any]], KnownPeople]
