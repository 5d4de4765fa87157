import pytest

from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.cv_guess import guess_candidate
from candidates.readers.language import guessed_language
from candidates.testing_files import DUTCH_CV


def guessed_name(text: str) -> tuple[str, str, str]:
    draft = guess_candidate(text)
    return draft.given_name, draft.infix, draft.family_name


def test_guess_takes_what_stands_plainly_and_marks_it():
    assert guess_candidate("\n".join(DUTCH_CV[:5])) == CandidateDraft(
        given_name="Zoë",
        infix="van 't",
        family_name="Hoff",
        email="zoe.vanthoff@example.org",
        phone="+31612345678",
        guesses=frozenset({"given_name", "infix", "family_name", "email", "phone"}),
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("JAN DE VRIES\nTimmerman", ("Jan", "de", "Vries")),
        ("CV van Jan de Vries", ("Jan", "de", "Vries")),
        ("Curriculum Vitae\n\nPersonalia\nNaam: Jan de Vries\nAdres: Dorpsweg 1", ("Jan", "de", "Vries")),
        ("Personalia\nVoornaam: Jan\nAchternaam: de Vries", ("Jan", "de", "Vries")),
        ("Resume\nJ.P. van den Berg, MSc", ("J.P.", "van den", "Berg")),
        ("Senior Software Engineer\nRoos Kuiper\nroos.kuiper@example.org", ("Roos", "", "Kuiper")),
        ("Amsterdam Noord\nRoos Kuiper\nr.kuiper@example.org", ("Roos", "", "Kuiper")),
        ("Senior Software Engineer\nGroningen", ("", "", "")),
        ("Profiel\nIk ben een timmerman met ervaring.", ("", "", "")),
        ("Timmerman in Ede", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_guess_reads_a_name_only_where_it_is_plain(text: str, name: tuple[str, str, str]):
    assert guessed_name(text) == name


def test_guess_leaves_a_referee_alone():
    text = "\n".join(["Jan de Vries", *[f"Alinea {number}" for number in range(40)], "Referent: Teun, 06-12345678"])

    draft = guess_candidate(text)

    assert draft.phone == ""


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("Jan de Vries\nmail: Jan.deVries@Example.org", "jan.devries@example.org"),
        ("\n".join([*["regel"] * 40, "jan@example.org"]), "jan@example.org"),
        ("E-mail: jan@example.org\nReferent: baas@example.com", "jan@example.org"),
        ("jan@example.org of baas@example.com", ""),
        ("geen adres", ""),
    ],
)
def test_guess_takes_an_address_only_when_it_is_the_only_one(text: str, email: str):
    assert guess_candidate(text).email == email


@pytest.mark.requirement("CAND-DATA-31")
def test_guess_does_not_take_a_service_number_for_a_telephone_number():
    assert guess_candidate("Jan de Vries\nBSN 111222333").phone == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ik heb met plezier aan de brug gewerkt en was voorman van het team.", "nl"),
        ("I have worked on the bridge with pleasure and was leader of the team.", "en"),
        ("Timmerman", ""),
    ],
)
def test_language_is_told_by_small_words(text: str, language: str):
    assert guessed_language(text) == language
