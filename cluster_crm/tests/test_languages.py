"""Staff read the pages in Dutch or English, with dates and numbers as that language writes them."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import formats, translation

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from privacy.vocabulary import Role

WORDS = {
    "nl": {
        "login": ["Inloggen", "Wachtwoord", "E-mailadres"],
        "index": ["Overzicht", "Kandidaten", "Mijn recente handelingen", "Uitloggen"],
        "list": ["Kandidaat toevoegen", "Zoeken in kandidaten", "Mijn kandidaten"],
    },
    "en": {
        "login": ["Log in", "Password", "E-mail address"],
        "index": ["Overview", "Candidates", "My recent actions", "Log out"],
        "list": ["Add candidate", "Search candidates", "My candidates"],
    },
}
PAGES = {"index": "admin:index", "list": "admin:candidates_candidate_changelist"}


def language_of(page) -> str:
    found = re.search(r'<html lang="([^"]*)"', page.text)
    assert found
    return found[1]


def missing(page, words) -> list[str]:
    return [word for word in words if word not in page.text]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.django_db
def test_page_speaks_the_language_of_the_account(client, name, language):
    make_candidate()
    client.force_login(make_user(Role.RECRUITER, language=language))
    other = "nl" if language == "en" else "en"

    page = client.get(reverse(PAGES[name]), headers={"accept-language": other})

    assert language_of(page) == language
    assert page.headers["content-language"] == language
    assert missing(page, WORDS[language][name]) == []
    assert missing(page, WORDS[other][name]) == WORDS[other][name]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.django_db
def test_sign_in_speaks_the_language_of_the_browser(client, language):
    page = client.get(reverse("admin:login"), headers={"accept-language": language})

    assert language_of(page) == language
    assert missing(page, WORDS[language]["login"]) == []


@pytest.mark.parametrize("asked", [None, "fr"])
@pytest.mark.django_db
def test_dutch_is_spoken_to_a_browser_that_asks_for_no_language_of_ours(client, asked):
    headers = {"accept-language": asked} if asked else {}

    page = client.get(reverse("admin:login"), headers=headers)

    assert language_of(page) == "nl"
    assert missing(page, WORDS["nl"]["login"]) == []


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nl", ["22 november 2026", "22-11-2026", "22-11-2026 14:05", "14:05", "4.800,00", "1.284"]),
        ("en", ["22 November 2026", "22-11-2026", "22-11-2026 14:05", "14:05", "4,800.00", "1,284"]),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(language, written):
    day, moment = date(2026, 11, 22), datetime(2026, 11, 22, 14, 5, tzinfo=UTC)

    with translation.override(language):
        found = [
            formats.date_format(day),
            formats.date_format(day, "SHORT_DATE_FORMAT"),
            formats.date_format(moment, "SHORT_DATETIME_FORMAT"),
            formats.time_format(moment),
            formats.number_format("4800.00", decimal_pos=2, force_grouping=True),
            formats.number_format(1284, force_grouping=True),
        ]

    assert found == written
