"""From the rows of a table to drafts of candidates, by a mapping; each bad value is named by field and reason."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from candidates.readers.candidate_draft import (
    CandidateDraft,
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    Problem,
    RowProblem,
    SkillDraft,
)
from candidates.readers.days import NotADay, read_day
from candidates.readers.field_reader import FieldReader
from candidates.readers.import_fields import ImportField
from candidates.readers.mapping import columns_left_out
from candidates.readers.partial_date import PartialDate
from candidates.readers.phone_cells import NotPhones, read_phones
from candidates.readers.table import Table, TableRow
from cluster_crm.people.names import PersonName, split_name
from cluster_crm.people.national_id import find_bsns
from cluster_crm.web.inert_text import as_written

# A bad value here is left out and named; anywhere else it refuses its row, so that it is corrected and comes again.
LEAVES_ROW_USABLE = frozenset(
    {"country", "owner", "profile_url", "other_phone", "available_from", "work_permit_required"}
)
MUST_BE_WHOLE = frozenset({"name", "given_name", "initials", "infix", "family_name", "email", "street", "city"})
PAST_ONLY = ("last_contact_on", "collected_on")
YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x"})
NO = frozenset({"nee", "n", "no", "false", "onwaar", "0"})
INSTEAD_OF_BSN = "[BSN]"


class RowRead(NamedTuple):
    """What became of one row: the draft, unless a problem refuses it, and its cells for the file of errors.

    Of a row with nothing in the columns that are read there is no draft, and nothing to refuse either.

    The cells hold no citizen service number and nothing of columns that stay out.
    """

    line: int
    draft: CandidateDraft | None
    problems: tuple[RowProblem, ...]
    cells: tuple[str, ...]


def drafts_of(table: Table, mapping: Mapping[int, str], *, today: date | None = None) -> Iterator[RowRead]:
    """Read the rows one by one by the field of each column; a column that stays out isn't read, whatever is mapped."""
    left_out = columns_left_out(table.headings)
    fields = {column: ImportField(name) for column, name in sorted(mapping.items()) if column not in left_out}
    plan = _Plan(fields, frozenset(left_out), today or timezone.localdate())
    for row in table.rows:
        yield _read(row, plan)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is the same for all rows."""

    fields: Mapping[int, ImportField]
    left_out: frozenset[int]
    today: date


def _read(row: TableRow, plan: _Plan) -> RowRead:
    cells = _cells_to_keep(row.cells, plan)
    if row.fault:
        return RowRead(row.line, None, (RowProblem(row.line, "", row.fault),), cells)
    reader = _RowReader(_values(row.cells, plan.fields), FieldReader(), plan.today)
    draft = reader.draft(row.line)
    problems = [
        RowProblem(row.line, where, reason, where not in LEAVES_ROW_USABLE) for where, reason in reader.fields.refused
    ]
    problems += [RowProblem(row.line, where, reason, is_refused=False) for where, reason in reader.remarks]
    if row.remark:
        problems.append(RowProblem(row.line, "", row.remark, is_refused=False))
    if not reader.values:
        problems.append(RowProblem(row.line, "", Problem.EMPTY, is_refused=False))
    is_usable = bool(reader.values) and not any(problem.is_refused for problem in problems)
    return RowRead(row.line, draft if is_usable else None, tuple(dict.fromkeys(problems)), cells)


def _values(cells: Sequence[str], fields: Mapping[int, ImportField]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for column, name in fields.items():
        if column < len(cells) and (value := as_written(cells[column]).strip()):
            values.setdefault(name.value, []).append(value)
    return values


def _cells_to_keep(cells: tuple[str, ...], plan: _Plan) -> tuple[str, ...]:
    if plan.left_out:
        cells = tuple("" if column in plan.left_out else cell for column, cell in enumerate(cells))
    if not find_bsns("\n".join(cells)):
        return cells
    return tuple(_without_bsn(cell, plan.fields.get(column)) for column, cell in enumerate(cells))


def _without_bsn(cell: str, mapped: ImportField | None) -> str:
    if mapped in {ImportField.PHONE, ImportField.OTHER_PHONE}:
        return cell
    for found in reversed(find_bsns(cell)):
        cell = f"{cell[: found.start]}{INSTEAD_OF_BSN}{cell[found.end :]}"
    return cell


@dataclass(slots=True)
class _RowReader:
    """The values of one row by field, and what is to be said about them."""

    values: dict[str, list[str]]
    fields: FieldReader
    today: date
    remarks: list[tuple[str, Problem]] = field(default_factory=list)

    def draft(self, line: int) -> CandidateDraft:
        """The person of this row."""
        self._look_for_lost_letters()
        name, country = self._name(), self.fields.country(self._one("country"), "country")
        phones = self._all_phones(country)
        job = ExperienceDraft(organisation=self._text("organisation"), position=self._text("position"))
        study = EducationDraft(institution=self._text("institution"), area=self._text("education"))
        return CandidateDraft(
            line=line,
            given_name=name.given_name,
            infix=name.infix,
            family_name=name.family_name,
            initials=self._text("initials"),
            email=self.fields.email(self._one("email"), "email"),
            phone=phones[0] if phones else "",
            other_phone=phones[1] if phones[1:] else "",
            street=self._text("street"),
            city=self._text("city"),
            postcode=self.fields.postcode(self._one("postcode"), "postcode", country),
            country=country,
            headline=self._text("headline") or job.position,
            summary=self._text("summary"),
            profile_urls=self._pages(),
            education=(study,) if study != EducationDraft() else (),
            experience=(job,) if job != ExperienceDraft() else (),
            skills=tuple(SkillDraft(skill) for skill in self._listed("skills")),
            languages=tuple(LanguageDraft(language) for language in self._listed("languages")),
            note=self._text("note"),
            tags=self._listed("tags"),
            owner=self.fields.email(self._one("owner"), "owner"),
            last_contact_on=self._day("last_contact_on"),
            collected_on=self._day("collected_on"),
            available_from=self._day("available_from"),
            work_permit_required=self._yes_or_no("work_permit_required"),
        )

    def _one(self, name: str) -> str:
        return self.values.get(name, [""])[0]

    def _text(self, name: str) -> str:
        return self.fields.text("\n".join(self.values[name]), name) if name in self.values else ""

    def _look_for_lost_letters(self) -> None:
        for name, values in self.values.items():
            if any("\ufffd" in value for value in values):
                said = self.fields.refused if name in MUST_BE_WHOLE else self.remarks
                said.append((name, Problem.LOST_LETTER))

    def _name(self) -> PersonName:
        """The name from its own columns, else from the one column that holds it whole."""
        given_name = self._text("given_name") or self._text("initials")
        infix, family_name = self._text("infix"), self._text("family_name")
        if whole := self._text("name") if not family_name else "":
            return split_name(whole)
        if infix or not family_name or not given_name:
            return PersonName(given_name, infix, family_name)
        return split_name(f"{family_name}, {given_name}")

    def _all_phones(self, country: str) -> list[str]:
        """The numbers of the row, each once; only the first has a place in the dossier."""
        phones = list(dict.fromkeys((*self._phones("phone", country), *self._phones("other_phone", country))))
        if phones[1:]:
            self.remarks.append(("other_phone", Problem.SECOND_PHONE))
        return phones

    def _phones(self, name: str, country: str) -> list[str]:
        if name not in self.values:
            return []
        try:
            phones, mended = read_phones(self._one(name), country or "NL")
        except NotPhones as refusal:
            self.fields.refused.append((name, refusal.reason))
            return []
        if mended:
            self.remarks.append((name, mended))
        return phones

    def _pages(self) -> tuple[str, ...]:
        pages = [self.fields.profile_url(value, "profile_url") for value in self.values.get("profile_url", ())]
        return tuple(dict.fromkeys(page for page in pages if page))

    def _day(self, name: str) -> PartialDate | None:
        if name not in self.values:
            return None
        try:
            day, unclear = read_day(self._one(name))
        except NotADay as refusal:
            self.fields.refused.append((name, refusal.reason))
            return None
        if name in PAST_ONLY and day.first_day > self.today:
            self.fields.refused.append((name, Problem.IN_FUTURE))
            return None
        if unclear:
            self.remarks.append((name, unclear))
        return day

    def _yes_or_no(self, name: str) -> bool | None:
        said = self._one(name).lower()
        if said not in YES | NO | {""}:
            self.fields.refused.append((name, Problem.NOT_YES_OR_NO))
        return said in YES if said in YES | NO else None

    def _listed(self, name: str) -> tuple[str, ...]:
        parts = re.split(r"\s*[,;|/\n]\s*", self._text(name))
        return tuple(dict.fromkeys(part for part in parts if part))
