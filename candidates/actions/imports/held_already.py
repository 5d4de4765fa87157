"""Whom we hold already among those who come in, and who stands twice among them."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from candidates.actions.draft_rows import Dossier
from candidates.models import ImportBatch, ImportRow, ProfilePage
from candidates.models.import_rows import RowReason
from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.draft_json import draft_from_json
from cluster_crm.people.duplicates import Arrival, Arrivals, Certainty, Match, Probe, Twin, find_duplicates
from privacy.vocabulary import SubjectKind

State = ImportRow.State


def matches_of(dossiers: Iterable[tuple[UUID, Dossier]], *, is_by_name: bool = True) -> dict[Hashable, list[Match]]:
    """Whom we hold who may be somebody that comes in, by the row's number; best first.

    Not by name: by address alone, which takes a hundredth of the time. So a run sees who came in since the check.
    """
    probes = [_probe_of_dossier(row, dossier) for row, dossier in dossiers]
    if not is_by_name:
        probes = [replace(probe, city="", postcode="") for probe in probes]
    return find_duplicates(SubjectKind.CANDIDATE, probes)


def _probe_of_dossier(row: UUID, dossier: Dossier) -> Probe:
    pages = tuple(page.url for page in dossier.rows if isinstance(page, ProfilePage))
    person = dossier.candidate
    return Probe(
        key=row,
        given_name=person.given_name,
        infix=person.infix,
        family_name=person.family_name,
        email=person.email,
        phones=(person.phone,) if person.phone else (),
        profile_urls=pages,
        city=person.city,
        postcode=person.postcode,
    )


def mark_twins(batch: ImportBatch) -> Iterator[ImportRow]:
    """Decide on rows that tell of the same person as an earlier one, and yield those; memory grows with the rows.

    The earlier row is registered. A later one that is surely the same person is left out; one that may be waits for a
    person, unless such rows are to be registered anyway. Those are then nobody's twins: one row stays of many.
    """
    arrivals = Arrivals()
    ready = ImportRow.objects.filter(batch=batch, state=State.READY, plan=ImportRow.Plan.CREATE)
    for row in ready.order_by("file_number", "line").defer("cells", "text", "evidence").iterator(chunk_size=500):
        arrival = Arrival.of(_probe_of_draft(str(row), draft_from_json(row.draft)))
        if _is_twice(row, arrivals.twins_of(arrival), batch):
            yield row
        else:
            arrivals.add(arrival)


def _is_twice(row: ImportRow, twins: Sequence[Twin], batch: ImportBatch) -> bool:
    is_sure = any(twin.certainty is Certainty.SURE for twin in twins)
    if not is_sure and (not twins or batch.on_likely != ImportBatch.OnLikely.WAIT):
        return False
    row.state, row.plan = State.SKIPPED if is_sure else State.WAITING, ""
    row.reason = RowReason.TWICE if is_sure else RowReason.PERHAPS_TWICE
    row.match_reasons = [f"row:{twins[0].key}"]
    return True


def _probe_of_draft(key: Hashable, draft: CandidateDraft) -> Probe:
    return Probe(
        key=key,
        given_name=draft.given_name,
        infix=draft.infix,
        family_name=draft.family_name,
        email=draft.email,
        phones=tuple(phone for phone in (draft.phone, draft.other_phone) if phone),
        profile_urls=draft.profile_urls,
        city=draft.city,
        postcode=draft.postcode,
    )
