"""The measurement of lists and searches measures what it says."""

from random import Random

import pytest

from bench.changelist import Visitor, report
from bench.many_people import fill_with_people, name_as_typed, with_a_typo
from candidates.models import Candidate
from cluster_crm.accounts.testing import make_user
from privacy.testing import ensure_profile

PEOPLE = 60


@pytest.fixture
def seeded(transactional_db):
    ensure_profile()
    fill_with_people(PEOPLE)


def test_report_tells_all_ratios(seeded):
    lines = report(Visitor(make_user(language="en")), rounds=1, typos=10)

    assert len(lines) == 6
    assert all(float(line.split()[-1]) > 0 for line in lines)
    assert float(lines[-1].split()[-1]) >= 0.9


def test_names_differ_and_are_searched_as_the_house_derives_them(seeded):
    person = Candidate.objects.get(number=7)

    assert Candidate.objects.values("full_name").distinct().count() > PEOPLE // 2
    assert sorted(person.search_name.split()) == sorted(name_as_typed(person).replace(" de ", " ").split())


@pytest.mark.parametrize("seed", range(20))
def test_typo_is_one_mistake_in_one_word(seed):
    typed = with_a_typo("noor de vries", Random(seed))

    assert typed != "noor de vries"
    assert abs(len(typed) - len("noor de vries")) <= 1
    assert typed.count(" ") == 2
