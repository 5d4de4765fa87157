"""Who leaves an erasure before it is carried out, for what it was proposed for is no longer so of him.

An upper app proposes erasures for reasons of its own (an import undone) and registers, when it starts, who must stay.
Whom a person asked to be erased, or a term, is never asked about here.
"""

from collections.abc import Callable, Collection
from uuid import UUID

from privacy.models import ErasureRun, ErasureSubject
from privacy.stores.rows import Part

Release = Callable[[ErasureRun, Collection[UUID]], Collection[UUID]]
_releases: dict[str, Release] = {}


def release_from(reason_code: str, release: Release) -> None:
    """Have persons taken out of erasures with this reason by `release`, which takes the run and the persons of a part.

    It is asked in the transaction of the erasure, when the persons are locked.
    """
    _releases[reason_code] = release


def let_go(run: ErasureRun, part: Part) -> int:
    """Take out of a part whom the app that proposed the run wants no longer erased; return how many."""
    release = _releases.get(run.reason_code)
    if release is None:
        return 0
    pending = ErasureSubject.objects.filter(
        run_id=part.run_id, chunk=part.chunk, state=ErasureSubject.State.PENDING, is_dependant=False
    )
    released = release(run, list(pending.values_list("data_subject_id", flat=True)))
    return pending.filter(data_subject__in=released).update(state=ErasureSubject.State.RELEASED)
