"""What upper apps can do with a file that came with a message: take it into a dossier of theirs.

They register it with `register` from `AppConfig.ready()`; the page of the file shows a button for each.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from cluster_crm.accounts.models import User
from cluster_crm.mail.models import MailFile
from privacy.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class Taker:
    """A button for files of people in a role; `take` does it and returns the address of where the file now is."""

    name: str
    words: str | Promise
    kind: SubjectKind
    take: Callable[[MailFile, User], str]


_takers: dict[str, Taker] = {}


def register(*takers: Taker) -> None:
    """Add buttons; a name that is there already is a mistake."""
    for taker in takers:
        if taker.name in _takers:
            raise ValueError(f"{taker.name} is registered already.")
        _takers[taker.name] = taker


def takers_of(file: MailFile) -> list[Taker]:
    """Return what can be done with a file, by the role of its person."""
    return [taker for taker in _takers.values() if taker.kind == file.subject_kind]
