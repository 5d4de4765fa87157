import pytest

from candidates.readers.cv.parser import read_cv_text
from candidates.readers.language import guessed_language


def read_name_of(text: str) -> tuple[str, str, str]:
    draft = read_cv_text(text).draft
    return draft.given_name, draft.infix, draft.family_name


@pytest.mark.requirement("CAND-DATA-01")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("JAN DE VRIES\nTimmerman", ("Jan", "de", "Vries")),
        ("CV van Jan de Vries", ("Jan", "de", "Vries")),
        ("Curriculum Vitae\n\nPersonalia\nNaam: Jan de Vries\nAdres: Dorpsweg 1", ("Jan", "de", "Vries")),
        ("Personalia\nVoornaam: Jan\nAchternaam: de Vries", ("Jan", "de", "Vries")),
        ("Personalia\nVoornamen: Johannes Petrus\nRoepnaam: Jan\nAchternaam: de Vries", ("Jan", "de", "Vries")),
        ("Personalia\nNaam\t: 's Gravenmade\nVoornaam\t: Jan", ("Jan", "'s", "Gravenmade")),
        ("Resume\nJ.P. van den Berg, MSc", ("J.P.", "van den", "Berg")),
        ("Drs. J.P. VAN DEN BERG RA\nAccountant", ("J.P.", "van den", "Berg")),
        ("Berg, Jan van den\nTimmerman", ("Jan", "van den", "Berg")),
        ("Johanna (Hanna) de Wit - hanna@example.org", ("Hanna", "de", "Wit")),
        ("Luc d'Hondt · Timmerman", ("Luc", "", "d'Hondt")),
        ("ROOS IJSBREKER-KUIPER\nKok", ("Roos", "", "IJsbreker-Kuiper")),
        ("Senior Software Engineer\nRoos Kuiper\nroos.kuiper@example.org", ("Roos", "", "Kuiper")),
        ("Amsterdam Noord\nRoos Kuiper\nr.kuiper@example.org", ("Roos", "", "Kuiper")),
        ("Senior Software Engineer\nGroningen", ("", "", "")),
        ("Profiel\nIk ben een timmerman met ervaring.", ("", "", "")),
        ("Tom Bakker\nKok", ("Tom", "", "Bakker")),
        ("Naam: Smit - de Boer, Petra", ("Petra", "", "Smit-de Boer")),
        ("Dr. ir. Piet-Jan van 't Hof", ("Piet-Jan", "van 't", "Hof")),
        ("DE VRIES, Jan Pieter\nKok", ("Jan Pieter", "de", "Vries")),
        ("Prof.dr. K. de Jong\nKok", ("K.", "de", "Jong")),
        ("Surname: O'Brien\nFirst name(s): Niamh", ("Niamh", "", "O'Brien")),
        ("Femke Postma, grafisch ontwerper", ("Femke", "", "Postma")),
        ("Hallo, ik ben Roos Kuiper\nKok", ("Roos", "", "Kuiper")),
        ("Roos Ade\u0301bo\u0323\u0300\nKok", ("Roos", "", "Adébọ̀")),
        ("Roos de Boer-van den Berg\nKok", ("Roos", "de", "Boer-van den Berg")),
        ("Timmerman in Ede", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_name_is_read_only_where_it_is_plain(text: str, name: tuple[str, str, str]):
    assert read_name_of(text) == name


def test_name_in_large_letters_goes_before_the_running_title():
    draft = read_cv_text(
        "Kuiper Roos - kok\nRoos Kuiper\nr.kuiper@example.org\nTel. 06-12345678", looks=(2, 0, 1, 1)
    ).draft

    assert (draft.given_name, draft.family_name) == ("Roos", "Kuiper")


def test_name_in_two_lines_of_large_letters_is_one_name():
    draft = read_cv_text("Roos van der\nKuiper\nKok in Ede\nTel. 06-12345678", looks=(0, 0, 1, 1)).draft

    assert (draft.given_name, draft.infix, draft.family_name) == ("Roos", "van der", "Kuiper")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ik heb met plezier aan de brug gewerkt en was voorman van het team.", "nl"),
        ("I have worked on the bridge with pleasure and was leader of the team.", "en"),
        ("Opleiding\nWerkervaring\nmei 2010 - heden", "nl"),
        ("Timmerman", ""),
    ],
)
def test_language_is_told_by_words_that_every_text_needs(text: str, language: str):
    assert guessed_language(text) == language
