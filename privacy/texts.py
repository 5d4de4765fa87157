"""What the agency says, declared by the app that says it: code, kind, placeholders, and the wording that ships.

The texts themselves are rows that legal staff edit (`privacy.models.texts`). A placeholder is a name in braces,
`{link}`; there is no other syntax, so an edited text can fetch nothing but the values that the code hands over.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from privacy.vocabulary import Channel, Purpose, TextKind

LANGUAGES: Final = ("nl", "en")
LONGEST_SUBJECT: Final = 200
LONGEST_VALUE: Final = 500
PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name that stands for a value: an invented sample for previews, and whether a text may do without it.

    A value is one line; `is_block` allows several.
    """

    sample: str
    _: KW_ONLY
    is_required: bool = False
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text in one language; an e-mail needs a subject, other kinds may have a title there."""

    body: str
    subject_line: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The placeholders that stand in it."""
        return frozenset(PLACEHOLDER.findall(f"{self.subject_line}\n{self.body}"))


AUTOMATIC: Final[Mapping[str, Placeholder]] = {
    "controller": Placeholder("Voorbeeld Werving B.V."),
    "controller_address": Placeholder("Voorbeeldstraat 1, 1234 AB Voorbeeldstad"),
    "controller_mailbox": Placeholder("privacy@example.org"),
}
"""Placeholders that every text may use, without being handed a value."""


@dataclass(frozen=True, slots=True)
class TextDeclaration:
    """One text: `label` says to staff when it is used. Consent texts say for what, by which channels and how long."""

    code: str
    kind: TextKind
    label: str | Promise
    nl: Wording
    en: Wording
    placeholders: Mapping[str, Placeholder] = field(default_factory=dict)
    purpose: Purpose | None = None
    channels: tuple[Channel, ...] = ()
    valid_months: int | None = None

    @property
    def known(self) -> Mapping[str, Placeholder]:
        """The placeholders that the text may use."""
        return {**AUTOMATIC, **self.placeholders}

    @property
    def samples(self) -> Mapping[str, str]:
        """Invented values for a preview."""
        return {name: placeholder.sample for name, placeholder in self.known.items()}

    @property
    def shipped(self) -> Mapping[str, Wording]:
        """The wording that ships, by language."""
        return {"nl": self.nl, "en": self.en}


_declared: dict[str, TextDeclaration] = {}


def declare(*declarations: TextDeclaration) -> None:
    """Add texts, from an app's `AppConfig.ready()`; a code that is there already, or a wrong wording, is a mistake."""
    for text in declarations:
        if text.code in _declared:
            raise ValueError(f"{text.code} is declared already.")
        if (text.kind == TextKind.CONSENT) != (text.purpose is not None and bool(text.valid_months)):
            raise ValueError(f"{text.code}: a consent says for what and how long, and no other text does.")
        for language, wording in text.shipped.items():
            if wrong := list(problems(text, wording)):
                raise ValueError(f"{text.code}, {language}: {wrong}")
        _declared[text.code] = text


def declared(code: str) -> TextDeclaration:
    """Return a declaration; a code that no app declares is a KeyError."""
    return _declared[code]


def all_declared() -> Mapping[str, TextDeclaration]:
    """Return every declaration by its code."""
    return _declared


def problems(text: TextDeclaration, wording: Wording) -> Iterator[str]:
    """Say what is wrong with a wording, for whoever writes it: placeholders, length, what must not be missing."""
    if text.kind == TextKind.MAIL and not wording.subject_line.strip():
        yield _("An e-mail needs a subject.")
    if not wording.body.strip():
        yield _("The text is empty.")
        return
    if len(wording.subject_line) > LONGEST_SUBJECT:
        yield _("The subject is longer than %(most)d characters.") % {"most": LONGEST_SUBJECT}
    if CONTROL.search(wording.subject_line) or "\n" in wording.subject_line:
        yield _("The subject must be one line.")
    written = f"{wording.subject_line}\n{wording.body}"
    if unknown := sorted(wording.names - text.known.keys()):
        names = ", ".join(f"{{{name}}}" for name in unknown)
        yield _("Nobody fills in %(names)s here. These are known: %(known)s.") % {
            "names": names,
            "known": ", ".join(f"{{{name}}}" for name in text.known),
        }
    if "{" in (rest := PLACEHOLDER.sub("", written)) or "}" in rest:
        yield _("A brace stands alone. Braces are for placeholders, such as {controller}.")
    needed = {name for name, placeholder in text.placeholders.items() if placeholder.is_required}
    if missing := sorted(needed - set(PLACEHOLDER.findall(wording.body))):
        yield _("The text needs %(names)s.") % {"names": ", ".join(f"{{{name}}}" for name in missing)}


def fill(text: TextDeclaration, wording: Wording, values: Mapping[str, str]) -> Wording:
    """Put values in the place of their names, once: braces in a value stay what they are.

    A value is made one line unless its placeholder allows several, so that nobody writes headers or paragraphs into a
    message by way of his name. A placeholder without a value is a KeyError.
    """
    known = text.known
    ready = {name: _clean(value, is_block=known[name].is_block) for name, value in values.items() if name in known}
    subject_line = PLACEHOLDER.sub(lambda found: _one_line(ready[found[1]]), wording.subject_line)
    return Wording(PLACEHOLDER.sub(lambda found: ready[found[1]], wording.body), subject_line[:LONGEST_SUBJECT])


def _clean(value: str, *, is_block: bool) -> str:
    return CONTROL.sub(" ", value.replace("\r\n", "\n")) if is_block else _one_line(value)


def _one_line(value: str) -> str:
    return " ".join(CONTROL.sub(" ", value).split())[:LONGEST_VALUE]
