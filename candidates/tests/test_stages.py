from datetime import date

import pytest

from candidates.actions.employment import record_employment
from candidates.actions.stages import stage_of
from candidates.models import Application
from candidates.testing import ensure_controller, make_candidate
from candidates.testing_pipeline import make_application, make_placement
from privacy.vocabulary import Stage

pytestmark = pytest.mark.django_db
Step = Application.Step


def test_stage_of_somebody_without_application_is_registration():
    candidate = make_candidate()

    stage = stage_of(candidate)

    assert stage is Stage.REGISTRATION


@pytest.mark.parametrize(
    ("step", "stage"),
    [
        (Step.NEW, Stage.ROLE),
        (Step.SCREENING, Stage.ROLE),
        (Step.PROPOSED, Stage.ROLE),
        (Step.INTERVIEW, Stage.FINAL),
        (Step.OFFER, Stage.FINAL),
        (Step.REJECTED, Stage.REGISTRATION),
        (Step.WITHDRAWN, Stage.REGISTRATION),
    ],
)
def test_stage_follows_the_application(step, stage):
    application = make_application(step=step)

    reached = stage_of(application.candidate)

    assert reached is stage


def test_stage_is_that_of_the_furthest_application():
    candidate = make_candidate()
    for step in (Step.NEW, Step.OFFER, Step.SCREENING):
        make_application(candidate, step=step)

    stage = stage_of(candidate)

    assert stage is Stage.FINAL


def test_stage_of_somebody_placed_is_hire():
    placement = make_placement()

    stage = stage_of(placement.candidate)

    assert stage is Stage.HIRE


def test_stage_of_somebody_on_our_payroll_is_hire():
    candidate = make_candidate()
    record_employment(candidate, employer=ensure_controller(), started_on=date(2026, 1, 1), by=None)

    stage = stage_of(candidate)

    assert stage is Stage.HIRE
