"""The one way to hold a person in a role: catalogue, source, clock, notice and suppression cannot be gone round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from privacy.actions.grounds import grounds_for
from privacy.actions.notices import open_notice_task
from privacy.actions.policy import shown_policy
from privacy.actions.retention import start_retention
from privacy.actions.subjects import ensure_controller
from privacy.actions.suppression import suppressed_digests
from privacy.exceptions import AlreadyHeld, SourceNotAllowed
from privacy.models import Controller, DataSubject, MarketingGround, Recipient, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.sources import SOURCES_OF
from privacy.vocabulary import Category, Channel, Identifier, RetentionProfile, Source, Stage, SubjectKind


@dataclass(frozen=True, slots=True)
class Origin:
    """Where data came from and when (SRC-01 to SRC-09), and for which channels marketing could be refused then."""

    source: Source
    source_detail: str
    collected_on: date
    opt_out_offered: tuple[Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisteredRole:
    """The role that a person now has; `is_suppressed`: an address of his may not be used for marketing (MKT-07)."""

    role: SubjectRole
    is_suppressed: bool


@transaction.atomic
def register_role(
    kind: SubjectKind,
    *,
    origin: Origin,
    holds: Iterable[Category],
    addresses: Iterable[tuple[Identifier, str]] = (),
    stage: Stage = Stage.ANY,
    data_subject: DataSubject | None = None,
    controller: Controller | None = None,
    organisation: Recipient | None = None,
    retention_profile: RetentionProfile = RetentionProfile.POOL,
) -> RegisteredRole:
    """Register a person in a role; who writes his name and addresses does so in its own table, in this transaction.

    Give `data_subject` for somebody whom we hold in another role already. Raises NotInCatalogue where the catalogue
    does not allow what is held at this stage (GEN-09), SourceNotAllowed for a source that the policy does not name
    for the role, and AlreadyHeld for a role that the person has.
    """
    if origin.source not in SOURCES_OF[kind]:
        raise SourceNotAllowed(kind, origin.source)
    Catalogue.load(kind).require(holds, stage=stage)
    subject = data_subject or DataSubject.objects.create()
    if SubjectRole.objects.live().filter(data_subject=subject, subject_kind=kind).exists():
        raise AlreadyHeld(str(subject.pk))
    role = SubjectRole.objects.create(
        data_subject=subject,
        subject_kind=kind,
        source=origin.source,
        source_detail=origin.source_detail,
        collected_on=origin.collected_on,
        controller=controller or ensure_controller(),
        policy_version=shown_policy(origin.source, origin.collected_on),
        retention_profile=retention_profile,
    )
    start_retention(
        subject.pk, kind, collected_on=origin.collected_on, profile=retention_profile, organisation=organisation
    )
    open_notice_task(subject.pk, kind, source=origin.source, collected_on=origin.collected_on)
    came = [(subject.pk, origin.source, origin.collected_on)]
    MarketingGround.objects.bulk_create(grounds_for(came, kind, offered=origin.opt_out_offered, by=None))
    return RegisteredRole(role, bool(suppressed_digests(addresses)))
