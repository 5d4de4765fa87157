"""The same erasure as its engine carries out, written by hand in SQL: what the engine is measured against.

It leaves what `erase_part` leaves, to the row: the same stores in the same order, history included, what a law keeps,
tombstones of files, redacted log texts, ledger, keyed hashes and the account of the run. It asks the models nothing,
verifies nothing, and knows candidates alone.
"""

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg

from cluster_crm.history.privileges import ERASER


def _last_day(ended_on: str, years: int) -> str:
    """The last day of a year some years after the one in which employment ended; never while it runs."""
    return f"coalesce(make_date(extract(year from {ended_on})::int + {years}, 12, 31), DATE '9999-12-31')"


def _of_employment(years: int) -> str:
    """The last day of a row by the employment that it stands on; none where it stands on none."""
    return f"(SELECT {_last_day('e.ended_on', years)} FROM candidates_employment e WHERE e.id = t.employment_id)"


def _last_of(table: str, years: int) -> str:
    """The last day of the sealed rows of a person in one table."""
    return f"""(SELECT max({_last_day("e.ended_on", years)}) FROM candidates_{table} n
        JOIN candidates_employment e ON e.id = n.employment_id WHERE n.data_subject_id = t.data_subject_id)"""


SEALED = {"nationalidentifier": 7, "foreignnationalid": 7, "payrollreference": 7, "wagetaxstatement": 5, "idcopy": 5}
LAST_SEALED = f"greatest({', '.join(_last_of(table, years) for table, years in SEALED.items())})"

# Stores in the order in which they can be emptied: whether the row says the role, and the day until which it stays.
# Whether the row says the role; None where it is about the whole person and goes with the last role.
DELETED: tuple[tuple[str, bool | None, str], ...] = (
    ("people_withheldwords", True, ""),
    ("people_textfinding", True, ""),
    ("people_persontag", True, ""),
    ("mail_maillink", True, ""),
    ("mail_mailfile", True, ""),
    ("mail_waitingmail", True, ""),
    ("mail_undeliverableaddress", True, ""),
    ("privacy_personmerge", None, ""),
    ("privacy_personpreference", None, ""),
    ("privacy_personlink", None, ""),
    ("privacy_formeraddress", True, ""),
    ("privacy_listexportmember", True, ""),
    ("candidates_importedperson", False, ""),
    ("candidates_importfile", False, ""),
    ("candidates_nationalidentifier", False, _of_employment(7)),
    ("candidates_drivinglicence", False, ""),
    ("candidates_idcopy", False, _of_employment(5)),
    ("candidates_identitycheck", False, _of_employment(5)),
    ("candidates_currentremuneration", False, ""),
    ("candidates_successstory", False, ""),
    ("candidates_photo", False, ""),
    ("candidates_inferredinterest", False, ""),
    ("candidates_roledeclaration", False, ""),
    ("candidates_adjustmentreader", False, ""),
    ("candidates_workplaceadjustment", False, ""),
    ("candidates_assessment", False, ""),
    ("candidates_conductcheck", False, ""),
    ("candidates_financialcheck", False, ""),
    ("candidates_referencecheck", False, ""),
    ("candidates_refereenaming", True, ""),
    ("candidates_emergencynaming", True, ""),
    ("candidates_placement", False, ""),
    ("candidates_application", False, ""),
    ("candidates_workpermit", False, _of_employment(5)),
    ("candidates_payrollreference", False, _of_employment(7)),
    ("candidates_wagetaxstatement", False, _of_employment(5)),
    ("candidates_foreignnationalid", False, _of_employment(7)),
    ("candidates_maritalstatus", False, _of_employment(7)),
    ("candidates_nationality", False, _of_employment(5)),
    ("candidates_papercollection", False, ""),
    ("candidates_importrow", False, ""),
    ("candidates_employment", False, _last_day("t.ended_on", 7)),
    ("candidates_document", False, ""),
    ("candidates_reportednote", False, ""),
    ("candidates_note", False, ""),
    ("candidates_preference", False, ""),
    ("candidates_language", False, ""),
    ("candidates_skill", False, ""),
    ("candidates_workexperience", False, ""),
    ("candidates_education", False, ""),
    ("candidates_profilepage", False, ""),
    ("candidates_diversitylink", False, ""),
    ("candidates_candidate", False, ""),
    ("suppliers_supplyrelation", False, ""),
    ("website_accessevent", True, ""),
    ("website_visitedpage", True, ""),
    ("people_callrecording", True, ""),
    ("people_onlineactivity", True, ""),
    ("people_task", True, ""),
    ("people_toldnote", True, ""),
    ("people_interactionnote", True, ""),
    ("people_interactionparticipant", True, ""),
    ("privacy_retentionclock", True, ""),
    ("privacy_restriction", True, ""),
    ("privacy_readlogentry", True, "(t.read_at + interval '365 days')::date"),
    ("privacy_noticetask", True, ""),
    ("privacy_marketingground", True, ""),
    ("privacy_death", True, ""),
    ("privacy_continuation", True, ""),
    ("privacy_policynotification", True, ""),
    ("privacy_message", True, "CASE WHEN t.keep_until_delivered THEN (t.created_at + interval '730 days')::date END"),
    ("privacy_erasuredigest", True, "t.drop_on"),
    ("privacy_subjectkey", True, LAST_SEALED),
    ("privacy_legalhold", True, "coalesce((t.released_at AT TIME ZONE 'Europe/Amsterdam')::date, DATE '9999-12-31')"),
    ("privacy_accessexport", True, ""),
    ("privacy_disclosure", True, ""),
)
CLEARED = (
    ("privacy_rightsrequestitem", True, "reason = ''"),
    ("privacy_rightsrequest", False, "answer_to = ''"),
    ("privacy_consentevent", True, "evidence = '', guardian = ''"),
    ("privacy_objection", True, "evidence = ''"),
    ("privacy_subjectrole", True, "source_detail = ''"),
    ("privacy_recipient", True, "notice_email = ''"),
)
ANSWERED = "candidates_diversityanswer"
MERGED = "privacy_mergestep"
WITHOUT_HISTORY = {
    "privacy_personlink",
    ANSWERED,
    MERGED,
    "candidates_importedperson",
    "privacy_formeraddress",
    "privacy_listexportmember",
    "candidates_diversitylink",
    "website_accessevent",
    "privacy_readlogentry",
    "privacy_erasuredigest",
    "privacy_disclosure",
    "privacy_consentevent",
    "privacy_objection",
    "privacy_marketingground",
}
FILES = {
    **dict.fromkeys(("people_callrecording", "mail_mailfile", "candidates_importrow", "candidates_idcopy"), "file"),
    **dict.fromkeys(("candidates_photo", "candidates_document", "privacy_accessexport"), "file"),
    "candidates_importfile": "content",
    "candidates_successstory": "picture",
}
IN_LAW = {
    "candidates_nationalidentifier": ("E2", "AWR 52(4)"),
    **dict.fromkeys(
        (f"candidates_{table}" for table in ("foreignnationalid", "maritalstatus", "payrollreference", "employment")),
        ("E2", "AWR 52(4)"),
    ),
    "candidates_nationality": ("E2", "Wav 15"),
    "candidates_workpermit": ("E2", "Wav 15"),
    "candidates_wagetaxstatement": ("E2", "Uitvoeringsregeling LB 7.9"),
    "candidates_identitycheck": ("E2", "Uitvoeringsregeling LB 7.5"),
    "candidates_idcopy": ("E2", "Uitvoeringsregeling LB 7.5"),
    "privacy_readlogentry": ("E2", "Art. 5(2), 32 GDPR"),
    "privacy_message": ("E2", "Art. 12(3), 19 GDPR"),
    "privacy_erasuredigest": ("E2", "Art. 5(2), 17, 32 GDPR"),
    "privacy_subjectkey": ("E2", "Art. 17(3)(b) GDPR"),
    "privacy_legalhold": ("E5", "Art. 17(3)(e) GDPR"),
}
IDENTIFIERS = {
    "candidates_candidate": "('name', t.full_name), ('email', t.email), ('phone', t.phone)",
    "candidates_importrow": "('email', t.email), ('phone', t.phone)",
    "candidates_profilepage": "('profile_url', t.url)",
}
# The one form of an identifier, for the spellings that the measured data have.
NORMAL_FORM = """CASE identifier
    WHEN 'phone' THEN regexp_replace(value, '\\D', '', 'g')
    WHEN 'profile_url' THEN regexp_replace(lower(value), '^https://(www\\.)?|/+$', '', 'g')
    ELSE lower(value) END"""
PENDING = "run_id = %(run)s AND chunk = %(chunk)s AND state = 'pending'"


def history_of(table: str) -> str:
    """The table that keeps the audit history of another."""
    return table.replace("_", "_historical", 1)


def tables() -> set[str]:
    """Every table whose rows about the persons are deleted or emptied."""
    live = {ANSWERED, MERGED, *(store[0] for store in (*DELETED, *CLEARED))}
    return live | {history_of(table) for table in live - WITHOUT_HISTORY}


class BareErasure:
    """Erases parts of a run on one connection; the keyed hashes take the key of the installation."""

    def __init__(self, session: psycopg.Connection[Any], key: bytes) -> None:
        key = (key if len(key) <= 64 else sha256(key).digest()).ljust(64, b"\0")  # noqa: PLR2004 - a block of SHA-256
        self.session = session
        self.pads = {"inner": bytes(octet ^ 0x36 for octet in key), "outer": bytes(octet ^ 0x5C for octet in key)}

    def erase_part(self, run: UUID, chunk: int, *, ground: str, on: date, drop_on: date) -> None:
        """Erase the persons of one part in a transaction of its own."""
        values = {"run": run, "chunk": chunk, "ground": ground, "on": on, "drop_on": drop_on} | self.pads
        with self.session.transaction(), self.session.cursor() as cursor:
            for statement in STATEMENTS:
                cursor.execute(statement, values)


def _role(has_role: bool | None) -> str:
    if has_role is None:
        return " AND k.is_last_role"
    return " AND t.subject_kind = 'candidate'" if has_role else ""


def _keep(table: str, has_role: bool | None, until: str) -> str:
    code, source = IN_LAW[table]
    return (
        "INSERT INTO privacy_keptrecord"
        " (id, run_id, data_subject_id, subject_kind, model_label, row, code, source, keep_until)"
        f" SELECT gen_random_uuid(), %(run)s, data_subject_id, 'candidate', '{table.replace('_', '.', 1)}', id::text,"
        f" '{code}', '{source}', until FROM (SELECT t.data_subject_id, t.id, {until} AS until"
        f" FROM erased_person k JOIN {table} t USING (data_subject_id) WHERE TRUE{_role(has_role)}) r"
        " WHERE until >= %(on)s"
    )


def _delete(table: str, store: str, is_history: bool, condition: str) -> str:
    return (
        f"WITH gone AS (DELETE FROM {table} t USING erased_person k WHERE t.data_subject_id = k.data_subject_id"
        f"{condition} RETURNING t.data_subject_id) INSERT INTO erased_rows"
        f" SELECT data_subject_id, '{store.replace('_', '.', 1)}', {is_history}, count(*) FROM gone GROUP BY 1"
    )


def _live(table: str, has_role: bool | None, until: str) -> str:
    kept = f"SELECT row FROM privacy_keptrecord WHERE run_id = %(run)s AND model_label = '{table.replace('_', '.', 1)}'"
    return _delete(table, table, False, _role(has_role) + (f" AND t.id::text NOT IN ({kept})" if until else ""))


def _past(table: str, has_role: bool | None, until: str) -> str:
    stays = f" AND NOT EXISTS (SELECT FROM {table} l WHERE l.id = t.id)" if until else ""
    return _delete(history_of(table), table, True, _role(has_role) + stays)


def _clear(table: str, has_role: bool, empty: str) -> list[str]:
    places = [table] if table in WITHOUT_HISTORY else [table, history_of(table)]
    condition = _role(has_role) or " AND k.is_last_role"
    return [
        f"UPDATE {place} t SET {empty} FROM erased_person k WHERE t.data_subject_id = k.data_subject_id{condition}"
        for place in places
    ]


def _found(values: str, table: str) -> list[str]:
    """What stands in these columns of the rows of the persons, live and past, by kind."""
    return [
        f"SELECT data_subject_id, identifier, value FROM {place} t JOIN erased_person k USING (data_subject_id),"
        f" LATERAL (VALUES {values}) v(identifier, value) WHERE value <> ''"
        for place in (table, history_of(table))
    ]


def _files(table: str, column: str) -> list[str]:
    return [
        f"SELECT t.{column} AS file FROM {place} t JOIN erased_person k USING (data_subject_id) WHERE t.{column} <> ''"
        for place in (table, history_of(table))
    ]


UNOWNED = """t.data_subject_id IS NULL AND (
    t.email IN (SELECT value FROM erased_identifier WHERE identifier = 'email')
    OR t.phone IN (SELECT value FROM erased_identifier WHERE identifier = 'phone')"""
TOMBSTONE = """
    INSERT INTO privacy_filetombstone (id, storage_key, run_id, created_at)
    SELECT gen_random_uuid(), file, %(run)s, now() FROM ({}) f ON CONFLICT (storage_key) DO NOTHING"""
LOCK = f"""
    SELECT count(*) FROM (
        SELECT FROM privacy_datasubject
        WHERE id IN (SELECT data_subject_id FROM privacy_erasuresubject WHERE {PENDING})
        ORDER BY id FOR UPDATE) locked"""
REFUSE_HELD = f"""
    UPDATE privacy_erasuresubject k SET state = 'refused', code = 'E5' WHERE {PENDING} AND EXISTS (
        SELECT FROM privacy_legalhold h
        WHERE h.data_subject_id = k.data_subject_id AND h.subject_kind = k.subject_kind AND h.released_at IS NULL)"""
COUNTS = """
    CREATE TEMP TABLE erased_rows (data_subject_id uuid, label text, is_history boolean, rows bigint) ON COMMIT DROP"""
PERSONS = f"""
    CREATE TEMP TABLE erased_person ON COMMIT DROP AS
    SELECT data_subject_id, is_last_role, gen_random_uuid() AS entry FROM privacy_erasuresubject
    WHERE {PENDING} ORDER BY data_subject_id"""
FOUND = "CREATE TEMP TABLE erased_identifier ON COMMIT DROP AS " + " UNION ".join(
    select for table, values in IDENTIFIERS.items() for select in _found(values, table)
)
FORGET_UNOWNED = [
    TOMBSTONE.format(f"SELECT t.file FROM candidates_importrow t WHERE t.file <> '' AND {UNOWNED})"),
    f"DELETE FROM candidates_importrow t WHERE {UNOWNED})",
    f"""DELETE FROM candidates_historicalimportrow t WHERE {UNOWNED} OR t.id IN (
        SELECT h.id FROM candidates_historicalimportrow h JOIN erased_person k USING (data_subject_id)))""",
]
REDACT_LOG = """
    UPDATE django_admin_log l SET object_repr = '', change_message = '' FROM erased_person k
    WHERE l.object_id = k.data_subject_id::text"""
ANSWERS = f"""
    WITH gone AS (
        DELETE FROM {ANSWERED} t USING erased_person k JOIN candidates_diversitylink l USING (data_subject_id)
        WHERE t.token = l.token RETURNING k.data_subject_id)
    INSERT INTO erased_rows SELECT data_subject_id, '{ANSWERED.replace("_", ".", 1)}', FALSE, count(*) FROM gone
    GROUP BY 1"""
MERGE_STEPS = f"""
    WITH gone AS (
        DELETE FROM {MERGED} t USING erased_person k JOIN privacy_personmerge m USING (data_subject_id)
        WHERE t.merge_id = m.id AND k.is_last_role RETURNING k.data_subject_id)
    INSERT INTO erased_rows SELECT data_subject_id, '{MERGED.replace("_", ".", 1)}', FALSE, count(*) FROM gone
    GROUP BY 1"""
WRITE_LEDGER = """
    INSERT INTO privacy_erasureledgerentry (id, data_subject_id, subject_kind, run_id, ground, counts, executed_at)
    SELECT entry, data_subject_id, 'candidate', %(run)s, %(ground)s, coalesce(counts, '{}'), now()
    FROM erased_person LEFT JOIN (
        SELECT data_subject_id, jsonb_object_agg(label, rows) AS counts
        FROM (SELECT data_subject_id, label, sum(rows) AS rows FROM erased_rows GROUP BY 1, 2) r GROUP BY 1) c
    USING (data_subject_id)"""
WRITE_HASHES = f"""
    INSERT INTO privacy_erasuredigest (id, data_subject_id, subject_kind, entry_id, identifier, digest, drop_on)
    SELECT gen_random_uuid(), data_subject_id, 'candidate', entry, identifier, digest, %(drop_on)s FROM (
        SELECT DISTINCT data_subject_id, entry, identifier, encode(sha256(%(outer)s::bytea || sha256(
            %(inner)s::bytea || convert_to(identifier || ':' || {NORMAL_FORM}, 'UTF8'))), 'hex') AS digest
        FROM erased_identifier JOIN erased_person USING (data_subject_id)) d"""
COUNT_LINES = """
    UPDATE privacy_erasureline l SET erased_rows = l.erased_rows + c.live, erased_history = l.erased_history + c.past
    FROM (SELECT label, coalesce(sum(rows) FILTER (WHERE NOT is_history), 0) AS live,
                 coalesce(sum(rows) FILTER (WHERE is_history), 0) AS past FROM erased_rows GROUP BY 1) c
    WHERE l.run_id = %(run)s AND l.model_label = c.label"""
CLOSE_ROLES = """
    UPDATE privacy_subjectrole r SET erased_at = now() FROM erased_person k
    WHERE r.data_subject_id = k.data_subject_id AND r.subject_kind = 'candidate' AND r.erased_at IS NULL"""
STATEMENTS = [
    LOCK,
    REFUSE_HELD,
    f"SET LOCAL ROLE {ERASER}",
    COUNTS,
    PERSONS,
    "ANALYZE erased_person",
    FOUND,
    TOMBSTONE.format(" UNION ".join(select for item in FILES.items() for select in _files(*item))),
    *(_keep(*store) for store in DELETED if store[2]),
    *FORGET_UNOWNED,
    ANSWERS,
    MERGE_STEPS,
    *(_live(*store) for store in DELETED),
    *(statement for store in CLEARED for statement in _clear(*store)),
    *(_past(*store) for store in DELETED if store[0] not in WITHOUT_HISTORY),
    REDACT_LOG,
    WRITE_LEDGER,
    WRITE_HASHES,
    COUNT_LINES,
    CLOSE_ROLES,
    f"UPDATE privacy_erasuresubject SET state = 'erased' WHERE {PENDING}",
]
"""All statements of a part."""
