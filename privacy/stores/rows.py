"""Sets of rows about the persons of one part of an erasure: counted, deleted, emptied, and looked for afterwards.

Each statement joins the key table `privacy_erasuresubject`, so one person and five hundred cost the same number of
queries. Table and column names come from the models, never from outside.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from privacy.models.erasure import ErasureSubject, ResidueFinding
from privacy.models.list_exports import ListExport, ListExportMember
from privacy.plan import PlanItem
from privacy.registry import PersonalModel, personal_models
from privacy.vocabulary import Identifier

CHUNK = 500
KEYS = str(ErasureSubject._meta.db_table)
SCRATCH = f"""
DROP TABLE IF EXISTS pg_temp.erasure_person, pg_temp.erasure_count, pg_temp.erasure_identifier;
CREATE TEMP TABLE erasure_person ON COMMIT DROP AS
    SELECT data_subject_id, subject_kind, is_last_role, gen_random_uuid() AS entry_id FROM {KEYS}
    WHERE run_id = %(run)s AND chunk = %(chunk)s AND state = 'pending' ORDER BY data_subject_id;
INSERT INTO erasure_person
    SELECT DISTINCT ON (m.absorbed_id, k.subject_kind) m.absorbed_id, k.subject_kind, k.is_last_role, gen_random_uuid()
    FROM erasure_person k JOIN privacy_personmerge m USING (data_subject_id)
    WHERE m.state IN ('done', 'undoing') AND k.subject_kind = ANY(m.kinds);
ANALYZE erasure_person;
CREATE TEMP TABLE erasure_count (
    data_subject_id uuid, subject_kind text, model_label text, is_history boolean, rows bigint) ON COMMIT DROP;
CREATE TEMP TABLE erasure_identifier (
    data_subject_id uuid, subject_kind text, identifier text, value text) ON COMMIT DROP;
"""


LISTS = f"""
SELECT e.file AS key FROM {ListExport._meta.db_table} e JOIN {ListExportMember._meta.db_table} t ON t.export_id = e.id
JOIN erasure_person k ON k.data_subject_id = t.data_subject_id AND k.subject_kind = t.subject_kind WHERE e.file <> ''
"""


def execute(statement: str, parameters: Mapping[str, Any] | Sequence[Any]) -> list[Any]:
    """Run a statement; return its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


@dataclass(frozen=True)
class Part:
    """At most `CHUNK` persons of a run, erased in one transaction."""

    run_id: UUID
    chunk: int
    on: date

    @property
    def parameters(self) -> dict[str, Any]:
        """The values that every statement takes."""
        return {"run": self.run_id, "chunk": self.chunk}

    def execute(self, statement: str, parameters: Sequence[Any] | None = None) -> list[Any]:
        """Run a statement with the values of the part, or with others; return its rows, if it has any."""
        return execute(statement, self.parameters if parameters is None else parameters)


def prepare(part: Part) -> None:
    """Make the scratch tables of the transaction; the first holds the persons whose erasure is still to be done.

    The numbers of records that were merged into theirs are among them: a backup may still know them by those, and a
    row that was written while the merge ran may stand under one.

    A small table of their own, with statistics: the planner then knows how few they are, whatever the run's size.
    """
    part.execute(SCRATCH)


def about(personal: PersonalModel) -> str:
    """The FROM and WHERE that join rows `t` of a model to the persons of the part still to be done."""
    return f"erasure_person k{_by_token(personal)} WHERE {_is_about(personal)}"


def about_run(personal: PersonalModel) -> str:
    """The FROM and WHERE that join rows `t` of a model to all persons of the run, each in his role."""
    return f"{KEYS} k{_by_token(personal)} WHERE k.run_id = %(run)s AND {_is_about(personal)}"


def _by_token(personal: PersonalModel) -> str:
    """The join with the rows that a token points at, where the rows hold no person themselves."""
    if personal.token is None:
        return ""
    return f" JOIN {personal.token.table} l ON l.data_subject_id = k.data_subject_id"


def _is_about(personal: PersonalModel) -> str:
    record = personal.record
    if record.is_whole_person:
        role = "k.is_last_role"
    elif record.kind is None:
        role = "k.subject_kind = t.subject_kind"
    else:
        role = f"k.subject_kind = '{record.kind.value}'"
    if personal.token:
        return f"l.{personal.token.key} = t.{personal.token.column} AND {role}"
    own = f"k.data_subject_id = t.data_subject_id AND {role}"
    if not record.names_kind:
        return own
    is_named = f"k.data_subject_id = t.{personal.names_column} AND k.subject_kind = '{record.names_kind.value}'"
    return f"(({own}) OR ({is_named}))"


def collect_identifiers(part: Part, items: Iterable[PlanItem]) -> None:
    """Note by what the persons could be found, before that is gone (one statement, which reads each table once)."""
    selects = [
        "SELECT k.data_subject_id, k.subject_kind, v.identifier, v.value"
        f" FROM {table} t, LATERAL (VALUES {values}) v(identifier, value), {about(item.personal)} AND v.value <> ''"
        for item in items
        if (values := ", ".join(f"('{field.identifier}', t.{field.column})" for field in item.personal.identifiers))
        for table in _tables(item.personal)
    ]
    if selects:
        part.execute("INSERT INTO erasure_identifier " + " UNION ".join(selects))


def _tables(personal: PersonalModel) -> Iterable[str]:
    """The live table and, where there is one, its history."""
    return filter(None, (personal.table, personal.history_table))


def identifiers(part: Part) -> list[tuple[UUID, str, str, str]]:
    """Person, role, kind of identifier and value, as collected."""
    return part.execute("SELECT data_subject_id, subject_kind, identifier, value FROM erasure_identifier")


def bury_files(part: Part, items: Iterable[PlanItem]) -> None:
    """Write a tombstone for each stored file of the persons, those of earlier versions included (one statement).

    A list that staff took along is such a file of each person in it.
    """
    selects = [
        f"SELECT t.{field.column} AS key FROM {table} t, {about(item.personal)} AND t.{field.column} <> ''"
        for item in items
        for field in item.personal.files
        for table in _tables(item.personal)
    ]
    _bury(part, " UNION ".join([*selects, LISTS]))


def _bury(part: Part, keys: str, before: str = "") -> None:
    part.execute(
        f"{before} INSERT INTO privacy_filetombstone (id, storage_key, run_id, created_at)"
        f" SELECT gen_random_uuid(), key, %(run)s, now() FROM ({keys}) f ON CONFLICT (storage_key) DO NOTHING"
    )


def record_kept(part: Part, items: Iterable[PlanItem]) -> None:
    """Write down which rows a law keeps, why and until when (one statement)."""
    selects = [_kept_select(item, part) for item in items if item.rule == "keep_some"]
    if selects:
        part.execute(
            "INSERT INTO privacy_keptrecord"
            " (id, run_id, data_subject_id, subject_kind, model_label, row, code, source, keep_until)"
            + " UNION ALL ".join(sql for sql, _parameters in selects),
            [value for _sql, parameters in selects for value in parameters],
        )


def _kept_select(item: PlanItem, part: Part) -> tuple[str, list[Any]]:
    keep = item.personal.record.keep
    assert keep is not None  # noqa: S101 - what keep_some means
    sql, parameters = _kept_sql(item, part)
    select = (
        f" SELECT gen_random_uuid(), %s::uuid, t.data_subject_id, {_kind_value(item.personal)}, %s,"
        f" t.{item.personal.primary_key}::text, %s, %s, kept.keep_until FROM {item.personal.table} t"
        f" JOIN ({sql}) kept(pk, keep_until) ON kept.pk = t.{item.personal.primary_key}"
    )
    return select, [part.run_id, item.personal.label, keep.code.value, keep.source, *parameters]


def _kind_value(personal: PersonalModel) -> str:
    return f"'{personal.record.kind.value}'" if personal.record.kind else "t.subject_kind"


def _kept_sql(item: PlanItem, part: Part) -> tuple[str, tuple[Any, ...]]:
    """The keys and last days of the rows of the part that a law keeps."""
    keys = ErasureSubject.objects.filter(run_id=part.run_id, chunk=part.chunk, state=ErasureSubject.State.PENDING)
    rows = item.kept(part.on, keys).order_by().values_list("pk", "keep_until")
    sql, parameters = rows.query.sql_with_params()
    return str(sql), tuple(parameters)


def delete_live(part: Part, item: PlanItem) -> None:
    """Delete the live rows of one store, but for those that a law keeps."""
    _delete(part, item.personal.table, item.personal, _unless_kept(item), is_history=False)


def delete_history(part: Part, item: PlanItem) -> None:
    """Delete the audit history of one store, also of rows that were deleted long ago."""
    personal = item.personal
    table = personal.history_table
    if table:
        key = personal.primary_key
        is_kept = f" AND NOT EXISTS (SELECT FROM {personal.table} l WHERE l.{key} = t.{key})"
        _delete(part, table, personal, is_kept if item.rule == "keep_some" else "", is_history=True)


def _delete(part: Part, table: str, personal: PersonalModel, exception: str, *, is_history: bool) -> None:
    part.execute(
        f"WITH gone AS (DELETE FROM {table} t USING {about(personal)}{exception}"
        " RETURNING k.data_subject_id, k.subject_kind)"
        f" INSERT INTO erasure_count SELECT data_subject_id, subject_kind, '{personal.label}', {is_history}, count(*)"
        " FROM gone GROUP BY 1, 2"
    )


def clear_fields(part: Part, item: PlanItem) -> None:
    """Empty the identifying fields of rows that stay, in the live table and in its history."""
    personal = item.personal
    if not personal.cleared:
        return
    empty = ", ".join(f"{field.column} = {'NULL' if field.field.null else repr('')}" for field in personal.cleared)
    for table in _tables(personal):
        part.execute(f"UPDATE {table} t SET {empty} FROM {about(personal)}")


def delete_unowned(part: Part) -> None:
    """Delete rows that name no person yet but carry his address or number: unfinished imports, for one.

    Their history goes too, and so does what the history says of a row from before it got its person.
    """
    for personal in personal_models():
        if not personal.may_lack_person or not personal.solid_identifiers:
            continue
        matches = " OR ".join(
            f"t.{field.column} IN (SELECT value FROM erasure_identifier WHERE identifier = '{field.identifier}')"
            for field in personal.solid_identifiers
        )
        _delete_unowned_live(part, personal, matches)
        if history := personal.history_table:
            key = personal.primary_key
            earlier = f"t.{key} IN (SELECT h.{key} FROM {history} h JOIN erasure_person USING (data_subject_id))"
            part.execute(f"DELETE FROM {history} t WHERE t.data_subject_id IS NULL AND ({matches} OR {earlier})")


def _delete_unowned_live(part: Part, personal: PersonalModel, matches: str) -> None:
    delete = f"DELETE FROM {personal.table} t WHERE t.data_subject_id IS NULL AND ({matches})"
    if not personal.files:
        part.execute(delete)
        return
    columns = ", ".join(f"t.{file.column}" for file in personal.files)
    keys = " UNION ".join(f"SELECT {file.column} AS key FROM gone WHERE {file.column} <> ''" for file in personal.files)
    _bury(part, keys, f"WITH gone AS ({delete} RETURNING {columns})")


def remaining(part: Part, items: Iterable[PlanItem]) -> dict[str, int]:
    """Rows that are still there although the plan deletes them: must be empty (one statement)."""
    selects = [
        f"SELECT '{table}', count(*) FROM {table} t, {about(item.personal)}{_unless_kept(item)}"
        for item in items
        if item.rule != "keep"
        for table in _tables(item.personal)
    ]
    return {table: rows for table, rows in part.execute(" UNION ALL ".join(selects)) if rows}


def _unless_kept(item: PlanItem) -> str:
    if item.rule != "keep_some":
        return ""
    key = item.personal.primary_key
    own = f" AND model_label = '{item.personal.label}' AND row = t.{key}::text"
    return f" AND NOT EXISTS (SELECT FROM privacy_keptrecord WHERE run_id = %(run)s{own})"


def identifier_hits(part: Part) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Where values of the persons still stand in an identifier column (one statement).

    First the columns with rows of their own, or of nobody: must be empty. Then table and column, row and kind of the
    rows of others with the same value: a family's telephone, a namesake; the officer looks at those.
    """
    selects = [
        f"SELECT '{personal.table}.{field.column}', t.{personal.primary_key}::text, '{field.identifier}',"
        f" coalesce(t.data_subject_id = i.data_subject_id AND {_is_same_role(personal)}, TRUE)"
        f" FROM {personal.table} t JOIN erasure_identifier i"
        f" ON i.identifier = '{field.identifier}' AND i.value = t.{field.column}"
        " WHERE NOT EXISTS (SELECT FROM privacy_keptrecord kept"
        f" WHERE kept.run_id = %(run)s AND kept.model_label = '{personal.label}'"
        f" AND kept.row = t.{personal.primary_key}::text)"
        for personal in personal_models()
        for field in personal.identifiers
    ]
    hits = part.execute(" UNION ".join(selects)) if selects else []
    own = sorted({place for place, _row, _kind, is_own in hits if is_own})
    return own, [(place, row, kind) for place, row, kind, is_own in hits if not is_own]


def note_findings(part: Part, hits: Iterable[tuple[str, str, str]]) -> None:
    """Put rows of others that hold the same value on the list that a person looks at."""
    ResidueFinding.objects.bulk_create(
        (
            ResidueFinding(
                run_id=part.run_id,
                place=place,
                row=row,
                kind=ResidueFinding.Kind.NAME if kind == Identifier.NAME else ResidueFinding.Kind.IDENTIFIER,
            )
            for place, row, kind in hits
        ),
        ignore_conflicts=True,
    )


def redact_log(part: Part) -> None:
    """Empty the texts of the admin's log about the persons; they hold reference numbers at most."""
    part.execute(
        "UPDATE django_admin_log l SET object_repr = '', change_message = '' FROM erasure_person k"
        " WHERE l.object_id = k.data_subject_id::text"
    )


def _is_same_role(personal: PersonalModel) -> str:
    if personal.record.is_whole_person:
        return "TRUE"
    return f"i.subject_kind = {_kind_value(personal)}"


def count(run_id: UUID, items: Iterable[PlanItem], of: Callable[[PersonalModel], str | None]) -> dict[str, int]:
    """How many rows each store holds about the persons of a run; `of` picks the live or the history table."""
    selects = [
        f"SELECT '{item.personal.label}', {_each(item.personal)} FROM {table} t, {about_run(item.personal)}"
        for item in items
        if (table := of(item.personal))
    ]
    return dict(execute(" UNION ALL ".join(selects), {"run": run_id}))


def _each(personal: PersonalModel) -> str:
    """The count of rows, each once: a row about a pair is met twice where both are in the run."""
    return "count(DISTINCT t.ctid)" if personal.record.names else "count(*)"


def count_files(run_id: UUID, items: Iterable[PlanItem]) -> dict[str, int]:
    """How many stored files each store holds about the persons of a run."""
    selects = [
        f"SELECT '{item.personal.label}', count(*) FROM {item.personal.table} t, {about_run(item.personal)}"
        f" AND t.{field.column} <> ''"
        for item in items
        for field in item.personal.files
    ]
    return dict(execute(" UNION ALL ".join(selects), {"run": run_id})) if selects else {}


def mark_last_roles(run_id: UUID) -> None:
    """Note for which persons of a run no live role remains outside it, nor in a later part or refused inside it."""
    execute(
        f"UPDATE {KEYS} k SET is_last_role = NOT EXISTS ("
        "SELECT FROM privacy_subjectrole r WHERE r.data_subject_id = k.data_subject_id AND r.erased_at IS NULL"
        f" AND NOT EXISTS (SELECT FROM {KEYS} o WHERE o.run_id = k.run_id"
        " AND o.data_subject_id = r.data_subject_id AND o.subject_kind = r.subject_kind"
        " AND o.chunk <= k.chunk AND o.state IN ('pending', 'erased')))"
        " WHERE k.run_id = %(run)s AND k.state = 'pending'",
        {"run": run_id},
    )
