from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.envelope import Place, Sealed, close, new_key, open_sealed
from privacy.exceptions import Unreadable

KEY, KEY_ID = new_key(), b"key-1"
HERE = Place("privacy_book", "number", UUID(int=1))

values = st.binary(max_size=300)
places = st.builds(
    Place, st.sampled_from(["privacy_book", "other"]), st.sampled_from(["number", "x"]), st.uuids(version=4)
)


def seal(plain, place=HERE):
    return close(plain, key=KEY, key_id=KEY_ID, place=place)


@pytest.mark.requirement("SEC-01")
@given(plain=values, place=places)
def test_envelope_opens_in_its_place(plain, place):
    sealed = seal(plain, place)

    assert (open_sealed(sealed, key=KEY, place=place), sealed.key_id) == (plain, KEY_ID)


@given(plain=values, place=places, other=places)
def test_envelope_opens_in_no_other_place(plain, place, other):
    if place == other:
        return
    sealed = seal(plain, place)

    with pytest.raises(Unreadable):
        open_sealed(sealed, key=KEY, place=other)


@given(plain=values, data=st.data())
def test_changed_envelope_does_not_open(plain, data):
    sealed = seal(plain)
    position = data.draw(st.integers(0, len(sealed) - 1))
    flip = data.draw(st.integers(1, 255))
    changed = Sealed(sealed[:position] + bytes([sealed[position] ^ flip]) + sealed[position + 1 :])

    with pytest.raises(Unreadable):
        open_sealed(changed, key=KEY, place=HERE)


@given(plain=values, data=st.data())
def test_cut_envelope_does_not_open(plain, data):
    sealed = seal(plain)
    cut = Sealed(sealed[: data.draw(st.integers(0, len(sealed) - 1))])

    with pytest.raises(Unreadable):
        open_sealed(cut, key=KEY, place=HERE)


def test_envelope_opens_with_no_other_key_and_never_repeats():
    one, two = seal(b"same"), seal(b"same")

    with pytest.raises(Unreadable):
        open_sealed(one, key=new_key(), place=HERE)
    assert one != two


def test_envelope_shows_nothing():
    sealed = seal(b"123456782")

    assert (repr(sealed), str(sealed), f"{sealed}", b"123456782" in sealed) == ("<sealed>",) * 3 + (False,)
