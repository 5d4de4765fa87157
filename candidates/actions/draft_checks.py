"""Whether the rows of a draft can be stored as they are: at a glance where nothing can be wrong, else field by field.

The glance takes only what the careful check takes too; it spares thousands of rows Django's validation of each field.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import CharField, TextField

from candidates.models import Candidate
from candidates.models.dossier import DossierRow
from cluster_crm.people.models.free_text import refuse_bsn
from privacy.declarations import declaration_of

PLAIN_MAILBOX: Final = re.compile(
    r"(?=.{3,254}$)[a-z0-9_+-]{1,60}(\.[a-z0-9_+-]{1,60})*@([a-z0-9]([a-z0-9]{0,30}[a-z0-9])?\.)+[a-z]{2,20}"
)
PLAIN_MOBILE: Final = re.compile(r"\+316[1-58][0-9]{7}")
PLAIN_POSTCODE: Final = re.compile(r"[1-9][0-9]{3} (?!SA|SD|SS)[A-Z]{2}")
NINE_DIGITS: Final = re.compile(r"[0-9][0-9. -]{7,}[0-9]")
PLAIN: Final = {"email": PLAIN_MAILBOX, "phone": PLAIN_MOBILE, "postcode": PLAIN_POSTCODE, "country": re.compile("NL")}


def problems_of(row: Candidate | DossierRow, *, exclude: frozenset[str]) -> tuple[str, ...]:
    """The names of the fields that cannot be stored as they are."""
    if isinstance(row, Candidate):
        row.name_is_set()
    if _is_plain(row):
        return ()
    found: set[str] = set()
    checks: list[Callable[[], None]] = [lambda: row.clean_fields(exclude=set(exclude)), lambda: refuse_bsn(row)]
    if isinstance(row, Candidate):
        checks.insert(0, row.contact_is_normalised)
    for check in checks:
        try:
            check()
        except ValidationError as error:
            found |= set(error.message_dict)
    return tuple(sorted(found))


def _is_plain(row: Candidate | DossierRow) -> bool:
    """Whether nothing can be wrong: every text fits, what has one form has it, and no nine digits stand together."""
    for name, longest, is_needed, choices, is_read in _texts_of(type(row)):
        value = getattr(row, name)
        if not value:
            if is_needed:
                return False
            continue
        if len(value) > longest or (choices and value not in choices) or (is_read and NINE_DIGITS.search(value)):
            return False
    return not isinstance(row, Candidate) or all(
        not (value := getattr(row, name)) or form.fullmatch(value) for name, form in PLAIN.items()
    )


@cache
def _texts_of(model: type[Candidate | DossierRow]) -> list[tuple[str, float, bool, frozenset[str], bool]]:
    """Name, length, whether it is needed, the choices and whether a number may hide in it, of each text of a model."""
    return [
        (
            field.name,
            field.max_length or float("inf"),
            not field.blank,
            frozenset(value for value, _label in field.flatchoices),
            (declaration := declaration_of(field)) is not None and declaration.identifier is None,
        )
        for field in model._meta.local_concrete_fields
        if isinstance(field, CharField | TextField) and not field.generated
    ]
