"""A candidate's own pages: answers for monitoring and his story, by his own hand in his visit by link."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from candidates.models import Candidate, DiversityAnswer, DiversityLink, SuccessStory
from candidates.testing import make_candidate
from candidates.testing_stories import make_story
from clients.testing import make_client_contact
from cluster_crm.history.testing import logged_in_as
from privacy.actions.policy import publish_policy
from privacy.actions.restriction import restrict
from privacy.actions.text_versions import publish_draft, save_draft, start_draft
from privacy.models import CatalogueEntry, ConsentEvent, PolicyVersion, Restriction
from privacy.testing import make_policy
from privacy.tests.visiting import MINE, enter
from privacy.texts import Wording
from privacy.vocabulary import Category, SubjectKind

pytestmark = pytest.mark.django_db
DIVERSITY = f"{MINE}diversity/"
STORIES = f"{MINE}stories/"
ANSWERS = {"ethnic": "ethnic.asian", "gender": "gender.woman", "agree": "on"}


def words_on(page) -> str:
    """The version of the text that a page shows."""
    found = re.search(r'name="words" value="([^"]+)"', page.text)
    return found[1] if found else ""


def say(client, answers):
    """Send answers from the page as it is."""
    return client.post(DIVERSITY, {"words": words_on(client.get(DIVERSITY))} | answers)


@pytest.fixture
def candidate(client):
    publish_policy(make_policy())
    candidate = make_candidate()
    enter(client, candidate.pk)
    return candidate


@pytest.mark.requirement("EO-02", "CONS-01", "CAND-DATA-17")
def test_questions_begin_empty_and_are_kept_on_an_express_yes_alone(client, candidate):
    asked = client.get(DIVERSITY)
    without = say(client, ANSWERS | {"agree": ""})
    nothing = say(client, {"agree": "on"})
    made_up = say(client, ANSWERS | {"gender": "ethnic.asian"})
    before = DiversityLink.objects.count()
    kept = say(client, ANSWERS)

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
    say(client, ANSWERS)

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
        codes = [say(client, ANSWERS).status_code, client.get(DIVERSITY).status_code]
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


@pytest.mark.requirement("CONS-01", "CONS-04")
@pytest.mark.parametrize("code", ["consent.equal_opportunities", "consent.success_story"])
def test_yes_counts_for_the_words_that_were_on_the_page(client, candidate, code):
    story = make_story(candidate, is_agreed=False)
    address = DIVERSITY if code == "consent.equal_opportunities" else f"{STORIES}{story.slug}/agree/"
    old = words_on(client.get(DIVERSITY if address == DIVERSITY else STORIES))
    draft = start_draft(code)
    save_draft(code, {name: Wording("Heel wat meer.", text.subject_line) for name, text in draft.items()})
    publish_draft(code)

    answer = client.post(address, ANSWERS | {"seen": story.fingerprint, "words": old})
    events = ConsentEvent.objects.count()
    again = client.post(address, ANSWERS | {"seen": story.fingerprint, "words": words_on(answer)})

    assert (answer.status_code, events, again.status_code) == (422, 0, 302)
    assert "Heel wat meer." in answer.text
    assert ConsentEvent.objects.get().text.version == 2


@pytest.mark.requirement("LAW-04")
def test_somebody_under_sixteen_is_told_to_ask(client, candidate):
    story = make_story(candidate, is_agreed=False)
    words = words_on(client.get(STORIES))
    Candidate.objects.filter(pk=candidate.pk).update(birth_date=timezone.localdate() - timedelta(days=15 * 365))

    said = {"seen": story.fingerprint, "agree": "on", "words": words}
    codes = [say(client, ANSWERS).status_code, client.post(f"{STORIES}{story.slug}/agree/", said).status_code]

    assert (codes, ConsentEvent.objects.count()) == ([422, 422], 0)


@pytest.mark.requirement("RIGHT-WITHDR-01")
def test_story_is_taken_back_where_no_policy_is_in_force(client):
    candidate = make_candidate()
    story = make_story(candidate, is_agreed=False)
    PolicyVersion.objects.all().delete()
    enter(client, candidate.pk)

    answer = client.post(f"{STORIES}{story.slug}/withdraw/")

    assert (answer.status_code, SuccessStory.objects.count()) == (200, 0)


def test_whoever_has_no_visit_is_asked_for_his_address(client):
    for address in (DIVERSITY, STORIES):
        answer = client.get(address)

        assert (answer.status_code, answer.headers["location"]) == (302, "/nl/privacy/choices/")


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_candidate_is_told_to_ask_and_nothing_is_kept(client, candidate):
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    answer = say(client, ANSWERS)

    assert answer.status_code == 422
    assert not ConsentEvent.objects.filter(purpose="equal_opportunities").exists()


@pytest.mark.requirement("STORY-01", "CONS-03")
def test_candidate_agrees_to_exactly_what_he_sees(client, candidate):
    story = make_story(candidate, is_agreed=False)
    asked = client.get(STORIES)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', asked.text)[1]
    words = words_on(asked)
    agree = f"{STORIES}{story.slug}/agree/"

    unticked = client.post(agree, {"seen": seen})
    other = client.post(agree, {"seen": "0" * 64, "agree": "on", "words": words})
    agreed = client.post(agree, {"seen": seen, "agree": "on", "words": words})

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
