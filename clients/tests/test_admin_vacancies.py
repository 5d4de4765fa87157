from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.models import Vacancy, VacancyContact
from clients.testing import make_client, make_client_contact, make_sole_trader, make_vacancy
from clients.tests.conftest import reads
from privacy.actions.restriction import restrict
from privacy.models import Restriction, RetentionClock
from privacy.vocabulary import Role, SubjectKind

LIST = reverse("admin:clients_vacancy_changelist")
ADD = reverse("admin:clients_vacancy_add")
NO_ROWS = {"contacts-TOTAL_FORMS": "0", "contacts-INITIAL_FORMS": "0"}
MARCH = date(2026, 3, 2)


def page_of(vacancy: Vacancy) -> str:
    return reverse("admin:clients_vacancy_change", args=[vacancy.pk])


def as_posted(vacancy: Vacancy, **more):
    return {"title": vacancy.title, "status": vacancy.status, "opened_on": str(vacancy.opened_on)} | NO_ROWS | more


def test_list_shows_client_and_status_and_finds_by_both_names(recruiter):
    make_vacancy(make_client("Haven B.V."), title="Kraanmachinist")
    make_vacancy(make_client("Polder B.V."), title="Timmerman")

    everything = recruiter.get(LIST).text
    found = [recruiter.post(LIST, {"search": term}, follow=True).text for term in ("kraan", "haven")]

    assert "Timmerman" in everything
    assert "badge--green" in everything
    assert all("Kraanmachinist" in page and "Timmerman" not in page for page in found)


def test_list_costs_the_same_for_ten_and_sixty(recruiter):
    costs = []
    for size in (10, 50):
        for _ in range(size):
            make_vacancy()
        with CaptureQueriesContext(connection) as queries:
            assert recruiter.get(LIST, {"status__exact": "open"}).status_code == 200
        costs.append(reads(queries))

    assert len(costs[0]) == len(costs[1]) <= 8
    assert not any("DISTINCT" in statement for statement in costs[1])


@pytest.mark.requirement("CLI-DATA-06")
def test_vacancy_is_opened_from_its_client_with_those_who_deal_with_it(recruiter):
    client = make_client()
    told, other = (make_client_contact(client, family_name=name) for name in ("Damrakker", "Zeemansbrug"))
    stranger = make_client_contact(family_name="Vreemdeling")
    address = f"{ADD}?client={client.pk}"

    page = recruiter.get(address).text
    answer = recruiter.post(address, {"title": "Kok", "opened_on": "2026-03-02", "contacts": [str(told.pk)]})

    assert answer.status_code == 302
    assert "Damrakker" in page
    assert stranger.full_name not in page
    assert list(VacancyContact.objects.values_list("vacancy__client", "contact")) == [(client.pk, told.pk)]
    assert RetentionClock.objects.get(data_subject=told.pk).contact_on == MARCH
    assert RetentionClock.objects.get(data_subject=other.pk).contact_on is None


def test_contact_of_another_client_is_refused(recruiter):
    stranger = make_client_contact()

    answer = recruiter.post(
        f"{ADD}?client={make_client().pk}",
        {"title": "Kok", "opened_on": "2026-03-02", "contacts": [str(stranger.pk)]},
    )

    assert answer.context["adminform"].form.errors.keys() == {"contacts"}
    assert not Vacancy.objects.exists()


def test_vacancy_is_opened_for_a_client_that_is_chosen(recruiter):
    client = make_client()

    recruiter.post(ADD, {"client": str(client.pk), "title": "Kok", "opened_on": "2026-03-02", "needs_religion": "on"})

    vacancy = Vacancy.objects.get()
    assert (vacancy.client, vacancy.needs_religion, vacancy.needs_conduct_certificate) == (client, True, False)


@pytest.mark.parametrize("term", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_client_that_is_none_is_chosen_on_the_form(recruiter, term):
    page = recruiter.get(ADD, {"client": term})

    assert not page.context["adminform"].form.fields["client"].disabled


def test_page_shows_its_contacts_and_names_another(recruiter):
    client = make_client()
    first, second = (make_client_contact(client, family_name=name) for name in ("Damrakker", "Zeemansbrug"))
    vacancy = make_vacancy(client, contacts=[first], opened_on=MARCH)
    named = vacancy.contacts.get()
    rows = {"contacts-TOTAL_FORMS": "2", "contacts-INITIAL_FORMS": "1", "contacts-0-id": str(named.pk)}

    page = recruiter.get(page_of(vacancy)).text
    answer = recruiter.post(page_of(vacancy), as_posted(vacancy, **rows, **{"contacts-1-contact": str(second.pk)}))

    assert reverse("admin:clients_clientcontact_change", args=[first.pk]) in page
    assert answer.status_code == 302
    assert set(VacancyContact.objects.values_list("contact", flat=True)) == {first.pk, second.pk}
    assert RetentionClock.objects.get(data_subject=second.pk).contact_on == MARCH


def test_contact_is_taken_from_a_vacancy(recruiter):
    contact = make_client_contact()
    vacancy = make_vacancy(contact.memberships.get().client, contacts=[contact], opened_on=MARCH)
    rows = {"contacts-TOTAL_FORMS": "1", "contacts-INITIAL_FORMS": "1", "contacts-0-DELETE": "on"}

    recruiter.post(page_of(vacancy), as_posted(vacancy, **rows, **{"contacts-0-id": str(vacancy.contacts.get().pk)}))

    assert not VacancyContact.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_contact_is_neither_shown_nor_offered(recruiter):
    contact = make_client_contact(family_name="Damrakker")
    client = contact.memberships.get().client
    vacancy = make_vacancy(client, contacts=[contact], opened_on=MARCH)
    restrict(contact.pk, SubjectKind.CLIENT_CONTACT, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    pages = recruiter.get(page_of(vacancy)).text + recruiter.get(f"{ADD}?client={client.pk}").text

    assert "Damrakker" not in pages


@pytest.mark.parametrize(
    ("status", "closed_on", "expected"),
    [
        ("filled", "2026-03-05", ("filled", date(2026, 3, 5))),
        ("on_hold", "", ("on_hold", None)),
        ("open", "2026-03-05", ("open", None)),
    ],
)
def test_status_is_moved_by_its_deed(recruiter, status, closed_on, expected):
    vacancy = make_vacancy(opened_on=MARCH)

    recruiter.post(page_of(vacancy), as_posted(vacancy, status=status, closed_on=closed_on))

    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.closed_on) == expected


def test_vacancy_closes_today_where_no_day_is_named_and_is_reopened(recruiter):
    vacancy = make_vacancy(opened_on=MARCH)

    recruiter.post(page_of(vacancy), as_posted(vacancy, status="closed"))
    vacancy.refresh_from_db()
    closed_on = vacancy.closed_on
    recruiter.post(page_of(vacancy), as_posted(vacancy, status="open"))

    vacancy.refresh_from_db()
    assert closed_on == timezone.localdate()
    assert (vacancy.status, vacancy.closed_on) == ("open", None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"opened_on": "2999-01-01"}, "opened_on"),
        ({"status": "filled", "closed_on": "2999-01-01"}, "closed_on"),
        ({"status": "filled", "closed_on": "2026-03-01"}, "__all__"),
        ({"pay_from": "3000", "pay_to": "2000"}, "__all__"),
    ],
)
def test_impossible_vacancy_is_refused_on_the_page(recruiter, wrong, field):
    vacancy = make_vacancy(opened_on=MARCH)

    answer = recruiter.post(page_of(vacancy), as_posted(vacancy, **wrong))

    assert answer.context["adminform"].form.errors.keys() == {field}


def test_decided_vacancy_is_reopened_first(recruiter):
    vacancy = make_vacancy(opened_on=MARCH)
    recruiter.post(page_of(vacancy), as_posted(vacancy, status="closed"))

    answer = recruiter.post(page_of(vacancy), as_posted(vacancy, status="filled"))

    assert answer.context["adminform"].form.errors.keys() == {"status"}


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [Role.FINANCE, Role.PRIVACY_OFFICER])
def test_vacancy_of_a_sole_trader_hides_his_name_and_contacts(as_role, role):
    client = make_sole_trader("Leest Schoenen", family_name="Leestman")
    vacancy = make_vacancy(client, contacts=[client.memberships.get().contact], title="Leerling")

    pages = as_role(role).get(LIST).text + as_role(role).get(page_of(vacancy)).text

    assert "Leerling" in pages
    assert "Leestman" not in pages


def test_vacancy_is_never_deleted(recruiter):
    vacancy = make_vacancy(opened_on=timezone.localdate() - timedelta(days=3))

    answer = recruiter.post(reverse("admin:clients_vacancy_delete", args=[vacancy.pk]), {"post": "yes"})

    assert answer.status_code == 403
