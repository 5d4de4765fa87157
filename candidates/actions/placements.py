"""Placements: agreed, changed and ended; while one runs, the candidate's term does not (requirements 4.1, 4.2)."""

from datetime import date

from django.utils import timezone

from candidates.actions.pipeline import KIND, REASON, locked, refuse_use, set_step
from candidates.actions.pipeline_steps import Step, refuse_placing
from candidates.actions.running_work import follow_work
from candidates.models import Application, Placement
from clients.actions.vacancies import close_vacancy
from clients.models import Vacancy
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import join_pool, record_contact
from privacy.actions.subjects import lock_live_role
from privacy.contact_events import ContactEvent
from privacy.vocabulary import SubjectKind


def place(
    application: Application,
    *,
    contract: Placement.Contract,
    started_on: date,
    by: User,
    ended_on: date | None = None,
    contract_reference: str = "",
    fills_vacancy: bool = False,
) -> Placement:
    """Record that the candidate was placed, under which contract (USE-CA-06).

    The agreement is contact with him, and whoever was registered for one vacancy stands in the pool (8.12).
    """
    today = timezone.localdate()
    with acting(by.pk, REASON):
        application = locked(application)
        refuse_placing(Step(application.step))
        refuse_use(application.candidate_id, application.vacancy)
        set_step(application, Step.PLACED, by=by)
        placement = Placement(
            candidate_id=application.candidate_id, application=application, source=application.source,
            collected_on=today,
        )  # fmt: skip
        _write(placement, contract, contract_reference, started_on, ended_on)
        join_pool(application.candidate_id, KIND)
        _agreed(application, today)
        if fills_vacancy:
            close_vacancy(application.vacancy, status=Vacancy.Status.FILLED, on=today, by=by)
    return placement


def change_placement(
    placement: Placement,
    *,
    contract: Placement.Contract,
    started_on: date,
    ended_on: date | None,
    by: User,
    contract_reference: str = "",
) -> Placement:
    """Record how a placement really was agreed, and when it began and ends; the term follows."""
    with acting(by.pk, REASON):
        lock_live_role(placement.candidate_id, KIND)
        refuse_restricted(placement.candidate_id, KIND)
        placement = Placement.objects.select_for_update().get(pk=placement.pk)
        _write(placement, contract, contract_reference, started_on, ended_on)
    return placement


def end_placement(placement: Placement, *, ended_on: date, by: User) -> Placement:
    """Record the last day of a placement: from then on the term runs."""
    return change_placement(
        placement,
        contract=Placement.Contract(placement.contract),
        contract_reference=placement.contract_reference,
        started_on=placement.started_on,
        ended_on=ended_on,
        by=by,
    )


def _write(
    placement: Placement, contract: Placement.Contract, reference: str, started_on: date, ended_on: date | None
) -> None:
    placement.contract, placement.contract_reference = contract, reference
    placement.started_on, placement.ended_on = started_on, ended_on
    placement.full_clean()
    placement.save()
    follow_work(placement.candidate_id)


def _agreed(application: Application, on: date) -> None:
    """Count the agreement as contact with the candidate, and with those at the client who deal with the vacancy."""
    record_contact(application.candidate_id, KIND, ContactEvent.AGREEMENT, on=on)
    for contact in application.vacancy.contacts.values_list("contact", flat=True):
        record_contact(contact, SubjectKind.CLIENT_CONTACT, ContactEvent.AGREEMENT, on=on)
