import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_crm.people.names import INFIXES, PersonName, full_name, initials, sort_key, split_name

pytestmark = pytest.mark.requirement("CAND-DATA-01")

words = st.text(st.characters(categories=["Lu", "Ll"], include_characters=".'"), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Jan van der Berg", ("Jan", "van der", "Berg")),
        ("Berg, J. van der", ("J.", "van der", "Berg")),
        ("van der Berg, Jan", ("Jan", "van der", "Berg")),
        ("Berg, van der, Jan", ("Jan", "van der", "Berg")),
        ("Berg, van der", ("", "van der", "Berg")),
        ("Kuiper, Ben", ("Ben", "", "Kuiper")),
        ("Zoë de Vries", ("Zoë", "de", "Vries")),
        ("Jan Peter Bakker", ("Jan Peter", "", "Bakker")),
        ("Wim in 't Veld", ("Wim", "in 't", "Veld")),
        ("Wim in ’t Veld", ("Wim", "in 't", "Veld")),
        ("Mohammed El Idrissi", ("Mohammed", "El", "Idrissi")),
        ("Anna de Vries-van den Berg", ("Anna", "de", "Vries-van den Berg")),
        ("Anna Jansen-de Vries", ("Anna", "", "Jansen-de Vries")),
        ("Anna Jansen - de Vries", ("Anna", "", "Jansen-de Vries")),
        ("A.B. op den Camp", ("A.B.", "op den", "Camp")),
        ("dr. ir. Jan de Vries", ("Jan", "de", "Vries")),
        ("Jan de Vries, MSc", ("Jan", "de", "Vries")),
        ("Yo Ma", ("Yo", "", "Ma")),
        ("Ma, Yo", ("Yo", "", "Ma")),
        ("Vries, dr. J. de", ("J.", "de", "Vries")),
        ("Al Bakker", ("Al", "", "Bakker")),
        ("Kim De", ("Kim", "", "De")),
        ("Sukarno", ("", "", "Sukarno")),
        ("  ", ("", "", "")),
        (" , ", ("", "", "")),
    ],
)
def test_split_name_knows_the_dutch_forms(written: str, parts: tuple[str, str, str]):
    assert split_name(written) == PersonName(*parts)


@given(st.lists(words, min_size=1, max_size=6))
def test_split_name_loses_no_word_but_titles(written: list[str]):
    name = split_name(" ".join(written))

    assert set(name.full_name.split()) <= set(unicodedata.normalize("NFC", " ".join(written)).split())
    assert name.family_name


@given(st.sampled_from(sorted(INFIXES)))
def test_split_name_reads_both_orders_alike(infix: tuple[str, ...]):
    joined = " ".join(infix)

    assert split_name(f"Roos {joined} Kuiper") == PersonName("Roos", joined, "Kuiper")
    assert split_name(f"Kuiper, Roos {joined}") == PersonName("Roos", joined, "Kuiper")


@given(st.text(max_size=60))
def test_split_name_takes_any_text(text: str):
    assert isinstance(split_name(text), PersonName)


def test_people_are_sorted_without_infix_and_accents():
    names = [
        split_name(name) for name in ("Zoë de Vries", "Jan van der Berg", "Émile Øster", "Anna Bérg", "Kees Oster")
    ]

    ordered = [name.full_name for name in sorted(names, key=lambda name: name.sort_key)]

    assert ordered == ["Anna Bérg", "Jan van der Berg", "Émile Øster", "Kees Oster", "Zoë de Vries"]
    assert sort_key("Jan", "van der", "Berg") == "berg jan van der"


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("Jan Peter", "J.P."),
        ("J.P.", "J.P."),
        ("Anne-Marie", "A.-M."),
        ("IJsbrand", "IJ."),
        ("élodie", "É."),
        ("A. (Anna)", "A."),
        ("", ""),
    ],
)
def test_initials_follow_dutch_letters(given_name: str, expected: str):
    assert initials(given_name) == expected


def test_full_name_leaves_out_empty_parts():
    assert full_name("Jan", "", "Bakker") == "Jan Bakker"
