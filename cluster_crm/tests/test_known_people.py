"""Whom we may hold already, on the form of a new person: shown while typing, asked before somebody is stored twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import Candidate, PaperCollection
from candidates.testing import make_candidate
from clients.models import ClientContact
from clients.testing import make_client, make_client_contact
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.actions.subjects import ensure_controller
from privacy.models import Restriction, SubjectRole
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
ADD = reverse("admin:candidates_candidate_add")
KNOWN = reverse("admin:candidates_candidate_known")
NOOR = {"given_name": "Noor", "infix": "de", "family_name": "Vries", "email": "noor@example.org"}
ORIGIN = {"source": "APPLICATION", "collected_on": "2026-11-01", "retention_profile": "POOL"}


def sign_in(client, user):
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def controller():
    return ensure_controller()


@pytest.fixture
def recruiter(client):
    return sign_in(client, make_user(Role.RECRUITER, language="en"))


def given(**fields):
    return NOOR | ORIGIN | fields


def references(answer):
    return [match.reference for match in answer.context["known"].matches]


def test_who_may_be_the_same_appears_while_typing(recruiter):
    noor = make_candidate(**NOOR, city="Delft")
    make_candidate(family_name="Bakker")

    answer = recruiter.post(KNOWN, {"given_name": "Noor", "family_name": "Vriess", "city": "Delft"})

    assert references(answer) == [str(noor)]
    assert "name alike" in answer.content.decode()
    assert recruiter.get(KNOWN).status_code == 405


def test_nothing_typed_asks_the_database_nothing_about_people(recruiter):
    make_candidate()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = recruiter.post(KNOWN, {"email": "noor@", "phone": "06"})

    assert references(answer) == []
    assert [query for query in queries if "candidates_candidate" in query["sql"]] == []


def test_number_of_statements_does_not_grow_with_matches(recruiter):
    make_candidate(**NOOR)
    recruiter.post(KNOWN, NOOR)
    counts = []
    for more in (0, 6):
        for number in range(more):
            make_candidate(**NOOR | {"given_name": f"Noor{number}"})
        with CaptureQueriesContext(connection) as queries:
            recruiter.post(KNOWN, NOOR)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_same_address_comes_back_with_what_was_typed_until_somebody_answers(recruiter):
    noor = make_candidate(**NOOR)

    asked = recruiter.post(ADD, given(city="Delft"))
    page = asked.content.decode()
    answered = recruiter.post(ADD, given(known_choice=asked.context["known"].somebody_else))

    assert (asked.status_code, references(asked)) == (422, [str(noor)])
    assert 'value="Delft"' in page
    assert page.count('id="id_known_choice"') == 1
    assert "<title>Error:" in page
    assert answered.status_code == 302
    assert Candidate.objects.count() == 2


def test_answer_about_some_people_is_none_about_others(recruiter):
    make_candidate(**NOOR)
    answer = recruiter.post(ADD, given()).context["known"].somebody_else
    make_candidate(**NOOR)

    again = recruiter.post(ADD, given(known_choice=answer))

    assert again.status_code == 422
    assert Candidate.objects.count() == 2


def test_name_and_place_are_said_afterwards_and_stop_nobody(recruiter):
    noor = make_candidate(**NOOR, city="Delft")

    answer = recruiter.post(ADD, given(email="other@example.org", city="Delft"), follow=True)

    assert Candidate.objects.count() == 2
    assert f">{noor}</a>" in answer.content.decode()


def test_same_person_gets_a_second_role(recruiter):
    contact = make_client_contact(**NOOR)

    asked = recruiter.post(ADD, given())
    recruiter.post(ADD, given(known_choice=str(contact)))

    assert asked.status_code == 422
    assert [match.reference_to_take for match in asked.context["known"].matches] == [str(contact)]
    assert Candidate.objects.get().pk == contact.pk
    assert SubjectRole.objects.filter(data_subject=contact.pk).count() == 2


def test_paper_of_the_same_person_is_kept(recruiter):
    contact = make_client_contact(**NOOR)
    paper = {"paper_event": "Banenmarkt", "paper_place": "Delft", "notice_handed_on": "2026-11-01"}

    recruiter.post(ADD, given(source="PAPER_CV", known_choice=str(contact), **paper))

    candidate = Candidate.objects.get()
    assert (candidate.pk, PaperCollection.objects.get().event, candidate.role.source_detail) == (
        contact.pk,
        "Banenmarkt",
        "Banenmarkt, Delft",
    )


def test_candidate_becomes_a_client_contact_by_the_same_question(recruiter):
    noor = make_candidate(**NOOR)
    contact = NOOR | {"source": "CLIENT_INBOUND", "collected_on": "2026-11-01", "client": make_client().pk}
    add = reverse("admin:clients_clientcontact_add")

    asked = recruiter.post(add, contact)
    recruiter.post(add, contact | {"known_choice": str(noor)})

    assert asked.status_code == 422
    assert ClientContact.objects.get().pk == noor.pk


def test_only_people_who_were_shown_can_be_taken(recruiter):
    stranger = make_client_contact(given_name="Bram", family_name="Bakker", email="bram@example.org")
    make_candidate(**NOOR)

    answer = recruiter.post(ADD, given(known_choice=str(stranger)))

    assert answer.status_code == 422
    assert Candidate.objects.count() == 1


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_is_named_to_the_officer_alone(client, recruiter):
    noor = make_candidate(**NOOR, city="Delft")
    restrict(noor.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    shown = recruiter.post(KNOWN, NOOR).content.decode()
    by_name = recruiter.post(KNOWN, {"given_name": "Noor", "family_name": "Vries", "city": "Delft"}).content.decode()
    asked = recruiter.post(ADD, given())

    assert "held under restriction" in shown
    assert not any(secret in shown for secret in (str(noor), str(noor.pk), "Delft"))
    assert "restriction" not in by_name
    assert asked.status_code == 422
    assert Candidate.objects.count() == 1


def test_restricted_contact_cannot_get_a_second_role(recruiter):
    contact = make_client_contact(**NOOR)
    restrict(contact.pk, SubjectKind.CLIENT_CONTACT, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    answer = recruiter.post(ADD, given(known_choice=str(contact)))

    assert answer.status_code == 422
    assert not Candidate.objects.exists()


def test_role_that_registers_nobody_may_not_ask(client):
    consultant = sign_in(client, make_user(Role.CONSULTANT))

    assert consultant.post(KNOWN, NOOR).status_code == 403


def test_somebody_in_a_role_that_the_user_does_not_see_stays_unknown(client):
    make_candidate(**NOOR)
    officer = sign_in(client, make_user(Role.ADMINISTRATOR))

    answer = officer.post(reverse("admin:people_staffmember_known"), NOOR)

    assert references(answer) == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\x00", "😀" * 3000, "%s%(x)s", "a\r\nX: y"])
def test_hostile_text_is_text(recruiter, text):
    make_candidate(**NOOR)

    answer = recruiter.post(
        KNOWN, dict.fromkeys([*NOOR, "phone", "city", "postcode", "known_as", "known_choice"], text)
    )

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
