"""Each value has its place, whatever the text; and no text, however hostile, takes long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.readers.cv.headings import kind_of_heading
from candidates.readers.cv.parser import read_cv_text
from candidates.readers.cv.reading import Evidence, Section
from candidates.readers.cv.section_kinds import SectionKind

CV = (
    "Zoë van 't Hoff\nMetselaar\nzoe@example.org\n06 12345678\n\nWerkervaring\n2010 - 2012: Kok, Hotel Pol, Ede\n"
    "Opleiding\n2006 - 2010: HBO Bouwkunde, Hogeschool Larix\nVaardigheden\nVoegen, Metselen\n"
    "Talen\nNederlands (goed)\n"
)
PIECES = [
    *CV.splitlines(keepends=True),
    *(
        "\t",
        "\n\n",
        "• ",
        "(",
        ")",
        "2010 -",
        "’16",
        "jan ",
        "@",
        "Referenties\n",
        "\x0c",
        "\u202e",
        "\ud83d\ude00",
        "E",
        "1234 AB",
    ),
]


def test_each_value_of_a_reading_has_its_place_in_the_text():
    reading = read_cv_text(CV)

    assert {(piece.field, CV[piece.start : piece.end]) for piece in reading.evidence} == {
        ("given_name", "Zoë"),
        ("infix", "van 't"),
        ("family_name", "Hoff"),
        ("headline", "Metselaar"),
        ("email", "zoe@example.org"),
        ("phone", "06 12345678"),
        ("experience[0].started_on", "2010 - 2012"),
        ("experience[0].ended_on", "2010 - 2012"),
        ("experience[0].position", "Kok"),
        ("experience[0].organisation", "Hotel Pol"),
        ("experience[0].place", "Ede"),
        ("education[0].started_on", "2006 - 2010"),
        ("education[0].ended_on", "2006 - 2010"),
        ("education[0].study_type", "HBO"),
        ("education[0].area", "Bouwkunde"),
        ("education[0].institution", "Hogeschool Larix"),
        ("skills[0]", "Voegen"),
        ("skills[1]", "Metselen"),
        ("languages[0]", "Nederlands"),
    }


def test_reading_marks_what_it_guessed_and_where_its_parts_stand():
    reading = read_cv_text(CV)

    assert reading.draft.guesses == {
        *("given_name", "infix", "family_name", "headline", "email", "phone"),
        *("experience", "education", "skills", "languages"),
    }
    assert reading.sections[:2] == (
        Section(SectionKind.CONTACT, 0, CV.index("\n\n")),
        Section(SectionKind.EXPERIENCE, CV.index("Werk"), CV.index("\nOpleiding")),
    )


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Waar werkte ik", SectionKind.EXPERIENCE),
        ("Wat leerde ik", SectionKind.EDUCATION),
        ("Waar ben ik goed in", SectionKind.SKILLS),
        ("Welke talen spreek ik", SectionKind.LANGUAGES),
        ("What I can do", SectionKind.SKILLS),
        ("Waar ben ik", None),
        ("Wat ik van het werk vond", None),
    ],
)
def test_heading_that_speaks_tells_what_it_is_about(heading: str, kind: SectionKind | None):
    assert kind_of_heading(heading) == kind


def test_places_of_a_field_are_empty_where_it_was_left_empty():
    reading = read_cv_text("Zoë van 't Hoff\n")

    assert reading.places_of("family_name") == (Evidence("family_name", 11, 15, "first lines"),)
    assert reading.places_of("phone") == ()


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=40), max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_place_lies_within_it(text: str):
    reading = read_cv_text(text)

    assert all(0 <= piece.start < piece.end <= len(text) for piece in reading.evidence)
    assert read_cv_text(text) == reading


@pytest.mark.parametrize(
    "repeated",
    [
        *("a", "1", " ", "\n", ",", "-", "(", "@", "|"),
        *("a ", "2010-", "a.", "Ab ", "jan 2010 ", "06 ", "A, ", "www.", "a\tb", "Werk\n"),
        *("Naam: Jan de Vries\n", "1000 AB, ", "2010 - 2012 Kok, Hotel, Ede\n", "Nederlands (\n"),
    ],
)
def test_a_hundred_thousand_repetitions_are_read_in_bounded_time(repeated: str):
    reading = read_cv_text(f"Werkervaring\n{repeated * 100_000}"[:1_000_000])

    assert len(reading.evidence) < 2_000
