"""The counts of monitoring: by half years, and to clients no finer than the officer sees them (EO-01, EO-03)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates.actions.diversity import half_year_of
from candidates.models import DiversityChoice as Choice
from candidates.models import DiversityCount, DiversitySharing
from clients.testing import make_client
from cluster_crm.accounts.testing import make_user
from privacy.vocabulary import Role

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("EO-01")
@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 6, 30), date(2026, 1, 1)),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 7, 1)),
    ],
)
def test_counts_stand_by_half_years_so_that_no_period_holds_one_person_alone(day, first):
    assert half_year_of(day) == first
    with pytest.raises(IntegrityError, match="half_year"), transaction.atomic():
        DiversityCount.objects.create(half_year=date(2026, 2, 1), question="gender", answer="gender.man")


@pytest.mark.requirement("EO-03")
def test_client_gets_what_the_officer_sees_and_no_more_and_it_is_logged(client):
    for answer, number in ((Choice.DISABILITY_YES, 37), (Choice.DISABILITY_NO, 41), (Choice.DISABILITY_UNSAID, 43)):
        DiversityCount.objects.create(half_year=date(2020, 1, 1), question="disability", answer=answer, number=number)
    DiversityCount.objects.create(half_year=date(2020, 1, 1), question="gender", answer=Choice.GENDER_MAN, number=3)
    page = reverse("admin:candidates_diversitysharing_add")
    given_to = {"client": str(make_client().pk), "reason": "contract 12"}
    codes = {}
    for role in Role:
        client.force_login(make_user(role, language="en"))
        codes[role] = client.get(page).status_code
    client.force_login(officer := make_user(Role.PRIVACY_OFFICER, language="en"))

    without_reason = client.post(page, given_to | {"reason": ""})
    given = client.post(page, given_to)

    assert {role for role, code in codes.items() if code == 200} == {Role.PRIVACY_OFFICER}
    assert without_reason.status_code == 200
    assert given.headers["content-type"] == "text/csv; charset=utf-8"
    assert "disability or long-term illness,yes,37" in given.text
    assert "gender,man,\r\n" in given.text
    shared = DiversitySharing.objects.get()
    assert (shared.reason, shared.shared_by, shared.cells["disability.yes"], shared.cells["gender.man"]) == (
        "contract 12",
        officer,
        37,
        None,
    )
