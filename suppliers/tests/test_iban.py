import pytest

from suppliers.exceptions import NotAnIban
from suppliers.iban import normalise_iban
from suppliers.testing import iban_of


@pytest.mark.requirement("SUP-DATA-02")
def test_number_has_one_form():
    number = iban_of("Zebra")

    assert normalise_iban(f" {number[:4].lower()} {number[4:8]} {number[8:]} ") == number


@pytest.mark.requirement("SUP-DATA-02")
@pytest.mark.parametrize("wrong", ["", "NL00VRBL0123456789", "VRBL0123456789", "XX82WEST12345698765432", "999990019"])
def test_number_that_cannot_be_right_is_refused_and_not_repeated(wrong):
    with pytest.raises(NotAnIban) as refusal:
        normalise_iban(wrong)

    assert str(refusal.value) == "not a bank account number"


def test_one_wrong_digit_is_found():
    number = iban_of("Zebra")

    with pytest.raises(NotAnIban):
        normalise_iban(f"{number[:-1]}{(int(number[-1]) + 1) % 10}")
