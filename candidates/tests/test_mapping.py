import pytest

from candidates.readers.headings import FIELD_OF_HEADING, HEADINGS, left_out_by_heading, words_of
from candidates.readers.import_fields import ImportField, LeftOut
from candidates.readers.mapping import ColumnProposal, Evidence, columns_left_out, propose_columns, propose_mapping


def test_mapping_knows_every_field_by_heading_and_no_other():
    assert set(HEADINGS) == set(ImportField.values)


def test_mapping_gives_no_heading_two_meanings():
    meanings = [("".join(words_of(heading)), field) for field, names in HEADINGS.items() for heading in names]

    assert {heading: field for heading, field in meanings if FIELD_OF_HEADING[heading] != field} == {}


@pytest.mark.parametrize(
    ("heading", "field", "evidence"),
    [
        ("Achternaam", "family_name", Evidence.HEADING),
        ("  E-MAILADRES ", "email", Evidence.HEADING),
        ("first_name", "given_name", Evidence.HEADING),
        ("lastContactDate", "last_contact_on", Evidence.HEADING),
        ("Geslachtsnaam", "family_name", Evidence.HEADING),
        ("Beschikbaar vanaf", "available_from", Evidence.HEADING),
        ("Privé: mobiel", "phone", Evidence.PART_OF_HEADING),
        ("Gewenste functie (1e keus)", "headline", Evidence.PART_OF_HEADING),
        ("Telefoon werkgever", None, Evidence.NOTHING),
        ("Naam moeder", None, Evidence.NOTHING),
        ("Schoenmaat", None, Evidence.NOTHING),
        ("", None, Evidence.NOTHING),
    ],
)
def test_mapping_goes_by_heading(heading, field, evidence):
    assert propose_columns([heading]) == (ColumnProposal(0, field and ImportField(field), evidence),)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (["a@example.org", "B@example.com", ""], "email"),
        (["06-12345678", "+31 (0)30 1234567", "0470/12.34.56"], "phone"),
        (["1234 AB", "5678cd"], "postcode"),
        (["linkedin.com/in/kees", "https://nl.linkedin.com/in/jan"], "profile_url"),
        (["2024-05-01", "1-6-2024"], None),
        (["Ede", "a@example.org"], None),
        ([], None),
    ],
)
def test_mapping_goes_by_content_where_the_heading_says_nothing(values, field):
    expected = {0: field} if field else {}

    assert propose_mapping([""], [[value] for value in values]) == expected


def test_mapping_takes_a_field_once_by_its_surest_column():
    headings = ["Iets", "E-mail", "E-mail", "Telefoon", "Mobiel", "GSM", "Opmerkingen", "Notities"]

    proposals = propose_columns(headings, [["a@example.org"]])

    assert {each.column: each.field for each in proposals if each.field} == {
        1: "email",
        3: "phone",
        4: "other_phone",
        6: "note",
        7: "note",
    }
    assert [each.column for each in proposals if each.evidence is Evidence.TAKEN] == [0, 2, 5]


@pytest.mark.requirement("CAND-DATA-32")
@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("BSN", LeftOut.NATIONAL_ID),
        ("bsn-nummer", LeftOut.NATIONAL_ID),
        ("Burgerservicenummer", LeftOut.NATIONAL_ID),
        ("SofiNr.", LeftOut.NATIONAL_ID),
        ("Geboortedatum", LeftOut.BIRTH),
        ("dateOfBirth", LeftOut.BIRTH),
        ("Leeftijd", LeftOut.BIRTH),
        ("Geslacht (m/v)", LeftOut.GENDER),
        ("Nationaliteit", LeftOut.ORIGIN),
        ("Place of birth", LeftOut.ORIGIN),
        ("Geboorteplaats", LeftOut.ORIGIN),
        ("Burgerlijke staat", LeftOut.FAMILY),
        ("Medische bijzonderheden", LeftOut.HEALTH),
        ("Disability", LeftOut.HEALTH),
        ("Geloof", LeftOut.BELIEF),
        ("Lid vakbond", LeftOut.BELIEF),
        ("VOG", LeftOut.CRIMINAL),
        ("Foto", LeftOut.PHOTO),
        ("Huidig salaris", LeftOut.PAY),
        ("Current salary", LeftOut.PAY),
        ("Salaris", LeftOut.PAY),
        ("IBAN", LeftOut.BANK),
        ("Paspoortnummer", LeftOut.IDENTITY),
        ("Naam referent", LeftOut.OTHER_PEOPLE),
        ("Noodcontact telefoon", LeftOut.OTHER_PEOPLE),
    ],
)
def test_mapping_leaves_out_by_law_and_says_why(heading, reason):
    assert propose_columns([heading]) == (ColumnProposal(0, left_out=reason),)
    assert propose_columns([heading])[0].is_sure


@pytest.mark.parametrize("heading", ["Gewenst salaris", "Manager", "Expected salary", "Taal", "Trace", "Imago"])
def test_mapping_does_not_see_the_law_in_other_words(heading):
    assert left_out_by_heading(heading) is None


@pytest.mark.requirement("CAND-DATA-31")
def test_mapping_leaves_out_citizen_service_numbers_under_any_heading():
    rows = [["111222333", "0612345678"], ["123456782", "111222333"], ["", "0687654321"]]

    assert columns_left_out(["Notities", "Telefoon"], rows) == {0: LeftOut.NATIONAL_ID}


def test_mapping_leaves_out_days_long_ago_without_a_heading():
    rows = [["01-02-1980", "2023-05-01"], ["1990-04-01", "1-6-2024"]]

    assert columns_left_out(["", ""], rows) == {0: LeftOut.BIRTH}
