"""A candidate's own pages: answers for monitoring and his story, by his own hand in his visit by link."""

import re

import pytest
from django.db import connection

from candidates.models import DiversityAnswer, DiversityLink, SuccessStory
from candidates.testing import make_candidate
from candidates.testing_stories import make_story
from clients.testing import make_client_contact
from cluster_crm.history.testing import logged_in_as
from privacy.actions.policy import publish_policy
from privacy.actions.restriction import restrict
from privacy.models import CatalogueEntry, ConsentEvent, Restriction
from privacy.testing import make_policy
from privacy.tests.visiting import MINE, enter
from privacy.vocabulary import Category, SubjectKind

pytestmark = pytest.mark.django_db
DIVERSITY = f"{MINE}diversity/"
STORIES = f"{MINE}stories/"
ANSWERS = {"ethnic": "ethnic.asian", "gender": "gender.woman", "agree": "on"}


@pytest.fixture
def candidate(client):
    publish_policy(make_policy())
    candidate = make_candidate()
    enter(client, candidate.pk)
    return candidate


@pytest.mark.requirement("EO-02", "CONS-01", "CAND-DATA-17")
def test_questions_begin_empty_and_are_kept_on_an_express_yes_alone(client, candidate):
    asked = client.get(DIVERSITY)
    without = client.post(DIVERSITY, ANSWERS | {"agree": ""})
    nothing = client.post(DIVERSITY, {"agree": "on"})
    made_up = client.post(DIVERSITY, ANSWERS | {"gender": "ethnic.asian"})
    before = DiversityLink.objects.count()
    kept = client.post(DIVERSITY, ANSWERS)

    assert " checked" not in asked.text
    assert "uitdrukkelijk" in asked.text
    assert [answer.status_code for answer in (asked, without, nothing, made_up, kept)] == [200, 422, 422, 422, 302]
    assert before == 0
    assert set(DiversityAnswer.objects.values_list("answer", flat=True)) == {"ethnic.asian", "gender.woman"}
    event = ConsentEvent.objects.get(data_subject=candidate.pk)
    assert (event.kind, event.method, event.text.code, event.recorded_by) == (
        "explicit",
        "preference_centre",
        "consent.equal_opportunities",
        None,
    )


@pytest.mark.requirement("EO-04", "EO-05")
def test_answers_are_shown_to_nobody_and_go_by_one_click(client, candidate):
    client.post(DIVERSITY, ANSWERS)

    again = client.get(DIVERSITY).text
    withdrawn = [client.post(f"{DIVERSITY}withdraw/").status_code for _ in range(2)]

    assert " checked" not in again
    assert withdrawn == [302, 302]
    assert (DiversityLink.objects.count(), DiversityAnswer.objects.count()) == (0, 0)
    actions = ConsentEvent.objects.filter(data_subject=candidate.pk).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["given", "withdrawn"]


@pytest.mark.requirement("EO-05")
@pytest.mark.django_db(transaction=True)
def test_page_works_with_the_login_that_cannot_read_answers(client):
    publish_policy(make_policy())
    candidate = make_candidate()
    enter(client, candidate.pk)

    with logged_in_as("crm_app"):
        codes = [client.post(DIVERSITY, ANSWERS).status_code, client.get(DIVERSITY).status_code]
        codes.append(client.post(f"{DIVERSITY}withdraw/").status_code)

    assert codes == [302, 200, 302]
    connection.ensure_connection()
    assert not DiversityAnswer.objects.exists()


@pytest.mark.requirement("EO-02")
def test_page_is_for_candidates_where_the_agency_monitors(client, candidate):
    shown = client.get(MINE).text
    CatalogueEntry.objects.filter(category=Category.DIVERSITY).update(is_active=False)
    off = (client.get(DIVERSITY).status_code, DIVERSITY in client.get(MINE).text)
    contact = make_client_contact()
    enter(client, contact.pk)

    assert DIVERSITY in shown
    assert off == (404, False)
    assert client.get(DIVERSITY).status_code == 404


def test_whoever_has_no_visit_is_asked_for_his_address(client):
    for address in (DIVERSITY, STORIES):
        answer = client.get(address)

        assert (answer.status_code, answer.headers["location"]) == (302, "/nl/privacy/choices/")


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_candidate_is_told_to_ask_and_nothing_is_kept(client, candidate):
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    answer = client.post(DIVERSITY, ANSWERS)

    assert answer.status_code == 422
    assert not ConsentEvent.objects.filter(purpose="equal_opportunities").exists()


@pytest.mark.requirement("STORY-01", "CONS-03")
def test_candidate_agrees_to_exactly_what_he_sees(client, candidate):
    story = make_story(candidate, is_agreed=False)
    asked = client.get(STORIES)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', asked.text)[1]
    agree = f"{STORIES}{story.slug}/agree/"

    unticked = client.post(agree, {"seen": seen})
    other = client.post(agree, {"seen": "0" * 64, "agree": "on"})
    agreed = client.post(agree, {"seen": seen, "agree": "on"})

    assert "Nu maak ik fietsen." in asked.text
    assert [answer.status_code for answer in (unticked, other, agreed)] == [422, 422, 302]
    story.refresh_from_db()
    assert (story.state, story.consent.about, story.consent.text.code) == ("consented", seen, "consent.success_story")
    assert story.consent.expires_on is not None


@pytest.mark.requirement("STORY-01")
@pytest.mark.parametrize("is_agreed", [True, False])
def test_candidate_takes_his_story_back_by_one_click(client, candidate, is_agreed):
    story = make_story(candidate, is_agreed=is_agreed)

    answer = client.post(f"{STORIES}{story.slug}/withdraw/")

    assert answer.status_code == 200
    assert not SuccessStory.objects.exists()
    assert client.get(f"/nl/verhalen/{story.slug}/").status_code == (410 if is_agreed else 404)


@pytest.mark.requirement("STORY-01")
def test_story_of_somebody_else_is_not_there(client, candidate):
    story = make_story(make_candidate(), is_agreed=False)

    codes = [client.post(f"{STORIES}{story.slug}/{deed}/", {"seen": story.fingerprint, "agree": "on"}).status_code
             for deed in ("agree", "withdraw")]  # fmt: skip

    assert codes == [404, 404]
    assert client.get(f"{STORIES}{story.slug}/picture/").status_code == 404
    assert SuccessStory.objects.get() == story
    assert story.slug not in client.get(STORIES).text


@pytest.mark.requirement("STORY-01", "CONS-04")
def test_story_is_hidden_when_the_consent_has_run_out(candidate):
    story = make_story(candidate)
    ConsentEvent.objects.filter(pk=story.consent_id).update(expires_on="2026-01-01")

    assert not SuccessStory.objects.public().exists()
