"""A row of a list that may be somebody whom we hold already: compared and decided on the page on which CVs are."""

import pytest
from django.urls import reverse

from candidates.models import Candidate, ImportRow, Note
from candidates.testing import make_candidate
from candidates.testing_imports import import_all, table
from candidates.tests.cv_page.test_pages import form_of, page_of
from cluster_crm.accounts.testing import make_user
from privacy.actions.subjects import ensure_controller
from privacy.models import RetentionClock
from privacy.vocabulary import Role

pytestmark = pytest.mark.django_db
ROW = "Naam,Woonplaats,Functietitel,Opmerkingen,Laatste contact", "Liselotte Brandsma,Delft,Lasser,belt zelf,2026-10-01"


@pytest.fixture
def row(client) -> ImportRow:
    ensure_controller()
    client.force_login(make_user(Role.RECRUITER))
    make_candidate(given_name="Liselotte", infix="", family_name="Brandsma", city="Delft", email="lb@example.org")
    waiting = import_all(table(*ROW)).rows.get(line=2)
    assert waiting.reason == "PERHAPS_HELD"
    return waiting


def test_row_leads_to_whom_it_may_be(client, row):
    held = Candidate.objects.get()

    answer = client.get(reverse("admin:candidates_importrow_change", args=[row.pk]))
    shown = client.get(answer.url).content.decode()

    assert answer.url == page_of(row)
    assert (str(held) in shown, 'value="Brandsma"' in shown) == (True, True)


def test_somebody_else_is_registered_with_all_that_the_list_said(client, row):
    answer = client.post(page_of(row), {**form_of(client, page_of(row)), "deed": "save"})

    made = Candidate.objects.latest("number")
    assert (answer.status_code, Candidate.objects.count(), made.headline) == (302, 2, "Lasser")
    assert Note.objects.get(candidate=made).text == "belt zelf"
    assert RetentionClock.objects.get(data_subject=made.pk).contact_on.isoformat() == "2026-10-01"


def test_row_is_left_out(client, row):
    client.post(page_of(row), {"deed": "refuse"})

    row.refresh_from_db()
    assert (row.state, row.draft, Candidate.objects.count()) == ("skipped", {}, 1)
