from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from privacy.actions.retention import record_consent_to_stay, record_retention_fact, start_retention
from privacy.models import RetentionClock
from privacy.retention import RetentionFacts, RetentionRule, retain_until
from privacy.testing import make_subject
from privacy.vocabulary import RetentionProfile, SubjectKind

CANDIDATE = SubjectKind.CANDIDATE

WORKED_EXAMPLES = {
    "R01": (RetentionFacts(collected_on=date(2023, 3, 15), contact_on=date(2023, 3, 15)), date(2025, 3, 15)),
    "R02": (RetentionFacts(collected_on=date(2024, 2, 1), contact_on=date(2024, 2, 29)), date(2026, 2, 28)),
    "R07": (RetentionFacts(collected_on=date(2023, 1, 10), contact_on=date(2024, 8, 31)), date(2026, 8, 31)),
    "R08": (RetentionFacts(collected_on=date(2023, 5, 1), contact_on=date(2023, 12, 31)), date(2025, 12, 31)),
    "R10": (RetentionFacts(collected_on=date(2024, 1, 20)), date(2026, 1, 20)),
    "R12": (RetentionFacts(collected_on=date(2022, 1, 5), running_until=date(2025, 9, 30)), date(2027, 9, 30)),
}


@pytest.mark.requirement("RET-01")
@pytest.mark.parametrize(("facts", "expected"), WORKED_EXAMPLES.values(), ids=WORKED_EXAMPLES)
def test_retain_until_follows_the_worked_examples(facts, expected):
    assert retain_until(facts) == expected


@pytest.mark.requirement("LAW-39")
@pytest.mark.parametrize(
    ("facts", "rule", "expected"),
    [
        ({}, RetentionRule.VACANCY_28_DAYS, date(2024, 3, 9)),
        ({"has_consent_to_stay": True}, RetentionRule.VACANCY_12_MONTHS, date(2025, 2, 10)),
        ({"running_until": date(2024, 9, 30)}, RetentionRule.TWO_YEARS, date(2026, 9, 30)),
    ],
)
def test_retain_until_of_a_vacancy_registration(facts, rule, expected):
    facts = RetentionFacts(
        collected_on=date(2024, 1, 5), contact_on=date(2024, 2, 10), profile=RetentionProfile.VACANCY_ONLY, **facts
    )

    assert (facts.rule, retain_until(facts)) == (rule, expected)


@pytest.mark.requirement("SRC-11")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"running_until": date(2024, 3, 31)}, date(2024, 3, 31)),
        ({"running_until": date(2024, 2, 1)}, date(2024, 2, 1)),
        ({"running_until": date(2024, 3, 31), "contact_on": date(2024, 5, 1)}, date(2024, 3, 31)),
        ({"running_until": date(2024, 3, 31), "has_consent_to_stay": True}, date(2024, 3, 31)),
        ({}, date(2024, 2, 1)),
    ],
)
def test_retain_until_the_last_day_of_a_competition(facts, expected):
    facts = RetentionFacts(collected_on=date(2024, 2, 1), profile=RetentionProfile.COMPETITION, **facts)

    assert (facts.rule, retain_until(facts)) == (RetentionRule.COMPETITION, expected)


@pytest.mark.requirement("RET-06")
def test_retention_facts_may_come_in_any_order(db):
    subject = make_subject()
    start_retention(subject.pk, CANDIDATE, collected_on=date(2024, 1, 20))

    record_retention_fact(subject.pk, CANDIDATE, contact_on=date(2024, 8, 31))
    clock = record_retention_fact(subject.pk, CANDIDATE, contact_on=date(2024, 3, 1))

    assert (clock.anchor_on, clock.retain_until) == (date(2024, 8, 31), date(2026, 8, 31))


@pytest.mark.requirement("ACC-04")
def test_consent_to_stay_withdrawn_shortens_the_term(db):
    subject = make_subject()
    profile = RetentionProfile.VACANCY_ONLY
    start_retention(subject.pk, CANDIDATE, collected_on=date(2024, 2, 10), profile=profile)

    with_consent = record_consent_to_stay(subject.pk, CANDIDATE, is_given=True).retain_until
    without = record_consent_to_stay(subject.pk, CANDIDATE, is_given=False).retain_until

    assert (with_consent, without) == (date(2025, 2, 10), date(2024, 3, 9))


@pytest.mark.requirement("RET-01")
def test_clock_expires_the_day_after_the_last_lawful_day(db):
    clock = start_retention(make_subject().pk, CANDIDATE, collected_on=date(2023, 3, 15))

    on_the_day = list(RetentionClock.objects.expired(clock.retain_until))
    the_day_after = list(RetentionClock.objects.expired(clock.retain_until + timedelta(days=1)))

    assert (on_the_day, the_day_after) == ([], [clock])


def test_person_has_one_clock_in_a_role(db):
    subject = make_subject()
    start_retention(subject.pk, CANDIDATE, collected_on=date(2024, 1, 20))

    with pytest.raises(IntegrityError, match="privacy_retentionclock_one"):
        start_retention(subject.pk, CANDIDATE, collected_on=date(2024, 1, 21))
