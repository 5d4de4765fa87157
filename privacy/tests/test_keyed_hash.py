import pytest

from privacy.keyed_hash import hash_identifier
from privacy.vocabulary import Identifier

SAME = [
    (Identifier.EMAIL, "Kees.Oster+jobs@gmail.com", "keesoster@googlemail.com"),
    (Identifier.EMAIL, "Kees@Example.org ", "kees+crm@example.org"),
    (Identifier.PHONE, "+31 6 1234 5678", "0031612345678"),
    (Identifier.PHONE, "06-12 34 56 78", "+31612345678"),
    (Identifier.PROFILE_URL, "https://NL.linkedin.com/in/Kees-Oster/?trk=x#top", "www.linkedin.com/in/kees-oster"),
    (Identifier.NAME, "José  van den Berg", "jose van den berg"),
]
DIFFERENT = [
    (Identifier.EMAIL, "kees.oster@example.org", "keesoster@example.org"),
    (Identifier.PHONE, "+31612345678", "+31612345679"),
    (Identifier.PROFILE_URL, "https://linkedin.com/in/kees", "https://linkedin.com/in/kees-oster"),
]


@pytest.mark.requirement("MKT-07")
@pytest.mark.parametrize(("identifier", "one", "other"), SAME)
def test_spellings_of_one_identifier_share_a_hash(identifier, one, other):
    assert hash_identifier(identifier, one) == hash_identifier(identifier, other)


@pytest.mark.requirement("MKT-07")
@pytest.mark.parametrize(("identifier", "one", "other"), DIFFERENT)
def test_two_identifiers_have_two_hashes(identifier, one, other):
    assert hash_identifier(identifier, one) != hash_identifier(identifier, other)


def test_hash_depends_on_key_and_kind(settings):
    before = hash_identifier(Identifier.PHONE, "+31612345678")
    other_kind = hash_identifier(Identifier.NAME, "31612345678")

    settings.CRM_HMAC_KEY = b"another key"

    assert len({before, other_kind, hash_identifier(Identifier.PHONE, "+31612345678")}) == 3
    assert "31612345678" not in before
