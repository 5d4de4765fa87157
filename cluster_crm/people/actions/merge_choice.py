"""Which values of two records of one person stay: the survivor's, what fills his empty fields, and what was chosen."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Field

from cluster_crm.people.models import Person
from privacy.declarations import declaration_of
from privacy.vocabulary import Category

TOGETHER: Final = (
    ("given_name", "infix", "family_name", "initials"),
    ("street", "postcode", "city", "country"),
)
"""Fields that say one thing together: half a name of one record and half of another is nobody's."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Fields that are chosen together, the label under which, and what each record says."""

    label: str
    fields: tuple["Field[Any, Any]", ...]
    kept: tuple[Any, ...]
    other: tuple[Any, ...]

    @property
    def name(self) -> str:
        """The first of the fields, by which a form names the choice."""
        return str(self.fields[0].name)

    @property
    def categories(self) -> frozenset[Category]:
        """The categories of data that are chosen."""
        declared = (declaration_of(field) for field in self.fields)
        return frozenset(said.category for said in declared if said and said.category)

    @property
    def differs(self) -> bool:
        """Whether the records say different things."""
        return self.kept != self.other

    @property
    def fills(self) -> bool:
        """Whether the survivor says nothing and the other does: then nothing needs to be chosen."""
        return _is_empty(self.fields, self.kept) and not _is_empty(self.fields, self.other)

    @property
    def says_something(self) -> bool:
        """Whether there is a value on either side."""
        return not (_is_empty(self.fields, self.kept) and _is_empty(self.fields, self.other))

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose: both say something, and not the same."""
        return self.differs and not self.fills and not _is_empty(self.fields, self.other)


def choices_between(survivor: Person, absorbed: Person) -> list[Choice]:
    """Everything that a person's own row says, as it is chosen; derived values follow from it."""
    chosen: set[str] = set()
    found = []
    for field in _fields(survivor):
        if field.name in chosen:
            continue
        group = _together(survivor, field.name)
        chosen |= {part.name for part in group}
        found.append(
            Choice(
                f"{survivor._meta.label_lower}.{field.name}",
                group,
                tuple(field_value(survivor, part) for part in group),
                tuple(field_value(absorbed, part) for part in group),
            )
        )
    return found


def field_value(person: Person, field: "Field[Any, Any]") -> Any:
    """What a record says in a field."""
    return field.value_from_object(person)


def take_over(survivor: Person, absorbed: Person, taken: Collection[str]) -> None:
    """Give the survivor what was chosen, and what he said nothing of; the caller saves."""
    names: set[str] = set()
    for choice in choices_between(survivor, absorbed):
        if choice.fills or (choice.label in taken and choice.is_open):
            names |= {field.name for field in choice.fields}
    for name in names:
        setattr(survivor, name, getattr(absorbed, name))
    _keep_other_phone(survivor, absorbed)
    _keep_guesses(survivor, absorbed, names)


def _keep_other_phone(survivor: Any, absorbed: Any) -> None:
    """Where a second telephone has a place and none stands there, the one not chosen takes it."""
    if hasattr(survivor, "other_phone") and not survivor.other_phone and absorbed.phone not in {"", survivor.phone}:
        survivor.other_phone = absorbed.phone


def _keep_guesses(survivor: Any, absorbed: Any, taken: Collection[str]) -> None:
    """A guess that nobody looked at stays a guess, on whichever record it stood."""
    if hasattr(survivor, "guessed_fields"):
        own = {name for name in survivor.guessed_fields if name not in taken}
        survivor.guessed_fields = sorted(own | {name for name in absorbed.guessed_fields if name in taken})


def _fields(person: Person) -> "Iterator[Field[Any, Any]]":
    for field in person._meta.concrete_fields:
        declared = declaration_of(field)
        is_own = not field.primary_key and not field.generated and field.name not in {"full_name", "sort_name"}
        if is_own and ((declared and declared.category) or field.name == "owner"):
            yield field


def _together(person: Person, name: str) -> "tuple[Field[Any, Any], ...]":
    own = {field.name: field for field in _fields(person)}
    for group in TOGETHER:
        if name in group:
            return tuple(own[part] for part in group if part in own)
    return (own[name],)


def _is_empty(fields: "Sequence[Field[Any, Any]]", values: Sequence[Any]) -> bool:
    return all(value in field.empty_values for field, value in zip(fields, values, strict=True))
