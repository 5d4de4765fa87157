from candidates.readers.cv.parser import read_cv_text
from candidates.readers.cv.reading import Evidence

CV = "Zoë van 't Hoff\nVoegster\nzoe@example.org\n06 12345678\n"


def test_each_value_of_a_reading_has_its_place_in_the_text():
    reading = read_cv_text(CV)

    assert {(piece.field, CV[piece.start : piece.end]) for piece in reading.evidence} == {
        ("given_name", "Zoë"),
        ("infix", "van 't"),
        ("family_name", "Hoff"),
        ("email", "zoe@example.org"),
        ("phone", "06 12345678"),
    }


def test_places_of_a_field_are_empty_where_it_was_left_empty():
    reading = read_cv_text("Zoë van 't Hoff\n")

    assert reading.places_of("family_name") == (Evidence("family_name", 11, 15, "first lines"),)
    assert reading.places_of("phone") == ()
