import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Client, ClientContact
from clients.testing import make_client, make_client_contact, make_sole_trader, make_vacancy
from clients.tests.conftest import reads
from privacy.actions.restriction import restrict
from privacy.models import CatalogueEntry, Restriction, SubjectRole
from privacy.vocabulary import Category, Role, SubjectKind

LIST = reverse("admin:clients_client_changelist")
ADD = reverse("admin:clients_client_add")
INLINES = ("memberships", "vacancies")
PERSON = {
    "is_sole_trader": "on",
    "given_name": "Wies",
    "family_name": "Leest",
    "source": "CLIENT_INBOUND",
    "collected_on": "2026-01-05",
}


def page_of(client: Client) -> str:
    return reverse("admin:clients_client_change", args=[client.pk])


def test_client_is_listed_and_found_by_the_name_of_its_recipient(recruiter):
    make_client("Haven Logistiek B.V.")
    make_client("Polder Bouw B.V.")

    everything = recruiter.get(LIST).text
    found = recruiter.post(LIST, {"search": "haven"}, follow=True).text

    assert "Haven Logistiek" in everything
    assert "Polder Bouw" in everything
    assert "Haven Logistiek" in found
    assert "Polder Bouw" not in found


def test_list_costs_the_same_for_ten_and_sixty(recruiter):
    costs = []
    for size in (10, 50):
        for _ in range(size):
            make_client()
        make_sole_trader()
        with CaptureQueriesContext(connection) as queries:
            assert recruiter.get(LIST).status_code == 200
        costs.append(reads(queries))

    assert len(costs[0]) == len(costs[1]) <= 8
    assert not any("DISTINCT" in statement for statement in costs[1])


def test_page_costs_the_same_for_one_and_ten_contacts(recruiter):
    client = make_client()
    costs = []
    for size in (1, 9):
        for _ in range(size):
            make_vacancy(client, contacts=[make_client_contact(client)])
        recruiter.get(page_of(client))
        with CaptureQueriesContext(connection) as queries:
            assert recruiter.get(page_of(client)).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_organisation_is_a_client_once():
    row = make_client()

    with pytest.raises(IntegrityError), transaction.atomic():
        Client.objects.create(recipient=row.recipient)


@pytest.mark.requirement("GLO-04")
def test_organisation_is_taken_on_without_a_person(recruiter):
    answer = recruiter.post(ADD, {"name": "Haven B.V.", "seat": "be", "sector": "Vervoer"})

    client = Client.objects.get()
    assert answer.status_code == 302
    assert (client.recipient.name, client.recipient.country, client.sector) == ("Haven B.V.", "BE", "Vervoer")
    assert not SubjectRole.objects.exists()


@pytest.mark.requirement("GLO-04")
def test_sole_trader_is_taken_on_with_his_person(recruiter):
    answer = recruiter.post(ADD, {"name": "Leest Schoenen", "seat": "NL", **PERSON})

    contact = ClientContact.objects.get()
    assert answer.status_code == 302
    assert Client.objects.get().recipient.data_subject == contact.data_subject
    assert contact.full_name == "Wies Leest"


@pytest.mark.requirement("GLO-04")
@pytest.mark.parametrize("missing", ["family_name", "source", "collected_on"])
def test_sole_trader_without_his_person_is_refused(recruiter, missing):
    answer = recruiter.post(ADD, {"name": "Leest Schoenen", "seat": "NL", **PERSON, missing: ""})

    assert answer.context["adminform"].form.errors.keys() == {missing}
    assert not Client.objects.exists()


@pytest.mark.requirement("GEN-09")
def test_sole_trader_whom_the_catalogue_does_not_allow_is_refused_with_the_reason(recruiter):
    CatalogueEntry.objects.filter(subject_kind="client_contact", category=Category.NAME).update(is_active=False)

    answer = recruiter.post(ADD, {"name": "Leest Schoenen", "seat": "NL", **PERSON})

    assert "The catalogue has no active row for client contact: name" in answer.text
    assert not Client.objects.exists()


def test_page_shows_people_vacancies_and_ways_to_add(recruiter):
    client = make_client("Haven B.V.")
    contact = make_client_contact(client, given_name="Joris", family_name="Damrakker", function="Inkoper")
    vacancy = make_vacancy(client, title="Kraanmachinist")

    page = recruiter.get(page_of(client)).text

    assert "<h1>Haven B.V.</h1>" in page
    assert reverse("admin:clients_clientcontact_change", args=[contact.pk]) in page
    assert "Joris Damrakker" in page
    assert "Inkoper" in page
    assert reverse("admin:clients_vacancy_change", args=[vacancy.pk]) in page
    assert f"{reverse('admin:clients_clientcontact_add')}?client={client.pk}" in page
    assert f"{reverse('admin:clients_vacancy_add')}?client={client.pk}" in page


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_contact_is_absent_from_the_page(recruiter):
    client = make_client()
    contact = make_client_contact(client, family_name="Damrakker")
    restrict(contact.pk, SubjectKind.CLIENT_CONTACT, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    assert "Damrakker" not in recruiter.get(page_of(client)).text


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [Role.FINANCE, Role.PRIVACY_OFFICER])
def test_name_of_a_sole_trader_is_hidden_from_who_sees_no_names(as_role, role):
    sole_trader, firm = make_sole_trader("Leest Schoenen"), make_client("Haven B.V.")

    everything = as_role(role).get(LIST).text
    pages = [as_role(role).get(page_of(client)).text for client in (sole_trader, firm)]

    assert "Haven B.V." in everything
    assert "Leest Schoenen" not in everything + pages[0]
    assert "<h1>Haven B.V.</h1>" in pages[1]


@pytest.mark.requirement("GLO-04")
@pytest.mark.parametrize("role", [Role.RECRUITER, Role.CONSULTANT])
def test_client_is_changed_by_who_works_with_clients(as_role, role):
    client = make_client()

    as_role(role).post(
        page_of(client),
        {
            "sector": "Bouw",
            "is_active": "on",
            **{
                f"{prefix}-{part}_FORMS": "0"
                for prefix in ("memberships", "vacancies")
                for part in ("TOTAL", "INITIAL")
            },
        },
    )

    client.refresh_from_db()
    assert client.sector == "Bouw"
