"""JSON Resume, the open format of CVs: checked against its own schema, forgiving of what people really write."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft7Validator

from candidates.readers.candidate_draft import CandidateDraft, Problem, ReadResult, RowProblem
from candidates.readers.field_reader import FieldReader
from candidates.readers.json_resume_draft import draft_of
from candidates.readers.json_resume_mending import Json, mended, parts_of_schema

SCHEMA = Path(__file__).parent / "schemas" / "json-resume.schema.json"
MAX_BYTES = 5 * 1024 * 1024
ABOUT_THE_FILE = frozenset({"$schema", "meta"})
ABOUT_OTHER_PEOPLE = "references"
WITHOUT_A_PLACE = ("projects", "publications", "awards", "interests")
JsonPath = tuple[str | int, ...]


@cache
def schema() -> dict[str, Json]:
    """The schema as npm publishes it, version 1.3.1."""
    loaded: dict[str, Json] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return loaded


def read_json_resume(content: bytes) -> ReadResult:
    """Read one JSON Resume; what can't be read is left out and reported by its JSON path."""
    if len(content) > MAX_BYTES:
        return _refused(Problem.TOO_LARGE)
    try:
        document: Json = json.loads(content)
    except json.JSONDecodeError as error:
        return _refused(Problem.NOT_JSON, line=error.lineno)
    except UnicodeDecodeError:
        return _refused(Problem.NOT_UTF8)
    except ValueError:  # a number of thousands of digits
        return _refused(Problem.NOT_JSON)
    except RecursionError:
        return _refused(Problem.NESTED_TOO_DEEP)
    return _read_document(document) if isinstance(document, dict) else _refused(Problem.WRONG_KIND)


def _refused(reason: Problem, line: int = 1) -> ReadResult:
    return ReadResult(problems=(RowProblem(line, "", reason),))


def _read_document(document: dict[str, Json]) -> ReadResult:
    tidy = mended(schema(), document)
    faults = dict(_faults(tidy))
    reader = FieldReader()
    sound = _without(tidy, frozenset(faults))
    draft = draft_of(sound, reader)
    if draft == CandidateDraft():
        return _refused(Problem.EMPTY)
    found = [(_written(path), reason) for path, reason in faults.items()]
    found += [*reader.refused, *_left_out(sound)]
    return ReadResult((draft,), tuple(RowProblem(1, where, reason, is_refused=False) for where, reason in found))


def _faults(document: Json) -> Iterator[tuple[JsonPath, Problem]]:
    for error in sorted(Draft7Validator(schema()).iter_errors(document), key=lambda error: error.json_path):
        reason = Problem.NOT_A_DATE if error.validator == "pattern" else Problem.WRONG_KIND
        yield tuple(error.absolute_path), reason


def _without(value: Json, faulty: frozenset[JsonPath], at: JsonPath = ()) -> Json:
    """The value without what stands at the faulty paths."""
    if not faulty:
        return value
    if isinstance(value, dict):
        kept = {key: part for key, part in value.items() if (*at, key) not in faulty}
        return {key: _without(part, _below(faulty, (*at, key)), (*at, key)) for key, part in kept.items()}
    if isinstance(value, list):
        return [_item_without(item, faulty, (*at, index)) for index, item in enumerate(value)]
    return value


def _item_without(item: Json, faulty: frozenset[JsonPath], at: JsonPath) -> Json:
    """Nothing stands in for a faulty item, so that the paths of its neighbours stay true."""
    return None if at in faulty else _without(item, _below(faulty, at), at)


def _below(faulty: frozenset[JsonPath], path: JsonPath) -> frozenset[JsonPath]:
    return frozenset(fault for fault in faulty if fault[: len(path)] == path)


def _left_out(document: Json) -> Iterator[tuple[str, Problem]]:
    """What was read well but has no place in a dossier: nothing goes missing unsaid."""
    if not isinstance(document, dict):
        return
    if document.get(ABOUT_OTHER_PEOPLE):
        yield ABOUT_OTHER_PEOPLE, Problem.OTHER_PEOPLE
    yield from ((section, Problem.LEFT_OUT) for section in WITHOUT_A_PLACE if document.get(section))
    basics = document.get("basics")
    if isinstance(basics, dict) and basics.get("image"):
        yield "basics.image", Problem.LEFT_OUT
    skipped = {*ABOUT_THE_FILE, ABOUT_OTHER_PEOPLE, *WITHOUT_A_PLACE}
    read = {key: part for key, part in document.items() if key not in skipped}
    yield from ((_written(path), Problem.LEFT_OUT) for path in _unknown_parts(schema(), read, ()))


def _unknown_parts(part: dict[str, Json], value: Json, at: JsonPath) -> Iterator[JsonPath]:
    """Objects with properties that the schema doesn't name; their names stay unsaid, for they may be personal."""
    if isinstance(value, list):
        item_schema = parts_of_schema(part, "items")
        for index, item in enumerate(value):
            yield from _unknown_parts(item_schema, item, (*at, index))
    if not isinstance(value, dict):
        return
    known = parts_of_schema(part, "properties")
    if value.keys() - known.keys():
        yield (*at, "*")
    for key in value.keys() & known.keys():
        yield from _unknown_parts(parts_of_schema(known, key), value[key], (*at, key))


def _written(path: JsonPath) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
