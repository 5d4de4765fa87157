import pytest

from privacy.dpv import DPV, EU_GDPR, PD, iri
from privacy.vocabulary import Category, LawfulBasis, Purpose, RetentionClass, Right, SpecialCondition


@pytest.mark.requirement("LAW-18")
@pytest.mark.parametrize(
    ("keys", "namespace"), [(Category, PD), (Purpose, DPV), (LawfulBasis, EU_GDPR), (Right, EU_GDPR)]
)
def test_every_word_has_an_address_in_its_namespace(keys, namespace):
    addresses = {key: iri(key) for key in keys}

    assert {key for key, address in addresses.items() if not (address or "").startswith(namespace)} == set()
    assert all(address.removeprefix(namespace).replace("-", "").isalnum() for address in addresses.values())


def test_words_with_the_same_value_keep_their_own_address():
    assert Category.RELIGION == Purpose.RELIGION

    assert iri(Category.RELIGION) == "https://w3id.org/dpv/pd#Religion"
    assert iri(Purpose.RELIGION) == "https://w3id.org/dpv#RecruitmentApplicantSelection"


def test_bases_and_conditions_name_their_article():
    assert iri(LawfulBasis.LEGITIMATE_INTERESTS) == "https://w3id.org/dpv/legal/eu/gdpr#A6-1-f"
    assert iri(SpecialCondition.EXPLICIT_CONSENT) == "https://w3id.org/dpv/legal/eu/gdpr#A9-2-a"


def test_words_that_the_vocabulary_lacks_have_no_address():
    assert iri(SpecialCondition.CRIMINAL) is None
    assert iri(RetentionClass.TWO_YEARS) is None
