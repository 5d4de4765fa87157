"""Invented vacancies, applications and placements for tests."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from candidates.actions.register import register_candidate
from candidates.models import Application, Candidate, Placement
from candidates.readers.candidate_draft import CandidateDraft
from clients.actions.vacancies import close_vacancy
from clients.models import Vacancy
from clients.testing import make_vacancy
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from privacy.actions.subjects import ensure_controller
from privacy.vocabulary import Role, Source

_numbers = count(1)


def make_closed_vacancy(status: Vacancy.Status = Vacancy.Status.CLOSED) -> Vacancy:
    """Register an invented vacancy that is over."""
    return close_vacancy(make_vacancy(), status=status, on=timezone.localdate(), by=None)


def make_application(
    candidate: Candidate | None = None,
    vacancy: Vacancy | None = None,
    *,
    step: Application.Step = Application.Step.NEW,
    by: User | None = None,
    **fields: Any,
) -> Application:
    """Write an application at a step, whatever came before."""
    given = {"source": Source.INTERVIEW, "moved_at": timezone.now(), "collected_on": timezone.localdate()}
    if step == Application.Step.REJECTED:
        given["reason"] = Application.Reason.EXPERIENCE
    return Application.objects.create(
        candidate=candidate or _somebody(),
        vacancy=vacancy or make_vacancy(),
        step=step,
        moved_by=by or make_user(Role.RECRUITER),
        **given | fields,
    )


def make_placement(candidate: Candidate | None = None, **fields: Any) -> Placement:
    """Write a placement by an application, without what the deed does to the term."""
    application = make_application(candidate, step=Application.Step.PLACED)
    given = {"contract": Placement.Contract.CLIENT, "started_on": date(2026, 2, 1), "source": Source.INTERVIEW}
    return Placement.objects.create(
        candidate=application.candidate, application=application, **given | {"collected_on": date(2026, 2, 1)} | fields
    )


def fill_pipeline(candidate: Candidate, marker: str, *, by: User | None = None) -> Placement:
    """Give a candidate a placement and a rejection with every personal column filled; each text holds the marker."""
    make_application(candidate, step=Application.Step.REJECTED, by=by, source_detail=f"{marker} form")
    application = make_application(
        candidate,
        step=Application.Step.PLACED,
        by=by,
        source_detail=f"{marker} mail",
    )
    return Placement.objects.create(
        candidate=candidate,
        application=application,
        contract=Placement.Contract.CLIENT,
        contract_reference=f"{marker} contract",
        started_on=date(2012, 1, 1),
        ended_on=date(2013, 1, 1),
        source=Source.INTERVIEW,
        source_detail=f"{marker} call",
    )


def _somebody() -> Candidate:
    draft = CandidateDraft(given_name="Bo", family_name="Voorbeeld", email=f"bo{next(_numbers)}@example.com")
    return register_candidate(
        draft,
        source=Source.APPLICATION,
        collected_on=timezone.localdate(),
        by=None,
        controller=ensure_controller(),
    ).person
