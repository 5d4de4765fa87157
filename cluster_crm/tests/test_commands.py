"""`manage.py erase` and `manage.py scan_residue` on candidates."""

import io
import sys
from datetime import date

import pytest
import redis
from django.conf import settings
from django.core.management import CommandError, call_command

from candidates.actions.employment import record_employment
from candidates.models import Candidate
from candidates.testing import ensure_controller, make_candidate, make_full_candidate
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.models import ErasureRun, Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
BROKER_KEY = "test-scan-residue"


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER)


@pytest.fixture
def officer():
    return make_user(Role.PRIVACY_OFFICER)


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refusal(*arguments: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as refused:
        said(*arguments)
    return refused.value.returncode, str(refused.value)


def found(*arguments: str) -> list[tuple[str, ...]]:
    """What scan_residue prints; it must end with exit code 1 exactly when that is something."""
    out, code = io.StringIO(), 0
    try:
        call_command("scan_residue", *arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as end:
        code = end.code
    lines = [tuple(line.split("\t")) for line in out.getvalue().splitlines()]
    assert code == bool(lines)
    return lines


@pytest.mark.requirement("ERASE-01")
def test_erase_opens_approves_and_carries_out_by_two_persons(recruiter, officer):
    candidate = make_candidate()

    opened = said("erase", str(candidate), "--by", recruiter.email, "--ground", "G1")
    run = ErasureRun.objects.get()
    said("erase", "--approve", str(run.pk), "--by", officer.email)
    done = said("erase", "--run", str(run.pk), "--by", recruiter.email)

    assert f"erasure {run.pk}, waits for a second person" in opened
    assert "candidates.candidate: 1 rows" in opened
    assert candidate.full_name not in opened
    assert ErasureRun.objects.get().state == ErasureRun.State.VERIFIED
    assert done == f"{run}: {ErasureRun.State.VERIFIED.label}.\n"
    assert not Candidate.objects.exists()


def test_erase_finds_a_person_by_number(recruiter):
    candidate = make_candidate()

    said("erase", str(candidate.pk), "--by", recruiter.email, "--ground", "G5", "--kind", "candidate")

    assert ErasureRun.objects.get().subjects.get().data_subject_id == candidate.pk


@pytest.mark.requirement("ACC-05")
def test_erase_knows_no_way_round_the_second_person(officer, recruiter):
    candidate = make_candidate()
    said("erase", str(candidate), "--by", officer.email, "--ground", "G1")
    run = str(ErasureRun.objects.get().pk)

    refusals = [
        refusal("erase", "--run", run, "--by", officer.email),
        refusal("erase", "--approve", run, "--by", officer.email),
        refusal("erase", "--approve", run, "--by", recruiter.email),
        refusal("erase", "--run", run, "--by", make_user(Role.CONSULTANT).email),
    ]

    assert [code for code, _text in refusals] == [3, 3, 3, 3]
    assert Candidate.objects.get() == candidate


def test_erase_refuses_a_plan_that_keeps_more_than_it_said(officer, recruiter):
    candidate = make_candidate()
    said("erase", str(candidate), "--by", recruiter.email, "--ground", "G1")
    term = {"started_on": date(2024, 1, 1), "ended_on": date(2024, 6, 30)}
    record_employment(candidate, employer=ensure_controller(), by=None, **term)

    code, text = refusal("erase", "--approve", str(ErasureRun.objects.get().pk), "--by", officer.email)

    assert code == 3
    assert "Renew its plan" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["C-999999", "--ground", "G1"], 2),
        (["somebody", "--ground", "G1"], 2),
        (["C-1"], 2),
        (["--run", "00000000-0000-0000-0000-000000000000"], 2),
    ],
)
def test_erase_says_what_is_wrong_with_its_arguments(recruiter, arguments, code):
    assert refusal("erase", *arguments, "--by", recruiter.email)[0] == code


@pytest.mark.requirement("SEC-01")
def test_erase_refuses_a_user_whose_role_may_not_open_it():
    candidate = make_candidate()

    assert refusal("erase", str(candidate), "--ground", "G1", "--by", make_user(Role.FINANCE).email)[0] == 3
    assert refusal("erase", str(candidate), "--ground", "G1", "--by", "nobody@example.org")[0] == 2


@pytest.mark.requirement("ERASE-09")
def test_scan_finds_a_person_in_tables_files_and_broker_and_prints_no_value(monkeypatch):
    candidate = make_full_candidate("Zwaluw")
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.set(BROKER_KEY, "a message about Zwaluw", ex=60)
    monkeypatch.setattr(sys, "stdin", io.StringIO("zwaluw\n\n"))

    by_text = found("--stdin")
    by_subject = found("--subject", str(candidate.pk))
    client.delete(BROKER_KEY)

    places = {place for place, _row, _name in by_text}
    assert {"candidates_candidate.full_name", "candidates_historicalcandidate.full_name", "file", "broker"} <= places
    assert {name for _place, _row, name in by_text} == {"text 1"}
    assert ("candidates_candidate.email", str(candidate.pk)) in {line[:2] for line in by_subject}
    assert not [line for line in by_subject + by_text if "zwaluw" in " ".join(line).lower()]


def test_scan_finds_nothing_of_a_stranger():
    make_candidate()

    assert found("--text", "Zwaluwenburg", "k.zwaluwenburg@example.org") == []


def test_scan_needs_something_to_search_for():
    assert refusal("scan_residue")[0] == 1
    assert refusal("scan_residue", "--text", " ")[0] == 1


@pytest.mark.requirement("RIGHT-ERASE-07")
def test_restricted_person_can_be_erased_on_request(recruiter, officer):
    candidate = make_candidate()
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.values[0], reason="betwist", by=officer)

    said("erase", str(candidate), "--by", recruiter.email, "--ground", "G1")
    said("erase", "--approve", str(ErasureRun.objects.get().pk), "--by", officer.email)
    said("erase", "--run", str(ErasureRun.objects.get().pk), "--by", officer.email)

    assert not Candidate.objects.exists()
