"""Workplace adjustments: read by the privacy officer and the recruiters whom he named, and by nobody else."""

from candidates.actions.guarded import record
from candidates.exceptions import NotNamed
from candidates.models import AdjustmentReader, WorkplaceAdjustment
from cluster_crm.accounts.models import User
from privacy.actions.reveal import reveal
from privacy.vocabulary import Purpose, Role


def name_reader(adjustment: WorkplaceAdjustment, reader: User, *, by: User | None) -> AdjustmentReader:
    """Let one recruiter read an adjustment, because he has to arrange it (CAND-DATA-18)."""
    row = AdjustmentReader(candidate_id=adjustment.candidate_id, adjustment=adjustment, reader=reader)
    return record(row, by=by)


def reveal_adjustment(adjustment: WorkplaceAdjustment, *, purpose: Purpose, by: User) -> str:
    """Return what somebody needs; a recruiter who is not named is refused before anything is opened."""
    if by.role == Role.RECRUITER and not adjustment.readers.filter(reader=by).exists():
        raise NotNamed(str(adjustment))
    return reveal(adjustment, "adjustment", purpose=purpose, by=by)
