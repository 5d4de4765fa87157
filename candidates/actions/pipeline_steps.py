"""From which step an application may go to which: a decision over facts, without a database (USE-CA-02)."""

from collections.abc import Mapping
from typing import Final

from candidates.exceptions import MoveRefused, NeedsPlacement, NeedsReason
from candidates.models import Application

Step = Application.Step

ENDS: Final = (Step.REJECTED, Step.WITHDRAWN)
MOVES: Final[Mapping[Step, tuple[Step, ...]]] = {
    Step.NEW: (Step.SCREENING, Step.PROPOSED, *ENDS),
    Step.SCREENING: (Step.PROPOSED, *ENDS),
    Step.PROPOSED: (Step.INTERVIEW, Step.OFFER, Step.PLACED, Step.SCREENING, *ENDS),
    Step.INTERVIEW: (Step.OFFER, Step.PLACED, Step.PROPOSED, *ENDS),
    Step.OFFER: (Step.PLACED, Step.INTERVIEW, *ENDS),
    Step.PLACED: (),
    Step.REJECTED: (Step.SCREENING,),
    Step.WITHDRAWN: (Step.SCREENING,),
}
"""The next steps of each, the usual one first; who was rejected or withdrew can be taken up again."""


def refuse_move(step: Step, to: Step, *, reason: str) -> None:
    """Refuse what the table does not name, a rejection without a reason of the closed list, and a bare placement."""
    if to not in MOVES[step]:
        raise MoveRefused(f"{step} -> {to}")
    if to is Step.PLACED:
        raise NeedsPlacement(step)
    if (to is Step.REJECTED) != bool(reason) or reason not in ("", *Application.Reason.values):
        raise NeedsReason(to)


def refuse_placing(step: Step) -> None:
    """Refuse to place somebody whom the client has not seen."""
    if Step.PLACED not in MOVES[step]:
        raise MoveRefused(f"{step} -> {Step.PLACED}")
