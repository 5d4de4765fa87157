import ast
import inspect
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from candidates.actions import pipeline, placements
from candidates.actions.pipeline import apply, move, shortlist
from candidates.exceptions import AppliedAlready, MoveRefused, NeedsReason, NotAnApplicant, VacancyNotOpen
from candidates.models import Application
from candidates.testing import make_candidate
from candidates.testing_pipeline import make_application, make_closed_vacancy
from clients.models import Vacancy
from clients.testing import make_vacancy
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.exceptions import NoticeOverdue, PersonErased, ProcessingRestricted
from privacy.models import Restriction, RetentionClock, SubjectRole
from privacy.vocabulary import RetentionProfile, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
Step, Reason = Application.Step, Application.Reason
LONG_AGO = date(2026, 1, 5)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def recruiter() -> User:
    return make_user(Role.RECRUITER)


def contact_on(candidate):
    return RetentionClock.objects.get(data_subject=candidate.pk).contact_on


def restricted(candidate):
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)


@pytest.mark.requirement("RET-06")
def test_own_application_is_contact_and_shortlisting_is_not(recruiter):
    vacancy, own, put = make_vacancy(), make_candidate(), make_candidate()

    apply(own, vacancy, source=Source.SITE_FORM, applied_on=date(2026, 3, 2), by=recruiter)
    (application,) = shortlist([put], vacancy, by=recruiter)

    assert contact_on(own) == date(2026, 3, 2)
    assert contact_on(put) is None
    assert (application.step, application.moved_by, application.source) == (Step.NEW, recruiter, Source.APPLICATION)


def test_data_from_somebody_else_are_no_application(recruiter):
    with pytest.raises(NotAnApplicant):
        apply(make_candidate(), make_vacancy(), source=Source.LINKEDIN, by=recruiter)


def test_candidate_stands_on_a_shortlist_once(recruiter):
    vacancy, candidate, other = make_vacancy(), make_candidate(), make_candidate()
    shortlist([candidate], vacancy, by=recruiter)

    with pytest.raises(AppliedAlready):
        shortlist([other, candidate], vacancy, by=recruiter)

    assert [row.candidate_id for row in Application.objects.all()] == [candidate.pk]


@pytest.mark.parametrize("status", ["filled", "closed"])
def test_vacancy_that_is_closed_takes_nobody(recruiter, status):
    vacancy = make_closed_vacancy(Vacancy.Status(status))

    with pytest.raises(VacancyNotOpen):
        shortlist([make_candidate()], vacancy, by=recruiter)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_is_neither_shortlisted_nor_moved(recruiter):
    application = make_application()
    restricted(application.candidate)

    with pytest.raises(ProcessingRestricted):
        shortlist([application.candidate], make_vacancy(), by=recruiter)
    with pytest.raises(ProcessingRestricted):
        move(application, Step.SCREENING, by=recruiter)


@pytest.mark.requirement("LAW-08")
def test_person_who_should_have_been_told_is_used_for_nothing(recruiter):
    candidate = make_candidate(source=Source.LINKEDIN, collected_on=timezone.localdate() - timedelta(days=60))
    application = make_application(candidate)

    with pytest.raises(NoticeOverdue):
        shortlist([candidate], make_vacancy(), by=recruiter)
    with pytest.raises(NoticeOverdue):
        move(application, Step.SCREENING, by=recruiter)
    rejected = move(application, Step.REJECTED, reason=Reason.SKILLS, by=recruiter)

    assert rejected.step == Step.REJECTED


def test_erased_person_is_not_shortlisted(recruiter):
    candidate = make_candidate()
    SubjectRole.objects.filter(pk=candidate.number).update(erased_at=timezone.now())

    with pytest.raises(PersonErased):
        shortlist([candidate], make_vacancy(), by=recruiter)


@pytest.mark.requirement("USE-CA-02")
def test_move_records_the_person_and_the_moment(recruiter):
    application = make_application(moved_at=timezone.now() - timedelta(days=3))

    moved = move(application, Step.SCREENING, by=recruiter)

    moved.refresh_from_db()
    last = moved.history.first()
    assert (moved.step, moved.moved_by) == (Step.SCREENING, recruiter)
    assert timezone.now() - moved.moved_at < timedelta(minutes=1)
    assert (last.step, last.history_user, last.history_change_reason) == ("screening", recruiter, "candidates.pipeline")


def test_rejection_keeps_its_reason_until_it_is_taken_up_again(recruiter):
    application = make_application()
    with pytest.raises(NeedsReason):
        move(application, Step.REJECTED, by=recruiter)

    rejected = move(application, Step.REJECTED, reason=Reason.CONDITIONS, by=recruiter)
    again = move(rejected, Step.SCREENING, by=recruiter)

    assert (rejected.reason, again.reason, again.step) == (Reason.CONDITIONS, "", Step.SCREENING)


def test_move_is_judged_by_the_step_that_the_application_has_now(recruiter):
    application = make_application(step=Step.PROPOSED)
    move(application, Step.WITHDRAWN, by=recruiter)

    with pytest.raises(MoveRefused):
        move(application, Step.INTERVIEW, by=recruiter)


def test_vacancy_that_is_closed_rejects_and_goes_on_with_nobody(recruiter):
    application = make_application(vacancy=make_closed_vacancy(Vacancy.Status.FILLED))

    with pytest.raises(VacancyNotOpen):
        move(application, Step.SCREENING, by=recruiter)
    rejected = move(application, Step.REJECTED, reason=Reason.VACANCY_CLOSED, by=recruiter)

    assert rejected.reason == Reason.VACANCY_CLOSED


@pytest.mark.requirement("LAW-39")
def test_term_for_one_vacancy_runs_from_the_end_of_the_procedure(recruiter):
    candidate = make_candidate(collected_on=LONG_AGO)
    RetentionClock.objects.filter(data_subject=candidate.pk).update(profile=RetentionProfile.VACANCY_ONLY)
    application = make_application(candidate)

    move(application, Step.REJECTED, reason=Reason.SKILLS, by=recruiter)

    clock = RetentionClock.objects.get(data_subject=candidate.pk)
    assert clock.retain_until == timezone.localdate() + timedelta(days=28)


def test_rejection_is_no_contact_with_somebody_in_the_pool(recruiter):
    application = make_application(make_candidate(collected_on=LONG_AGO))

    move(application, Step.REJECTED, reason=Reason.SKILLS, by=recruiter)

    assert contact_on(application.candidate) is None


@pytest.mark.requirement("PROF-01")
@pytest.mark.parametrize("column", ["moved_by", "moved_at"])
def test_database_refuses_a_step_without_a_person_or_a_moment(column):
    application = make_application()

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**{column: None})


@pytest.mark.requirement("PROF-01")
def test_every_deed_on_applications_asks_who_decides():
    deeds = [apply, shortlist, move, pipeline.set_step, *map(placements.__dict__.get, ("place", "change_placement"))]

    asked = [inspect.signature(deed).parameters["by"] for deed in (*deeds, placements.end_placement)]

    assert {(by.annotation, by.default, by.kind) for by in asked} == {
        (User, inspect.Parameter.empty, inspect.Parameter.KEYWORD_ONLY)
    }


@pytest.mark.requirement("PROF-01")
def test_no_code_path_sets_a_step_but_the_two_that_name_a_person():
    writers = {place for path in sources() for place in places_that_write_a_step(path)}

    assert writers == {
        "candidates/actions/pipeline.py::set_step",
        "candidates/actions/pipeline.py::_consider",
    }


def sources():
    """Every module of ours that mentions applications, but what makes test data and migrations."""
    for app in ("candidates", "clients", "suppliers", "privacy", "cluster_crm", "bench"):
        for path in (ROOT / app).rglob("*.py"):
            if (
                not {"tests", "migrations"} & set(path.parts)
                and not path.name.startswith("testing")
                and "Application" in path.read_text()
            ):
                yield path


def places_that_write_a_step(path):
    """Functions that assign `.step`, or write rows with a step: `create(step=...)`, `update(step=...)`."""
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef) and any(map(writes_a_step, ast.walk(function))):
            yield f"{path.relative_to(ROOT)}::{function.name}"


def writes_a_step(node) -> bool:
    if isinstance(node, ast.Assign):
        targets = [part for target in node.targets for part in ast.walk(target)]
        return any(isinstance(part, ast.Attribute) and part.attr == "step" for part in targets)
    if not isinstance(node, ast.Call) or not any(word.arg == "step" for word in node.keywords):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in {"Application", "create", "update", "get_or_create", "update_or_create"}
