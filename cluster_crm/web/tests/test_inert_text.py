"""Text that a spreadsheet would run is made inert, and comes back exactly."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_crm.web.inert_text import as_written, inert, is_risky

ALPHABET = st.characters(codec="utf-8") | st.sampled_from("=+-@\t\r\n,; \"'’\ufeff＝＋－＠−")
SEEN_AS_FORMULA = "=+-@\u2212"


def begins_formula(text):
    """What a spreadsheet may do, told in another way: strip what is not seen, look at the first character."""
    shown = text.lstrip("".join(c for c in set(text) if c.isspace() or unicodedata.category(c) in {"Cc", "Cf"}) + '"')
    return unicodedata.normalize("NFKC", shown[:1])[:1] in set(SEEN_AS_FORMULA) or text[:1] in {"\t", "\r", "\n"}


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+31612345678", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", '"=1"', "'=1", "\u00a0=1", "\ufeff=1",
        "\u200b=1", "＝1", "＋1", "－1", "＠A", "﹦1", "−1", "\x00=1", "\ttext", "  \u3000 =1",
    ],
)  # fmt: skip
def test_what_begins_like_a_formula_gets_an_apostrophe(text):
    assert is_risky(text)
    assert inert(text) == f"'{text}" or inert(text).startswith(f"'{text[0]}'")


@pytest.mark.parametrize(
    "text", ["", "Vries", "a=b", "C++", "06-12345678", "jan@example.org", "'s-Hertogenbosch", "1-2"]
)
def test_other_text_stays_as_it_is(text):
    assert (is_risky(text), inert(text)) == (False, text)


def test_what_follows_a_separator_is_a_cell_where_the_separator_is_taken_wrong():
    assert inert("Vries,=1;@A\n- b") == "Vries,'=1;'@A\n'- b"


@given(st.text(ALPHABET))
def test_no_text_begins_a_formula_afterwards(text):
    assert not begins_formula(inert(text))


@given(st.text(ALPHABET))
def test_each_text_comes_back_exactly(text):
    assert as_written(inert(text)) == text


def test_every_character_that_unicode_takes_for_a_starter_is_known():
    alike = [chr(n) for n in range(0x110000) if unicodedata.normalize("NFKC", chr(n))[:1] in set(SEEN_AS_FORMULA)]

    assert [mark for mark in alike if not is_risky(f"{mark}1")] == []


def test_a_long_text_of_spaces_takes_no_time():
    text = (" '" * 200_000 + ",") * 2

    assert inert(text) == text
