import os
from pathlib import Path

import psycopg
import pytest

from tools.trial import parse, pytest_command, settings, throw_away_stack


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        (["privacy", "-k", "erasure", "--lf"], ["privacy", "-k", "erasure", "--lf"]),
        (["--all"], ["-m", ""]),
        (["--all", "--postgres15", "-q"], ["-m", "", "-q"]),
    ],
)
def test_arguments_that_are_not_ours_are_pytests(given, expected):
    options, rest = parse(given)

    assert pytest_command(options, rest)[3:] == expected


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
