"""What an address carries can be read in its own session only."""

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore

from cluster_crm.web.sealed import BrokenSeal, seal, unseal


def test_seal_reads_back_in_its_own_session():
    session = SessionStore()

    token = seal(session, "de Vries é")

    assert unseal(session, token) == "de Vries é"


def test_seal_shows_neither_the_text_nor_that_two_texts_are_equal():
    session = SessionStore()

    first, second = seal(session, "Vries"), seal(session, "Vries")

    assert "Vries" not in first
    assert first != second


@pytest.mark.parametrize("token", ["", "Vries", "é", "AAAA" * 12])
def test_anything_else_is_a_broken_seal(token):
    with pytest.raises(BrokenSeal):
        unseal(SessionStore(), token)


def test_another_session_cannot_read_it():
    token = seal(SessionStore(), "Vries")

    with pytest.raises(BrokenSeal):
        unseal(SessionStore(), token)
