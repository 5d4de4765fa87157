"""Adverts need a yes to the purpose and, beside it, to the cookies: a choice of this person that is in force."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from cluster_crm.web.cookies import CookieCategory
from cluster_crm.website.actions.ad_cookies import accept_ad_cookies
from cluster_crm.website.models import RegisteredCookie
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.person_links import make_link, open_link
from privacy.actions.sending import may_send
from privacy.actions.texts import current_text
from privacy.models import ConsentEvent
from privacy.models.person_links import VISIT_COOKIE
from privacy.sending import SendCode
from privacy.testing import make_policy
from privacy.vocabulary import Channel, Purpose, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("COOKIE-07", "COOKIE-11")]
CANDIDATE, ADS, PLATFORM = SubjectKind.CANDIDATE, Purpose.ADS, Channel.ADPLATFORM
REFUSED = SendCode.OPTIN_REQUIRED


def register(name):
    RegisteredCookie.objects.create(
        name=name, category=CookieCategory.ADVERTISING, provider="Adverts", purpose_nl="Reclame", purpose_en="Adverts",
        kind="session",
    )  # fmt: skip


@pytest.fixture
def candidate(client):
    make_policy(published_at=timezone.now())
    register("ads")
    person = make_candidate()
    record_consent(
        person.pk, CANDIDATE, purpose=ADS, channel=PLATFORM, method=ConsentEvent.Method.BOX_TICKED, is_affirmed=True,
        text=current_text("consent.ads", "en"),
    )  # fmt: skip
    return person


def choose(client, choice, person=None):
    if person:
        _link, token = open_link(make_link(person.pk))
        client.cookies[VISIT_COOKIE] = token
    client.post("/en/cookies/settings/", {"choice": choice})


def code(person):
    return may_send(person.pk, CANDIDATE, ADS, PLATFORM).code


def test_adverts_need_the_yes_to_cookies_of_a_person_who_is_signed_in(client, candidate):
    unasked = code(candidate)
    choose(client, "accept")
    of_the_browser = code(candidate)

    choose(client, "accept", candidate)
    allowed = code(candidate)
    choose(client, "refuse")
    refused = code(candidate)
    choose(client, "accept")

    assert (unasked, of_the_browser, allowed, refused) == (REFUSED, REFUSED, SendCode.OPTIN, REFUSED)
    assert code(candidate) == SendCode.OPTIN
    given = ConsentEvent.objects.filter(channel=Channel.ONSITE).earliest("recorded_at")
    assert (given.purpose, given.text_version) == (ADS, "website.cookie_dialogue 1")


def test_yes_to_cookies_without_one_to_the_purpose_is_no_yes_to_adverts(client, candidate):
    another = make_candidate()

    choose(client, "accept", another)

    assert (code(another), code(candidate)) == (REFUSED, REFUSED)


def test_yes_to_cookies_ends_with_its_year_with_its_register_and_when_it_is_taken_back(client, candidate):
    choose(client, "accept", candidate)
    before = code(candidate)
    register("more")
    with_more = [code(candidate)]
    choose(client, "accept")
    with_more.append(code(candidate))
    year_on = accept_ad_cookies([candidate.pk], CANDIDATE, at=timezone.now() + timedelta(days=366))

    withdraw(
        candidate.pk, CANDIDATE, purpose=ADS, channel=Channel.ONSITE, method=ConsentEvent.Method.SPOKEN, language="nl"
    )

    assert (before, with_more, year_on) == (SendCode.OPTIN, [REFUSED, SendCode.OPTIN], frozenset())
    assert code(candidate) == REFUSED


def test_yes_to_cookies_of_a_child_is_that_of_the_browser_alone(client, candidate):
    Candidate.objects.filter(pk=candidate.pk).update(birth_date=timezone.localdate() - timedelta(days=15 * 365))

    choose(client, "accept", candidate)

    assert not ConsentEvent.objects.filter(channel=Channel.ONSITE).exists()
