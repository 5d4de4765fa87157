"""The measurement of lists measures what it says."""

import pytest

from bench.list_exports import make_list, report
from bench.many_people import fill_with_people
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.spreadsheets import SheetKind
from privacy.models import Disclosure
from privacy.testing import ensure_profile

PEOPLE = 30


@pytest.fixture
def seeded(transactional_db):
    ensure_profile()
    fill_with_people(PEOPLE)


def test_lists_that_are_measured_hold_everybody(seeded):
    by = make_user()

    made = make_list(by, SheetKind.CSV)
    lines = report(by, rounds=1)

    assert (made.state, made.rows) == ("ready", PEOPLE)
    assert Disclosure.objects.count() == 2 * PEOPLE  # one round that fills caches, and one that counts
    assert sorted(line.split()[0] for line in lines) == ["COPY", "CSV", "CSV", "XLSX"]
