"""Deviations from JSON Resume that lose nothing: numbers for text, null for nothing, dates and names of before 1.0."""

import re

from candidates.readers.partial_date import NotADate, PartialDate, is_ongoing

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

DATE = {"$ref": "#/definitions/iso8601"}
NO_DATE = "not a date"  # fails the pattern of the schema, so that one check finds every bad date
NAMES_BEFORE_1_0 = {
    "basics": {"website": "url", "picture": "image"},
    "work": {"company": "name", "website": "url"},
    "volunteer": {"website": "url"},
    "education": {"gpa": "score"},
    "languages": {"name": "language"},
}


def parts_of_schema(part: dict[str, Json], key: str) -> dict[str, Json]:
    """A part of a schema, empty where the schema says nothing."""
    inner = part.get(key)
    return inner if isinstance(inner, dict) else {}


def mended(schema: dict[str, Json], document: dict[str, Json]) -> Json:
    """The document in the words of the schema, as far as nothing has to be guessed."""
    return _mended(schema, {section: _renamed(section, value) for section, value in document.items()})


def _renamed(section: str, value: Json) -> Json:
    names = NAMES_BEFORE_1_0.get(section, {})
    if isinstance(value, list):
        return [_renamed(section, item) for item in value]
    if not isinstance(value, dict):
        return value
    renamed = {names.get(key, key): part for key, part in value.items() if key in names}
    return renamed | {key: part for key, part in value.items() if key not in names}


def _mended(schema: dict[str, Json], value: Json) -> Json:
    if isinstance(value, dict):
        return _mended_object(parts_of_schema(schema, "properties"), value)
    if schema.get("type") == "array":
        return _mended_array(schema, value)
    if schema == DATE:
        return _mended_date(value)
    if schema.get("type") == "string" and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


def _mended_object(known: dict[str, Json], value: dict[str, Json]) -> Json:
    parts = {key: _mended(parts_of_schema(known, key), part) for key, part in value.items()}
    return {key: part for key, part in parts.items() if part is not None}


def _mended_array(schema: dict[str, Json], value: Json) -> Json:
    item = parts_of_schema(schema, "items")
    if isinstance(value, str) and item.get("type") == "string":
        return [part for part in re.split(r"\s*[,;\n]\s*", value.strip()) if part]
    if not isinstance(value, list):
        return value
    return [_mended(item, part) for part in value if part is not None]


def _mended_date(value: Json) -> Json:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return value
    if is_ongoing(value):
        return None
    try:
        return str(PartialDate.parse(value))
    except NotADate:
        return NO_DATE
