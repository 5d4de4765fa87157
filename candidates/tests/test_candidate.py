import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from candidates.models import Candidate, Language
from candidates.testing import make_candidate
from privacy.models import CatalogueEntry
from privacy.vocabulary import Category

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"family_name": ""},
        {"email": "Noor@Example.org"},
        {"phone": "06-12345678"},
        {"country": "NL", "postcode": "1234AB"},
        {"country": "Nederland"[:2]},
        {"guessed_fields": ["birth_date"]},
    ],
)
@pytest.mark.requirement("CAND-DATA-07")
def test_database_refuses_other_forms(wrong):
    candidate = make_candidate()

    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=candidate.pk).update(**wrong)


def test_clean_writes_the_one_form():
    candidate = make_candidate()
    candidate.email, candidate.phone, candidate.postcode = "NOOR@Example.ORG", "06-12345678", "1234ab"

    candidate.full_clean()

    assert (candidate.email, candidate.phone, candidate.postcode) == ("noor@example.org", "+31612345678", "1234 AB")


def test_clean_names_the_fields_that_cannot_be_right():
    candidate = make_candidate()
    candidate.phone, candidate.postcode = "12", "nowhere"

    with pytest.raises(ValidationError) as refusal:
        candidate.full_clean()

    assert set(refusal.value.message_dict) == {"phone", "postcode"}


def test_postcode_of_another_country_stays_as_written():
    candidate = make_candidate(country="BE", postcode="B-1000")

    candidate.full_clean()

    assert candidate.postcode == "B-1000"


@pytest.mark.requirement("GEN-09")
def test_clean_asks_the_catalogue():
    candidate = make_candidate(headline="Builder of bridges")
    CatalogueEntry.objects.filter(category=Category.OWN_STATEMENTS).update(is_active=False)

    with pytest.raises(ValidationError) as refusal:
        candidate.full_clean()

    assert "catalog" in str(refusal.value)


@pytest.mark.requirement("CAND-DATA-31")
def test_clean_refuses_a_service_number_in_text():
    candidate = make_candidate()
    candidate.summary = "My number is 111222333."

    with pytest.raises(ValidationError) as refusal:
        candidate.full_clean()

    assert set(refusal.value.message_dict) == {"summary"}


@pytest.mark.requirement("CAND-DATA-01")
def test_changed_name_is_sorted_anew_however_it_is_saved():
    candidate = make_candidate(infix="van", family_name="Dijk")
    candidate.family_name = "Åkerman"

    candidate.save(update_fields=["family_name"])

    candidate.refresh_from_db()
    assert (candidate.full_name, candidate.sort_name) == ("Noor van Åkerman", "akerman noor van")


@pytest.mark.requirement("CAND-DATA-01")
def test_candidates_stand_in_the_dutch_order():
    last = make_candidate(given_name="Anna", infix="", family_name="Zwart")
    first = make_candidate(given_name="Zeger", infix="van den", family_name="Aalst")

    assert list(Candidate.objects.by_name()) == [first, last]


def test_database_knows_the_levels_of_languages():
    candidate = make_candidate()

    with pytest.raises(IntegrityError), transaction.atomic():
        Language.objects.create(
            candidate=candidate, name="Dutch", level="D3", source="INTERVIEW", collected_on="2026-11-22"
        )
