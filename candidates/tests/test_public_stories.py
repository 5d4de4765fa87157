"""The public pages of success stories: reached by address alone, and gone at the first visit after a withdrawal."""

import re

import pytest

from candidates.actions.stories import take_down_story, withdraw_story
from candidates.models import SuccessStory
from candidates.testing import make_candidate
from candidates.testing_stories import how_said, make_story
from privacy.actions.restriction import restrict
from privacy.models import Restriction
from privacy.vocabulary import SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("STORY-01")]
ROOTS = {"nl": "/nl/verhalen/", "en": "/en/stories/"}


@pytest.mark.parametrize("language", ROOTS)
def test_visitor_reads_a_story_under_an_address_without_a_name(client, language):
    story = make_story(make_candidate())
    address = f"{ROOTS[language]}{story.slug}/"

    listed, page, image = client.get(ROOTS[language]), client.get(address), client.get(f"{address}picture/")

    assert [answer.status_code for answer in (listed, page, image)] == [200] * 3
    assert f'href="{address}"' in listed.text
    assert "Nu maak ik fietsen." in page.text
    assert (image.headers["content-type"], image.headers["x-content-type-options"]) == ("image/jpeg", "nosniff")
    assert {answer.headers["cache-control"] for answer in (listed, page, image)} == {"no-store"}
    assert {answer.headers["x-robots-tag"] for answer in (listed, page, image)} == {"noarchive, noimageindex"}
    assert dict(client.cookies) == {}
    assert str(story.candidate_id) not in page.text + listed.text
    assert story.candidate.family_name not in page.text + listed.text


@pytest.mark.requirement("LAW-12")
def test_story_is_gone_at_the_first_visit_after_the_withdrawal(client):
    story = make_story(make_candidate())
    address = f"/nl/verhalen/{story.slug}/"
    assert client.get(address).status_code == 200

    withdraw_story(story, how=how_said(), by=None)

    page = client.get(address)
    assert (page.status_code, client.get(f"{address}picture/").status_code) == (410, 404)
    assert "fietsen" not in page.text
    assert "verwijder" in page.text
    assert story.slug not in client.get("/nl/verhalen/").text


def _restrict(story: SuccessStory) -> None:
    restrict(story.candidate_id, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)


@pytest.mark.parametrize(
    "end",
    [
        lambda story: take_down_story(story, by=None),
        _restrict,
        lambda _story: SuccessStory.objects.update(text="Iets anders."),
        lambda _story: SuccessStory.objects.update(places=["networks"]),
    ],
)
def test_story_that_may_not_be_shown_is_gone(client, end):
    story = make_story(make_candidate())

    end(story)

    assert client.get(f"/en/stories/{story.slug}/").status_code == 410
    assert client.get(f"/en/stories/{story.slug}/picture/").status_code == 404
    assert story.slug not in client.get("/en/stories/").text


def test_address_that_never_was_is_not_found(client):
    draft = make_story(make_candidate(), is_agreed=False)

    assert [client.get(f"/nl/verhalen/{slug}/").status_code for slug in ("0" * 22, draft.slug)] == [404, 404]


def test_text_is_shown_as_text_and_an_empty_list_says_what_to_do(client):
    empty = client.get("/nl/verhalen/").text
    story = make_story(make_candidate(), text="<script>alert(1)</script>", title="<b>x</b>")

    page = client.get(f"/nl/verhalen/{story.slug}/").text

    assert "Nog geen verhalen" in empty
    assert not re.search(r"<script|<b>x", page)


def test_list_asks_the_same_of_the_database_for_one_story_and_for_ten(client, django_assert_max_num_queries):
    make_story(make_candidate())
    with django_assert_max_num_queries(2):  # the list, and the register of cookies until it is known
        client.get("/nl/verhalen/")
    for _ in range(9):
        make_story(make_candidate())

    with django_assert_max_num_queries(2):  # the list, and the register of cookies until it is known
        client.get("/nl/verhalen/")
