"""What an import would do with each of its rows: pure over facts that are fetched for 500 rows at a time."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from candidates.actions.draft_rows import Dossier, dossier_of
from candidates.actions.draft_terms import term_problems
from candidates.actions.imports.held_already import matches_of
from candidates.actions.register import colleagues
from candidates.models import ImportBatch, ImportRow
from candidates.models.import_rows import RowReason
from candidates.readers.candidate_draft import CandidateDraft, Problem
from candidates.readers.draft_json import draft_from_json
from cluster_crm.people.actions.tags import is_tag
from cluster_crm.people.duplicates import Certainty, Match
from cluster_crm.people.special_data import find_special
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.roles import Origin
from privacy.actions.suppression import listed_digests
from privacy.keyed_hash import hash_identifier
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import RetentionProfile, Source, Stage, SubjectKind

State, Plan = ImportRow.State, ImportRow.Plan
FOUND_HERE: Final = (
    *(Problem.NOT_STORABLE, Problem.IN_FUTURE, Problem.TERM_OVER),
    *(Problem.NOT_A_COLLEAGUE, Problem.NOT_A_TAG, Problem.TO_LOOK_AT),
)


@dataclass(frozen=True, slots=True)
class Assessed:
    """A row as it would run, with the dossier that its draft makes; none where reading it refused it."""

    row: ImportRow
    dossier: Dossier | None

    @property
    def person(self) -> UUID:
        """The person whom the row made or changes."""
        assert self.row.data_subject_id is not None  # noqa: S101 - what its plan or state means
        return self.row.data_subject_id

    @property
    def read(self) -> Dossier:
        """The dossier of a row that was not refused."""
        assert self.dossier is not None  # noqa: S101 - as above
        return self.dossier


@dataclass(frozen=True, slots=True)
class Rules:
    """What is the same for all rows of an import: its choices, the catalogue, and the day."""

    batch: ImportBatch
    catalogue: Catalogue
    on: date

    @classmethod
    def of(cls, batch: ImportBatch) -> "Rules":
        """Fetch the rules of today."""
        return cls(batch, Catalogue.load(SubjectKind.CANDIDATE), timezone.localdate())

    @property
    def origin(self) -> Origin:
        """Where the people come from."""
        return Origin(Source(self.batch.source), self.batch.source_detail, self.batch.collected_on)

    @property
    def profile(self) -> RetentionProfile:
        """For what they are registered."""
        return RetentionProfile(self.batch.retention_profile)


def assess(rows: Iterable[ImportRow], rules: Rules, *, is_run: bool = False) -> list[Assessed]:
    """Set on each row what would become of it; a constant number of questions for any number of rows.

    A run does not look for names alike again: the check did, and a person may have decided on what it found.

    A category that the catalogue does not allow refuses the whole import by name (NotInCatalogue).
    """
    assessed = [Assessed(row, _dossier(row, rules)) for row in rows]
    dossiers = [one.dossier for one in assessed if one.dossier]
    held = {category for dossier in dossiers for category in dossier.categories()}
    rules.catalogue.require(held, stage=Stage.REGISTRATION)
    listed = listed_digests(address for dossier in dossiers for address in dossier.addresses())
    matches = matches_of(((one.row.pk, one.dossier) for one in assessed if one.dossier), is_by_name=not is_run)
    known = colleagues(dossier.draft.owner for dossier in dossiers)
    for one in assessed:
        if one.dossier:
            _decide(one.row, one.dossier, rules, listed, matches.get(one.row.pk, ()))
            one.row.problems.extend(_remarks(one.dossier.draft, known))
    return assessed


def _dossier(row: ImportRow, rules: Rules) -> Dossier | None:
    return dossier_of(draft_from_json(row.draft), uuid7(), rules.origin) if row.draft else None


def _decide(row: ImportRow, dossier: Dossier, rules: Rules, listed: frozenset[str], matches: Sequence[Match]) -> None:
    row.plan, row.data_subject_id, row.match_reasons = "", None, []
    digests = {hash_identifier(identifier, value) for identifier, value in dossier.addresses() if listed}
    row.is_suppressed = bool(digests & listed)
    refused = _refusals(dossier, rules)
    row.problems = [*_as_read(row), *refused, *(f"{where}:{Problem.NOT_STORABLE.value}" for where in dossier.left_out)]
    if refused:
        row.state, row.reason = State.REFUSED, refused[0].rpartition(":")[2]
    elif row.is_suppressed and rules.batch.on_suppressed == ImportBatch.OnSuppressed.LEAVE_OUT:
        row.state, row.reason = State.SKIPPED, RowReason.SUPPRESSED
    elif matches:
        _decide_held(row, matches[0], rules.batch)
    else:
        row.state, row.reason, row.plan = State.READY, "", Plan.CREATE
    if row.state == State.READY and not dossier.draft.has_plain_name:
        row.state, row.reason, row.plan = State.WAITING, Problem.NO_NAME.value, ""


def _remarks(draft: CandidateDraft, known: Container[str]) -> Iterator[str]:
    """What to look at in a row that is not refused for it (CAND-DATA-31 for what others are told by words)."""
    if draft.owner and draft.owner.casefold() not in known:
        yield f"owner:{Problem.NOT_A_COLLEAGUE.value}"
    if any(not is_tag(tag) for tag in draft.tags):
        yield f"tags:{Problem.NOT_A_TAG.value}"
    for name in ("note", "summary"):
        if find_special(getattr(draft, name)):
            yield f"{name}:{Problem.TO_LOOK_AT.value}"


def _refusals(dossier: Dossier, rules: Rules) -> list[str]:
    over = term_problems(dossier.draft, rules.origin, rules.profile, on=rules.on)
    nameless = {"family_name"} if not dossier.draft.has_plain_name else set()
    stored = [(name, Problem.NOT_STORABLE) for name in dossier.refused if name not in nameless]
    return [f"{name}:{problem.value}" for name, problem in (*over, *stored)]


def _as_read(row: ImportRow) -> list[str]:
    """What reading had to say, without what an earlier check added."""
    added = {problem.value for problem in FOUND_HERE}
    return [problem for problem in row.problems if problem.rpartition(":")[2] not in added]


def _decide_held(row: ImportRow, match: Match, batch: ImportBatch) -> None:
    """Whoever is held already: nobody is registered twice unasked, and a restricted person is not written about."""
    is_sure = match.certainty is Certainty.SURE
    row.data_subject_id, row.match_reasons = match.data_subject_id, [reason.value for reason in match.reasons]
    if match.is_restricted:
        row.state, row.reason, row.match_reasons = State.SKIPPED, RowReason.NOT_NOW, []
    elif is_sure and batch.on_sure == ImportBatch.OnSure.LEAVE_OUT:
        row.state, row.reason = State.SKIPPED, RowReason.HELD
    elif is_sure:
        row.state, row.reason, row.plan = State.READY, "", Plan.UPDATE
    elif batch.on_likely == ImportBatch.OnLikely.WAIT:
        row.state, row.reason = State.WAITING, RowReason.PERHAPS_HELD
    else:
        row.state, row.reason, row.plan, row.data_subject_id = State.READY, "", Plan.CREATE, None
