"""CSV files of candidates, as spreadsheets and job boards write them: a bad row never stops the next."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from candidates.readers.candidate_draft import (
    CandidateDraft,
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    Problem,
    ReadResult,
    RowProblem,
    SkillDraft,
)
from candidates.readers.csv_columns import columns_left_out, known_columns
from candidates.readers.field_reader import FieldReader
from cluster_crm.people.names import PersonName, split_name

MAX_BYTES = 50 * 1024 * 1024
SEPARATORS = (",", ";", "\t")
SEPARATOR_NAMED_BY_EXCEL = re.compile(r'"?sep=([,;\t])"?\s*')
LEAVES_ROW_USABLE = frozenset({Problem.NOT_A_COUNTRY})


@dataclass(frozen=True, slots=True)
class Row:
    """One row, the line on which it begins, and why it can't be read, if so."""

    line: int
    cells: list[str]
    fault: Problem | None = None


def read_csv(content: bytes) -> ReadResult:
    """Read a CSV file with a heading; encoding and separator are found, a bad row is reported with its line."""
    if len(content) > MAX_BYTES:
        return _nothing_read(Problem.TOO_LARGE)
    lines = list(io.StringIO(_decoded(content), newline=""))
    start = next((number for number, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return _nothing_read(Problem.EMPTY)
    named = SEPARATOR_NAMED_BY_EXCEL.fullmatch(lines[start])
    if named:
        start += 1
    rows = _rows(lines, start, named[1] if named else _separator(lines[start]))
    heading = next(rows, Row(start + 1, []))
    if not known_columns(heading.cells):
        return _nothing_read(Problem.NO_HEADER, heading.line)
    return _read_rows(heading, rows)


def _nothing_read(reason: Problem, line: int = 1) -> ReadResult:
    return ReadResult(problems=(RowProblem(line, "", reason),))


def _decoded(content: bytes) -> str:
    """UTF-16 says so by its mark; what isn't UTF-8 was written by an older Windows program."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(heading: str) -> str:
    """The separator under which most columns of the heading are known."""
    return max(SEPARATORS, key=lambda mark: len(known_columns(next(csv.reader([heading], delimiter=mark), []))))


def _rows(lines: list[str], start: int, separator: str) -> Iterator[Row]:
    """The rows from a line on; after a row that can't be read, reading goes on with the next line."""
    while start < len(lines):
        reader = csv.reader((lines[at] for at in range(start, len(lines))), delimiter=separator, strict=True)
        begin = start
        try:
            for cells in reader:
                yield Row(begin + 1, cells)
                begin = start + reader.line_num
        except csv.Error:
            yield Row(begin + 1, [], Problem.BROKEN_ROW)
            start = begin + 1
        else:
            return


def _read_rows(heading: Row, rows: Iterator[Row]) -> ReadResult:
    drafts: list[CandidateDraft] = []
    problems: list[RowProblem] = []
    if left_out := columns_left_out(heading.cells):
        problems.append(RowProblem(heading.line, left_out, Problem.LEFT_OUT, is_refused=False))
    columns = known_columns(heading.cells)
    for row in rows:
        reader = FieldReader()
        draft = _draft(row, columns, len(heading.cells), reader)
        found = [
            RowProblem(row.line, where, reason, reason not in LEAVES_ROW_USABLE) for where, reason in reader.refused
        ]
        problems += found
        if draft and not any(problem.is_refused for problem in found):
            drafts.append(draft)
    return ReadResult(tuple(drafts), tuple(problems))


def _draft(row: Row, columns: dict[int, str], width: int, reader: FieldReader) -> CandidateDraft | None:
    fault = row.fault or (Problem.TOO_MANY_CELLS if any(cell.strip() for cell in row.cells[width:]) else None)
    if fault:
        reader.refused.append(("", fault))
        return None
    values = {field: row.cells[at] for at, field in columns.items() if at < len(row.cells) and row.cells[at].strip()}
    return _draft_of_values(row.line, values, reader) if values else None


def _draft_of_values(line: int, values: dict[str, str], reader: FieldReader) -> CandidateDraft:
    name, country = _name(values, reader), reader.country(values.get("country", ""), "country")
    profile_url = reader.profile_url(values.get("profile_url", ""), "profile_url")
    job = ExperienceDraft(
        organisation=_text(values, "organisation", reader), position=_text(values, "position", reader)
    )
    study = EducationDraft(institution=_text(values, "institution", reader), area=_text(values, "education", reader))
    return CandidateDraft(
        line=line,
        given_name=name.given_name,
        infix=name.infix,
        family_name=name.family_name,
        email=reader.email(values.get("email", ""), "email"),
        phone=reader.phone(values.get("phone", ""), "phone", country),
        street=_text(values, "street", reader),
        city=_text(values, "city", reader),
        postcode=reader.postcode(values.get("postcode", ""), "postcode", country),
        country=country,
        headline=_text(values, "headline", reader) or job.position,
        summary=_text(values, "summary", reader),
        profile_urls=(profile_url,) if profile_url else (),
        education=(study,) if study != EducationDraft() else (),
        experience=(job,) if job != ExperienceDraft() else (),
        skills=tuple(SkillDraft(name) for name in _listed(values, "skills", reader)),
        languages=tuple(LanguageDraft(name) for name in _listed(values, "languages", reader)),
    )


def _text(values: dict[str, str], field: str, reader: FieldReader) -> str:
    return reader.text(values.get(field, ""), field)


def _name(values: dict[str, str], reader: FieldReader) -> PersonName:
    """The name from its own columns, else from the one column that holds it whole."""
    given_name = _text(values, "given_name", reader) or _text(values, "initials", reader)
    infix, family_name = _text(values, "infix", reader), _text(values, "family_name", reader)
    if whole := _text(values, "name", reader) if not family_name else "":
        return split_name(whole)
    if infix or not family_name or not given_name:
        return PersonName(given_name, infix, family_name)
    return split_name(f"{family_name}, {given_name}")


def _listed(values: dict[str, str], field: str, reader: FieldReader) -> list[str]:
    parts = re.split(r"\s*[,;|/\n]\s*", _text(values, field, reader))
    return list(dict.fromkeys(part for part in parts if part))
