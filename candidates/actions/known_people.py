"""Somebody whom we hold in another role becomes a candidate: the same person, in a row of its own (GEN-01)."""

from dataclasses import replace

from candidates.actions.paper import Paper, keep_paper
from candidates.models import Candidate
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.roles import Origin, register_role
from privacy.exceptions import ProcessingRestricted
from privacy.models import Controller, DataSubject, Restriction
from privacy.vocabulary import RetentionProfile, Stage, SubjectKind

REASON = "candidates.known"


def register_known_person(
    draft: Candidate,
    person: DataSubject,
    *,
    origin: Origin,
    by: User,
    controller: Controller | None = None,
    retention_profile: RetentionProfile = RetentionProfile.POOL,
    paper: Paper | None = None,
) -> Candidate:
    """Register a candidate, not saved yet, as somebody whom we hold in another role already.

    Raises AlreadyHeld where he is a candidate, ProcessingRestricted where his data in any role may only be stored, and
    NotInCatalogue and SourceNotAllowed as every registration does.
    """
    with acting(by.pk, REASON):
        person = DataSubject.objects.select_for_update().get(pk=person.pk)
        if Restriction.objects.active().filter(data_subject=person).exists():
            raise ProcessingRestricted(str(person.pk))
        draft.clean()
        registered = register_role(
            SubjectKind.CANDIDATE,
            origin=replace(origin, source_detail=paper.detail) if paper else origin,
            holds=draft.categories_held(),
            addresses=draft.addresses,
            stage=Stage.REGISTRATION,
            data_subject=person,
            controller=controller,
            retention_profile=retention_profile,
        )
        draft.data_subject, draft.number, draft.owner = person, registered.role.number, draft.owner or by
        draft.save(force_insert=True)
        if paper:
            keep_paper(draft, paper, handed_in_on=origin.collected_on)
    return draft
