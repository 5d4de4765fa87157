"""Bank account numbers: the check digits, and the one form in which they are kept (SUP-DATA-02)."""

from stdnum import iban
from stdnum.exceptions import ValidationError

from suppliers.exceptions import NotAnIban


def normalise_iban(text: str) -> str:
    """Return an IBAN in capitals without spaces; raises NotAnIban where the check digits (mod 97) or country fail."""
    try:
        return str(iban.validate(text))
    except ValidationError:
        raise NotAnIban("not a bank account number") from None
