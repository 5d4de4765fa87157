"""The link under marketing mail: only we can read it, and whatever was changed in it is no link."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_crm.web.uuid7 import uuid7
from privacy.exceptions import Unreadable
from privacy.keyed_hash import hash_identifier
from privacy.sealed_links import seal, unseal
from privacy.vocabulary import Identifier, Purpose, SubjectKind
from privacy.way_out import WayOut, read_way_out, seal_way_out

PERSON = uuid7()


def make_link(kind=SubjectKind.CANDIDATE, purpose=Purpose.DM_OTHER):
    return seal_way_out(PERSON, kind, purpose, "Noor+crm@example.org")


@pytest.mark.requirement("CONTACT-02")
@pytest.mark.parametrize("kind", SubjectKind)
@pytest.mark.parametrize("purpose", [Purpose.JOB_ALERT, Purpose.DM_RECRUIT])
def test_link_says_to_us_who_got_what(kind, purpose):
    digest = hash_identifier(Identifier.EMAIL, "noor@example.org")

    assert read_way_out(make_link(kind, purpose)) == WayOut(PERSON, kind, purpose, digest)


@pytest.mark.requirement("SRC-03")
def test_link_shows_nothing_and_never_reads_like_another():
    first, second = make_link(), make_link()

    assert first != second
    assert not {"candidate", "dm_other", PERSON.hex, "noor"} & {first, second}
    assert len(first) == len(second) < 160


def test_each_changed_letter_makes_it_no_link():
    link = make_link()

    for place in range(len(link) - 1):  # the last letter holds bits that mean nothing
        changed = link[:place] + ("A" if link[place] != "A" else "B") + link[place + 1 :]
        with pytest.raises(Unreadable):
            read_way_out(changed)


@pytest.mark.parametrize("length", [0, 1, 15, 16, 60, -1])
def test_part_of_a_link_is_no_link(length):
    with pytest.raises(Unreadable):
        read_way_out(make_link()[:length])


@pytest.mark.parametrize("plain", [b"", b"x", b"\xff" * 50, b"\x00" * 64])
def test_what_was_sealed_for_something_else_is_no_way_out(plain):
    with pytest.raises(Unreadable):
        read_way_out(seal("click", make_link().encode()))
    with pytest.raises(Unreadable):
        read_way_out(seal("stop", plain))


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=500))
def test_whatever_is_typed_is_no_link(text):
    with pytest.raises(Unreadable):
        unseal("stop", text)


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=200))
def test_what_was_sealed_is_read_back(plain):
    assert unseal("stop", seal("stop", plain)) == plain
