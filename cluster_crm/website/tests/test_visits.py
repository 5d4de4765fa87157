"""Counting pages after a yes, and joining them to a person after his own; nothing of either before."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from candidates.testing import make_candidate
from cluster_crm.web.cookies import CookieCategory
from cluster_crm.website.actions.visits import agreed_kinds, browser_of, count_page, join_page
from cluster_crm.website.models import CookieChoice, PageCount, RegisteredCookie, VisitedPage
from cluster_crm.website.shipped_cookies import COUNTED_COOKIE
from privacy.actions.consents import withdraw
from privacy.actions.pasts import forget_pasts
from privacy.actions.person_links import make_link, open_link
from privacy.actions.restriction import restrict
from privacy.models import ConsentEvent, Restriction
from privacy.models.person_links import VISIT_COOKIE
from privacy.testing import make_policy
from privacy.vocabulary import Purpose, SubjectKind

pytestmark = pytest.mark.django_db
SETTINGS = "/en/cookies/settings/"
NOW = datetime.fromisoformat("2026-06-15T14:37:05+00:00")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
CANDIDATE = SubjectKind.CANDIDATE


def switch_on(category):
    RegisteredCookie.objects.filter(category=category, is_active=False).update(is_active=True)


def choose(client, choice):
    return client.post(SETTINGS, {"choice": choice})


def counts():
    return sorted(PageCount.objects.values_list("page", "browser", "language", "came_from", "views"))


@pytest.fixture
def candidate(client):
    make_policy(published_at=timezone.now())
    return make_candidate()


def sign_in(client, person):
    _link, token = open_link(make_link(person.pk))
    client.cookies[VISIT_COOKIE] = token


def pages_of(person):
    return list(VisitedPage.objects.of(person.pk, CANDIDATE).values_list("page", flat=True))


@pytest.mark.requirement("COOKIE-04")
@pytest.mark.requirement("WEB-DATA-01")
@pytest.mark.parametrize("answer", [None, "refuse"])
def test_nobody_is_counted_without_a_yes(client, answer):
    switch_on(CookieCategory.PERFORMANCE)
    if answer:
        choose(client, answer)

    client.get("/en/")

    assert (counts(), COUNTED_COOKIE in client.cookies) == ([], False)


@pytest.mark.requirement("AMB-17")
def test_nobody_is_counted_while_counting_is_off(client):
    switch_on(CookieCategory.PERFORMANCE)
    choose(client, "accept")
    RegisteredCookie.objects.filter(name=COUNTED_COOKIE).update(is_active=False)

    client.get("/en/")

    assert counts() == []


@pytest.mark.requirement("WEB-DATA-01")
@pytest.mark.requirement("WEB-DATA-02")
@pytest.mark.requirement("COOKIE-04")
def test_visit_is_counted_coarsely_after_a_yes(client):
    switch_on(CookieCategory.PERFORMANCE)
    choose(client, "accept")

    client.get("/nl/", headers={"user-agent": FIREFOX, "referer": "https://www.example.com/search?q=work"})
    client.get("/nl/", headers={"user-agent": FIREFOX, "referer": "http://testserver/nl/"})
    client.get("/nl/cookies/", headers={"user-agent": FIREFOX})
    client.get("/nl/cookies/", headers={"user-agent": FIREFOX})

    marked = client.cookies[COUNTED_COOKIE]
    assert counts() == [
        ("website:cookies", "firefox", "nl", "here", 2),
        ("website:start", "firefox", "nl", "elsewhere", 1),
        ("website:start", "firefox", "nl", "here", 1),
    ]
    assert (marked.value, marked["max-age"], marked["httponly"]) == ("1", "", True)
    assert not {"ip", "address", "visitor", "session"} & {field.name for field in PageCount._meta.fields}


@pytest.mark.parametrize("path", ["/nl/privacy/choices/", "/nl/nothing-here/", "/admin/login/", "/"])
def test_use_of_rights_staff_pages_and_errors_are_never_counted(client, path):
    switch_on(CookieCategory.PERFORMANCE)
    choose(client, "accept")

    client.get(path)

    assert counts() == []


@pytest.mark.parametrize("referer", ["http://[", "\x00", "https://" + "x" * 5000])
def test_hostile_headers_are_counted_as_they_are(client, referer):
    switch_on(CookieCategory.PERFORMANCE)
    choose(client, "accept")

    answer = client.get("/nl/", headers={"referer": referer, "user-agent": "<script>" * 900})

    assert answer.status_code == 200
    assert [row[1] for row in counts()] == ["other"]


@pytest.mark.parametrize(
    ("said", "family"),
    [
        (FIREFOX, "firefox"),
        (CHROME, "chrome"),
        (f"{CHROME} Edg/140.0", "edge"),
        ("Version/26.0 Safari/605.1", "safari"),
        ("", "other"),
    ],
)
def test_of_a_browser_only_its_family_is_kept(said, family):
    assert browser_of(said) == family


def test_hour_is_all_that_is_kept_of_the_moment():
    key = {"browser": PageCount.Browser.OTHER, "language": "nl", "came_from": PageCount.CameFrom.DIRECT}
    count_page("website:start", at=NOW, **key)
    count_page("website:start", at=NOW + timedelta(minutes=22), **key)
    count_page("website:start", at=NOW + timedelta(minutes=23), **key)

    found = sorted((row.hour.isoformat(), row.views) for row in PageCount.objects.all())
    assert found == [("2026-06-15T14:00:00+00:00", 2), ("2026-06-15T15:00:00+00:00", 1)]


@pytest.mark.requirement("WEB-DATA-05")
@pytest.mark.requirement("WEB-DATA-04")
@pytest.mark.requirement("USE-WU-01")
@pytest.mark.parametrize(("answer", "is_signed_in"), [("refuse", True), ("accept", False), (None, True)])
def test_page_is_joined_to_nobody_without_his_yes_and_his_link(client, candidate, answer, is_signed_in):
    switch_on(CookieCategory.PERSONALISATION)
    if is_signed_in:
        sign_in(client, candidate)
    if answer:
        choose(client, answer)

    client.get("/en/")

    assert not VisitedPage.objects.exists()
    assert not ConsentEvent.objects.exists()


@pytest.mark.requirement("WEB-DATA-05")
def test_yes_given_before_signing_in_is_that_of_the_browser_alone(client, candidate):
    switch_on(CookieCategory.PERSONALISATION)
    choose(client, "accept")
    sign_in(client, candidate)

    client.get("/en/")

    assert pages_of(candidate) == []


@pytest.mark.requirement("WEB-DATA-05")
@pytest.mark.requirement("COOKIE-06")
@pytest.mark.requirement("COOKIE-11")
def test_page_is_joined_once_a_day_to_a_person_who_agreed_and_forgotten_when_he_takes_it_back(client, candidate):
    switch_on(CookieCategory.PERSONALISATION)
    sign_in(client, candidate)
    choose(client, "accept")
    given = ConsentEvent.objects.get()

    client.get("/en/")
    client.get("/nl/")
    joined = pages_of(candidate)
    choose(client, "refuse")
    client.get("/en/")
    forget_pasts()

    assert (given.purpose, given.channel) == (Purpose.WEBSITE, "onsite")
    assert given.text_version == "website.cookie_dialogue 1"
    assert given.evidence == f"cookie choice {CookieChoice.objects.order_by('chosen_at').first().pk}"
    assert joined == ["website:start"]
    assert (VisitedPage.objects.count(), VisitedPage.history.count()) == (0, 0)
    assert agreed_kinds(candidate.pk) == []
    assert [event.action for event in ConsentEvent.objects.order_by("recorded_at")] == ["given", "withdrawn"]


@pytest.mark.requirement("COOKIE-06")
def test_taking_the_consent_back_elsewhere_ends_the_joining_too(client, candidate):
    switch_on(CookieCategory.PERSONALISATION)
    sign_in(client, candidate)
    choose(client, "accept")
    client.get("/en/")
    before = pages_of(candidate)

    withdraw(candidate.pk, CANDIDATE, purpose=Purpose.WEBSITE, method=ConsentEvent.Method.SPOKEN, language="nl")
    client.get("/en/")
    forget_pasts()

    assert (before, pages_of(candidate), VisitedPage.history.count()) == (["website:start"], [], 0)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_page_of_a_restricted_person_is_not_joined(client, candidate):
    switch_on(CookieCategory.PERSONALISATION)
    sign_in(client, candidate)
    choose(client, "accept")
    restrict(candidate.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    answer = client.get("/en/")

    assert (answer.status_code, pages_of(candidate)) == (200, [])


@pytest.mark.requirement("LAW-04")
def test_yes_of_a_child_is_that_of_the_browser_alone(client, candidate):
    switch_on(CookieCategory.PERSONALISATION)
    candidate.birth_date = timezone.localdate() - timedelta(days=15 * 365)
    candidate.save()
    sign_in(client, candidate)

    choose(client, "accept")

    assert (CookieChoice.objects.count(), ConsentEvent.objects.count()) == (1, 0)


def test_joining_again_on_another_day_is_another_row(candidate, client):
    switch_on(CookieCategory.PERSONALISATION)
    sign_in(client, candidate)
    choose(client, "accept")

    joined = [join_page(candidate.pk, "website:start", at=NOW + timedelta(days=days)) for days in (0, 0, 1)]

    days = list(VisitedPage.objects.order_by("seen_on").values_list("seen_on", flat=True))
    assert (joined, days) == ([1, 1, 1], [date(2026, 6, 15), date(2026, 6, 16)])


@pytest.mark.requirement("COOKIE-06", "RIGHT-WITHDR-01")
def test_withdrawal_on_all_channels_ends_the_joining_too(client, candidate):
    switch_on(CookieCategory.PERSONALISATION)
    sign_in(client, candidate)
    choose(client, "accept")
    agreed = agreed_kinds(candidate.pk)

    withdraw(
        candidate.pk, CANDIDATE, purpose=Purpose.WEBSITE, method=ConsentEvent.Method.SPOKEN, language="nl",
    )  # fmt: skip

    assert (agreed, agreed_kinds(candidate.pk)) == ([CANDIDATE], [])
