"""Keeping the list of findings true: what the texts of rows say now against what is known of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.people.actions.writing import lock_people
from cluster_crm.people.models import TextFinding
from cluster_crm.people.models.findings import ExceptionReason
from cluster_crm.people.special_data import Mention, SpecialKind, find_special
from cluster_crm.people.special_data.guarded import guarded_fields, guarded_models
from privacy.keyed_hash import hash_words
from privacy.models import SubjectRole
from privacy.registry import SUBJECT_COLUMN, PersonalModel

State = TextFinding.State
Known = tuple[UUID, str, str, str]
"""By what the same words are known again: row, field, kind and hash."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The exception that a writer confirmed, per field of the row, and who did."""

    reasons: Mapping[str, ExceptionReason] = field(default_factory=dict)
    by: User | None = None


def words_of(text: str, mention: Mention) -> str:
    """Return what a mention covers."""
    return text[mention.start : mention.end]


def digest_of(row: UUID, words: str) -> str:
    """Return the hash by which words of a row are known again."""
    return hash_words(str(row), words)


def review(rows: Iterable[Model], *, kept: Kept | None = None) -> int:
    """Look at rows that were just written; return how many findings are new. Takes rows of any models."""
    by_model: dict[type[Model], list[UUID]] = {}
    for row in rows:
        if guarded_fields(type(row)):
            by_model.setdefault(type(row), []).append(row.pk)
    return sum(review_rows(guarded_models()[model], keys, kept=kept) for model, keys in by_model.items())


def review_new(rows: Iterable[Model]) -> int:
    """Look at rows that were just made, as they stand in memory; clean ones cost no statement."""
    return review(
        row for row in rows if any(find_special(getattr(row, name) or "") for name in guarded_fields(type(row)))
    )


@transaction.atomic
def review_rows(personal: PersonalModel, keys: Sequence[UUID], *, kept: Kept | None = None) -> int:
    """Look at the texts of rows of one model and bring their findings up to date; return how many are new.

    A number of statements that does not grow with the rows. What is no longer in the text is closed; what was an
    exception stays one as long as the words are the same.
    """
    found = dict(_found(personal, keys))
    known = {
        (finding.row, finding.field, finding.kind, finding.digest): finding
        for finding in TextFinding.objects.filter(model_label=personal.label, row__in=list(keys))
    }
    new = _of_people_who_are_held([finding for key, finding in found.items() if key not in known])
    _add_authors(personal, new)
    _decide(new, kept)
    TextFinding.objects.bulk_create(new, ignore_conflicts=True)
    _close([finding for key, finding in known.items() if key not in found])
    _reopen([finding for key, finding in known.items() if key in found], kept)
    return len(new)


def _found(personal: PersonalModel, keys: Sequence[UUID]) -> Iterator[tuple[Known, TextFinding]]:
    names = guarded_fields(personal.model)
    kind = ["subject_kind"] if personal.has_kind_column else []
    rows = personal.model._base_manager.filter(pk__in=list(keys), **{f"{personal.record.subject}__isnull": False})
    for row in rows.values("pk", f"{personal.record.subject}_id", *kind, *names):
        person = {
            SUBJECT_COLUMN: row[f"{personal.record.subject}_id"],
            "subject_kind": row["subject_kind"] if kind else personal.record.kind,
        }
        for name in names:
            yield from _in_text(personal.label, row["pk"], name, row[name] or "", person)


def _in_text(
    label: str, row: UUID, name: str, text: str, person: Mapping[str, Any]
) -> Iterator[tuple[Known, TextFinding]]:
    for mention in find_special(text):
        digest = digest_of(row, words_of(text, mention))
        finding = TextFinding(
            model_label=label, row=row, field=name, kind=mention.kind, rule=mention.rule, digest=digest, **person
        )
        yield (row, name, mention.kind, digest), finding


def _of_people_who_are_held(findings: Sequence[TextFinding]) -> list[TextFinding]:
    """Wait for an erasure of one of the people that is under way, and leave out who is held no longer."""
    if not findings:
        return []
    people = {finding.data_subject_id for finding in findings}
    lock_people(people)
    roles = SubjectRole.objects.live().filter(data_subject__in=people)
    held = set(roles.values_list("data_subject_id", "subject_kind"))
    return [finding for finding in findings if (finding.data_subject_id, str(finding.subject_kind)) in held]


def _add_authors(personal: PersonalModel, findings: Sequence[TextFinding]) -> None:
    """Say who wrote the latest version of each text, where the audit history knows it (one statement)."""
    if not findings or personal.history is None:
        return
    key = personal.model._meta.pk.attname
    versions: Any = personal.history._base_manager.filter(**{f"{key}__in": {finding.row for finding in findings}})
    latest = versions.exclude(history_user=None).order_by(key, "-history_date").distinct(key)
    authors = dict(latest.values_list(key, "history_user"))
    live = set(User.objects.filter(pk__in=set(authors.values())).values_list("pk", flat=True))
    for finding in findings:
        author = authors.get(finding.row)
        finding.written_by_id = author if author in live else None


def _decide(findings: Iterable[TextFinding], kept: Kept | None) -> list[TextFinding]:
    """Mark as exceptions what the writer confirmed; a citizen service number is none."""
    decided = [
        finding for finding in findings if kept and finding.field in kept.reasons and finding.kind != SpecialKind.BSN
    ]
    for finding in decided:
        assert kept is not None  # noqa: S101 - asked above
        finding.state, finding.reason = State.KEPT, kept.reasons[finding.field]
        finding.decided_by, finding.decided_at = kept.by, timezone.now()
    return decided


def _close(findings: Iterable[TextFinding]) -> None:
    """Close what is no longer in the text; what we took out ourselves keeps its state."""
    gone = [finding.pk for finding in findings if finding.state in {State.OPEN, State.ASKED, State.KEPT}]
    if gone:
        TextFinding.objects.filter(pk__in=gone).update(state=State.GONE, reason="", decided_at=timezone.now())


def _reopen(findings: Iterable[TextFinding], kept: Kept | None) -> None:
    """Open what came back, unless the writer confirmed it as an exception now."""
    back = [finding for finding in findings if finding.state in {State.GONE, State.REMOVED, State.OPEN, State.ASKED}]
    decided = _decide(back, kept)
    opened = [finding for finding in back if finding.state in {State.GONE, State.REMOVED}]
    for finding in opened:
        finding.state, finding.decided_by, finding.decided_at = State.OPEN, None, None
    TextFinding.objects.bulk_update([*decided, *opened], ["state", "reason", "decided_by", "decided_at"])
