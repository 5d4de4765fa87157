"""Pages of upper apps among a person's own pages: what is asked of people in one role, and what they alone decide.

Upper apps add theirs with `register` from `AppConfig.ready()`; their views stand behind `privacy.views.visits.visited`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page: its words, the name of its address, and for whom there is one."""

    words: str | Promise
    page: str
    is_for: Callable[[UUID], bool]


_pages: list[OwnPage] = []


def register(*pages: OwnPage) -> None:
    """Add pages, in their order."""
    _pages.extend(pages)


def pages_of(data_subject_id: UUID) -> list[OwnPage]:
    """Return the pages that there are for a person."""
    return [page for page in _pages if page.is_for(data_subject_id)]
