"""Applications: made, put on a shortlist and moved from step to step, by a person each time (PROF-01, USE-CA-02)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from candidates.actions.pipeline_steps import ENDS, Step, refuse_move
from candidates.exceptions import AppliedAlready, NotAnApplicant, VacancyNotOpen
from candidates.models import Application, Candidate
from clients.models import Vacancy
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.notices import refuse_overdue
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import record_contact, record_retention_fact
from privacy.actions.roles import Origin
from privacy.actions.subjects import lock_live_role
from privacy.contact_events import ContactEvent
from privacy.models import RetentionClock, SubjectRole
from privacy.vocabulary import RetentionProfile, Source, SubjectKind
from suppliers.actions.attestations import lacks_attestation

KIND = SubjectKind.CANDIDATE
REASON = "candidates.pipeline"
OPEN = (Vacancy.Status.OPEN, Vacancy.Status.ON_HOLD)


def apply(
    candidate: Candidate,
    vacancy: Vacancy,
    *,
    source: Source,
    by: User,
    source_detail: str = "",
    applied_on: date | None = None,
) -> Application:
    """Record that the candidate himself applied: his term runs anew from that day (requirements 4.2)."""
    if source.is_third_party:
        raise NotAnApplicant(source)
    on = applied_on or timezone.localdate()
    with acting(by.pk, REASON):
        application = _consider(candidate, vacancy, Origin(source, source_detail, on), by)
        record_contact(candidate.pk, KIND, ContactEvent.APPLICATION, on=on)
    return application


def shortlist(candidates: Iterable[Candidate], vacancy: Vacancy, *, by: User) -> list[Application]:
    """Put candidates on the shortlist of a vacancy, all or none; that is our own act and no contact with them.

    The data on which somebody is considered came from where his registration came from.
    """
    today = timezone.localdate()
    with acting(by.pk, REASON):
        chosen = sorted(candidates, key=lambda candidate: candidate.pk)  # one order of locks
        sources = dict(
            SubjectRole.objects.filter(pk__in=[candidate.number for candidate in chosen]).values_list("pk", "source")
        )
        return [
            _consider(candidate, vacancy, Origin(Source(sources[candidate.number]), "", today), by)
            for candidate in chosen
        ]


def move(application: Application, step: Application.Step, *, by: User, reason: str = "") -> Application:
    """Take the application to another step; a rejection has a reason of the closed list, and nothing else has one."""
    with acting(by.pk, REASON):
        application = locked(application)
        refuse_move(Step(application.step), step, reason=reason)
        if step not in ENDS:
            refuse_use(application.candidate_id, application.vacancy)
        if step is Step.PROPOSED:
            lacks_attestation(application.candidate_id)  # raises where the agency blocks (GLO-03)
        set_step(application, step, by=by, reason=reason)
        if step in ENDS:
            _procedure_ended(application.candidate_id)
    return application


def locked(application: Application) -> Application:
    """Return the application as it stands now, locked with its person; refused where he is restricted or erased."""
    lock_live_role(application.candidate_id, KIND)
    refuse_restricted(application.candidate_id, KIND)
    rows = Application.objects.select_for_update(of=("self",)).select_related("vacancy")
    return rows.get(pk=application.pk)


def refuse_use(person: UUID, vacancy: Vacancy) -> None:
    """Refuse to go on with a vacancy that is closed, or with somebody who should have had his notice (LAW-08)."""
    if vacancy.status not in OPEN:
        raise VacancyNotOpen(str(vacancy))
    refuse_overdue(person, KIND, on=timezone.localdate())


def set_step(application: Application, step: Application.Step, *, by: User, reason: str = "") -> None:
    """Write the step with the person who decided it and the moment: nothing else in the house does (PROF-01)."""
    application.step, application.reason = step, reason
    application.moved_by, application.moved_at = by, timezone.now()
    application.clean()
    application.save(update_fields=["step", "reason", "moved_by", "moved_at"])


def _consider(candidate: Candidate, vacancy: Vacancy, origin: Origin, by: User) -> Application:
    lock_live_role(candidate.pk, KIND)
    refuse_restricted(candidate.pk, KIND)
    vacancy = Vacancy.objects.select_for_update(no_key=True).get(pk=vacancy.pk)
    refuse_use(candidate.pk, vacancy)
    if known := Application.objects.filter(candidate=candidate, vacancy=vacancy).first():
        raise AppliedAlready(str(known))
    application = Application(
        candidate=candidate,
        vacancy=vacancy,
        step=Step.NEW,
        moved_by=by,
        moved_at=timezone.now(),
        source=origin.source,
        source_detail=origin.source_detail,
        collected_on=origin.collected_on,
    )
    application.full_clean()
    application.save()
    return application


def _procedure_ended(person: UUID) -> None:
    """Let the term of somebody registered for one vacancy run from the end of his procedure (LAW-39)."""
    clocks = RetentionClock.objects.filter(data_subject=person, subject_kind=KIND)
    if clocks.filter(profile=RetentionProfile.VACANCY_ONLY).exists():
        record_retention_fact(person, KIND, contact_on=timezone.localdate())
