"""What a person wishes of us as a whole: the defaults, his choices with history, and the strictest of two records."""

from datetime import date

import pytest
from django.utils.translation import override

from candidates.testing import make_candidate
from cluster_crm.tests.test_erasure import erase
from cluster_crm.tests.test_merge import merge
from privacy.access import entry_of
from privacy.actions.preferences import (
    HIMSELF,
    choose_language,
    choose_sharing,
    confirm_details,
    language_of,
    languages_of,
    pause_until,
    preferences_of,
)
from privacy.exceptions import PersonErased
from privacy.models import DataSubject, PersonPreference
from privacy.models.catalogue_view import Catalogue
from privacy.registry import personal_model
from privacy.stores.dossier import read_dossier
from privacy.testing import ensure_profile, make_actor, make_subject
from privacy.vocabulary import SubjectKind

pytestmark = pytest.mark.django_db
WISHES = ("language", "paused_until", "shares_with_group", "shares_with_optional", "confirmed_on", "asked_on")


def wishes(person) -> tuple:
    return PersonPreference.objects.filter(data_subject=person).values_list(*WISHES).get()


def make_wishes(person, *values) -> None:
    PersonPreference.objects.create(data_subject_id=person, **dict(zip(WISHES, values, strict=True)))


def test_who_said_nothing_gets_the_defaults_and_no_row():
    person = make_subject()

    row = preferences_of(person.pk)

    assert (row.language, row.paused_until, row.shares_with_group, row.shares_with_optional) == ("", None, True, True)
    assert language_of(person.pk) == "nl"
    assert not PersonPreference.objects.exists()


def test_language_of_many_takes_one_statement(django_assert_num_queries):
    persons = [make_subject().pk for _number in range(3)]
    choose_language(persons[1], "en")

    with django_assert_num_queries(1):
        languages = languages_of(persons)

    assert languages == dict(zip(persons, ["nl", "en", "nl"], strict=True))


@pytest.mark.requirement("GEN-11")
def test_choices_are_kept_with_who_made_them():
    person, officer = make_subject().pk, make_actor()

    choose_language(person, "en")
    pause_until(person, date(2026, 12, 31))
    choose_sharing(person, group=False, optional=True, by=officer)
    confirm_details(person, on=date(2026, 11, 28))

    assert wishes(person) == ("en", date(2026, 12, 31), False, True, date(2026, 11, 28), None)
    said = PersonPreference.history.order_by("history_id").values_list("history_user", "history_change_reason")
    assert list(said) == [(None, HIMSELF), (None, HIMSELF), (officer.pk, None), (None, HIMSELF)]


def test_what_is_said_twice_is_kept_once():
    person = make_subject().pk

    for _time in range(2):
        choose_language(person, "en")

    assert PersonPreference.history.count() == 1


def test_nothing_is_kept_of_somebody_who_is_not_held():
    with pytest.raises(PersonErased):
        choose_language(DataSubject.objects.create().pk, "en")

    assert not PersonPreference.objects.exists()


STRICTEST = {
    "the longer pause": [
        ("", "2027-01-01", True, True),
        ("", "2027-02-01", True, True),
        ("", "2027-02-01", True, True),
    ],
    "a pause beside none": [("", None, True, True), ("", "2027-02-01", True, True), ("", "2027-02-01", True, True)],
    "sharing that one refused": [("", None, False, True), ("", None, True, False), ("", None, False, False)],
    "own language first": [("en", None, True, True), ("nl", None, True, True), ("en", None, True, True)],
    "the only language": [("", None, True, True), ("en", None, True, True), ("en", None, True, True)],
}


@pytest.mark.parametrize("case", STRICTEST)
def test_strictest_wish_of_two_records_counts(case):
    survivor, absorbed = make_candidate(), make_candidate(email="other@example.org")
    ours, theirs, wanted = ([v if not isinstance(v, str) or len(v) < 3 else date.fromisoformat(v) for v in row]
                            for row in STRICTEST[case])  # fmt: skip
    make_wishes(survivor.pk, *ours, date(2026, 1, 2), None)
    make_wishes(absorbed.pk, *theirs, date(2026, 1, 1), date(2026, 3, 1))

    merge(survivor, absorbed)

    assert wishes(survivor.pk) == (*wanted, date(2026, 1, 1), date(2026, 3, 1))
    assert PersonPreference.objects.count() == 1


def test_wishes_of_the_absorbed_record_follow_where_the_other_has_none():
    survivor, absorbed = make_candidate(), make_candidate(email="other@example.org")
    choose_sharing(absorbed.pk, group=False, optional=False)

    merge(survivor, absorbed)

    assert wishes(survivor.pk)[2:4] == (False, False)


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_wishes_stand_in_the_package():
    ensure_profile()
    person = make_candidate().pk
    pause_until(person, date(2027, 1, 1))

    rows = read_dossier(person, SubjectKind.CANDIDATE)[("privacy.personpreference", False)]
    with override("en"):
        entry = entry_of(personal_model("privacy.personpreference"), rows[0], Catalogue.load(SubjectKind.CANDIDATE), {})

    said = {item.label: (item.value, bool(item.category), bool(item.basis)) for item in entry.items}
    assert said["no mail until"] == ("2027-01-01", True, True)


@pytest.mark.requirement("ERASE-03")
def test_wishes_go_with_the_person():
    candidate = make_candidate()
    choose_language(candidate.pk, "en")

    erase(candidate)

    assert not PersonPreference.objects.exists()
    assert not PersonPreference.history.exists()
