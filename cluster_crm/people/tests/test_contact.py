import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_crm.people.contact import (
    DUTCH_MOBILE,
    NotAnEmailAddress,
    NotAPhoneNumber,
    NotAPostcode,
    NotAProfileUrl,
    normalise_email,
    normalise_phone,
    normalise_postcode,
    normalise_profile_url,
)

pytestmark = pytest.mark.requirement("CAND-DATA-07")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (" Jan.deVries@Example.ORG ", "jan.devries@example.org"),
        ("mailto:jan@example.org", "jan@example.org"),
        ("jan+werk@example.org", "jan+werk@example.org"),
        ("jan@café.example.org", "jan@xn--caf-dma.example.org"),
        ("jan@example.org.", "jan@example.org"),
    ],
)
def test_email_has_one_stored_form(written: str, expected: str):
    assert normalise_email(written) == expected
    assert normalise_email(expected) == expected


@pytest.mark.parametrize(
    "written", ["", "jan", "jan@", "@example.org", "jan@@example.org", "jan de@example.org", "a@b..nl"]
)
def test_email_refuses_without_repeating_the_text(written: str):
    with pytest.raises(NotAnEmailAddress) as refusal:
        normalise_email(written)

    assert str(refusal.value) == "not an e-mail address"


@given(st.emails())
def test_email_forms_are_stable(address: str):
    try:
        stored = normalise_email(address)
    except NotAnEmailAddress:
        return

    assert normalise_email(stored) == stored


@pytest.mark.parametrize(
    ("written", "region", "expected"),
    [
        ("06-12345678", "NL", "+31612345678"),
        ("+31 (0)6 12345678", "NL", "+31612345678"),
        ("0031612345678", "NL", "+31612345678"),
        ("020 - 555 12 34", "NL", "+31205551234"),
        ("+32 470 12 34 56", "NL", "+32470123456"),
        ("0470 12 34 56", "BE", "+32470123456"),
    ],
)
def test_phone_becomes_e164(written: str, region: str, expected: str):
    assert normalise_phone(written, region=region) == expected
    assert normalise_phone(expected) == expected


@given(st.from_regex(DUTCH_MOBILE, fullmatch=True))
def test_mobile_number_that_is_read_at_a_glance_is_read_so_with_care(written):
    assert normalise_phone(written) == normalise_phone(f"0031{written[1:]}")


@pytest.mark.parametrize("written", ["", "geen", "06 1234 567", "112", "+999 12345678"])
def test_phone_refuses_what_is_no_number(written: str):
    with pytest.raises(NotAPhoneNumber):
        normalise_phone(written)


@given(st.text(max_size=30))
def test_phone_takes_any_text(text: str):
    try:
        number = normalise_phone(text)
    except NotAPhoneNumber:
        return

    assert number.startswith("+")


@pytest.mark.parametrize("written", ["1234ab", " 1234 AB", "1234  Ab"])
def test_postcode_has_one_form(written: str):
    assert normalise_postcode(written) == "1234 AB"


@pytest.mark.parametrize("written", ["", "0234 AB", "1234 SS", "1234", "1234 ABC", "12345 AB", "١٢٣٤ AB"])
def test_postcode_refuses_others(written: str):
    with pytest.raises(NotAPostcode):
        normalise_postcode(written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("nl.linkedin.com/in/Roos-Kuiper/?trk=x#top", "https://www.linkedin.com/in/roos-kuiper"),
        ("http://LinkedIn.com/in/roos-kuiper", "https://www.linkedin.com/in/roos-kuiper"),
        ("https://GitHub.com/Roos", "https://github.com/roos"),
        ("roos.example.org/Over Mij", "https://roos.example.org/Over%20Mij"),
        ("https://example.org/", "https://example.org"),
    ],
)
def test_profile_url_has_one_form(written: str, expected: str):
    assert normalise_profile_url(written) == expected
    assert normalise_profile_url(expected) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "roos",
        "javascript:alert(1)",
        "ftp://example.org/a",
        "https://a:b@example.org",
        "https://[::1",
        "https://x.org:8/",
    ],
)
def test_profile_url_refuses_others(written: str):
    with pytest.raises(NotAProfileUrl):
        normalise_profile_url(written)
