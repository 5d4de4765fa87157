"""Rows that go from one number of a person to another: all at once, live and past, and back again (requirements 8.12).

Each statement is the same for one row and for thousands. Table and column names come from the models alone.
"""

from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Model, UUIDField

from privacy.declarations import PersonalRecord
from privacy.models.merges import MergeStep, PersonMerge
from privacy.models.requests import RightsRequest, RightsRequestItem
from privacy.models.subjects import SubjectRole
from privacy.registry import (
    KIND_COLUMN,
    PersonalModel,
    SubjectColumn,
    origin_of,
    personal_models,
    record_of,
    subject_columns,
)
from privacy.stores.rows import execute

STEPS: Final = str(MergeStep._meta.db_table)
LOG: Final = "django_admin_log.object_id"
ERASED_ROLES: Final = {
    "privacy_subjectrole": "t.erased_at IS NULL",
    "privacy_historicalsubjectrole": (
        "t.number IN (SELECT number FROM privacy_subjectrole r WHERE r.data_subject_id = %(absorbed)s"
        " AND r.erased_at IS NULL)"
    ),
}
"""What of a table moves: the tombstone of a role that was erased stays with the number that the ledger names."""


def remove_row(row: Model) -> None:
    """Delete one row and no other: what points at it follows the survivor before the transaction ends."""
    execute(f"DELETE FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s", [row.pk])


def held_by(person: UUID) -> dict[str, int]:
    """How many live rows each store holds of a person (one statement)."""
    selects = [
        f"SELECT '{column.model._meta.label_lower}' AS label, count(*) AS rows FROM {column.table} t"
        f" WHERE t.{column.column} = %(person)s"
        for column in subject_columns()
        if not column.is_history
    ]
    found = execute(
        f"SELECT c.label, sum(c.rows)::bigint FROM ({' UNION ALL '.join(selects)}) c WHERE c.rows > 0 GROUP BY 1",
        {"person": person},
    )
    return dict(found)


def note_moves(merge: PersonMerge) -> None:
    """Write down each row, live and past, that holds the absorbed number (one statement)."""
    selects = [
        f"SELECT '{column.place}' AS place, t.{column.key}::text AS row FROM {column.table} t"
        f" WHERE t.{column.column} = %(absorbed)s AND {ERASED_ROLES.get(column.table, 'TRUE')}"
        for column in subject_columns()
    ]
    selects.append(f"SELECT '{LOG}', l.id::text FROM django_admin_log l WHERE l.object_id = %(absorbed)s::text")
    execute(
        f"INSERT INTO {STEPS} (merge_id, act, place, row)"
        f" SELECT %(merge)s, 'moved', m.place, m.row FROM ({' UNION ALL '.join(selects)}) m"
        " WHERE m.row <> %(merge)s::text",
        _numbers(merge),
    )


def note_versions(merge: PersonMerge, reason: str) -> None:
    """Write down which rows the merge itself changed or removed, by what the audit history says (one statement)."""
    selects = [
        f"SELECT '{personal.label}' AS place, t.{personal.primary_key}::text AS row,"
        " min(t.history_id) AS first, max(t.history_id) AS last,"
        " (array_agg(t.history_type ORDER BY t.history_id DESC))[1] AS kind"
        f" FROM {personal.history_table} t WHERE ({held}) AND t.history_change_reason = %(reason)s"
        f" AND t.{personal.primary_key}::text <> %(merge)s::text GROUP BY 2"
        for personal in personal_models()
        if personal.history_table and (held := _holding(personal))
    ]
    execute(
        f"INSERT INTO {STEPS} (merge_id, act, place, row, first, last)"
        " SELECT %(merge)s, CASE v.kind WHEN '-' THEN 'removed' ELSE 'changed' END, v.place, v.row, v.first, v.last"
        f" FROM ({' UNION ALL '.join(selects)}) v WHERE v.kind <> '+'",
        _numbers(merge) | {"reason": reason},
    )


def _holding(personal: PersonalModel) -> str:
    """The condition on rows `t` of the history that they hold either number."""
    columns = [column.column for column in subject_columns() if column.model is personal.history]
    return " OR ".join(f"t.{column} IN (%(survivor)s, %(absorbed)s)" for column in columns)


def move(merge: PersonMerge) -> None:
    """Point what was noted at the survivor, live rows and history; the caller acts as the eraser."""
    places = _places(merge)
    for column in subject_columns():
        if column.place in places:
            execute(
                f"UPDATE {column.table} t SET {column.column} = %(survivor)s WHERE t.{column.column} = %(absorbed)s"
                f" AND {ERASED_ROLES.get(column.table, 'TRUE')}",
                _numbers(merge),
            )
    if LOG in places:
        _move_log(merge, "absorbed", "survivor")


def move_back(merge: PersonMerge) -> None:
    """Point the noted rows at the absorbed number again, with what hangs on them; the caller acts as the eraser."""
    places = _places(merge)
    for column in subject_columns():
        if column.place in places:
            number = column.model._meta.pk.rel_db_type(connection)
            own = "TRUE" if _is_person(column) else f"t.{column.key} = s.row::{number}"
            execute(
                f"UPDATE {column.table} t SET {column.column} = %(absorbed)s FROM {STEPS} s"
                f" WHERE s.merge_id = %(merge)s AND s.act = 'moved' AND s.place = '{column.place}'"
                f" AND {own} AND t.{column.column} = %(survivor)s",
                _numbers(merge),
            )
    if LOG in places:
        _move_log(merge, "survivor", "absorbed")
    _follow_roles(merge)
    _follow_items(merge)
    _follow_parents(merge)
    _follow_rows(merge)


def _move_log(merge: PersonMerge, old: str, new: str) -> None:
    execute(
        f"UPDATE django_admin_log l SET object_id = %({new})s::text FROM {STEPS} s"
        f" WHERE s.merge_id = %(merge)s AND s.place = '{LOG}' AND l.id::text = s.row"
        f" AND l.object_id = %({old})s::text",
        _numbers(merge),
    )


def _follow_roles(merge: PersonMerge) -> None:
    """What was written since in a role that the absorbed record alone holds goes with it (ERASE-01).

    No erasure of the survivor would reach it. What an erasure of that role kept of him, before the merge, is his.
    """
    roles = SubjectRole.objects.filter(data_subject=merge.data_subject_id)
    own = roles.live().values("subject_kind")
    kinds = SubjectRole.objects.live().filter(data_subject=merge.absorbed_id).exclude(subject_kind__in=own)
    only = list(kinds.values_list("subject_kind", flat=True))
    erased = list(roles.filter(subject_kind__in=only).values_list("subject_kind", flat=True))
    for column in subject_columns() if only else ():
        if role := _role_in(column):
            execute(
                f"UPDATE {column.table} t SET {column.column} = %(absorbed)s WHERE t.{column.column} = %(survivor)s"
                f" AND {role} = ANY(%(only)s) AND ({role} <> ALL(%(erased)s) OR {_is_since(column)})",
                _numbers(merge) | {"only": only, "erased": erased, "merged_at": merge.merged_at},
            )


def _follow_items(merge: PersonMerge) -> None:
    """A request that was made since in such a role goes with what it asks for, if it asks for nothing else."""
    items = f"SELECT FROM {RightsRequestItem._meta.db_table} i WHERE i.request_id = t.number AND i.data_subject_id"
    execute(
        f"UPDATE {RightsRequest._meta.db_table} t SET data_subject_id = %(absorbed)s"
        f" WHERE t.data_subject_id = %(survivor)s AND EXISTS ({items} = %(absorbed)s)"
        f" AND NOT EXISTS ({items} = %(survivor)s)",
        _numbers(merge),
    )


def _role_in(column: SubjectColumn) -> str:
    """In which role rows `t` hold the person of a column; empty where they are about him whatever his role."""
    record = record_of(column.model)
    if not isinstance(record, PersonalRecord) or record.is_whole_person:
        return ""
    if column.field.name == record.names:
        return f"'{record.names_kind}'"
    if column.field.name != record.subject:
        return ""
    return f"'{record.kind}'" if record.kind else f"t.{KIND_COLUMN}"


def _is_since(column: SubjectColumn) -> str:
    """Whether rows `t` were made after the merge: by their history or, where there is none, by their number."""
    past = getattr(getattr(origin_of(column.model), "history", None), "model", None)
    if past is None:
        return f"t.{column.key} > %(merge)s" if isinstance(column.model._meta.pk, UUIDField) else "FALSE"
    key = origin_of(column.model)._meta.pk.column
    return (
        f"EXISTS (SELECT FROM {past._meta.db_table} h WHERE h.{key} = t.{key} AND h.history_type = '+'"
        " AND h.history_date > %(merged_at)s)"
    )


def _follow_parents(merge: PersonMerge) -> None:
    """What was written since on a row that goes back goes with it: a placement with its application."""
    own = _own_columns()
    for child in reversed(personal_models()):
        for field in child.model._meta.local_concrete_fields:
            parent: Any = field.related_model
            if child.model in own and parent in own and parent is not child.model and not _is_person(own[parent]):
                execute(
                    f"UPDATE {child.table} t SET {own[child.model].column} = %(absorbed)s FROM {own[parent].table} p"
                    f" WHERE p.{own[parent].key} = t.{field.column} AND p.{own[parent].column} = %(absorbed)s"
                    f" AND t.{own[child.model].column} = %(survivor)s",
                    _numbers(merge),
                )


def _own_columns() -> dict[Any, SubjectColumn]:
    """The column of each model that holds the row's own person."""
    return {column.model: column for column in subject_columns() if column.column == "data_subject_id"}


def _is_person(column: SubjectColumn) -> bool:
    return column.key == column.column


def _follow_rows(merge: PersonMerge) -> None:
    """The history that a row got since goes back with the row."""
    live = {(column.model, column.field.name): column for column in subject_columns() if not column.is_history}
    for past in subject_columns():
        row = live.get((getattr(past.model, "instance_type", None), past.field.name))  # type: ignore[arg-type]  # None is no model
        if row is not None and not _is_person(row):
            execute(
                f"UPDATE {past.table} t SET {past.column} = %(absorbed)s FROM {row.table} l"
                f" WHERE l.{row.key} = t.{row.key} AND l.{row.column} = %(absorbed)s"
                f" AND t.{past.column} = %(survivor)s",
                _numbers(merge),
            )


def remove_made(merge: PersonMerge) -> None:
    """Delete the rows that the merge itself made: events, hashes; the caller acts as the eraser."""
    for personal in _with_steps(merge, MergeStep.Act.MADE):
        execute(
            f"DELETE FROM {personal.table} t USING {STEPS} s WHERE {_steps(personal, MergeStep.Act.MADE)}"
            f" AND t.{personal.primary_key} = {_key(personal)}",
            _numbers(merge),
        )


def bring_back(merge: PersonMerge) -> None:
    """Write the rows again that the merge removed, from their last version before it."""
    for personal in reversed(_with_steps(merge, MergeStep.Act.REMOVED)):
        columns = _tracked(personal)
        execute(
            f"INSERT INTO {personal.table} ({', '.join(columns)})"
            f" SELECT {', '.join(f'b.{column}' for column in columns)} FROM {STEPS} s {_before(personal)}"
            f" WHERE {_steps(personal, MergeStep.Act.REMOVED)}",
            _numbers(merge),
        )


def change_back(merge: PersonMerge) -> list[str]:
    """Give changed rows their old values, but for those that changed again since; return where those stand."""
    left: list[str] = []
    for personal in _with_steps(merge, MergeStep.Act.CHANGED):
        columns = [column for column in _tracked(personal) if column != personal.primary_key]
        versions = f"FROM {STEPS} s JOIN {personal.history_table} a ON a.history_id = s.last {_before(personal)}"
        changed = _steps(personal, MergeStep.Act.CHANGED)
        newer = ", ".join(
            f"CASE WHEN a.{c} IS DISTINCT FROM b.{c} AND t.{c} IS DISTINCT FROM a.{c} THEN '{c}' END" for c in columns
        )
        found = execute(
            f"SELECT t.{personal.primary_key}::text, array_remove(ARRAY[{newer}]::text[], NULL) {versions}"
            f" JOIN {personal.table} t ON t.{personal.primary_key} = {_key(personal)} WHERE {changed}",
            _numbers(merge),
        )
        left += [f"{personal.label}/{row}/{name}" for row, names in found for name in names if name != "updated_at"]
        pairs = ", ".join(f"a.{c} AS a_{c}, b.{c} AS b_{c}" for c in columns)
        values = ", ".join(
            f"{c} = CASE WHEN t.{c} IS NOT DISTINCT FROM o.a_{c} THEN o.b_{c} ELSE t.{c} END" for c in columns
        )
        execute(
            f"UPDATE {personal.table} t SET {values}"
            f" FROM (SELECT {_key(personal)} AS row, {pairs} {versions} WHERE {changed}) o"
            f" WHERE t.{personal.primary_key} = o.row",
            _numbers(merge),
        )
    return left


def made_since(merge: PersonMerge) -> list[str]:
    """Which stores got rows about the survivor since the merge, with how many: they stay with him."""
    selects = [
        f"SELECT '{personal.label}' AS place, count(*) AS rows FROM {personal.history_table} t"
        f" WHERE t.data_subject_id = %(survivor)s AND t.history_type = '+' AND t.history_date > %(merged_at)s"
        for personal in personal_models()
        if personal.history_table and personal.label != merge._meta.label_lower and _holding(personal)
    ]
    found = execute(
        f"SELECT m.place, m.rows FROM ({' UNION ALL '.join(selects)}) m WHERE m.rows > 0 ORDER BY 1",
        _numbers(merge) | {"merged_at": merge.merged_at},
    )
    return [f"{label}/+{rows}" for label, rows in found]


def _with_steps(merge: PersonMerge, act: MergeStep.Act) -> list[PersonalModel]:
    """The models of which the merge made, changed or removed rows; those that point at others first."""
    labels = set(merge.steps.filter(act=act).values_list("place", flat=True).distinct())
    return [personal for personal in personal_models() if personal.label in labels]


def _steps(personal: PersonalModel, act: MergeStep.Act) -> str:
    return f"s.merge_id = %(merge)s AND s.act = '{act.value}' AND s.place = '{personal.label}'"


def _key(personal: PersonalModel) -> str:
    """The number of the row of a step, in the type of the model's key."""
    return f"s.row::{personal.model._meta.pk.rel_db_type(connection)}"


def _before(personal: PersonalModel) -> str:
    """The join with the version `b` in which a row stood before the merge; of a removed one it may be the last."""
    key = personal.primary_key
    return (
        f"JOIN LATERAL (SELECT v.* FROM {personal.history_table} v WHERE v.{key} = {_key(personal)}"
        " AND (v.history_id < s.first OR v.history_id = s.first AND v.history_type = '-')"
        " ORDER BY v.history_id DESC LIMIT 1) b ON TRUE"
    )


def _tracked(personal: PersonalModel) -> list[str]:
    """The columns that the audit history holds too."""
    assert personal.history is not None  # noqa: S101 - the steps of rows without history are moves alone
    past = {field.column for field in personal.history._meta.local_concrete_fields}
    own = personal.model._meta.local_concrete_fields
    return [str(field.column) for field in own if field.column in past and not field.generated]


def _places(merge: PersonMerge) -> set[str]:
    moved = merge.steps.filter(act=MergeStep.Act.MOVED)
    return set(moved.values_list("place", flat=True).distinct())


def _numbers(merge: PersonMerge) -> dict[str, Any]:
    return {"merge": merge.pk, "survivor": merge.data_subject_id, "absorbed": merge.absorbed_id}
