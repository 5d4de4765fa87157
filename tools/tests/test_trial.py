import os
from pathlib import Path

import psycopg
import pytest

from tools.own_broker import broker_of
from tools.trial import PARALLEL, parse, pytest_command, settings, throw_away_stack


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], [*PARALLEL]),
        (["privacy", "-k", "erasure", "--lf"], ["privacy", "-k", "erasure", "--lf"]),
        (["--all"], [*PARALLEL, "-m", ""]),
        (["--all", "--postgres15", "-q"], ["-m", "", "-q"]),
    ],
)
def test_arguments_that_are_not_ours_are_pytests(given, expected):
    options, rest = parse(given)

    assert pytest_command(options, rest)[3:] == expected


def test_each_process_has_a_database_of_its_own_on_the_broker():
    assert broker_of("gw0", "unix:///folder/valkey.sock") == "unix:///folder/valkey.sock?db=1"
    assert broker_of("gw3", "redis://:secret@127.0.0.1:6379/0") == "redis://:secret@127.0.0.1:6379/4"


def test_required_browser_is_told_to_the_tests():
    assert settings(parse(["--require-browser"])[0]) == {"CRM_REQUIRE_BROWSER": "1"}
    assert settings(parse([])[0]) == {}


def test_throw_away_stack_is_fast_private_and_gone_afterwards(monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL", "CRM_PG_BIN"):
        monkeypatch.delenv(name, raising=False)

    with throw_away_stack() as environment:
        sockets = environment["DATABASE_URL"].removeprefix("postgres://crm_owner@/").rpartition("/")[0]
        with psycopg.connect(host=sockets, user="crm_owner", dbname="crm") as connection:
            fsync = connection.execute("SHOW fsync").fetchone()
        state = Path(environment["CRM_STATE"])
        mode = state.parent.stat().st_mode & 0o777

    assert fsync == ("off",)
    assert mode == (0o711 if os.geteuid() == 0 else 0o700)
    assert not state.parent.exists()
