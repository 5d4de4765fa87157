"""What differs between two states of the facts: for the privacy officer, and to know whom a change is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from privacy.vocabulary import SubjectKind

Facts = Mapping[str, Any]

ASPECTS: Final = (
    "basis",
    "condition",
    "purposes",
    "consent_purposes",
    "retention",
    "client_may_see",
    "visible_to",
    "is_encrypted",
    "logs_reads",
    "legal_source",
    "fields",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: in which part, about whom (empty: everybody), of what, and the value before and after."""

    part: str
    kind: str
    what: str
    aspect: str = ""
    before: Any = None
    after: Any = None


def changes(before: Facts, after: Facts) -> list[Change]:
    """Return every difference between two states of the facts, role by role; empty where they say the same."""
    found = [change for kind in SubjectKind for change in _of_kind(kind.value, before, after)]
    for part in ("controllers", "recipients"):
        old, new = _keyed(before, part), _keyed(after, part)
        found += [
            Change(part, "", name, before=old.get(name), after=new.get(name))
            for name in [*old, *(name for name in new if name not in old)]
            if old.get(name) != new.get(name)
        ]
    for part in ("authority", "prose"):
        old, new = before.get(part, {}), after.get(part, {})
        found += [
            Change(part, "", key, before=old.get(key), after=new.get(key))
            for key in sorted({*old, *new})
            if old.get(key) != new.get(key)
        ]
    return found


def kinds_of(found: list[Change]) -> list[SubjectKind]:
    """Return the roles that changes are about: all of them where one is about everybody."""
    if any(not change.kind for change in found):
        return list(SubjectKind)
    named = {change.kind for change in found}
    return [kind for kind in SubjectKind if kind.value in named]


def _of_kind(kind: str, before: Facts, after: Facts) -> Iterator[Change]:
    old, new = before.get("kinds", {}).get(kind, {}), after.get("kinds", {}).get(kind, {})
    old_rows, new_rows = _rows(old), _rows(new)
    for key in sorted({*old_rows, *new_rows}):
        was, is_now = old_rows.get(key), new_rows.get(key)
        what = "/".join(key)
        if was is None or is_now is None:
            yield Change("categories", kind, what, before=was, after=is_now)
            continue
        for aspect in ASPECTS:
            if was.get(aspect) != is_now.get(aspect):
                yield Change("categories", kind, what, aspect, was.get(aspect), is_now.get(aspect))
    for part in ("sources", "interests"):
        if old.get(part) != new.get(part):
            yield Change(part, kind, part, before=old.get(part), after=new.get(part))


def _rows(held: Facts) -> dict[tuple[str, str], Facts]:
    return {(row["category"], row["stage"]): row for row in held.get("categories", [])}


def _keyed(facts: Facts, part: str) -> dict[str, Facts]:
    """The parties by name; those that are named as a kind alone, by role, country and tool."""
    return {row["name"] or f"{row['role']} {row['country']} {row['transfer_tool']}": row for row in facts.get(part, [])}
