"""References: permission first, then the announcement, then fixed questions (USE-RE-01, REF-DATA-03, LAW-40)."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from candidates.exceptions import ApplicationClosed, NoPermission, NotTheirReferee
from candidates.models import Application, RefereeNaming, ReferenceCheck
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.exceptions import InFuture
from cluster_crm.people.models.interactions import ContactReason
from privacy.actions.notices import advance_notices
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import record_contact
from privacy.actions.subjects import lock_live_role
from privacy.contact_events import ContactEvent
from privacy.models import ConsentEvent
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Purpose, Source, SubjectKind

REASON = "candidates.reference"
CANDIDATE, REFEREE = SubjectKind.CANDIDATE, SubjectKind.REFEREE


def has_permission(person: UUID, kind: SubjectKind | str) -> bool:
    """Return whether somebody has said, and not taken back, that his referees may be approached."""
    word = ConsentEvent.objects.of(person, kind).last_word(Purpose.REFERENCE_CHECK)
    return word is not None and word.action == ConsentEvent.Action.GIVEN


def guard_approach(referee: UUID, reason: str) -> None:
    """Refuse to approach a referee for a reference unless somebody who named him permits it (USE-RE-01)."""
    if reason != ContactReason.REFERENCE:
        return
    principals = RefereeNaming.objects.of(referee).values_list("data_subject_id", "subject_kind")
    if not any(has_permission(person, kind) for person, kind in principals):
        raise NoPermission(str(referee))


def announce_reference(
    application: Application, *, referee: UUID, announced_on: date, by: User | None
) -> ReferenceCheck:
    """Record that the candidate was told that this referee will be asked about him for this role (LAW-40)."""
    if announced_on > timezone.localdate():
        raise InFuture
    with acting(by.pk if by else None, REASON):
        refuse_announcement(application, referee)
        Catalogue.load(CANDIDATE).require([Category.REFEREE_STATEMENTS], stage=application.catalogue_stage())
        check = ReferenceCheck(
            candidate_id=application.candidate_id,
            application=application,
            referee_id=referee,
            announced_on=announced_on,
            source=Source.REFEREE,
            collected_on=announced_on,
        )
        check.full_clean()
        check.save()
    return check


def record_reference(
    check: ReferenceCheck,
    *,
    given_on: date,
    answers: Mapping[str, str],
    outcome: ReferenceCheck.Outcome,
    by: User | None,
    text: str = "",
) -> ReferenceCheck:
    """Record what a referee confirmed; it is contact with the referee, not with the candidate (requirements 4.2)."""
    if given_on > timezone.localdate():
        raise InFuture
    with acting(by.pk if by else None, REASON):
        refuse_answers(check)
        check.given_on = check.collected_on = given_on
        check.outcome, check.text = outcome, text
        for question in ReferenceCheck.QUESTIONS:
            setattr(check, question, answers.get(question, ""))
        check.full_clean()
        check.save()
        advance_notices(check.referee_id, REFEREE, first_communication_on=given_on)
        record_contact(check.referee_id, REFEREE, ContactEvent.REFERENCE, on=given_on)
    return check


def record_response(check: ReferenceCheck, *, text: str, by: User | None) -> ReferenceCheck:
    """Record what the candidate says about the reference: he may answer it before anybody decides (LAW-40)."""
    with acting(by.pk if by else None, REASON):
        lock_live_role(check.candidate_id, CANDIDATE)
        refuse_restricted(check.candidate_id, CANDIDATE)
        check.response = text
        check.full_clean()
        check.save(update_fields=["response"])
    return check


def refuse_announcement(application: Application, referee: UUID) -> None:
    """Refuse a referee whom the candidate did not name or permit, and an application that is decided."""
    _refuse(application.candidate_id, referee)
    if application.step in Application.CLOSED:
        raise ApplicationClosed(str(application))
    if not RefereeNaming.objects.of(referee).filter(data_subject=application.candidate_id).exists():
        raise NotTheirReferee(str(referee))


def refuse_answers(check: ReferenceCheck) -> None:
    """Refuse answers once either person is restricted, or the permission was taken back."""
    _refuse(check.candidate_id, check.referee_id)


def _refuse(candidate: UUID, referee: UUID) -> None:
    for person, kind in ((candidate, CANDIDATE), (referee, REFEREE)):
        lock_live_role(person, kind)
        refuse_restricted(person, kind)
    if not has_permission(candidate, CANDIDATE):
        raise NoPermission(str(candidate))
