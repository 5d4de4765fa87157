from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.models import Application
from candidates.testing import make_candidate
from candidates.testing_pipeline import make_application
from clients.testing import make_client, make_vacancy
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.models import Restriction, SubjectRole
from privacy.testing import make_recipient, make_subject
from privacy.vocabulary import Role, SubjectKind
from suppliers.models import Supplier, SupplierContact

pytestmark = pytest.mark.django_db
Step = Application.Step


@pytest.fixture
def vacancy():
    return make_vacancy(make_client("Bakkerij Voorbeeld B.V."), title="Bakker")


@pytest.fixture
def recruiter(client):
    client.force_login(make_user(Role.RECRUITER, language="en"))
    return client


def page_of(vacancy) -> str:
    return reverse("admin:candidates_shortlist", args=[vacancy.pk])


def move_of(application) -> str:
    return reverse("admin:candidates_application_move", args=[application.pk])


def make_contact(name="Bram") -> SupplierContact:
    subject = make_subject(SubjectKind.SUPPLIER_CONTACT)
    return SupplierContact.objects.create(
        data_subject=subject, number=subject.roles.get().number, given_name=name, family_name="Leverancier"
    )


def restricted(candidate):
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)


@pytest.mark.requirement("USE-CA-02")
def test_shortlist_shows_people_by_step_with_their_age(recruiter, vacancy):
    candidate = make_candidate(given_name="Fenna", city="Zwolle", headline="Banketbakker")
    make_application(candidate, vacancy, step=Step.SCREENING, moved_at=timezone.now() - timedelta(days=15))
    make_application(make_candidate(given_name="Elders"), make_vacancy())

    page = recruiter.get(page_of(vacancy)).text

    for shown in ("Fenna", "Zwolle", "Banketbakker", "Screening", "Bakkerij Voorbeeld B.V.", "Keep until"):
        assert shown in page
    assert '<span class="badge badge--amber">15 days</span>' in page
    assert "Elders" not in page


def test_empty_shortlist_says_the_next_step(recruiter, vacancy):
    page = recruiter.get(page_of(vacancy)).text

    assert "Find a candidate above by reference, name or e-mail" in page


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_people_are_absent_and_counted(recruiter, vacancy):
    candidate = make_candidate(given_name="Verborgen")
    make_application(candidate, vacancy)
    assert "Verborgen" in recruiter.get(page_of(vacancy)).text

    restricted(candidate)
    page = recruiter.get(page_of(vacancy)).text

    assert "Verborgen" not in page
    assert "1 person is left out" in page
    assert "Verborgen" not in recruiter.post(page_of(vacancy), {"term": "Verborgen"}).text.replace('value="Verb', "")


@pytest.mark.requirement("LAW-16")
def test_role_that_sees_no_names_sees_references(client, vacancy):
    candidate = make_candidate(given_name="Fenna")
    make_application(candidate, vacancy)
    client.force_login(make_user(Role.PRIVACY_OFFICER, language="en"))

    page = client.get(page_of(vacancy)).text

    assert str(candidate) in page
    assert "Fenna" not in page
    assert 'name="term"' not in page


@pytest.mark.parametrize("role", [Role.FINANCE, Role.ADMINISTRATOR])
def test_shortlist_is_closed_to_other_roles(client, vacancy, role):
    client.force_login(make_user(role))

    assert client.get(page_of(vacancy)).status_code == 403


def test_candidate_is_added_by_reference(recruiter, vacancy):
    candidate = make_candidate()

    answer = recruiter.post(page_of(vacancy), {"term": str(candidate).lower()})

    application = Application.objects.get()
    assert (application.candidate, application.vacancy, application.step) == (candidate, vacancy, Step.NEW)
    assert answer.url == f"{page_of(vacancy)}#{application}"


def test_candidate_is_found_by_name_that_stands_in_no_address_and_added(recruiter, vacancy):
    candidate = make_candidate(given_name="Zoë", email="zoe@example.org")

    by_name = recruiter.post(page_of(vacancy), {"term": "zoe"})
    by_email = recruiter.post(page_of(vacancy), {"term": "Zoe@example.org"})
    recruiter.post(reverse("admin:candidates_shortlist_add", args=[vacancy.pk]), {"person": candidate.pk})

    assert [answer.status_code for answer in (by_name, by_email)] == [200, 200]
    assert [answer.context["found"][0].pk for answer in (by_name, by_email)] == [candidate.pk] * 2
    assert Application.objects.get().candidate == candidate


@pytest.mark.parametrize("reference", ["C-999999", "Q-1"])
def test_unknown_reference_is_said(recruiter, vacancy, reference):
    answer = recruiter.post(page_of(vacancy), {"term": reference})

    assert answer.status_code == 422
    assert "Nobody has this reference." in answer.text


@pytest.mark.requirement("GLO-02")
def test_contact_of_a_supplier_is_refused_with_a_way_to_register_him(recruiter, vacancy):
    contact = make_contact()
    role = SubjectRole.objects.get(pk=contact.number)

    answers = [recruiter.post(page_of(vacancy), {"term": term}) for term in (str(role), "bram")]

    way = reverse("admin:candidates_candidate_from_contact", args=[contact.pk])
    assert [answer.status_code for answer in answers] == [422, 200]
    assert all(f"{way}?vacancy={vacancy.pk}" in answer.text for answer in answers)
    assert not Application.objects.exists()


@pytest.mark.requirement("GLO-02")
def test_registered_contact_comes_back_on_the_shortlist(recruiter, vacancy):
    contact, supplier = make_contact(), Supplier.objects.create(recipient=make_recipient())
    way = reverse("admin:candidates_candidate_from_contact", args=[contact.pk])

    answer = recruiter.post(
        f"{way}?vacancy={vacancy.pk}", {"supplier": supplier.pk, "collected_on": timezone.localdate().isoformat()}
    )

    assert answer.url.startswith(page_of(vacancy))
    assert Application.objects.get().candidate_id == contact.pk


def test_move_comes_back_to_the_row(recruiter, vacancy):
    application = make_application(make_candidate(), vacancy)

    answer = recruiter.post(move_of(application), {"step": "screening", "back": "shortlist"})

    application.refresh_from_db()
    assert application.step == Step.SCREENING
    assert answer.url == f"{page_of(vacancy)}#{application}"


def test_rejection_without_a_reason_changes_nothing_and_asks(recruiter, vacancy):
    application = make_application(make_candidate(), vacancy)

    answer = recruiter.post(move_of(application), {"step": "rejected", "back": "shortlist"})

    application.refresh_from_db()
    assert answer.status_code == 422
    assert "Choose the reason of the rejection." in answer.text
    assert application.step == Step.NEW


def test_refused_move_is_said_in_words(recruiter, vacancy):
    application = make_application(make_candidate(), vacancy)
    restricted(application.candidate)

    answer = recruiter.post(move_of(application), {"step": "screening"}, follow=True)

    assert "can only be stored" in answer.text
    assert Application.objects.get().step == Step.NEW


def test_application_page_tells_every_step(recruiter, vacancy):
    application = make_application(make_candidate(given_name="Fenna"), vacancy)
    recruiter.post(move_of(application), {"step": "screening"})
    recruiter.post(move_of(application), {"step": "rejected", "reason": "skills"})

    answer = recruiter.get(reverse("admin:candidates_application_change", args=[application.pk]))

    assert [(step.step, step.reason) for step in answer.context["steps"]] == [
        ("rejected", "skills"),
        ("screening", ""),
        ("new", ""),
    ]
    assert "Fenna" in answer.text


def test_candidate_page_shows_applications_and_leads_to_a_vacancy(recruiter, vacancy):
    candidate = make_candidate()
    page = reverse("admin:candidates_candidate_change", args=[candidate.pk])
    way = reverse("admin:candidates_candidate_vacancy", args=[candidate.pk])
    before = recruiter.get(page).text

    recruiter.post(way, {"vacancy": vacancy.pk})

    assert way in before
    assert "Bakker<" in recruiter.get(page).text


@pytest.mark.parametrize("address", ["shortlist", "list"])
def test_queries_do_not_grow_with_the_rows(recruiter, vacancy, address, django_assert_max_num_queries):
    where = page_of(vacancy) if address == "shortlist" else reverse("admin:candidates_application_changelist")
    counts = []

    for rows in (10, 50 if address == "shortlist" else 30):  # the list has pages of 50
        for _ in range(rows):
            make_application(None, vacancy)
        with django_assert_max_num_queries(15) as counted:
            assert recruiter.get(where).status_code == 200
        counts.append(len(counted))

    assert counts[0] == counts[1]
