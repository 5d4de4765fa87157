"""Where in the text of a CV the values of its forms stand, and what in it may not stand in a dossier."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from candidates.cv_forms.confirm import PAGES, CvForms, PersonForm
from candidates.cv_forms.rows import ROW_FORMS
from candidates.models import ImportRow
from candidates.readers.cv.marked import Mark
from cluster_crm.people.special_data import Mention, SpecialKind

FIRST_FIELD = {"skills": "name", "languages": "name"}
"""The field that the evidence of a row without a field is about."""


def read_marks(row: ImportRow) -> list[Mark]:
    """Return the places of the values that were read, numbered in the order of the text."""
    places = sorted(row.evidence, key=lambda piece: piece["start"])
    return [
        Mark(piece["start"], piece["end"], label_of(piece["field"]), number)
        for number, piece in enumerate(places, start=1)
    ]


def special_marks(mentions: Sequence[Mention]) -> list[Mark]:
    """Return the places of special data."""
    return [Mark(mention.start, mention.end, str(SpecialKind(mention.kind).label)) for mention in mentions]


def label_of(field: str) -> str:
    """Say what a value is: the label of its field, and of a row also which it is."""
    name, at, part = parts_of(field)
    if name not in ROW_FORMS:
        shown = PersonForm.base_fields.get(name)
        return str(shown.label if shown else _("Telephone") if name == "other_phone" else name)
    form, title, _category = ROW_FORMS[name]
    return f"{title} {int(at) + 1}: {form.base_fields[part].label}" if part in form.base_fields else str(title)


def parts_of(field: str) -> tuple[str, str, str]:
    """The name, number and field of evidence such as "experience[0].organisation"; the last two may be empty."""
    place, _dot, part = field.partition(".")
    name, _bracket, at = place.rstrip("]").partition("[")
    return name, at, part or FIRST_FIELD.get(name, "")


def tie_places(forms: CvForms) -> None:
    """Give each field of the forms the number of its first place in the text, as `where`."""
    numbers: dict[tuple[str, str, str], int] = {}
    for number, piece in enumerate(sorted(forms.row.evidence, key=lambda piece: piece["start"]), start=1):
        numbers.setdefault(parts_of(piece["field"]), number)
    for name, field in forms.person.fields.items():
        _tie(field, numbers.get((name, "0" if name == PAGES else "", "")))
    for name, rows in forms.sets.items():
        for form in rows.forms:
            at = form["at"].value()
            for part, field in form.fields.items():
                _tie(field, numbers.get((name, str(at), part)))


def _tie(field: Any, number: int | None) -> None:
    field.where = number
