from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from candidates.actions.employment import record_employment
from candidates.actions.placements import change_placement, end_placement, place
from candidates.exceptions import MoveRefused, VacancyNotOpen
from candidates.models import Application, Placement
from candidates.testing import ensure_controller, make_candidate
from candidates.testing_pipeline import make_application, make_closed_vacancy
from clients.models import Vacancy
from clients.testing import make_client, make_client_contact, make_vacancy
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.actions.retention import STILL_RUNNING
from privacy.exceptions import ProcessingRestricted
from privacy.models import Restriction, RetentionClock, SubjectRole
from privacy.vocabulary import RetentionProfile, Role, SubjectKind

pytestmark = pytest.mark.django_db
Step, Contract = Application.Step, Placement.Contract


@pytest.fixture
def recruiter() -> User:
    return make_user(Role.RECRUITER)


def offered(**fields):
    candidate = make_candidate(collected_on=date(2021, 12, 1))
    return make_application(candidate, step=Step.OFFER, **fields)


def placed(recruiter, started_on=date(2022, 1, 10), ended_on=None, **how):
    application = how.pop("application", None) or offered()
    return place(application, contract=Contract.AGENCY, started_on=started_on, ended_on=ended_on, by=recruiter, **how)


def clock_of(candidate) -> RetentionClock:
    return RetentionClock.objects.get(data_subject=candidate.pk)


@pytest.mark.requirement("USE-CA-06")
def test_placement_has_its_contract_and_moves_the_application(recruiter):
    placement = placed(recruiter, contract_reference="UZ-12")

    application = Application.objects.get()
    assert (application.step, application.moved_by) == (Step.PLACED, recruiter)
    assert (placement.contract, placement.contract_reference) == (Contract.AGENCY, "UZ-12")


@pytest.mark.requirement("RET-06")
def test_agreement_is_contact_with_the_candidate(recruiter):
    placement = placed(recruiter, ended_on=date(2022, 6, 30))

    assert clock_of(placement.candidate).contact_on == timezone.localdate()


@pytest.mark.requirement("CLI-DATA-06")
def test_agreement_is_contact_with_those_who_deal_with_the_vacancy(recruiter):
    client = make_client()
    contact, colleague = (make_client_contact(client, collected_on=date(2022, 1, 1)) for _ in range(2))
    vacancy = make_vacancy(client, contacts=[contact], opened_on=date(2022, 1, 3))

    placed(recruiter, application=offered(vacancy=vacancy))

    clocks = RetentionClock.objects.filter(subject_kind=SubjectKind.CLIENT_CONTACT)
    assert dict(clocks.values_list("data_subject", "contact_on")) == {
        contact.pk: timezone.localdate(),
        colleague.pk: None,
    }


@pytest.mark.requirement("RET-01")
def test_clock_waits_while_a_placement_runs_and_counts_from_its_end(recruiter):
    placement = placed(recruiter)
    running = clock_of(placement.candidate).running_until
    clock = RetentionClock.objects.filter(data_subject=placement.candidate_id)
    clock.update(contact_on=None)

    end_placement(placement, ended_on=date(2025, 9, 30), by=recruiter)

    assert running == STILL_RUNNING
    assert clock.get().retain_until == date(2027, 9, 30)


@pytest.mark.requirement("RET-01")
def test_latest_end_of_placements_and_employments_counts(recruiter):
    placement = placed(recruiter, ended_on=date(2031, 3, 31))
    record_employment(
        placement.candidate,
        employer=ensure_controller(),
        started_on=date(2022, 1, 10),
        ended_on=date(2030, 1, 31),
        by=recruiter,
    )
    at_first = clock_of(placement.candidate).running_until

    end_placement(placement, ended_on=date(2029, 12, 31), by=recruiter)

    assert at_first == date(2031, 3, 31)
    assert clock_of(placement.candidate).running_until == date(2030, 1, 31)


@pytest.mark.requirement("LAW-39")
def test_placement_makes_a_registration_for_one_vacancy_one_in_the_pool(recruiter):
    application = offered()
    for model in (RetentionClock, SubjectRole):
        name = "profile" if model is RetentionClock else "retention_profile"
        model.objects.filter(data_subject=application.candidate_id).update(**{name: RetentionProfile.VACANCY_ONLY})

    placed(recruiter, application=application, ended_on=date(2022, 6, 30))

    assert clock_of(application.candidate).profile == RetentionProfile.POOL
    assert SubjectRole.objects.get(pk=application.candidate.number).retention_profile == RetentionProfile.POOL


def test_vacancy_stays_open_unless_the_placement_fills_it(recruiter):
    first = placed(recruiter)
    kept_open = Vacancy.objects.get(pk=first.application.vacancy_id).status

    second = placed(recruiter, fills_vacancy=True)

    filled = Vacancy.objects.get(pk=second.application.vacancy_id)
    assert kept_open == Vacancy.Status.OPEN
    assert (filled.status, filled.closed_on) == (Vacancy.Status.FILLED, timezone.localdate())


def test_nobody_is_placed_whom_the_client_has_not_seen(recruiter):
    with pytest.raises(MoveRefused):
        placed(recruiter, application=make_application(step=Step.SCREENING))

    assert not Placement.objects.exists()


def test_nobody_is_placed_twice_by_one_application(recruiter):
    placement = placed(recruiter)

    with pytest.raises(MoveRefused):
        placed(recruiter, application=placement.application)


def test_closed_vacancy_places_nobody(recruiter):
    application = offered(vacancy=make_closed_vacancy())

    with pytest.raises(VacancyNotOpen):
        placed(recruiter, application=application)


def test_placement_that_ends_before_it_begins_changes_nothing(recruiter):
    application = offered()

    with pytest.raises(ValidationError):
        placed(recruiter, application=application, ended_on=date(2022, 1, 9))

    application.refresh_from_db()
    assert application.step == Step.OFFER


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_placement_of_a_restricted_person_is_not_changed(recruiter):
    placement = placed(recruiter)
    restrict(placement.candidate_id, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        change_placement(
            placement,
            contract=Contract.CLIENT,
            started_on=placement.started_on,
            ended_on=placement.started_on + timedelta(days=1),
            by=recruiter,
        )
