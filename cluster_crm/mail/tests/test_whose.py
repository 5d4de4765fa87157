"""The decision whose a message is, as a table: facts in, people or a reason to wait out."""

from uuid import UUID

import pytest

from cluster_crm.mail.actions.whose import Direction, Facts, Whose, Why, decide_whose
from cluster_crm.mail.exceptions import AboutSomebodyElse
from privacy.vocabulary import SubjectKind as Kind

ANNA, BRAM, CEES = (UUID(int=number) for number in (1, 2, 3))
A, B, X, US, MATE = "anna@example.com", "bram@example.com", "x@example.com", "us@example.org", "mate@example.org"
CANDIDATE, CLIENT, REFEREE = Kind.CANDIDATE, Kind.CLIENT_CONTACT, Kind.REFEREE
IN, OUT = Direction.INBOUND, Direction.OUTBOUND
ONE = {A: [(ANNA, CANDIDATE)], B: [(BRAM, CLIENT)]}
BOTH_ROLES = {A: [(ANNA, CLIENT), (ANNA, CANDIDATE), (ANNA, REFEREE)]}
FAMILY = {A: [(ANNA, CANDIDATE), (BRAM, CANDIDATE)]}
NAMED = {A: [(ANNA, REFEREE)]}


def decide(senders, recipients, people, about=None):
    held = {address: frozenset(keys) for address, keys in people.items()}
    return decide_whose(Facts(senders, recipients, frozenset({US, MATE}), held, about))


@pytest.mark.requirement("RET-06")
@pytest.mark.parametrize(
    ("senders", "recipients", "people", "about", "whose"),
    [
        ([A], [US], ONE, None, Whose(IN, ((ANNA, CANDIDATE),), None, A)),
        ([A], [US, B], ONE, None, Whose(IN, ((ANNA, CANDIDATE),), None, A)),
        ([X, A], [US], ONE, None, Whose(IN, ((ANNA, CANDIDATE),), None, X)),
        ([A], [US], BOTH_ROLES, None, Whose(IN, ((ANNA, CANDIDATE), (ANNA, CLIENT)), None, A)),
        ([A], [US], BOTH_ROLES, (ANNA, CLIENT), Whose(IN, ((ANNA, CLIENT), (ANNA, CANDIDATE)), None, A)),
        ([A], [US], FAMILY, None, Whose(IN, (), Why.SHARED, A)),
        ([A], [US], FAMILY, (BRAM, CANDIDATE), Whose(IN, ((BRAM, CANDIDATE),), None, A)),
        ([A], [US], NAMED, None, Whose(IN, (), Why.NAMED, A)),
        ([A], [US], NAMED, (ANNA, REFEREE), Whose(IN, (), Why.NAMED, A)),
        ([X], [US, A], ONE, None, Whose(IN, (), Why.UNKNOWN, X)),
        ([X], [US], ONE, (CEES, CANDIDATE), Whose(IN, ((CEES, CANDIDATE),), None, X)),
        ([], [US], ONE, None, Whose(IN, (), Why.UNKNOWN, "")),
        ([US], [A], ONE, None, Whose(OUT, ((ANNA, CANDIDATE),), None, A)),
        ([US], [MATE, B, A], ONE, None, Whose(OUT, ((BRAM, CLIENT), (ANNA, CANDIDATE)), None, B)),
        ([US], [X, A], ONE, None, Whose(OUT, ((ANNA, CANDIDATE),), None, X)),
        ([US], [X], ONE, None, Whose(OUT, (), Why.UNKNOWN, X)),
        ([US], [X], ONE, (CEES, CANDIDATE), Whose(OUT, ((CEES, CANDIDATE),), None, X)),
        ([US], [B, A], ONE, (ANNA, CANDIDATE), Whose(OUT, ((ANNA, CANDIDATE), (BRAM, CLIENT)), None, B)),
        ([US], [A], FAMILY, None, Whose(OUT, (), Why.SHARED, A)),
        ([US], [A], NAMED, None, Whose(OUT, (), Why.NAMED, A)),
        ([US], [MATE], ONE, None, Whose(OUT, (), Why.NOBODY, "")),
        ([US], [], ONE, None, Whose(OUT, (), Why.NOBODY, "")),
    ],
)
def test_whose_a_message_is(senders, recipients, people, about, whose):
    assert decide(senders, recipients, people, about) == whose


@pytest.mark.parametrize(("senders", "recipients"), [([A], [US]), ([US], [A])])
def test_words_with_others_are_not_put_on_the_page_of_somebody_else(senders, recipients):
    with pytest.raises(AboutSomebodyElse):
        decide(senders, recipients, ONE, (CEES, CANDIDATE))
