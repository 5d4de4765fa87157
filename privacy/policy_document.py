"""The privacy notice in words, made from the facts alone: what was published can be made again (Articles 13, 14).

It is layered: a few lines, then per role of a person what is held, why, from where, who gets it and for how long.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from privacy.texts import PLACEHOLDER
from privacy.vocabulary import (
    Category,
    LawfulBasis,
    Purpose,
    RetentionClass,
    Right,
    Source,
    SpecialCondition,
    Stage,
    SubjectKind,
)

Facts = Mapping[str, Any]
Document = dict[str, Any]

MARKETING: Final = frozenset({Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.REFERRAL_ASK, Purpose.SURVEY, Purpose.ADS})
NEEDED: Final = frozenset({LawfulBasis.CONTRACT, LawfulBasis.LEGAL_OBLIGATION})


def document_of(facts: Facts, language: str) -> Document:
    """Return the notice in a language, as plain data for pages, letters and the record of what was published."""
    with override(language):
        prose = {code: _text(facts, code, language) for code in facts["prose"]}
        return {
            "short": prose.get("notice.short", {"paragraphs": []})["paragraphs"],
            "prose": {code.partition(".")[2]: text for code, text in prose.items()},
            "controllers": list(facts["controllers"]),
            "authority": dict(facts["authority"]),
            "kinds": [_kind(kind, facts["kinds"][kind.value], language) for kind in SubjectKind],
            "recipients": [_recipient(row) for row in facts["recipients"]],
        }


def _text(facts: Facts, code: str, language: str) -> Document:
    """One text of the notice, its placeholders filled from the first controller."""
    versions = facts["prose"][code]
    text = versions.get(language) or next(iter(versions.values()))
    first = facts["controllers"][0] if facts["controllers"] else {}
    values = {
        "controller": first.get("name", ""),
        "controller_address": first.get("address", ""),
        "controller_mailbox": first.get("mailbox", ""),
    }
    body = PLACEHOLDER.sub(lambda found: values.get(found[1], ""), text["body"])
    return {"title": text["title"], "paragraphs": [line for line in body.splitlines() if line.strip()]}


def _kind(kind: SubjectKind, held: Facts, language: str) -> Document:
    rows = held["categories"]
    return {
        "kind": kind.value,
        "name": str(capfirst(NAMES_OF_MANY[kind]())),
        "categories": [_category(category, of_it) for category, of_it in _by_category(rows)],
        "purposes": _purposes(rows),
        "interests": [
            {
                "purpose": str(purpose.label),
                "interest": held["interests"][purpose]["interest"][language],
                "balance": held["interests"][purpose]["balance"][language],
            }
            for purpose in Purpose
            if purpose in held["interests"] and any(purpose in row["purposes"] for row in rows)
        ],
        "sources": [_label(Source, source) for source in held["sources"]],
        "third_parties": [_label(Source, source) for source in held["sources"] if Source(source).is_third_party],
        "rights": [str(capfirst(right.label)) for right in rights_of(rows)],
    }


NAMES_OF_MANY: Final = {
    SubjectKind.CANDIDATE: lambda: _("candidates"),
    SubjectKind.CLIENT_CONTACT: lambda: _("contacts at clients"),
    SubjectKind.SUPPLIER_CONTACT: lambda: _("contacts at suppliers"),
    SubjectKind.REFEREE: lambda: _("referees"),
    SubjectKind.EMERGENCY_CONTACT: lambda: _("emergency contacts"),
    SubjectKind.STAFF: lambda: _("staff"),
    SubjectKind.WEBSITE_USER: lambda: _("website users"),
}


def _by_category(rows: Iterable[Facts]) -> list[tuple[str, list[Facts]]]:
    found: dict[str, list[Facts]] = defaultdict(list)
    for row in rows:
        found[row["category"]].append(row)
    return sorted(found.items(), key=lambda item: list(Category.values).index(item[0]))


def _category(category: str, rows: list[Facts]) -> Document:
    """A kind of data: what it is exactly, and for each stage why, on which basis and for how long."""
    return {
        "name": str(capfirst(_label(Category, category))),
        "fields": sorted({name for row in rows for label in row["fields"] if (name := field_name(label))}),
        "stages": [
            {
                "stage": "" if row["stage"] == Stage.ANY else _label(Stage, row["stage"]),
                "basis": basis_in_words(row),
                "purposes": [_label(Purpose, purpose) for purpose in row["purposes"]],
                "consent_purposes": [_label(Purpose, purpose) for purpose in row["consent_purposes"]],
                "retention": _label(RetentionClass, row["retention"]),
                "is_needed": row["basis"] in NEEDED,
                "to_clients": row["client_may_see"],
            }
            for row in rows
        ],
    }


def _purposes(rows: Iterable[Facts]) -> list[Document]:
    """Each purpose with the bases that carry it and the kinds of data that it needs."""
    bases: dict[str, set[str]] = defaultdict(set)
    categories: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for purpose in row["purposes"]:
            bases[purpose].add(row["basis"])
            categories[purpose].add(row["category"])
        for purpose in row["consent_purposes"]:
            bases[purpose].add(LawfulBasis.CONSENT.value)
            categories[purpose].add(row["category"])
    return [
        {
            "name": str(capfirst(purpose.label)),
            "bases": [_label(LawfulBasis, basis) for basis in sorted(bases[purpose.value])],
            "categories": [_label(Category, key) for key in Category.values if key in categories[purpose.value]],
        }
        for purpose in Purpose
        if purpose.value in bases
    ]


def rights_of(rows: Iterable[Facts]) -> list[Right]:
    """Return the rights that the bases of what is held give (requirements 3.1)."""
    held = list(rows)
    bases = {row["basis"] for row in held} | {"a" for row in held if row["consent_purposes"]}
    purposes = {purpose for row in held for purpose in (*row["purposes"], *row["consent_purposes"])}
    rights = [Right.ACCESS, Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION]
    if bases & {LawfulBasis.CONSENT, LawfulBasis.CONTRACT}:
        rights.append(Right.PORTABILITY)
    if LawfulBasis.LEGITIMATE_INTERESTS in bases:
        rights.append(Right.OBJECTION)
    if purposes & MARKETING:
        rights.append(Right.MARKETING_OBJECTION)
    if LawfulBasis.CONSENT in bases:
        rights.append(Right.WITHDRAWAL)
    if Purpose.PROFILING in purposes:
        rights.append(Right.HUMAN_REVIEW)
    return rights


def basis_in_words(row: Facts) -> str:
    """Return the basis of Article 6, and what special data need on top."""
    basis = LawfulBasis(row["basis"])
    words = f"{basis.label} (6(1)({basis.value}))"
    return f"{words}; {SpecialCondition(row['condition']).label}" if row["condition"] else words


def field_name(label: str) -> str:
    """Return what a field `app.model.field` is called; empty where the field is no more."""
    model_label, _dot, name = label.rpartition(".")
    try:
        return str(getattr(apps.get_model(model_label)._meta.get_field(name), "verbose_name", ""))
    except (LookupError, FieldDoesNotExist):
        return ""


def _recipient(row: Facts) -> Document:
    return {
        "name": row["name"],
        "role": ROLES[row["role"]](),
        "service": row.get("service", ""),
        "country": row["country"],
        "transfer_tool": row["transfer_tool"],
    }


ROLES: Final = {
    "controller": lambda: _("controller"),
    "processor": lambda: _("processor"),
    "authority": lambda: _("public authority"),
}


def _label(choices: Any, key: str) -> str:
    """The word for a code; a code of an older version that is no more stays itself."""
    return str(choices(key).label) if key in choices.values else key
