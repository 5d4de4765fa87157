"""What the privacy officer's first screen says, each in one line with a link that shows just that (LAW-01)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.actions.stories import withdraw_story
from candidates.testing import make_candidate
from candidates.testing_stories import how_said, make_story
from cluster_crm.accounts.testing import make_user
from privacy.actions.consents import record_consent
from privacy.actions.objections import object_to_marketing
from privacy.actions.suppression import suppressed_digests
from privacy.models import ConsentEvent, LegitimateInterestsAssessment
from privacy.testing import make_policy
from privacy.vocabulary import Channel, Identifier, Purpose, Role, SubjectKind

pytestmark = pytest.mark.django_db
LINE = re.compile(r'<a class="due__card" href="([^"]+)">.*?<strong>([^<]+)</strong> ([^<]+)</a>', re.DOTALL)


def lines(client, role=Role.PRIVACY_OFFICER) -> dict[str, tuple[str, str]]:
    """The lines of the overview: their words, with the count and the address."""
    client.force_login(make_user(role, language="en"))
    return {words.strip(): (count, address) for address, count, words in LINE.findall(client.get("/admin/").text)}


def rows_of(client, address: str) -> int:
    return client.get(address.replace("&amp;", "&")).context["cl"].result_list.__len__()


def say_yes(person, *, ends_in: int, **fields) -> ConsentEvent:
    event = record_consent(
        person.pk,
        SubjectKind.CANDIDATE,
        purpose=Purpose.DM_OTHER,
        channel=Channel.EMAIL,
        method=ConsentEvent.Method.SIGNED_FORM,
        is_affirmed=True,
        text_version="1",
        language="nl",
        policy_version=make_policy(),
        **fields,
    )
    ConsentEvent.objects.filter(pk=event.pk).update(expires_on=timezone.localdate() + timedelta(days=ends_in))
    return event


@pytest.mark.requirement("CONS-04")
def test_consents_that_expire_soon_and_were_not_renewed_are_counted_and_shown(client):
    soon, later, renewed, over = (make_candidate() for _ in range(4))
    say_yes(soon, ends_in=30)
    say_yes(later, ends_in=31)
    say_yes(renewed, ends_in=5)
    say_yes(renewed, ends_in=700)
    say_yes(over, ends_in=-1)

    count, address = lines(client)["Consents that expire within 30 days"]

    assert (count, rows_of(client, address)) == ("1", 1)


@pytest.mark.requirement("MKT-07")
def test_objections_and_suppressed_addresses_that_came_back_are_counted_and_shown(client):
    candidate = make_candidate(email="zonnevlek@example.org", phone="")
    object_to_marketing(candidate.pk, method=ConsentEvent.Method.SPOKEN, language="nl")
    suppressed_digests([(Identifier.EMAIL, "zonnevlek@example.org")])

    shown = lines(client)

    assert shown["Objections this month"][0] == "1"
    assert shown["of 1 suppressed addresses were met again this month"][0] == "1"
    for words in ("Objections this month", "of 1 suppressed addresses were met again this month"):
        assert rows_of(client, shown[words][1]) == 1


@pytest.mark.requirement("LB-01")
def test_purpose_whose_assessment_was_taken_back_is_counted_and_shown(client):
    before = lines(client)
    LegitimateInterestsAssessment.objects.filter(purpose=Purpose.SURVEY).update(subject_kinds=["staff"])

    count, address = lines(client)["Catalogue rows with a purpose without assessment"]

    assert "Catalogue rows with a purpose without assessment" not in before
    assert int(count) == rows_of(client, address) > 0


@pytest.mark.requirement("STORY-01")
def test_copies_of_a_withdrawn_story_are_counted_and_shown(client):
    withdraw_story(make_story(make_candidate()), how=how_said(), by=None)

    count, address = lines(client)["Copies of stories to remove elsewhere"]

    assert (count, rows_of(client, address)) == ("2", 2)


def test_recruiter_is_not_asked_to_do_the_officers_work(client):
    candidate = make_candidate()
    say_yes(candidate, ends_in=3)
    object_to_marketing(candidate.pk, method=ConsentEvent.Method.SPOKEN, language="nl")

    assert not {"Consents that expire within 30 days", "Objections this month"} & lines(client, Role.RECRUITER).keys()
