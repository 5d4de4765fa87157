import pytest

from cluster_crm.people.search.terms import LONGEST, Term, read_term

HOSTILE = ("'", '"', "%", "_", "\\", "\x00", "a\x00b", ";--", "!&|()<->:*", "'); DROP TABLE x;", "%" * 300, "ﷺ" * 50)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Vries   Noor ", Term(text="Vries Noor", words=("vries", "noor"))),
        ("Noor de Vries", Term(text="Noor de Vries", words=("noor", "vries"))),
        ("van der", Term(text="van der", words=("van", "der"))),
        ("Élodie", Term(text="Élodie", email_start="élodie", words=("elodie",))),
        ("C-12", Term(text="C-12", number=12, email_start="c-12", words=("c", "12"))),
        ("Noor@Example.org", Term(text="Noor@Example.org", email_part="noor@example.org")),
        ("06 12 34 56 78", Term(text="06 12 34 56 78", phone_start="+31612345678")),
        ("0612", Term(text="0612", number=612, email_start="0612", phone_start="+31612")),
        ("00316 12", Term(text="00316 12", phone_start="+31612")),
        ("5678", Term(text="5678", number=5678, email_start="5678", phone_part="5678")),
        (
            '"project manager"',
            Term(text='"project manager"', words=("project", "manager"), is_literal=True),
        ),
        ("", Term()),
    ],
)
def test_term_is_read_as_what_it_can_be(typed, expected):
    assert read_term(typed) == expected


@pytest.mark.parametrize("typed", [*HOSTILE, "x" * 10_000, "9" * 400])
def test_whatever_is_typed_becomes_a_term(typed):
    term = read_term(typed)

    assert len(term.text) <= LONGEST
    assert term.text.isprintable()
    assert all(word.isalnum() for word in term.words)
