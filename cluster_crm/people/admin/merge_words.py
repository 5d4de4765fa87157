"""What two records say, and what their merge would mean, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Field, ForeignKey
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.people.actions.merge_choice import Choice
from cluster_crm.people.models import Person
from privacy import permissions
from privacy.admin.masked import masks_of
from privacy.labels import name_of_store
from privacy.registry import personal_models
from privacy.vocabulary import SubjectKind

NAMED_AS: Final = {"given_name": gettext_lazy("name"), "street": gettext_lazy("address")}

REFUSALS: Final[Mapping[str, Any]] = {
    "same": gettext_lazy("This is one record already: choose another one."),
    "staff": gettext_lazy("People who work for us are not merged: accounts and investigations hang on them."),
    "erasure": gettext_lazy("An erasure of one of the two is asked for or under way. Finish or withdraw it first."),
    "names_himself": gettext_lazy("One named the other as referee or emergency contact: they are two people."),
    "waits": gettext_lazy("One of the two records waits for another merge. Look again in a moment."),
    "ProcessingRestricted": gettext_lazy(
        "Processing of one of the two is restricted (Article 18): the data may be stored and nothing else, so they are"
        " not merged."
    ),
    "PersonErased": gettext_lazy("One of the two is no longer held in this role."),
    "NotForYourRole": gettext_lazy("Your role may not merge records, or may not see a value that was chosen."),
    "late": gettext_lazy("The 24 hours are over: what the undo needs was forgotten."),
    "later_merge": gettext_lazy("The person was merged again since. Undo that merge first."),
    "hold": gettext_lazy("A legal hold was placed since: its data may not be moved."),
    "not_merged": gettext_lazy("This merge was not carried out, or is undone already."),
}


def refusal_in_words(code: str) -> str:
    """Return why a merge or its undo was refused; a store stands for two rows that are two persons."""
    if code in REFUSALS or "." not in code:
        return str(REFUSALS.get(code, code))
    text = _("Both hold “%(store)s”, of which a person has one: look which is right and remove the other.")
    return text % {"store": name_of_store(code)}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison; `picked` is empty where there is nothing to choose."""

    name: str
    label: str
    kept: str
    other: str
    picked: str = ""
    is_filled: bool = False
    is_hidden: bool = False


def row_of(choice: Choice, records: tuple[Person, Person], *, picked: str = "", is_hidden: bool = False) -> Row:
    """Return a line in words; of what is hidden nothing is told."""
    label = str(capfirst(str(NAMED_AS.get(choice.name, choice.fields[0].verbose_name))))
    if is_hidden:
        return Row(choice.name, label, "", "", is_hidden=True)
    kept, other = (_joined(choice, record) for record in records)
    return Row(choice.name, label, kept, other, picked=picked, is_filled=choice.fills)


def _joined(choice: Choice, record: Person) -> str:
    if choice.name == "given_name":
        return record.full_name
    return ", ".join(text for field in choice.fields if (text := shown(record, field)))


def shown(record: Person, field: "Field[Any, Any]") -> str:
    """Return a value as people read it; nothing where there is none."""
    value = getattr(record, field.name) if isinstance(field, ForeignKey) else field.value_from_object(record)
    if value in field.empty_values:
        return ""
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return date_format(value) if isinstance(value, date) else str(value)


def moving(request: HttpRequest, counts: Mapping[str, int], kind: SubjectKind) -> Iterator[tuple[str, int]]:
    """Store and number of rows that the user may know of; of all others the sum under one line."""
    masks, others = masks_of(request), 0
    known = {personal.label: personal for personal in personal_models()}
    for label, rows in sorted(counts.items()):
        personal = known.get(label)
        categories = {field.category for field in personal.fields} if personal else set()
        if permissions.allows(request.user, "view", label) and all(masks.shows(each, [kind]) for each in categories):
            yield name_of_store(label), rows
        else:
            others += rows
    if others:
        yield _("Other lines of the file"), others
