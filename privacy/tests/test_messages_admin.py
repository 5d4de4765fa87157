"""Messages as staff see them: where each stands, what it says, and what they may do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from privacy.actions.messages import deliver, queue_message
from privacy.actions.restriction import restrict
from privacy.exceptions import MessageNotDelivered, NoMailServer
from privacy.models import Message, Objection, Restriction
from privacy.tests.test_stop import reader
from privacy.vocabulary import Purpose, Role, SubjectKind

pytestmark = pytest.mark.django_db
HANDED = {"told-way": "handed", "told-note": "At the desk"}
LINK = "https://example.org/nl/mine/abc"


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER, language="en")


def queue(candidate=None, **fields):
    candidate = candidate or make_candidate(email="noor@example.org")
    defaults = {
        "to_address": candidate.email,
        "subject_line": "Uw afspraak",
        "body": f"Beste Noor, zie {LINK}",
        "purpose": Purpose.SERVICE,
        "language": "nl",
    }
    return queue_message(candidate.pk, SubjectKind.CANDIDATE, **defaults | fields)


def no_server(_message):
    raise NoMailServer


def no_mailbox(_message):
    raise MessageNotDelivered("SMTPRecipientsRefused", is_final=True)


def page_of(message, deed="change"):
    return reverse(f"admin:privacy_message_{deed}", args=[message.pk])


def test_message_without_a_server_is_read_and_handed_over(client, recruiter):
    message = queue(is_secret=True)
    deliver(message.pk, send=no_server)
    client.force_login(recruiter)

    page = client.get(page_of(message)).text
    client.post(page_of(message, "told"), HANDED | {"told-on": str(timezone.localdate())})
    told = client.get(page_of(message)).text

    message.refresh_from_db()
    assert "no mail server is set" in page
    assert f'<a href="{LINK}" rel="nofollow">{LINK}</a>' in page
    assert "A service message" in page
    assert (message.state, message.body, LINK in told) == ("told", "", False)
    assert (message.told_way, message.told_on, message.told_note) == ("handed", timezone.localdate(), "At the desk")
    assert "At the desk" in told


@pytest.mark.parametrize(
    ("days", "answers", "says"),
    [
        (1, {}, "This day has yet to come."),
        (-1, {}, "The message had not been made yet on this day."),
        (0, {"told-way": ""}, "This field is required."),
        (0, {"told-note": " "}, "This field is required."),
        (0, {"told-note": "x" * 201}, "at most 200 characters"),
    ],
    ids=["tomorrow", "before it was made", "no way", "no note", "a long note"],
)
def test_nothing_is_told_without_a_way_a_day_and_what_shows_it(client, recruiter, days, answers, says):
    message = queue()
    deliver(message.pk, send=no_server)
    client.force_login(recruiter)
    day = str(timezone.localdate() + timedelta(days=days))

    answer = client.post(page_of(message, "told"), HANDED | {"told-on": day} | answers)

    message.refresh_from_db()
    assert (answer.status_code, message.state, message.told_way) == (422, "kept", "")
    assert says in answer.text
    assert f'value="{day}"' in answer.text


def test_message_about_somebody_erased_asks_for_no_words(client, recruiter):
    message = queue(keep_until_delivered=True)
    deliver(message.pk, send=no_server)
    client.force_login(recruiter)

    page = client.get(page_of(message)).text

    assert ('name="told-on"' in page, 'name="told-note"' in page) == (True, False)


@pytest.mark.parametrize(("name", "value"), [("EMAIL_URL", "smtp://127.0.0.1"), ("IS_PRODUCTION", True)])
def test_link_that_opens_something_once_is_not_for_staff(client, recruiter, settings, name, value):
    message, plain = queue(is_secret=True), queue()
    setattr(settings, name, value)
    client.force_login(recruiter)

    page = client.get(page_of(message)).text

    assert LINK not in page
    assert "holds a link that opens something once" in page
    assert LINK in client.get(page_of(plain)).text


def test_message_that_failed_is_sent_again(client, recruiter):
    message = queue()
    deliver(message.pk, send=no_mailbox)
    client.force_login(recruiter)

    page = client.get(page_of(message)).text
    client.post(page_of(message, "retry"))

    message.refresh_from_db()
    assert "did not arrive (SMTPRecipientsRefused)" in page
    assert (message.state, message.attempts) == (Message.State.QUEUED, 0)


@pytest.mark.requirement("MKT-03")
def test_message_that_was_stopped_says_why_it_might_go_and_why_it_did_not(client, recruiter):
    candidate = reader()
    message = queue(candidate, purpose=Purpose.DM_OTHER, to_address=candidate.email)
    Objection.objects.create(
        data_subject_id=candidate.pk, subject_kind=SubjectKind.CANDIDATE, against="marketing", method="written",
        language="nl",
    )  # fmt: skip
    deliver(message.pk, send=no_server)
    client.force_login(recruiter)

    page = client.get(page_of(message)).text

    assert "OPTIN: This person said yes to it." in page
    assert "OBJECTED: This person objected to it." in page


def test_message_that_waits_is_taken_back_once(client, recruiter):
    message = queue()
    client.force_login(recruiter)

    client.post(page_of(message, "cancel"))
    again = client.post(page_of(message, "cancel"), follow=True)

    message.refresh_from_db()
    assert message.state == Message.State.CANCELLED
    assert "Too late" in again.text


@pytest.mark.requirement("SEC-01")
def test_words_and_address_are_for_roles_that_may_see_correspondence(client):
    message = queue()
    seen = {}
    for role in Role:
        client.force_login(make_user(role, language="en"))
        page, listed = client.get(page_of(message)), client.get(reverse("admin:privacy_message_changelist"))
        texts = [answer.text if answer.status_code == 200 else "" for answer in (page, listed)]
        seen[role] = (page.status_code, LINK in texts[0], "Uw afspraak" in texts[1], "noor@example.org" in texts[0])

    assert seen == {
        Role.RECRUITER: (200, True, True, True),
        Role.CONSULTANT: (200, True, True, True),
        Role.PRIVACY_OFFICER: (200, False, False, False),
        Role.FINANCE: (403, False, False, False),
        Role.ADMINISTRATOR: (200, False, False, False),
    }


@pytest.mark.requirement("RIGHT-GEN-03")
def test_answer_to_a_request_is_read_by_the_privacy_officer(client):
    message = queue(purpose=Purpose.RIGHTS_REQUEST)
    client.force_login(make_user(Role.PRIVACY_OFFICER))

    page = client.get(page_of(message)).text

    assert (LINK in page, "noor@example.org" in page) == (True, True)


@pytest.mark.requirement("SEC-01")
def test_deeds_are_for_recruiter_and_privacy_officer(client):
    message = queue()
    client.force_login(make_user(Role.CONSULTANT))

    assert [client.post(page_of(message, deed)).status_code for deed in ("retry", "cancel", "told")] == [403] * 3


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_messages_of_restricted_people_are_not_listed(client, recruiter):
    candidate = make_candidate()
    message, other = queue(candidate), queue()
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=None)
    client.force_login(recruiter)

    listed = client.get(reverse("admin:privacy_message_changelist")).text

    assert (str(message) in listed, str(other) in listed) == (False, True)


def test_list_asks_the_same_number_of_times_for_any_number_of_rows(client, recruiter, django_assert_num_queries):
    client.force_login(recruiter)
    address = reverse("admin:privacy_message_changelist")
    queue()
    client.get(address)

    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _number in range(4):
        queue()

    with django_assert_num_queries(len(one)):
        client.get(address)


def test_overview_counts_what_did_not_leave(client, recruiter):
    message = queue()
    deliver(message.pk, send=no_server)
    client.force_login(recruiter)

    overview = client.get(reverse("admin:index")).text

    assert "Messages that did not leave" in overview
    assert str(message) in client.get(reverse("admin:privacy_message_changelist") + "?state__in=kept,failed").text
