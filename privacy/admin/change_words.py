"""A difference between two states of the notice, in words for the privacy officer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from privacy.policy_changes import Change
from privacy.policy_document import field_name
from privacy.vocabulary import Category, LawfulBasis, Purpose, RetentionClass, Role, Source, Stage, SubjectKind

PARTS: Final = {
    "controllers": lambda: _("Controller"),
    "recipients": lambda: _("Recipient"),
    "authority": lambda: _("Supervisory authority"),
    "prose": lambda: _("Text"),
    "sources": lambda: _("Sources"),
    "interests": lambda: _("Weighing of interests"),
}
ASPECTS: Final = {
    "basis": lambda: _("lawful basis"),
    "condition": lambda: _("condition of special data"),
    "purposes": lambda: _("purposes"),
    "consent_purposes": lambda: _("purposes on consent"),
    "retention": lambda: _("retention"),
    "client_may_see": lambda: _("may go to clients"),
    "visible_to": lambda: _("visible to"),
    "is_encrypted": lambda: _("encrypted"),
    "logs_reads": lambda: _("reads are logged"),
    "legal_source": lambda: _("legal source"),
    "fields": lambda: _("fields"),
}
WORDS: Final[Mapping[str, Any]] = {
    "basis": LawfulBasis,
    "purposes": Purpose,
    "consent_purposes": Purpose,
    "retention": RetentionClass,
    "visible_to": Role,
    "sources": Source,
}


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """One line of the differences: about whom, of what, and before and after."""

    about: str
    what: str
    before: str
    after: str


def in_words(change: Change) -> ChangeInWords:
    """Return a difference in words."""
    about = str(SubjectKind(change.kind).label) if change.kind else _("everybody")
    before, after = change.before, change.after
    if before and after and isinstance(before, list) and isinstance(after, list):
        key = change.aspect or change.part
        return ChangeInWords(about, _what(change), _only(key, before, after), _only(key, after, before))
    return ChangeInWords(about, _what(change), _value(change, before), _value(change, after))


def _what(change: Change) -> str:
    if change.part != "categories":
        name = "" if change.what == change.part else f": {change.what}"
        return f"{PARTS[change.part]()}{name}"
    category, _slash, stage = change.what.partition("/")
    words = str(Category(category).label) if category in Category.values else category
    if stage in Stage.values and stage != Stage.ANY:
        words = f"{words} ({Stage(stage).label})"
    return f"{words}: {ASPECTS[change.aspect]()}" if change.aspect else words


def _only(key: str, here: list[Any], there: list[Any]) -> str:
    """What one of two lists has and the other has not, each word once."""
    return ", ".join(dict.fromkeys(_word(key, each) for each in here if each not in there)) or "–"


def _value(change: Change, value: Any) -> str:
    """A value in words; a whole row or text is only said to be there, for the page shows the notice itself below."""
    if value is None or value in ("", []):
        return _("nothing")
    key = change.aspect or change.part
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(_word(key, each) for each in value))
    return _("there") if isinstance(value, dict) else _word(key, value)


def _word(key: str, value: Any) -> str:
    choices = WORDS.get(key)
    if choices is not None and value in choices.values:
        return str(choices(value).label)
    return field_name(str(value)) or str(value) if key == "fields" else str(value)
