"""A database of many invented candidates with dossiers, history and log, made by a few statements of SQL."""

from collections.abc import Callable

from django.db import connection, transaction

from cluster_crm.history.privileges import roles_exist
from cluster_crm.history.triggers import HistoryTrigger
from privacy.models import Controller
from privacy.registry import all_models
from privacy.stores.eraser import as_eraser
from privacy.testing import make_actor

ROWS_OF_A_STORE = 10
"""Rows that a candidate has in each of the five larger stores of his dossier."""

# Keys rise in the order of insertion, as version 7 does. `n` numbers the candidates, `m` the rows of one of them.
PERSON = "('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
ROW = f"('01990000-0000-7000-9000-' || lpad(to_hex(n * {ROWS_OF_A_STORE} + m), 12, '0'))::uuid"
EACH = "FROM generate_series(%(first)s, %(last)s) n"
ROWS = f"{EACH}, generate_series(0, {ROWS_OF_A_STORE - 1}) m ORDER BY n"  # a dossier is written in one go
ORIGIN = "'APPLICATION', 'form ' || n, DATE '2024-03-01'"
ORIGIN_COLUMNS = "source, source_detail, collected_on"

STATEMENTS = {
    "privacy_datasubject": f"INSERT INTO privacy_datasubject (id, created_at) SELECT {PERSON}, now() {EACH}",
    "privacy_subjectrole": f"""
        INSERT INTO privacy_subjectrole
            (data_subject_id, subject_kind, {ORIGIN_COLUMNS}, retention_profile, controller_id)
        SELECT {PERSON}, 'candidate', {ORIGIN}, 'pool', %(controller)s {EACH}""",
    "candidates_candidate": f"""
        INSERT INTO candidates_candidate
            (data_subject_id, number, salutation, given_name, infix, family_name, initials, full_name, sort_name,
             birth_date, email, phone, street, postcode, city, country, headline, summary, guessed_fields,
             created_at, updated_at)
        SELECT {PERSON}, n, 'neutral', 'Noor', 'de', 'Vries' || n, 'N.', 'Noor de Vries' || n,
               'vries' || n || ' noor de',
               DATE '1980-01-01' + n %% 9000, 'noor' || n || '@example.org', '+316' || 10000000 + n,
               'Voorbeeldstraat ' || n, '1234 AB', 'Utrecht', 'NL', 'Analist ' || n, repeat(md5(n::text), 8), '{{}}',
               now(), now() {EACH}""",
    "candidates_profilepage": f"""
        INSERT INTO candidates_profilepage (id, data_subject_id, {ORIGIN_COLUMNS}, url)
        SELECT {PERSON}, {PERSON}, {ORIGIN}, 'https://example.org/in/noor' || n {EACH}""",
    "candidates_preference": f"""
        INSERT INTO candidates_preference (id, data_subject_id, {ORIGIN_COLUMNS}, role, region, hours)
        SELECT {PERSON}, {PERSON}, {ORIGIN}, 'Analist', 'Utrecht', 36 {EACH}""",
    "candidates_document": f"""
        INSERT INTO candidates_document
            (id, data_subject_id, {ORIGIN_COLUMNS}, kind, title, original_name, file, content_type, size, sha256,
             text, text_state, unreadable_code, has_bsn, uploaded_at)
        SELECT {PERSON}, {PERSON}, {ORIGIN}, 'cv', 'CV', 'cv' || n || '.pdf',
               'documents/' || left(md5(n::text), 2) || '/' || md5(n::text), 'application/pdf', 4096,
               md5(n::text) || md5(n::text), repeat(md5(n::text), 32), 'read', '', FALSE, now() {EACH}""",
    "candidates_education": f"""
        INSERT INTO candidates_education
            (id, data_subject_id, {ORIGIN_COLUMNS}, institution, qualification, field_of_study, started, ended,
             description)
        SELECT {ROW}, {PERSON}, {ORIGIN}, 'School ' || m, 'Diploma', 'Vak ' || m, '2010', '2014',
               md5(n::text) {ROWS}""",
    "candidates_workexperience": f"""
        INSERT INTO candidates_workexperience
            (id, data_subject_id, {ORIGIN_COLUMNS}, employer, position, is_voluntary, city, started, ended, description)
        SELECT {ROW}, {PERSON}, {ORIGIN}, 'Bedrijf ' || m, 'Analist', FALSE, 'Utrecht', '2014-05', '2016-07',
               repeat(md5(n::text), 4) {ROWS}""",
    "candidates_skill": f"""
        INSERT INTO candidates_skill (id, data_subject_id, {ORIGIN_COLUMNS}, name, level)
        SELECT {ROW}, {PERSON}, {ORIGIN}, 'Vaardigheid ' || m, 'ruim' {ROWS}""",
    "candidates_language": f"""
        INSERT INTO candidates_language (id, data_subject_id, {ORIGIN_COLUMNS}, name, level, stated_level)
        SELECT {ROW}, {PERSON}, {ORIGIN}, 'Taal ' || m, 'B2', 'goed' {ROWS}""",
    "candidates_note": f"""
        INSERT INTO candidates_note (id, data_subject_id, {ORIGIN_COLUMNS}, text, created_at)
        SELECT {ROW}, {PERSON}, {ORIGIN}, repeat(md5(n::text), 4), now() {ROWS}""",
    "candidates_employment": f"""
        INSERT INTO candidates_employment (id, data_subject_id, employer_id, started_on, ended_on)
        SELECT {PERSON}, {PERSON}, %(controller)s, DATE '2010-01-01',
               CASE WHEN n %% 50 = 0 THEN DATE '2012-01-01' ELSE DATE '9990-01-01' END {EACH} WHERE n %% 25 = 0""",
    "django_admin_log": f"""
        INSERT INTO django_admin_log (action_time, object_id, object_repr, action_flag, change_message, user_id)
        SELECT now(), {PERSON}, 'C-' || n, 2, '[]', %(user)s {EACH}""",
}
"""One statement a table, in the order of the foreign keys; a few were on the payroll, half of them long ago."""


def create_database(name: str) -> None:
    """Create a database of this name anew, with all migrations, and connect to it."""
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def fill(candidates: int, *, tell: Callable[[str], None]) -> None:
    """Insert candidates 1 to `candidates` with all that belongs to them, and history for every row of theirs."""
    if not roles_exist(connection):
        raise SystemExit("This measurement needs the roles of docs/operations.md.")
    controller = Controller.objects.create(name="Voorbeeld B.V.", address="Straat 1", mailbox="privacy@example.org")
    values = {"first": 1, "last": candidates, "controller": controller.pk, "user": make_actor().pk}
    with transaction.atomic(), as_eraser(), connection.cursor() as cursor:
        for table, statement in STATEMENTS.items():
            cursor.execute(statement, values)
            tell(f"{table}: {cursor.rowcount} rows")
        for trigger in _triggers():
            columns = ", ".join(f'"{column}"' for column in trigger.columns)
            cursor.execute(
                f"INSERT INTO {trigger.history_table} ({columns}, history_date, history_type)"
                f" SELECT {columns}, now(), '+' FROM {trigger.history_table.replace('_historical', '_')}"
            )
    tell("history written")


def _triggers() -> list[HistoryTrigger]:
    """The triggers of the tables that are filled."""
    return [
        constraint
        for model in all_models()
        if model._meta.db_table in STATEMENTS
        for constraint in model._meta.constraints
        if isinstance(constraint, HistoryTrigger)
    ]


def settle() -> None:
    """Bring statistics and visibility up to date, and keep autovacuum out of what is measured."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND pg_get_userbyid(relowner) = current_user"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")
        cursor.execute("VACUUM ANALYZE")
