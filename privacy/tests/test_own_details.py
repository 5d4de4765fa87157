"""Contact details that a person keeps right himself: what he may change, what it needs, and what it does not do."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from candidates.testing_named import make_referee
from clients.testing import make_client_contact
from privacy.actions.own_details import ADDRESS_TERM, find_new_address
from privacy.actions.preferences import HIMSELF, preferences_of
from privacy.actions.restriction import restrict
from privacy.exceptions import LinkNotUsable
from privacy.models import Message, RetentionClock
from privacy.testing import make_policy
from privacy.tests.visiting import MINE, answers_on, enter
from privacy.vocabulary import Purpose, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE
DETAILS = f"{MINE}details/"


@pytest.fixture
def noor(client):
    make_policy(published_at=timezone.now())
    candidate = make_candidate(email="noor@example.org", phone="+31612345678")
    enter(client, candidate.pk)
    return candidate


def change(client, **changes):
    answers = answers_on(client.get(DETAILS).text)
    return client.post(DETAILS, answers | {f"candidate-{name}": value for name, value in changes.items()}, follow=True)


def link_to(address) -> str:
    message = Message.objects.get(to_address=address)
    return re.search(r"https?://[^/\s]+(/\S+/choices/address/\S+)", message.body)[1]


@pytest.mark.requirement("GEN-11")
def test_person_changes_his_details_and_history_says_that_it_was_he(client, noor):
    answer = change(client, phone="06 87654321", city="Delft", postcode="2611ab")

    noor.refresh_from_db()
    assert (noor.phone, noor.city, noor.postcode) == ("+31687654321", "Delft", "2611 AB")
    last = Candidate.history.filter(data_subject=noor.pk).latest("history_id")
    assert (last.history_change_reason, last.history_user) == (HIMSELF, None)
    assert "Vanaf nu gebruiken wij wat hier staat." in answer.text


@pytest.mark.requirement("GEN-11", "AMB-05")
def test_keeping_data_right_lengthens_nothing(client, noor):
    before = RetentionClock.objects.get(data_subject=noor.pk)

    change(client, city="Delft")
    client.post(f"{DETAILS}right/")

    after = RetentionClock.objects.get(data_subject=noor.pk)
    assert (after.contact_on, after.retain_until) == (before.contact_on, before.retain_until)


@pytest.mark.requirement("GEN-11")
def test_all_is_right_is_kept(client, noor):
    answer = client.post(f"{DETAILS}right/", follow=True)

    assert preferences_of(noor.pk).confirmed_on == timezone.localdate()
    assert "Wij vragen het over een jaar weer." in answer.text


def test_wrong_number_is_said_where_it_stands_and_nothing_is_kept(client, noor):
    answer = change(client, phone="12", city="Delft")

    noor.refresh_from_db()
    assert answer.status_code == 422
    assert (noor.phone, noor.city) == ("+31612345678", "")
    assert "<title>Fout: " in answer.text
    assert 'href="#id_candidate-phone"' in answer.text
    assert answers_on(answer.text)["candidate-city"] == "Delft"


def test_details_may_be_emptied_but_the_way_back_not(client, noor):
    assert change(client, phone="").status_code == 200
    answer = change(client, email="")

    noor.refresh_from_db()
    assert (noor.phone, noor.email, answer.status_code) == ("", "noor@example.org", 422)


def test_name_is_not_changed_here(client, noor):
    change(client, family_name="Ander", full_name="Ander", owner="1", number="1")

    before, noor.family_name = noor.family_name, None
    noor.refresh_from_db()
    assert noor.family_name == before


@pytest.mark.requirement("GEN-11")
def test_new_address_counts_once_somebody_reads_mail_there_and_the_old_one_is_told(client, noor):
    answer = change(client, email="New@Example.org", city="Delft")
    noor.refresh_from_db()
    assert (noor.email, noor.city) == ("noor@example.org", "Delft")
    link, stranger = link_to("new@example.org"), Client()
    look = stranger.get(link)
    noor.refresh_from_db()
    assert (look.status_code, noor.email) == (200, "noor@example.org")

    done = stranger.post(link)

    noor.refresh_from_db()
    assert (done.status_code, noor.email) == (200, "new@example.org")
    assert "nieuwe e-mailadres" in answer.text
    old = Message.objects.get(to_address="noor@example.org")
    assert (old.subject_line, old.purpose) == ("Uw e-mailadres is veranderd", Purpose.RIGHTS_REQUEST)
    assert Candidate.history.filter(data_subject=noor.pk).latest("history_id").history_change_reason == HIMSELF
    assert stranger.post(link).status_code == 404


def test_link_to_a_new_address_is_spent_even_when_the_old_one_returns(client, noor):
    change(client, email="new@example.org")
    link = link_to("new@example.org")
    first = Client().post(link)

    noor.refresh_from_db()
    noor.email = "noor@example.org"
    noor.save()
    again = [Client().get(link).status_code, Client().post(link).status_code]

    noor.refresh_from_db()
    assert (first.status_code, again, noor.email) == (200, [404, 404], "noor@example.org")


def test_link_to_a_new_address_says_nothing_and_opens_nothing_when_changed(client, noor):
    change(client, email="new@example.org")
    link = link_to("new@example.org")
    *path, token, _end = link.split("/")

    wrong = [token[:-4], "B" + token[1:], token[:40] + "AAAA" + token[44:], "x", "é", "A" * 300]
    statuses = {Client().post("/".join([*path, each, ""])).status_code for each in wrong}

    noor.refresh_from_db()
    assert statuses == {404}
    assert noor.email == "noor@example.org"
    assert "noor" not in link
    assert "new" not in token


def test_link_to_a_new_address_works_for_a_day(client, noor):
    change(client, email="new@example.org")
    link = link_to("new@example.org")

    token = link.split("/")[-2]

    find_new_address(token, at=timezone.now() + ADDRESS_TERM - timedelta(minutes=1))
    with pytest.raises(LinkNotUsable):
        find_new_address(token, at=timezone.now() + ADDRESS_TERM)


def test_restricted_person_sees_and_cannot_change(client, noor):
    restrict(noor.pk, CANDIDATE, ground="R1", by=None)

    answer = change(client, city="Delft")

    noor.refresh_from_db()
    assert (answer.status_code, noor.city) == (422, "")
    assert "Het gebruik van deze gegevens is beperkt" in answer.text


def test_each_role_has_its_own_details(client, noor):
    contact = make_client_contact(data_subject=noor.data_subject, email="work@example.org")
    answers = answers_on(client.get(DETAILS).text)

    client.post(DETAILS, answers | {"client_contact-phone": "0101234567"})

    contact.refresh_from_db()
    noor.refresh_from_db()
    assert (contact.phone, noor.phone) == ("+31101234567", "+31612345678")


def test_whom_others_named_asks_for_a_correction(client):
    enter(client, make_referee(email="re@example.org").pk)

    assert "Iemand anders heeft ons over u verteld" in client.get(DETAILS).text


def test_address_is_asked_for_three_times_an_hour(client, noor):
    statuses = [change(client, email=f"n{number}@example.org").status_code for number in range(4)]

    assert statuses == [200, 200, 200, 429]
