"""The one way in: import, admin and public site register candidates here, so no check can be gone round.

Every registration asks the catalogue (GEN-09), names its source (SRC-09), starts the retention clock (RET-01), opens
the notice of Article 14 where the data came from somebody else (SRC-02), and asks the suppression list (MKT-07).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Model

from candidates.actions.draft_rows import Dossier, dossier_of
from candidates.exceptions import DraftRefused, NoController
from candidates.models import Candidate
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.roles import Origin
from privacy.actions.suppression import suppressed_digests
from privacy.keyed_hash import hash_identifier
from privacy.models import Controller, DataSubject, PolicyVersion, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.models.notices import NoticeTask
from privacy.models.retention import RetentionClock
from privacy.notices import art14_due
from privacy.retention import RetentionFacts, retain_until
from privacy.vocabulary import RetentionProfile, Source, Stage, SubjectKind

REASON = "candidates.register"


@dataclass(frozen=True, slots=True)
class Registration:
    """What became of one draft: a candidate, or the names of the fields for which it was refused.

    `left_out` names rows of the dossier that could not be stored; nothing here holds a value. `is_suppressed` says
    that an address of his stands on the suppression list: he may be registered, not approached for marketing.
    """

    draft: CandidateDraft
    candidate: Candidate | None
    refused: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    is_suppressed: bool = False

    @property
    def person(self) -> Candidate:
        """The candidate of a draft that was accepted; a refused one is an error that names its fields."""
        if self.candidate is None:
            raise DraftRefused(self.refused)
        return self.candidate


def register_candidate(draft: CandidateDraft, **how: Any) -> Registration:
    """Register one person, by the rules and with the arguments of `register_candidates`; a bad draft is an error."""
    (registration,) = register_candidates([draft], **how)
    if registration.refused:
        raise DraftRefused(registration.refused)
    return registration


def register_candidates(
    drafts: Sequence[CandidateDraft],
    *,
    source: Source,
    collected_on: date,
    by: User | None,
    source_detail: str = "",
    controller: Controller | None = None,
    retention_profile: RetentionProfile = RetentionProfile.POOL,
    catalogue: Catalogue | None = None,
) -> list[Registration]:
    """Register a batch of persons with a number of statements that does not grow; answers draft by draft.

    A draft with an impossible value is refused by itself; a category that the catalogue does not allow refuses all.
    """
    origin = Origin(Source(source), source_detail, collected_on)
    dossiers = [dossier_of(draft, uuid7(), origin) for draft in drafts]
    accepted = [dossier for dossier in dossiers if not dossier.refused]
    held = {category for dossier in accepted for category in dossier.categories()}
    (catalogue or Catalogue.load(SubjectKind.CANDIDATE)).require(held, stage=Stage.REGISTRATION)
    with acting(by.pk if by else None, REASON):
        if accepted:
            _create_persons(accepted, origin, controller or default_controller(), RetentionProfile(retention_profile))
            _create_rows(accepted, owner=by)
        listed = suppressed_digests(address for dossier in accepted for address in dossier.addresses())
    return [_registration(draft, dossier, listed) for draft, dossier in zip(drafts, dossiers, strict=True)]


def _registration(draft: CandidateDraft, dossier: Dossier, listed: frozenset[str]) -> Registration:
    if dossier.refused:
        return Registration(draft, None, dossier.refused)
    digests = {hash_identifier(identifier, value) for identifier, value in dossier.addresses() if listed}
    return Registration(draft, dossier.candidate, (), tuple(dossier.left_out), bool(digests & listed))


def default_controller() -> Controller:
    """Return the organisation of ours that registers people where no other is named (CONTACT-04)."""
    controller = Controller.objects.filter(is_default=True).first()
    if controller is None:
        raise NoController
    return controller


def _create_persons(
    dossiers: Sequence[Dossier], origin: Origin, controller: Controller, profile: RetentionProfile
) -> None:
    """Create the anchors, roles, clocks and notices, and number the candidates by their roles."""
    policy = PolicyVersion.objects.filter(published_at__isnull=False, effective_from__lte=origin.collected_on).first()
    people = [dossier.candidate.data_subject_id for dossier in dossiers]
    DataSubject.objects.bulk_create([DataSubject(pk=person) for person in people])
    roles = SubjectRole.objects.bulk_create(
        [
            SubjectRole(
                data_subject_id=person,
                subject_kind=SubjectKind.CANDIDATE,
                source=origin.source,
                source_detail=origin.source_detail,
                collected_on=origin.collected_on,
                controller=controller,
                policy_version=policy,
                retention_profile=profile,
            )
            for person in people
        ]
    )
    for dossier, role in zip(dossiers, roles, strict=True):
        dossier.candidate.number = role.number
    RetentionClock.objects.bulk_create([_clock(person, origin, profile) for person in people])
    if origin.source.is_third_party:
        NoticeTask.objects.bulk_create([_notice(person, origin) for person in people])


def _clock(person: Any, origin: Origin, profile: RetentionProfile) -> RetentionClock:
    facts = RetentionFacts(collected_on=origin.collected_on, profile=profile)
    return RetentionClock(
        data_subject_id=person,
        subject_kind=SubjectKind.CANDIDATE,
        collected_on=origin.collected_on,
        profile=profile,
        anchor_on=facts.anchor_on,
        rule=facts.rule,
        retain_until=retain_until(facts),
    )


def _notice(person: Any, origin: Origin) -> NoticeTask:
    return NoticeTask(
        data_subject_id=person,
        subject_kind=SubjectKind.CANDIDATE,
        source=origin.source,
        collected_on=origin.collected_on,
        due_on=art14_due(origin.collected_on),
    )


def _create_rows(dossiers: Sequence[Dossier], *, owner: User | None) -> None:
    for dossier in dossiers:
        dossier.candidate.owner = owner
    Candidate.objects.bulk_create([dossier.candidate for dossier in dossiers])
    for model, rows in _by_model(row for dossier in dossiers for row in dossier.rows):
        model._default_manager.bulk_create(rows)


def _by_model(rows: Iterable[Model]) -> list[tuple[type[Model], list[Model]]]:
    label: Callable[[Model], str] = lambda row: row._meta.label  # noqa: E731 - sorts and groups alike
    return [(type(same[0]), same) for _, group in groupby(sorted(rows, key=label), key=label) if (same := list(group))]
