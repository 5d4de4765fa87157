import pytest

from candidates.readers.cv.parser import read_cv_text

REFEREES = "\nReferenties\nTeun Bakvis, 06-87654321, teun@example.com, linkedin.com/in/teun-example\n"


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("Jan de Vries\nmail: Jan.deVries@Example.org", "jan.devries@example.org"),
        ("Jan de Vries\nWerkervaring\n" + "regel\n" * 40 + "jan@example.org", "jan@example.org"),
        ("Jan de Vries\nE-mail: jan@example.org" + REFEREES, "jan@example.org"),
        ("Jan de Vries" + REFEREES, ""),
        ("geen adres", ""),
    ],
)
def test_email_address_is_that_of_the_person(text: str, email: str):
    assert read_cv_text(text).draft.email == email


@pytest.mark.parametrize(
    ("written", "phone", "other_phone"),
    [
        ("06-12345678", "+31612345678", ""),
        ("06.12.34.56.78", "+31612345678", ""),
        ("Tel. +31(0)612345678", "+31612345678", ""),
        ("(+31) 6-12345678", "+31612345678", ""),
        ("+31 (0) 6 - 1234 5678", "+31612345678", ""),
        ("0031 6 12345678", "+31612345678", ""),
        ("Tel. privé: 070-3123456\nTel. mobiel: 06-12345678", "+31612345678", "+31703123456"),
        ("tel. +48 512 345 678 or +31 6 12345678", "+48512345678", "+31612345678"),
        ("BSN 111222333", "", ""),
        ("Geboren 12-03-1966", "", ""),
    ],
)
def test_mobile_number_comes_first(written: str, phone: str, other_phone: str):
    draft = read_cv_text(f"Jan de Vries\n{written}{REFEREES}").draft

    assert (draft.phone, draft.other_phone) == (phone, other_phone)


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("linkedin.com/in/jan-example", ("https://www.linkedin.com/in/jan-example",)),
        ("www.linkedin.com/in/\njan-example (LinkedIn)", ("https://www.linkedin.com/in/jan-example",)),
        ("jan@example.org | jandevries.example.net", ("https://jandevries.example.net",)),
        ("Node.js en ASP.NET, J.P. de Vries, B.Sc.", ()),
    ],
)
def test_pages_are_those_of_the_person(written: str, pages: tuple[str, ...]):
    assert read_cv_text(f"Jan de Vries\n{written}{REFEREES}").draft.profile_urls == pages


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Kade 1-hs, 1011 AB Amsterdam", ("Kade 1-hs", "1011 AB", "Amsterdam", "NL")),
        ("Laan van Oost 31 sous\n2274EB Voorburg", ("Laan van Oost 31 sous", "2274EB", "Voorburg", "NL")),
        ("Adres:\tKade 1\nPostcode:\t4101 AA\nWoonplaats:\tTiel", ("Kade 1", "4101 AA", "Tiel", "NL")),
        ("Kasteeldreef 1 bus 4, 9000 Gent, Belgium", ("Kasteeldreef 1 bus 4", "9000", "Gent", "BE")),
        ("ul. Lipowa 12/4, 50-001 Wrocław, Poland", ("ul. Lipowa 12/4", "50-001", "Wrocław", "PL")),
        ("Breda, NL", ("", "", "Breda", "NL")),
        ("Ede (Nederland)", ("", "", "Ede", "NL")),
        ("Greater Rotterdam Area", ("", "", "Rotterdam", "")),
        ("Sinds 2010 timmerman", ("", "", "", "")),
    ],
)
def test_address_is_read_from_labels_postcodes_and_places(written: str, address: tuple[str, ...]):
    draft = read_cv_text(f"Jan de Vries\n{written}\n06-12345678").draft

    assert (draft.street, draft.postcode, draft.city, draft.country) == address


def test_contact_data_beside_the_text_need_no_heading():
    beside = "06-12345678\njan@example.org\nKade 1\n1011 AB Amsterdam"
    text = f"Jan de Vries\n\nVaardigheden\nLassen\n\n{beside}\n\nTalen\nFries\n"

    draft = read_cv_text(text).draft

    assert (draft.phone, draft.email, draft.street, draft.city) == (
        "+31612345678",
        "jan@example.org",
        "Kade 1",
        "Amsterdam",
    )
    assert [skill.name for skill in draft.skills] == ["Lassen"]


def test_contact_data_under_a_heading_that_says_nothing_are_those_of_the_person():
    own = "Jan de Vries\nKade 1\n1011 AB Amsterdam\n06-12345678\njan@example.org"
    text = f"CV\nWERK\n2010 - heden\nKok, Hotel Pol, Ede\nIK\n{own}\nTALEN\nFries\n"

    draft = read_cv_text(text, looks=(0, 1, 2, 2, 1, 2, 2, 2, 2, 2, 1, 2)).draft

    assert (draft.family_name, draft.phone, draft.city) == ("Vries", "+31612345678", "Amsterdam")


@pytest.mark.parametrize(
    ("foot", "phone"),
    [
        ("Kade 1 | 1011 AB Amsterdam | 06-12345678 | jan@example.org", "+31612345678"),
        ("Jan de Vries – Kade 1, 1011 AB Amsterdam – 06-12345678 – jan@example.org", "+31612345678"),
    ],
)
@pytest.mark.parametrize("heading", ["Talen\nFries", "Referenties\nOp verzoek"])
def test_contact_data_at_the_foot_are_those_of_the_person_but_not_of_a_referee(heading: str, foot: str, phone: str):
    draft = read_cv_text(f"Jan de Vries\n\nVaardigheden\nLassen\n\n{heading}\n{foot}\n").draft

    is_left = heading.startswith("Referenties") and not foot.startswith("Jan")
    assert (draft.phone, draft.postcode) == (("", "") if is_left else (phone, "1011 AB"))


@pytest.mark.requirement("CAND-DATA-31")
def test_what_a_dossier_may_not_hold_is_left_where_it_stands():
    text = (
        "Naam: Jan de Vries\nGeboortedatum: 12-03-1966\nNationaliteit: Nederlandse\nBSN: 111222333\n"
        f"Burgerlijke staat: Gehuwd\nGeloof: Hervormd{REFEREES}"
    )

    draft = read_cv_text(text).draft

    said = repr(draft)
    left = ("1966", "Nederlandse", "111222333", "Gehuwd", "Hervormd", "Bakvis", "87654321", "teun")
    assert [word for word in left if word in said] == []


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Jan de Vries\nAllround timmerman\n06-12345678", "Allround timmerman"),
        ("Naam: Jan de Vries\nHuidige functie: Timmerman", "Timmerman"),
        ("Jan de Vries · Timmerman", "Timmerman"),
        ("Jan de Vries\nFunctie\nTimmerman\nWerkervaring", "Timmerman"),
        ("Jan de Vries\nTimmerman | Ede | 06-12345678", "Timmerman"),
        ("Jan de Vries\nManager – Betalingen\n06-12345678", "Manager – Betalingen"),
        ("Jan de Vries\nTimmerman – Ede", "Timmerman"),
        ("Jan de Vries\nDorpsweg 1\nEde", ""),
    ],
)
def test_headline_says_what_somebody_is(text: str, headline: str):
    assert read_cv_text(text).draft.headline == headline
