"""Everything that is held about one person in one role, read by one statement over all declared tables."""

import json
from typing import Any
from uuid import UUID

from django.db import connection

from privacy.registry import PersonalModel, personal_models, web_columns
from privacy.vocabulary import SubjectKind

Row = dict[str, Any]


def read_dossier(
    data_subject_id: UUID, kind: SubjectKind | str, *, by_web: bool = False
) -> dict[tuple[str, bool], list[Row]]:
    """Rows by store (`app.model`) and whether they are of the audit history; columns are those of the database.

    The web reads some tables in part (EO-05): `by_web` gives of those the columns that it may read.
    """
    parts, parameters = [], []
    shown = web_columns() if by_web else {}
    for personal in personal_models():
        if personal.concerns(SubjectKind(kind)):
            for table in filter(None, (personal.table, personal.history_table)):
                condition, values = _about(personal, data_subject_id, kind)
                parts.append(
                    f"SELECT '{personal.label}', {table == personal.history_table},"
                    f" jsonb_agg({_row(shown.get(table))})::text FROM {table} t WHERE {condition}"
                )
                parameters += values
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return {(label, is_history): json.loads(rows) for label, is_history, rows in cursor.fetchall() if rows}


def _row(columns: list[str] | None) -> str:
    """The row `t` as JSON, whole or with some columns alone."""
    if columns is None:
        return "to_jsonb(t)"
    shown = ", ".join(f"'{column}', t.{column}" for column in columns)
    return f"jsonb_build_object({shown})"


def _about(personal: PersonalModel, data_subject_id: UUID, kind: SubjectKind | str) -> tuple[str, list[Any]]:
    """The condition on rows `t`, and its values."""
    if token := personal.token:
        held = f"SELECT l.{token.key} FROM {token.table} l WHERE l.data_subject_id = %s"
        return f"t.{token.column} IN ({held})", [data_subject_id]
    values: list[Any] = [data_subject_id]
    own = "t.data_subject_id = %s"
    if personal.has_kind_column:
        own, values = f"{own} AND t.subject_kind = %s", [data_subject_id, str(kind)]
    elif personal.record.kind not in {None, kind}:
        own, values = "FALSE", []
    if personal.record.names_kind != kind:
        return own, values
    return f"(({own}) OR t.{personal.names_column} = %s)", [*values, data_subject_id]
