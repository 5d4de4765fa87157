"""What a model says about personal data: on the field and on the model, and nowhere else.

Everything that follows from it (export, erasure, masks, the catalogue check, docs/personal-data.md) reads these
declarations through `privacy.registry`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db.models import Field
from django.db.models.expressions import Combinable

from privacy.vocabulary import Category, EraseRule, Identifier, RefusalCode, RetentionClass, SubjectKind

FieldType = TypeVar("FieldType", bound="Field[Any, Any]")


@dataclass(frozen=True, slots=True)
class FieldDeclaration:
    """One field's declaration; `category` is None where the field holds no personal data.

    `json_keys` are the keys that a JSON column may hold; `is_opinion_of_others` marks text that Article 15(4) may
    withhold from an access export until a person has looked at it.
    """

    category: Category | None
    identifier: Identifier | None = None
    erase: EraseRule = EraseRule.WITH_ROW
    json_keys: frozenset[str] | None = None
    is_opinion_of_others: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """Why rows stay after an erasure: a ground of Article 17(3), its source, and the last day they may stay.

    `until` is an expression over the row that gives that day (inclusive); None keeps every row of the model for the
    term of `retention`. `what` is shown to people in the answer.
    """

    code: RefusalCode
    retention: RetentionClass
    source: str
    until: Combinable | None = None


@dataclass(frozen=True, slots=True)
class PersonalRecord:
    """The rows of this model are about one person.

    `kind` is the role that the person has in these rows, or None where the column `subject_kind` says so row by row.
    `subject` names the foreign key whose column `data_subject_id` holds the person; a path such as `link__candidate`
    says that the rows hold a token and no person, who stands in the row that the token points at. `is_whole_person`
    marks rows that belong to no single role: they go when the person's last role goes.

    `names` is the foreign key to somebody else whom the person named, and `names_kind` the role in which we hold that
    other for this reason alone: a referee, an emergency contact. The row goes with either of the two. Whoever is
    named by nobody any more goes with the last person who named him (ERASE-08). `names_category` is what the row is
    about the other, and stands in his own access answer.
    """

    kind: SubjectKind | None = None
    subject: str = "data_subject"
    keep: Keep | None = None
    is_whole_person: bool = False
    names: str = ""
    names_kind: SubjectKind | None = None
    names_category: Category | None = None


@dataclass(frozen=True, slots=True)
class NotPersonal:
    """The rows of this model are about nobody; `reason` says why, where it is not plain."""

    reason: str = ""


NOT_PERSONAL: Final = NotPersonal()


def personal(
    field: FieldType,
    category: Category,
    *,
    identifier: Identifier | None = None,
    erase: EraseRule = EraseRule.WITH_ROW,
    json_keys: Iterable[str] | None = None,
    is_opinion_of_others: bool = False,
) -> FieldType:
    """Declare that a field holds personal data of a category.

    `identifier` says that the value alone can point at a person: it then serves suppression, duplicate finding,
    the check after an erasure and the residue scan.
    """
    keys = None if json_keys is None else frozenset(json_keys)
    declaration = FieldDeclaration(category, identifier, erase, keys, is_opinion_of_others)
    field.privacy_declaration = declaration  # type: ignore[attr-defined]  # read back by declaration_of() alone
    return field


def not_personal(field: FieldType, *, json_keys: Iterable[str] | None = None) -> FieldType:
    """Declare that a field holds no personal data."""
    keys = None if json_keys is None else frozenset(json_keys)
    field.privacy_declaration = FieldDeclaration(None, json_keys=keys)  # type: ignore[attr-defined]  # as above
    return field


def declaration_of(field: object) -> FieldDeclaration | None:
    """The declaration on a field, or None where it was forgotten."""
    return getattr(field, "privacy_declaration", None)
