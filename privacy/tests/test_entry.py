"""The way into the preference centre: who gets a link, what nobody learns, and what hostile input does."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from candidates.testing import make_candidate
from candidates.testing_named import make_emergency_contact, make_referee
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from cluster_crm.people.testing import make_staff_member
from cluster_crm.tests.test_erasure import erase
from cluster_crm.tests.test_merge import merge
from cluster_crm.website.testing import make_website_contact
from privacy.actions.link_mail import SEND_LINKS, ask_for_link
from privacy.actions.person_links import make_link
from privacy.actions.preferences import choose_language
from privacy.actions.restriction import restrict
from privacy.models import LinkRequest, Message, PersonLink
from privacy.views.visits import COOKIE
from privacy.vocabulary import Purpose, SubjectKind
from suppliers.testing import make_supplier_contact

pytestmark = pytest.mark.django_db
ASK, MINE = "/nl/privacy/choices/", "/nl/privacy/choices/mine/"
KNOWN, UNKNOWN = "noor@example.org", "nobody@example.org"


@pytest.fixture(autouse=True)
def can_send(settings):
    settings.CRM_CAN_SEND_MAIL = True


def send_links() -> list[Message]:
    """Let the worker look who is reached; return the messages that wait."""
    for job in Job.objects.filter(kind=SEND_LINKS, state=Job.State.QUEUED):
        jobs.run(job.pk)
    return list(Message.objects.order_by("created_at"))


def link_in(message: Message) -> str:
    """The path of the link in a message."""
    return re.search(r"https?://[^/\s]+(/\S+/choices/enter/\S+)", message.body)[1]


def enter(client, person) -> None:
    """Open a link of a person in a browser."""
    token = make_link(person.pk)
    client.post(f"/nl/privacy/choices/enter/{token}/")


PEOPLE = {
    SubjectKind.CANDIDATE: lambda: make_candidate(email=KNOWN),
    SubjectKind.CLIENT_CONTACT: lambda: make_client_contact(email=KNOWN),
    SubjectKind.SUPPLIER_CONTACT: lambda: make_supplier_contact(email=KNOWN),
    SubjectKind.REFEREE: lambda: make_referee(email=KNOWN),
    SubjectKind.EMERGENCY_CONTACT: lambda: make_emergency_contact(email=KNOWN),
    SubjectKind.STAFF: lambda: make_staff_member(email=KNOWN),
    SubjectKind.WEBSITE_USER: lambda: make_website_contact(email=KNOWN),
}


@pytest.mark.requirement("CONS-02")
@pytest.mark.parametrize("kind", SubjectKind)
def test_person_of_every_role_gets_a_link_and_comes_in(client, kind):
    person = PEOPLE[kind]()

    asked = client.post(ASK, {"email": "  Noor@Example.ORG "})
    (message,) = send_links()
    look = client.get(link_in(message))
    opened = client.post(link_in(message), follow=True)

    assert (asked.status_code, asked.url) == (302, "/nl/privacy/choices/asked/")
    assert (message.data_subject_id, message.subject_kind, message.to_address) == (person.pk, kind, KNOWN)
    assert (message.purpose, message.is_secret) == (Purpose.RIGHTS_REQUEST, True)
    assert (look.status_code, opened.status_code) == (200, 200)
    assert opened.redirect_chain == [(MINE, 302)]


@pytest.mark.requirement("LAW-05")
def test_known_and_unknown_address_get_the_same_answer_by_the_same_work(client):
    make_candidate(email=KNOWN)
    client.get(ASK)
    seen = {}
    for address in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as work:
            answer = client.post(ASK, {"email": address}, follow=True)
        said = re.sub(r'value="[^"]{40,}"', "", answer.text)
        statements = [re.sub(r"'[^']*'|\"s\d+_x\d+\"|\\x\w+|::\w+", "", query["sql"]) for query in work]
        seen[address] = (answer.status_code, answer.redirect_chain, said, statements, sorted(answer.cookies))

    assert seen[KNOWN] == seen[UNKNOWN]
    assert KNOWN not in seen[KNOWN][2]
    assert [message.to_address for message in send_links()] == [KNOWN]


def test_what_was_typed_is_readable_nowhere_and_goes_when_the_worker_has_looked():
    ask_for_link(KNOWN, language="nl")

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM privacy_linkrequest")
        assert KNOWN.encode() not in bytes(cursor.fetchone()[0])
    assert KNOWN not in str(Job.objects.filter(kind=SEND_LINKS).values().get())
    send_links()
    assert not LinkRequest.objects.exists()


def test_unknown_address_gets_no_mail():
    make_candidate(email=KNOWN)

    ask_for_link(UNKNOWN, language="nl")

    assert send_links() == []
    assert not PersonLink.objects.exists()


def test_family_with_one_mailbox_gets_a_mail_each_and_a_person_of_two_roles_one(client):
    noor, daan = make_candidate(email=KNOWN), make_candidate(email=KNOWN)
    make_client_contact(data_subject=noor.data_subject, email=KNOWN)

    ask_for_link(KNOWN, language="nl")

    messages = send_links()
    assert sorted(message.data_subject_id for message in messages) == sorted([noor.pk, daan.pk])
    assert len({link_in(message) for message in messages}) == 2


def test_mail_speaks_the_language_of_the_person_else_that_of_the_page():
    noor, daan = make_candidate(email=KNOWN), make_candidate(email=KNOWN)
    choose_language(noor.pk, "nl")

    ask_for_link(KNOWN, language="en")

    said = {message.data_subject_id: (message.language, link_in(message)[:4]) for message in send_links()}
    assert said == {noor.pk: ("nl", "/nl/"), daan.pk: ("en", "/en/")}


def test_former_address_leads_to_the_one_we_hold_now():
    noor, old = make_candidate(email=KNOWN), make_candidate(email="old@example.org")
    merge(noor, old)

    ask_for_link("old+tag@example.org", language="nl")

    assert [(m.data_subject_id, m.to_address) for m in send_links()] == [(noor.pk, KNOWN)]


def test_address_that_only_looks_alike_leads_to_nobody():
    make_candidate(email=KNOWN)

    for typed in ("noor+x@example.org", "n.oor@example.org", "nоor@example.org", "noor@example.org.evil.example.com"):
        ask_for_link(typed, language="nl")

    assert send_links() == []


def test_erased_person_gets_no_link():
    candidate = make_candidate(email=KNOWN)
    erase(candidate)

    ask_for_link(KNOWN, language="nl")

    assert [m for m in send_links() if m.is_secret] == []


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_comes_in(client):
    candidate = make_candidate(email=KNOWN)
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground="R1", reason="disputed", by=make_user())

    ask_for_link(KNOWN, language="nl")

    (message,) = send_links()
    assert client.post(link_in(message), follow=True).redirect_chain == [(MINE, 302)]


@pytest.mark.requirement("COOKIE-03")
def test_cookie_of_a_visit_is_its_own_and_ends_with_the_browser(client):
    enter(client, make_candidate())

    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Strict", "", "")
    assert "sessionid" not in client.cookies
    assert client.get("/admin/").status_code == 302


@pytest.mark.requirement("CONS-02")
def test_leaving_shows_nothing_any_more_and_back_neither(client):
    enter(client, make_candidate())
    inside = client.get(MINE)

    gone = client.post("/nl/privacy/choices/leave/", follow=True)
    back = client.get(MINE)

    assert "no-store" in inside.headers["cache-control"]
    assert (gone.status_code, gone.redirect_chain) == (200, [("/nl/privacy/choices/left/", 302)])
    assert (back.status_code, back.url) == (302, ASK)


def test_visit_that_rested_too_long_asks_for_a_new_link(client):
    enter(client, make_candidate())
    PersonLink.objects.update(seen_at="2026-01-01T00:00Z")

    page = client.get(MINE, follow=True)

    assert page.redirect_chain == [(f"{ASK}?over=1", 302)]
    assert "Uw bezoek is gestopt" in page.text


def test_who_is_inside_is_led_there(client):
    enter(client, make_candidate())

    assert client.get(ASK).url == MINE


def test_used_link_and_invented_link_are_answered_alike(client):
    token = make_link(make_candidate().pk)
    client.post(f"/nl/privacy/choices/enter/{token}/")
    stranger = Client()

    answers = [
        (answer.status_code, re.sub(r"/enter/[^/]*/", "/enter/…/", answer.text), COOKIE in answer.cookies)
        for used in (token, "invented", token[:-1], token + "x", "%00", "é" * 300)
        for answer in (
            stranger.get(f"/nl/privacy/choices/enter/{used}/"), stranger.post(f"/nl/privacy/choices/enter/{used}/")
        )
    ]  # fmt: skip

    assert {status for status, _text, _cookie in answers} == {404}
    assert len({re.sub(r'value="[^"]*"', "", text) for _status, text, _cookie in answers}) == 1
    assert not any(cookie for _status, _text, cookie in answers)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Vul uw e-mailadres in."),
        ("noor", "Vul een volledig e-mailadres in"),
        ("noor@example.org\nBcc: x@example.org", "Vul een volledig e-mailadres in"),
        ("noor@example.org, daan@example.org", "Vul een volledig e-mailadres in"),
        ("<script>alert(1)</script>@example.org", "Vul een volledig e-mailadres in"),
        ("a" * 300 + "@example.org", "254"),
        ("noor@" + "é" * 70 + ".org", "Vul een volledig e-mailadres in"),
    ],
)
def test_wrong_address_is_said_and_kept(client, typed, words):
    page = client.post(ASK, {"email": typed})

    assert page.status_code == 422
    assert "<title>Fout: " in page.text
    assert words in page.text
    assert "<script>alert" not in page.text
    assert not LinkRequest.objects.exists()


def test_nul_byte_is_refused(client):
    assert client.post(ASK, {"email": "noor\x00@example.org"}).status_code == 422


def test_form_needs_its_token():
    strict = Client(enforce_csrf_checks=True)

    statuses = [
        strict.post(path, {"email": KNOWN}).status_code
        for path in (ASK, "/nl/privacy/choices/enter/x/", "/nl/privacy/choices/leave/")
    ]

    assert statuses == [403, 403, 403]


@pytest.mark.requirement("CONS-02")
def test_one_address_gets_three_links_and_then_a_pause_known_or_not(client):
    make_candidate(email=KNOWN)

    statuses = {
        address: [client.post(ASK, {"email": typed}).status_code for typed in (address, address.upper()) * 2]
        for address in (KNOWN, UNKNOWN)
    }

    assert statuses == {KNOWN: [302, 302, 302, 429], UNKNOWN: [302, 302, 302, 429]}
    assert len(send_links()) == 3


def test_spellings_of_one_mailbox_are_one_address_to_the_limit(client):
    spellings = [f"piet+{number}@example.org" for number in range(4)]

    assert [client.post(ASK, {"email": typed}).status_code for typed in spellings] == [302, 302, 302, 429]


def test_large_body_is_refused(client):
    page = client.post(ASK, {"email": "x" * 10_000_000})

    assert page.status_code == 413
    assert "te veel in één keer" in page.text


def test_pages_speak_english_too(client):
    with override("en"):
        page = client.get("/en/privacy/choices/")

    assert "Send me a link" in page.text
    assert 'lang="en"' in page.text
