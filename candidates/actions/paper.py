"""CVs on paper: the candidate and where he handed it in are written down together (SRC-10)."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from candidates.actions.register import REASON, register_candidate
from candidates.models import Candidate, PaperCollection
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.exceptions import InFuture
from privacy.actions.restriction import refuse_restricted
from privacy.actions.subjects import lock_live_role
from privacy.vocabulary import Source, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Where a sheet was handed in, that the notice was handed out there, and whether the sheet is destroyed already."""

    event: str
    place: str
    notice_handed_on: date
    paper_destroyed_on: date | None = None

    @property
    def detail(self) -> str:
        """The event and place, as the details of the source say them."""
        return f"{self.event}, {self.place}"[:300]


def register_from_paper(
    draft: CandidateDraft, paper: Paper, *, handed_in_on: date, by: User | None, **how: Any
) -> Candidate:
    """Register a candidate from a CV on paper, `how` as in `register_candidates`."""
    with acting(by.pk if by else None, REASON):
        candidate = register_candidate(
            draft,
            source=Source.PAPER_CV,
            source_detail=paper.detail,
            collected_on=handed_in_on,
            by=by,
            **how,
        ).person
        keep_paper(candidate, paper, handed_in_on=handed_in_on)
    return candidate


def keep_paper(candidate: Candidate, paper: Paper, *, handed_in_on: date) -> PaperCollection:
    """Write down where the sheet of a candidate was handed in."""
    collection = PaperCollection(candidate=candidate, handed_in_on=handed_in_on, **asdict(paper))
    collection.full_clean()
    collection.save()
    return collection


def record_paper_destroyed(collection: PaperCollection, *, on: date, by: User | None) -> PaperCollection:
    """Record that the sheet, and a scan of it, were destroyed after they were entered; once said, it stays said."""
    if on > timezone.localdate():
        raise InFuture
    with acting(by.pk if by else None, "candidates.paper"):
        lock_live_role(collection.candidate_id, SubjectKind.CANDIDATE)
        refuse_restricted(collection.candidate_id, SubjectKind.CANDIDATE)
        collection = PaperCollection.objects.select_for_update().get(pk=collection.pk)
        if collection.paper_destroyed_on is None:
            collection.paper_destroyed_on = on
            collection.save(update_fields=["paper_destroyed_on"])
    return collection
