from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from candidates.actions.employment import change_employment, record_employment, record_national_id
from candidates.exceptions import EmploymentRuns, NoEmployment
from candidates.models import Candidate, Employment, NationalIdentifier
from candidates.testing import ensure_controller, make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.national_id import NotABsn
from privacy.actions.reveal import reveal
from privacy.exceptions import NotForYourRole
from privacy.models import ReadLogEntry, RetentionClock
from privacy.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db
BSN = "111222333"


@pytest.fixture
def candidate() -> Candidate:
    return make_candidate(collected_on=date(2026, 1, 1))


def employ(candidate, started_on=date(2026, 2, 1), ended_on=None):
    return record_employment(candidate, employer=ensure_controller(), started_on=started_on, ended_on=ended_on, by=None)


@pytest.mark.requirement("CAND-DATA-16")
def test_number_is_refused_without_employment(candidate):
    with pytest.raises(NoEmployment) as refusal:
        record_national_id(candidate, BSN, by=None)

    assert BSN not in str(refusal.value)
    assert not NationalIdentifier.objects.exists()


@pytest.mark.requirement("CAND-DATA-16")
def test_number_must_pass_the_eleven_test(candidate):
    employ(candidate)

    with pytest.raises(NotABsn) as refusal:
        record_national_id(candidate, "123456789", by=None)

    assert "123456789" not in str(refusal.value)


@pytest.mark.requirement("CAND-DATA-16")
def test_number_stands_nowhere_readable(candidate):
    employ(candidate)

    record_national_id(candidate, BSN, by=None)

    with connection.cursor() as cursor:
        for table in ("candidates_nationalidentifier", "candidates_historicalnationalidentifier"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")
            (text,) = cursor.fetchone()
            assert text
            assert BSN not in text
            assert BSN.encode().hex() not in text


@pytest.mark.requirement("CAND-DATA-16")
def test_number_is_shown_to_finance_with_a_log_line_and_to_nobody_else(candidate):
    employ(candidate)
    row = record_national_id(candidate, BSN, by=None)
    finance, recruiter = make_user(Role.FINANCE), make_user(Role.RECRUITER)

    shown = reveal(row, "bsn", purpose=Purpose.PAYROLL, by=finance)
    with pytest.raises(NotForYourRole):
        reveal(row, "bsn", purpose=Purpose.PAYROLL, by=recruiter)

    assert shown == BSN
    assert [entry.actor_id for entry in ReadLogEntry.objects.all()] == [finance.pk]


def test_number_is_kept_once_a_person(candidate):
    employ(candidate)
    record_national_id(candidate, BSN, by=None)

    record_national_id(candidate, "123456782", by=None)

    assert NationalIdentifier.objects.count() == 1


def test_number_hangs_on_employment_of_the_same_person(candidate):
    other = employ(make_candidate())
    employ(candidate)
    row = record_national_id(candidate, BSN, by=None)
    row.employment = other

    with pytest.raises(ValidationError):
        row.full_clean()


def test_employment_ends_after_it_starts(candidate):
    employment = employ(candidate)

    with pytest.raises(IntegrityError), transaction.atomic():
        Employment.objects.filter(pk=employment.pk).update(ended_on=date(2026, 1, 31))


def test_employment_runs_once_with_one_employer(candidate):
    employ(candidate)

    with pytest.raises(EmploymentRuns):
        employ(candidate, started_on=date(2026, 3, 1))


@pytest.mark.requirement("RET-01")
def test_clock_waits_while_employment_runs_and_counts_from_its_end(candidate):
    employment = employ(candidate)
    while_running = RetentionClock.objects.get(data_subject=candidate.pk).retain_until

    change_employment(employment, started_on=employment.started_on, ended_on=date(2026, 6, 30), by=None)

    assert while_running > date(9000, 1, 1)
    assert RetentionClock.objects.get(data_subject=candidate.pk).retain_until == date(2028, 6, 30)


@pytest.mark.parametrize(
    ("ended_on", "kept_until"),
    [
        (date(2026, 1, 1), date(2033, 12, 31)),
        (date(2026, 12, 31), date(2033, 12, 31)),
        (None, date(9999, 12, 31)),
    ],
)
@pytest.mark.requirement("ERASE-06")
def test_tax_law_keeps_employment_seven_years_after_the_year(candidate, ended_on, kept_until):
    employment = employ(candidate, started_on=date(2025, 1, 1), ended_on=ended_on)
    record_national_id(candidate, BSN, by=None)

    for model in (Employment, NationalIdentifier):
        until = model.personal_data.keep.until
        (row,) = model.objects.filter(data_subject=candidate.pk).annotate(keep_until=until)
        assert row.keep_until == kept_until
    assert employment.pk
