"""What only an employer may hold: on an employment, sealed where the row says so, kept as long as its law says."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from candidates.actions.employment import record_employment
from candidates.actions.guarded import record, sealed_field_of
from candidates.exceptions import NoEmployment, OtherPerson
from candidates.models import (
    Employment,
    ForeignNationalId,
    MaritalStatus,
    Nationality,
    PayrollReference,
    WageTaxStatement,
    WorkPermit,
)
from candidates.testing import ensure_controller, make_candidate
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.actions.reveal import reveal
from privacy.exceptions import NotForYourRole, ProcessingRestricted
from privacy.models import CatalogueEntry, Restriction
from privacy.plan import PlanItem
from privacy.registry import personal_model
from privacy.vocabulary import Purpose, Role, SubjectKind

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
ROWS = [
    (Nationality, {"nationality": "PL", "birth_place": "Gdańsk"}, 5),
    (MaritalStatus, {"marital_status": "married"}, 7),
    (WageTaxStatement, {"signed_on": DAY}, 5),
    (PayrollReference, {}, 7),
    (WorkPermit, {"permit_type": "twv", "valid_until": DAY}, 5),
]


def employ(candidate=None, **fields) -> Employment:
    person = candidate or make_candidate()
    return record_employment(person, employer=ensure_controller(), by=None, **{"started_on": DAY} | fields)


def keep(model, fields, employment, by=None):
    sealed = {name: "sealed value"} if (name := sealed_field_of(model)) else {}
    row = model(data_subject_id=employment.data_subject_id, employment=employment, **fields)
    return record(row, by=by, sealed=sealed)


@pytest.mark.requirement("CAND-DATA-06", "CAND-DATA-12", "CAND-DATA-13", "CAND-DATA-16", "CAND-DATA-30")
@pytest.mark.parametrize(("model", "fields", "_years"), ROWS)
def test_hire_data_are_refused_without_an_employment(model, fields, _years):
    row = model(data_subject_id=make_candidate().pk, **fields)

    with pytest.raises(NoEmployment):
        record(row, by=None)

    assert not model.objects.exists()


@pytest.mark.requirement("ERASE-06", "LAW-35", "LAW-36", "LAW-37")
@pytest.mark.parametrize(("model", "fields", "years"), ROWS)
def test_hire_data_stay_as_long_as_their_law_says(model, fields, years):
    running = keep(model, fields, employ())
    ended = keep(model, fields, employ(ended_on=date(2026, 6, 30)))
    roles = ended.data_subject.roles.all() | running.data_subject.roles.all()

    kept = PlanItem(personal_model(model._meta.label_lower)).kept(timezone.localdate(), roles)

    assert {row.pk: row.keep_until for row in kept} == {
        ended.pk: date(2026 + years, 12, 31),
        running.pk: date(9999, 12, 31),
    }


def test_row_on_the_employment_of_somebody_else_is_refused():
    row = MaritalStatus(data_subject_id=make_candidate().pk, employment=employ(), marital_status="single")

    with pytest.raises(OtherPerson):
        record(row, by=None)


@pytest.mark.requirement("CAND-DATA-03")
def test_foreign_number_is_refused_until_the_officer_turns_its_row_on():
    employment = employ()

    with pytest.raises(ValidationError, match="cata"):
        keep(ForeignNationalId, {}, employment)
    CatalogueEntry.objects.filter(category="foreign_national_id").update(is_active=True)

    assert keep(ForeignNationalId, {}, employment) == ForeignNationalId.objects.get()


@pytest.mark.requirement("SEC-01", "CAND-DATA-16")
def test_sealed_hire_data_open_for_finance_alone():
    row = keep(WageTaxStatement, {"signed_on": DAY}, employ())

    with pytest.raises(NotForYourRole):
        reveal(row, "statement", purpose=Purpose.PAYROLL, by=make_user(Role.RECRUITER))

    assert reveal(row, "statement", purpose=Purpose.PAYROLL, by=make_user(Role.FINANCE)) == "sealed value"


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_nothing_is_recorded_about_a_restricted_person():
    employment = employ()
    restrict(employment.data_subject_id, SubjectKind.CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=None)

    with pytest.raises(ProcessingRestricted):
        keep(MaritalStatus, {"marital_status": "single"}, employment)


def test_code_of_a_country_is_asked_for():
    with pytest.raises(ValidationError):
        keep(Nationality, {"nationality": "Dutch"}, employ())


def test_history_says_who_recorded_it():
    finance = make_user(Role.FINANCE)

    row = keep(MaritalStatus, {"marital_status": "single"}, employ(), by=finance)

    past = row.history.get()
    assert (past.history_user_id, past.history_change_reason) == (finance.pk, "candidates.maritalstatus")
