"""Two records of one person that stand beside each other already: on his page, and in the list."""

import pytest
from django.urls import reverse

from candidates.testing import make_candidate
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.models import Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
NOOR = {"given_name": "Noor", "infix": "de", "family_name": "Vries", "email": "noor@example.org"}
LIST = reverse("admin:candidates_candidate_changelist")


@pytest.fixture
def recruiter(client):
    client.force_login(make_user(Role.RECRUITER, language="en"))
    return client


def alike(person):
    return reverse("admin:candidates_candidate_alike", args=[person.pk])


def references(answer):
    return [match.reference for match in answer.context["alike"]]


def restricted(person):
    restrict(person.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    return person


def test_page_leads_to_who_may_be_the_same(recruiter):
    noor, other = make_candidate(**NOOR), make_candidate(**NOOR)
    make_candidate(family_name="Bakker")

    page = recruiter.get(reverse("admin:candidates_candidate_change", args=[noor.pk])).content.decode()
    part = recruiter.get(alike(noor), headers={"HX-Request": "true"})
    whole = recruiter.get(alike(noor))

    assert f'hx-get="{alike(noor)}"' in page
    assert references(part) == references(whole) == [str(other)]
    assert ("<html" in part.content.decode(), "<html" in whole.content.decode()) == (False, True)


def test_nobody_is_the_same_as_nobody_else(recruiter):
    answer = recruiter.get(alike(make_candidate(**NOOR)))

    assert references(answer) == []
    assert "nobody else has this e-mail" in answer.content.decode()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_people_are_neither_shown_nor_compared(recruiter):
    noor, other = make_candidate(**NOOR), make_candidate(**NOOR)
    before = references(recruiter.get(alike(noor)))
    restricted(other)

    page = recruiter.get(reverse("admin:candidates_candidate_change", args=[other.pk])).content.decode()

    assert before == [str(other)]
    assert references(recruiter.get(alike(noor))) == []
    assert recruiter.get(alike(other)).status_code == 403
    assert "hx-get" not in page


def test_role_that_merges_nobody_is_shown_nothing(client):
    client.force_login(make_user(Role.CONSULTANT))

    assert client.get(alike(make_candidate())).status_code == 403


def test_list_narrows_to_those_who_share_an_address(recruiter):
    shares = [make_candidate(**NOOR), make_candidate(**NOOR), make_candidate(phone="+31612345678")]
    shares.append(make_candidate(phone="+31612345678"))
    make_candidate()
    make_client_contact(**NOOR)

    rows = recruiter.get(LIST, {"same": "1"}).context["cl"].result_list

    assert {row.pk for row in rows} == {person.pk for person in shares}


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_list_tells_of_nobody_that_a_restricted_person_shares_his_address(recruiter):
    make_candidate(**NOOR)
    restricted(make_candidate(**NOOR))

    assert not recruiter.get(LIST, {"same": "1"}).context["cl"].result_list


def test_list_is_not_narrowed_for_whom_addresses_are_hidden(client):
    client.force_login(make_user(Role.FINANCE))
    people = {make_candidate(**NOOR).pk, make_candidate(**NOOR).pk, make_candidate().pk}

    rows = client.get(LIST, {"same": "1"}).context["cl"].result_list

    assert {row.pk for row in rows} == people
