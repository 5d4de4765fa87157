from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from candidates.actions.employment import record_employment, record_national_id
from candidates.models import Employment, NationalIdentifier
from candidates.testing import ensure_controller, make_candidate
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.models import ReadLogEntry, Restriction
from privacy.vocabulary import Purpose, Role, SubjectKind

pytestmark = pytest.mark.django_db
BSN = "111222333"
LIST = "/admin/candidates/employment/"


@pytest.fixture
def employment() -> Employment:
    return record_employment(make_candidate(), employer=ensure_controller(), started_on=date(2026, 1, 1), by=None)


def number_page(employment) -> str:
    return reverse("admin:candidates_employment_national_id", args=[employment.pk])


def test_finance_records_employment_by_reference(finance: Client):
    candidate, employer = make_candidate(), ensure_controller()
    form = {"candidate": str(candidate), "employer": employer.pk, "started_on": "2026-02-01"}

    response = finance.post(f"{LIST}add/", form)

    assert response.status_code == 302, response.context["errors"]
    assert Employment.objects.get().data_subject_id == candidate.pk


@pytest.mark.parametrize("reference", ["C-999999", "S-1", "Noor de Vries"])
def test_unknown_reference_is_refused(finance: Client, reference):
    form = {"candidate": reference, "employer": ensure_controller().pk, "started_on": "2026-02-01"}

    response = finance.post(f"{LIST}add/", form)

    assert response.status_code == 200
    assert not Employment.objects.exists()


def test_finance_records_the_end(finance: Client, employment):
    address = reverse("admin:candidates_employment_change", args=[employment.pk])

    response = finance.post(address, {"started_on": "2026-01-01", "ended_on": "2026-06-30"})

    employment.refresh_from_db()
    assert response.status_code == 302, response.context["errors"]
    assert employment.ended_on == date(2026, 6, 30)


def test_end_before_the_start_is_said_in_words(finance: Client, employment):
    address = reverse("admin:candidates_employment_change", args=[employment.pk])

    response = finance.post(address, {"started_on": "2026-01-01", "ended_on": "2025-06-30"})

    assert "ended_on" in response.context["adminform"].form.errors


def test_list_shows_references_and_no_names(finance: Client, employment):
    page = finance.get(LIST).content.decode()

    assert "C-" in page
    assert "Vries" not in page


@pytest.mark.requirement("CAND-DATA-16")
def test_number_is_recorded_and_on_no_page_afterwards(finance: Client, employment):
    recorded = finance.post(number_page(employment), {"deed": "record", "bsn": BSN})

    pages = [finance.get(address) for address in (recorded.url, LIST, number_page(employment))]
    assert NationalIdentifier.objects.get().data_subject_id == employment.data_subject_id
    assert BSN not in "".join(page.content.decode() for page in pages)


def test_wrong_number_is_refused_without_repeating_it(finance: Client, employment):
    response = finance.post(number_page(employment), {"deed": "record", "bsn": "123456789"})

    assert response.status_code == 422
    assert "123456789" not in response.content.decode()
    assert not NationalIdentifier.objects.exists()


@pytest.mark.requirement("SEC-01")
def test_number_is_shown_once_for_a_purpose_after_the_log(finance: Client, employment):
    row = record_national_id(employment.data_subject.candidate, BSN, by=None)
    before = finance.get(number_page(employment)).content.decode()

    shown = finance.post(number_page(employment), {"deed": "reveal", "purpose": Purpose.PAYROLL})

    entry = ReadLogEntry.objects.get()
    assert BSN not in before
    assert BSN in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert (entry.data_subject_id, entry.purpose, entry.actor.role) == (row.data_subject_id, "payroll", Role.FINANCE)
    assert BSN not in finance.get(number_page(employment)).content.decode()


@pytest.mark.parametrize("purpose", ["", "recruitment", "nonsense"])
def test_number_is_not_shown_without_a_purpose_of_the_catalogue(finance: Client, employment, purpose):
    record_national_id(employment.data_subject.candidate, BSN, by=None)

    response = finance.post(number_page(employment), {"deed": "reveal", "purpose": purpose})

    assert response.status_code == 422
    assert BSN not in response.content.decode()
    assert not ReadLogEntry.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_number_of_a_restricted_person_is_neither_shown_nor_recorded(finance: Client, employment):
    record_national_id(employment.data_subject.candidate, BSN, by=None)
    restrict(
        employment.data_subject_id,
        SubjectKind.CANDIDATE,
        ground=Restriction.Ground.values[0],
        by=make_user(Role.PRIVACY_OFFICER),
    )

    shown = finance.post(number_page(employment), {"deed": "reveal", "purpose": Purpose.PAYROLL})
    recorded = finance.post(number_page(employment), {"deed": "record", "bsn": "123456782"})

    assert BSN not in shown.content.decode()
    assert recorded.status_code == 403
    assert not ReadLogEntry.objects.exists()


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FINANCE])
def test_page_is_closed_to_other_roles(as_role, employment, role):
    client = as_role(role)

    answers = [client.get(number_page(employment)), client.get(LIST)]

    assert [answer.status_code for answer in answers] == [403, 403]
