"""Drafts as JSON, for rows that wait until a person fills in what is missing."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from candidates.readers.candidate_draft import (
    CandidateDraft,
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    SkillDraft,
)
from candidates.readers.partial_date import PartialDate

ROWS = {
    "education": EducationDraft,
    "experience": ExperienceDraft,
    "skills": SkillDraft,
    "languages": LanguageDraft,
}
DATES = ("started_on", "ended_on")
OWN_DATES = frozenset({"last_contact_on", "collected_on", "available_from"})
DRAFT_NAMES = tuple(field.name for field in fields(CandidateDraft))

RowDraft = EducationDraft | ExperienceDraft | SkillDraft | LanguageDraft


def draft_to_json(draft: CandidateDraft) -> dict[str, Any]:
    """What a draft says, without what it leaves open; dates as "2014-06"."""
    said: dict[str, Any] = {name: value for name in DRAFT_NAMES if (value := getattr(draft, name)) or value is False}
    for name in ROWS.keys() & said.keys():
        said[name] = [_row_to_json(row) for row in said[name]]
    for name in OWN_DATES & said.keys():
        said[name] = str(said[name])
    if draft.guesses:
        said["guesses"] = sorted(draft.guesses)
    return said


def draft_from_json(said: Mapping[str, Any]) -> CandidateDraft:
    """The draft that was written by `draft_to_json`."""
    values = dict(said)
    for name, row_class in ROWS.items():
        values[name] = tuple(row_class(**_row_from_json(row)) for row in values.get(name, ()))
    for name in OWN_DATES:
        values[name] = PartialDate.parse(values[name]) if values.get(name) else None
    for name in ("profile_urls", "tags"):
        values[name] = tuple(values.get(name, ()))
    values["guesses"] = frozenset(values.get("guesses", ()))
    return CandidateDraft(**values)


def _row_to_json(row: RowDraft) -> dict[str, Any]:
    values = ((field.name, getattr(row, field.name)) for field in fields(row))
    return {name: str(value) if name in DATES else value for name, value in values if value}


def _row_from_json(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: PartialDate.parse(value) if name in DATES else value for name, value in row.items()}
