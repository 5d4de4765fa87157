"""Why a deed on a candidate is refused: one name each. Messages name fields and codes, never values."""

from collections.abc import Iterable


class CandidateRefusal(Exception):
    """A rule about candidates forbids the deed."""


class DraftRefused(CandidateRefusal):
    """A value of the draft cannot be stored; `fields` names where."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(", ".join(self.fields))


class NoController(CandidateRefusal):
    """Nobody is said to be responsible: an administrator adds the organisation first (GEN-03)."""


class RowNotWaiting(CandidateRefusal):
    """The row of the import was dealt with already."""


class NoEmployment(CandidateRefusal):
    """A citizen service number may be held of own employees only (CAND-DATA-16, UAVG 46)."""


class EmploymentRuns(CandidateRefusal):
    """The candidate is employed there already."""


class NoExplicitConsent(CandidateRefusal):
    """The candidate has not said yes to equal opportunities monitoring, or took it back (EO-02, Article 9(2)(a))."""
