"""What a person sees of himself: his data with why, who received them, his consents, and his package."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.utils import timezone

from candidates.actions.employment import record_employment
from candidates.testing import make_candidate, make_full_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.tests.test_erasure import work
from privacy.actions.consents import record_consent
from privacy.actions.disclosures import disclose
from privacy.actions.own_data import own_items
from privacy.actions.subjects import ensure_controller
from privacy.models import AccessExport, ConsentEvent, ReadLogEntry, RightsRequest
from privacy.testing import make_policy, make_recipient
from privacy.tests.visiting import MINE, enter, save
from privacy.vocabulary import LawfulBasis, Purpose, Role, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE


@pytest.fixture
def noor(client):
    candidate = make_candidate(given_name="Noor", family_name="Zilvermeeuw")
    enter(client, candidate.pk)
    return candidate


@pytest.mark.requirement("CONS-02", "RIGHT-ACCESS-01")
def test_page_says_what_why_from_where_and_until_when(client, noor):
    page = client.get(f"{MINE}data/").text

    assert "Zilvermeeuw" in page
    assert noor.email in page
    for words in ("Hoe wij aan uw gegevens komen", "Wij bewaren u tot en met", "2 jaar na het laatste", "Grondslag"):
        assert words in page


@pytest.mark.requirement("LB-06")
def test_basis_is_that_of_the_stage_which_the_person_has_reached(noor):
    before = basis_of_name(noor)

    employ(noor)

    assert (before, basis_of_name(noor)) == ("gerechtvaardigd belang", "overeenkomst")


def basis_of_name(candidate):
    """On which basis a person reads that we hold his name."""
    _items, kept = own_items(candidate.pk, CANDIDATE)
    return next(each.basis for each in kept if each.label == "naam")


def employ(candidate):
    start = timezone.localdate()
    record_employment(candidate, employer=ensure_controller(), started_on=start, by=make_user(Role.FINANCE))


def test_page_shows_no_sealed_value_and_nothing_that_others_said(client):
    candidate = make_full_candidate("Zonnevlek")
    enter(client, candidate.pk)

    page = client.get(f"{MINE}data/").text

    assert "Zonnevlek heard" not in page
    assert "Zonnevlek remark" not in page
    assert not ReadLogEntry.objects.filter(actor=None).exists()


def test_pages_of_data_take_a_fixed_number_of_statements(client, django_assert_max_num_queries):
    candidate = make_full_candidate("Zonnevlek")
    enter(client, candidate.pk)

    with django_assert_max_num_queries(20):
        assert client.get(f"{MINE}data/").status_code == 200


@pytest.mark.requirement("LAW-10", "SHARE-07")
def test_page_names_who_received_what_and_when(client, noor):
    disclose(
        noor.pk, CANDIDATE, to=make_recipient(name="Bakkerij Zonnebloem B.V."),
        fields=["candidates.candidate.full_name"],
        purpose=Purpose.RECRUITMENT, basis=LawfulBasis.LEGITIMATE_INTERESTS, by=None,
    )  # fmt: skip
    other = make_candidate()
    disclose(
        other.pk, CANDIDATE, to=make_recipient(name="Elders B.V."), fields=["candidates.candidate.full_name"],
        purpose=Purpose.RECRUITMENT, basis=LawfulBasis.LEGITIMATE_INTERESTS, by=None,
    )  # fmt: skip

    page = client.get(f"{MINE}recipients/").text

    assert "Bakkerij Zonnebloem B.V." in page
    assert "gerechtvaardigd belang" in page
    assert "Elders" not in page


def test_nobody_received_anything_is_said(client, noor):
    assert "Niemand buiten kreeg van ons gegevens over u." in client.get(f"{MINE}recipients/").text


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_person_asks_for_everything_and_fetches_it_once(client, noor):
    for _time in range(2):
        client.post(f"{MINE}data/ask/")
    work()
    export = AccessExport.objects.get()
    page = client.get(f"{MINE}data/").text

    fetched = client.post(f"{MINE}data/{export.pk}/")
    again = client.post(f"{MINE}data/{export.pk}/")

    assert RightsRequest.objects.count() == 1
    assert f"{MINE}data/{export.pk}/" in page
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        assert "Zilvermeeuw" in archive.read("data.json").decode()
    assert "no-store" in fetched.headers["cache-control"]
    assert again.status_code == 404


def test_package_of_somebody_else_is_not_handed_over(client, noor):
    client.post(f"{MINE}data/ask/")
    work()
    stranger = Client()
    enter(stranger, make_candidate().pk)

    assert stranger.post(f"{MINE}data/{AccessExport.objects.get().pk}/").status_code == 404


def test_package_that_names_others_waits_for_a_colleague_and_holds_the_sealed_values(client):
    candidate = make_full_candidate("Zonnevlek")
    enter(client, candidate.pk)

    client.post(f"{MINE}data/ask/")
    work()

    export = AccessExport.objects.get()
    assert export.state == AccessExport.State.IN_REVIEW
    assert "een collega kijkt eerst" in client.get(f"{MINE}data/").text
    assert client.post(f"{MINE}data/{export.pk}/").status_code == 404
    assert ReadLogEntry.objects.filter(actor=None, data_subject=candidate.pk).exists()
    with export.file.open() as file, zipfile.ZipFile(file) as archive:
        assert "sections" in json.loads(archive.read("data.json"))


def consent(person, purpose=Purpose.SUCCESS_STORY, **fields) -> ConsentEvent:
    return record_consent(
        person.pk, CANDIDATE, purpose=purpose, method="signed_form", is_affirmed=True, text_version="1", language="nl",
        policy_version=make_policy(published_at=timezone.now()), consent=ConsentEvent.Kind.EXPLICIT, **fields,
    )  # fmt: skip


@pytest.mark.requirement("RIGHT-WITHDR-01", "LAW-03")
def test_any_consent_is_taken_back_by_one_click(client, noor):
    event = consent(noor)
    page = client.get(f"{MINE}consents/").text

    answers = [client.post(f"{MINE}consents/{event.pk}/withdraw/", follow=True) for _time in range(2)]

    assert str(event) in page
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [said.action for said in ConsentEvent.objects.order_by("recorded_at")] == ["given", "withdrawn"]
    later = client.get(f"{MINE}consents/").text
    assert f"{event.pk}/withdraw/" not in later
    assert "teruggenomen" in later


@pytest.mark.requirement("CONS-04", "GEN-05")
def test_receipt_of_a_consent_is_there_to_keep_and_as_a_file(client, noor):
    make_policy(published_at=timezone.now())
    save(client, **{"candidate-dm_other-email": "yes"})
    event = ConsentEvent.objects.get()

    page = client.get(f"{MINE}consents/{event.pk}/").text
    file = client.get(f"{MINE}consents/{event.pk}/json/")

    said = json.loads(file.content)
    assert (said["number"], said["purpose"], said["channel"], said["language"]) == (
        str(event),
        "dm_other",
        "email",
        "nl",
    )
    assert "mag mij nieuws, onderzoeken, uitnodigingen en acties sturen" in said["text"]
    assert "{controller}" not in said["text"] + page
    assert file.headers["content-disposition"] == f'attachment; filename="{event}.json"'
    assert str(event) in page


def test_receipt_of_somebody_else_is_not_shown(client, noor):
    event = consent(make_candidate())

    assert [client.get(f"{MINE}consents/{event.pk}/{part}").status_code for part in ("", "json/")] == [404, 404]


def test_consent_of_somebody_else_is_not_taken_back(client, noor):
    event = consent(make_candidate())

    assert client.post(f"{MINE}consents/{event.pk}/withdraw/").status_code == 404
    assert ConsentEvent.objects.count() == 1
