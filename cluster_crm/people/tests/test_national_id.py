import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_crm.people.national_id import NotABsn, find_bsns, normalise_bsn

INVENTED_BSN = "111222333"


@pytest.mark.requirement("CAND-DATA-16")
@pytest.mark.parametrize("written", ["111222333", "1112.22.333", "111 222 333"])
def test_bsn_passes_the_eleven_test(written: str):
    assert normalise_bsn(written) == INVENTED_BSN


@pytest.mark.requirement("CAND-DATA-16")
@pytest.mark.parametrize("written", ["", "111222334", "000000000", "12345", "abcdefghi"])
def test_bsn_refuses_others_without_repeating_them(written: str):
    with pytest.raises(NotABsn) as refusal:
        normalise_bsn(written)

    assert str(refusal.value) == "not a citizen service number"


@pytest.mark.requirement("CAND-DATA-31")
@pytest.mark.parametrize("written", ["111222333", "1112.22.333", "111 222 333", "1112-22-333"])
def test_find_bsns_says_where_it_stands(written: str):
    text = f"Burgerservicenummer: {written}, rijbewijs B."

    found = find_bsns(text)

    assert [text[bsn.start : bsn.end] for bsn in found] == [written]


@pytest.mark.requirement("CAND-DATA-31")
@pytest.mark.parametrize(
    "text",
    ["0111222333", "1112223334", "+31 111222333", "+31111222333", "(0)111222333", "111222334", "NL00BANK0111222333"],
)
def test_find_bsns_leaves_other_numbers(text: str):
    assert find_bsns(text) == []


@pytest.mark.requirement("CAND-DATA-31")
@given(st.text(alphabet=st.characters(exclude_categories=["Nd"], exclude_characters="+(")), st.text(alphabet="abc ,\n"))
def test_find_bsns_finds_one_in_any_text(before: str, behind: str):
    found = find_bsns(f"{before}{INVENTED_BSN}{behind}")

    assert [(bsn.start, bsn.end) for bsn in found] == [(len(before), len(before) + 9)]
