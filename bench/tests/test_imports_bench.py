"""The measurement of imports measures what it says."""

import pytest

from bench.imports import dumped, file_of, imported, report, rounds, taken_out
from bench.many_people import fill_with_people
from candidates.models import Candidate, Skill
from privacy.actions.subjects import ensure_controller
from privacy.testing import ensure_profile

ROWS = 20


@pytest.fixture
def seeded(transactional_db):
    ensure_profile()
    ensure_controller()
    fill_with_people(ROWS)


def test_copy_writes_what_the_import_wrote(seeded):
    batch = imported(file_of(ROWS, first=1000))
    before = dumped(batch)
    people = Candidate.objects.count()

    taken_out(batch)

    assert (people, Candidate.objects.count(), Skill.objects.count()) == (2 * ROWS, ROWS, 0)
    assert len(before) == 9
    assert all(content.count(b"\n") >= ROWS for content in before.values())


def test_report_tells_the_ratio(seeded):
    lines = report(*rounds(ROWS, 1, first=1000))

    assert len(lines) == 3
    assert all(float(line.split()[-1]) > 0 for line in lines)
    assert Candidate.objects.count() == 2 * ROWS
