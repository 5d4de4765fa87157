import pytest
from django.urls import reverse

from candidates.models import Candidate
from candidates.testing import make_full_candidate
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.models import Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RIGHT-RESTR-02")]
LIST = "admin:candidates_candidate_changelist"


@pytest.fixture
def candidate(client):
    client.force_login(make_user(Role.RECRUITER, language="en"))
    return make_full_candidate("Zilvermeeuw")


def restricted(candidate):
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)


def test_restricted_person_is_absent_from_list_and_search(client, candidate):
    assert "Zilvermeeuw" in client.get(reverse(LIST)).text

    restricted(candidate)

    assert "Zilvermeeuw" not in client.get(reverse(LIST)).text
    assert "Zilvermeeuw-Berg" not in client.post(reverse(LIST), {"search": "zilvermeeuw"}, follow=True).text


def test_restricted_person_is_shown_by_direct_link_with_a_banner_and_without_a_form(client, candidate):
    address = reverse("admin:candidates_candidate_change", args=[candidate.pk])
    assert 'name="_save"' in client.get(address).text

    restricted(candidate)
    page = client.get(address).text

    assert "Article 18" in page
    assert 'name="_save"' not in page


def test_restricted_person_is_not_changed(client, candidate):
    restricted(candidate)

    answer = client.post(reverse("admin:candidates_candidate_change", args=[candidate.pk]), {"family_name": "Ander"})

    assert answer.status_code == 403
    assert not Candidate.objects.filter(family_name="Ander").exists()


@pytest.mark.requirement("LAW-16")
def test_finance_opens_the_page_and_reads_none_of_the_dossier(client, candidate):
    address = reverse("admin:candidates_candidate_change", args=[candidate.pk])
    assert candidate.email in client.get(address).text
    client.force_login(make_user(Role.FINANCE, language="en"))

    for page in (address, reverse(LIST)):
        text = client.get(page).text
        assert "hidden for your role" in text
        assert "zilvermeeuw" not in text.lower()
