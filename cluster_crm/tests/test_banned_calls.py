"""History is written by the database: the ways round it that simple-history offers are dead or wrong here."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("candidates", "clients", "suppliers", "privacy", "cluster_crm", "tools", "bench")
BANNED = re.compile(
    r"\b(save_without_historical_record|bulk_create_with_history|bulk_update_with_history"
    r"|skip_history_when_saving|_change_reason|_history_user|_history_date|SIMPLE_HISTORY_ENABLED)\b"
)


def banned_calls(root, folders=SOURCES):
    """Places that name one of them, as path:line."""
    return [
        f"{path.relative_to(root)}:{number}"
        for folder in folders
        for path in sorted((root / folder).rglob("*.py"))
        if path != Path(__file__)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if BANNED.search(line)
    ]


@pytest.mark.requirement("SEC-06")
def test_nothing_goes_round_the_history_triggers():
    assert banned_calls(ROOT) == []


def test_a_banned_call_is_found(tmp_path):
    (tmp_path / "planted").mkdir()
    (tmp_path / "planted" / "code.py").write_text(
        "x = 1\nrow.save_without_historical_record()\nrow._change_reason = 'x'\n"
    )

    assert banned_calls(tmp_path, ["planted"]) == ["planted/code.py:2", "planted/code.py:3"]
