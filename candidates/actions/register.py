"""The one way in: import, admin and public site register candidates here, so no check can be gone round.

Every registration asks the catalogue (GEN-09), names its source (SRC-09), starts the retention clock (RET-01), opens
the notice of Article 14 where the data came from somebody else (SRC-02), and asks the suppression list (MKT-07).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from candidates.actions.draft_rows import Dossier, dossier_of
from candidates.actions.draft_terms import facts_of, term_problems
from candidates.exceptions import DraftRefused, NoController
from candidates.models import Candidate
from candidates.models.dossier import DossierRow
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.findings import review_new
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.grounds import grounds_for
from privacy.actions.notices import new_notice
from privacy.actions.roles import Origin
from privacy.actions.suppression import suppressed_digests
from privacy.keyed_hash import hash_identifier
from privacy.models import Controller, DataSubject, MarketingGround, PolicyVersion, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.models.notices import NoticeTask
from privacy.models.retention import RetentionClock
from privacy.retention import retain_until
from privacy.stores.written import copy_in, take_keys
from privacy.vocabulary import Channel, RetentionProfile, Source, Stage, SubjectKind

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
    opt_out_offered: Collection[Channel] = (),
    controller: Controller | None = None,
    retention_profile: RetentionProfile = RetentionProfile.POOL,
    catalogue: Catalogue | None = None,
    owner: User | None = None,
) -> list[Registration]:
    """Register a batch of persons with a number of statements that does not grow; answers draft by draft.

    A draft with an impossible value, or that says itself that its term is over, is refused by itself; a category that
    the catalogue does not allow refuses all. `owner` is theirs where a draft names no colleague, else it is `by`.
    `opt_out_offered`: the channels for which whoever came himself could refuse marketing then (MKT-04).
    """
    origin = Origin(Source(source), source_detail, collected_on, tuple(opt_out_offered))
    return register_dossiers(
        [dossier_of(draft, uuid7(), origin) for draft in drafts],
        origin=origin,
        by=by,
        controller=controller,
        retention_profile=retention_profile,
        catalogue=catalogue,
        owner=owner,
    )


def register_dossiers(
    dossiers: Sequence[Dossier],
    *,
    origin: Origin,
    by: User | None,
    controller: Controller | None,
    retention_profile: RetentionProfile,
    catalogue: Catalogue | None = None,
    owner: User | None = None,
) -> list[Registration]:
    """Register drafts of which `dossier_of` made the rows for this origin, by the rules of `register_candidates`."""
    today, profile = timezone.localdate(), RetentionProfile(retention_profile)
    for dossier in dossiers:
        if dossier.draft.has_own_days:
            dossier.refused += tuple(name for name, _why in term_problems(dossier.draft, origin, profile, on=today))
    accepted = [dossier for dossier in dossiers if not dossier.refused]
    held = {category for dossier in accepted for category in dossier.categories()}
    (catalogue or Catalogue.load(SubjectKind.CANDIDATE)).require(held, stage=Stage.REGISTRATION)
    with acting(by.pk if by else None, REASON):
        if accepted:
            _create_persons(accepted, controller or default_controller(), profile)
            _create_rows(accepted, owner=owner or by)
            _create_grounds(accepted, origin, by)
        listed = suppressed_digests(address for dossier in accepted for address in dossier.addresses())
    return [_registration(dossier, listed) for dossier in dossiers]


def _registration(dossier: Dossier, listed: frozenset[str]) -> Registration:
    if dossier.refused:
        return Registration(dossier.draft, None, dossier.refused)
    digests = {hash_identifier(identifier, value) for identifier, value in dossier.addresses() if listed}
    return Registration(dossier.draft, dossier.candidate, (), tuple(dossier.left_out), bool(digests & listed))


def default_controller() -> Controller:
    """Return the organisation of ours that registers people where no other is named (CONTACT-04)."""
    controller = Controller.objects.filter(is_default=True).first()
    if controller is None:
        raise NoController
    return controller


def _create_persons(dossiers: Sequence[Dossier], controller: Controller, profile: RetentionProfile) -> None:
    """Create the anchors, roles, clocks and notices, and number the candidates by their roles."""
    policies = list(PolicyVersion.objects.published().only("effective_from"))
    for dossier, number in zip(dossiers, take_keys(SubjectRole, len(dossiers)), strict=True):
        dossier.candidate.number = number
    copy_in([DataSubject(pk=dossier.candidate.data_subject_id) for dossier in dossiers])
    copy_in([_role(dossier, controller, profile, policies) for dossier in dossiers])
    copy_in([_clock(dossier, profile) for dossier in dossiers])
    copy_in([notice for dossier in dossiers if (notice := _notice(dossier))])


def _create_grounds(dossiers: Sequence[Dossier], origin: Origin, by: User | None) -> None:
    """Write down on what marketing can rest, where an opt-out was offered to people who came themselves (MKT-04)."""
    came = [(dossier.candidate.pk, dossier.held_since.source, dossier.held_since.collected_on) for dossier in dossiers]
    grounds = grounds_for(came, SubjectKind.CANDIDATE, offered=origin.opt_out_offered, by=by)
    MarketingGround.objects.bulk_create(grounds)


def _role(
    dossier: Dossier, controller: Controller, profile: RetentionProfile, policies: Sequence[PolicyVersion]
) -> SubjectRole:
    since = dossier.held_since
    return SubjectRole(
        number=dossier.candidate.number,
        data_subject_id=dossier.candidate.data_subject_id,
        subject_kind=SubjectKind.CANDIDATE,
        source=since.source,
        source_detail=since.source_detail,
        collected_on=since.collected_on,
        controller=controller,
        policy_version=_shown(since, policies),
        retention_profile=profile,
    )


def _shown(since: Origin, policies: Sequence[PolicyVersion]) -> PolicyVersion | None:
    """The version that he saw when he gave his data; None where he saw none (`privacy.actions.policy.shown_policy`)."""
    if not since.source.shows_notice:
        return None
    return next((policy for policy in policies if policy.effective_from <= since.collected_on), None)


def _clock(dossier: Dossier, profile: RetentionProfile) -> RetentionClock:
    facts = facts_of(dossier.draft, dossier.held_since, profile)
    return RetentionClock(
        data_subject_id=dossier.candidate.data_subject_id,
        subject_kind=SubjectKind.CANDIDATE,
        collected_on=facts.collected_on,
        contact_on=facts.contact_on,
        profile=profile,
        anchor_on=facts.anchor_on,
        rule=facts.rule,
        retain_until=retain_until(facts),
    )


def _notice(dossier: Dossier) -> NoticeTask | None:
    return new_notice(
        dossier.candidate.data_subject_id,
        SubjectKind.CANDIDATE,
        source=dossier.held_since.source,
        collected_on=dossier.told_on,
    )


def _create_rows(dossiers: Sequence[Dossier], *, owner: User | None) -> None:
    named = colleagues(dossier.draft.owner for dossier in dossiers)
    for dossier in dossiers:
        dossier.candidate.owner = named.get(dossier.draft.owner.casefold(), owner)
    copy_in([dossier.candidate for dossier in dossiers])
    for _model, rows in rows_by_model(row for dossier in dossiers for row in dossier.rows):
        copy_in(rows)
    review_new(row for dossier in dossiers for row in (dossier.candidate, *dossier.rows))


def colleagues(written: Iterable[str]) -> dict[str, User]:
    """The users who are meant by an e-mail address, by it in small letters; asks nothing where none is written."""
    asked = {text.casefold() for text in written if text}
    if not asked:
        return {}
    return {user.email: user for user in User.objects.filter(is_active=True, email__in=asked)}


def rows_by_model(rows: Iterable[DossierRow]) -> list[tuple[type[DossierRow], list[DossierRow]]]:
    """The rows of dossiers, those of each table together."""
    label: Callable[[DossierRow], str] = lambda row: row._meta.label  # noqa: E731 - sorts and groups alike
    return [(type(same[0]), same) for _, group in groupby(sorted(rows, key=label), key=label) if (same := list(group))]
