"""Logs by allow-list (ACC-12): what is not named here is not written, so no personal data can slip in.

A line says when, how bad, which logger, the message *before* its arguments are filled in, and ids. Paths, arguments,
text of users, exception messages, local variables and SQL parameters never appear.
"""

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any, Final

from django.http import HttpRequest

ROOT: Final = Path(__file__).resolve().parents[2]
EXTRAS: Final = (
    "job_id",
    "subject_id",
    "request_id",
    "run_id",
    "kind",
    "error_code",
    "status",
    "status_code",
    "duration_ms",
)
TASK_ARGS: Final = {"id": "task_id", "name": "task"}
SAFE_VALUE: Final = re.compile(r"[\w.:+-]{1,100}")
WITHHELD: Final = "(text withheld)"


class AllowListFormatter(logging.Formatter):
    """Formats a record as one line of JSON that holds only what the allow-list names."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON; unknown extras, arguments and messages that are already filled in are left out."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": template_of(record),
            "at": f"{place_of(record.pathname)}:{record.lineno}",
        }
        line |= {name: safe(record.__dict__[name]) for name in EXTRAS if name in record.__dict__}
        line |= request_of(record) | task_of(record)
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = chain_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def template_of(record: logging.LogRecord) -> str:
    """The message without its arguments; a foreign message that came without arguments may already be filled in."""
    if not isinstance(record.msg, str):
        return WITHHELD
    is_template = bool(record.args) or is_ours(record.pathname)
    return record.msg.strip() if is_template else WITHHELD


def is_ours(path: str) -> bool:
    """Whether a file is the project's own code, where lint refuses messages that are filled in beforehand."""
    return Path(path).is_relative_to(ROOT) and "site-packages" not in path


def place_of(path: str) -> str:
    """A file as its path inside the project or its package."""
    parts = Path(path).parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return Path(path).relative_to(ROOT).as_posix() if is_ours(path) else "/".join(parts[-2:])


def safe(value: object) -> str | int | float | bool | None:
    """A number or an id as it is; anything that looks like text is withheld."""
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    return text if SAFE_VALUE.fullmatch(text) else WITHHELD


def request_of(record: logging.LogRecord) -> dict[str, Any]:
    """Method and route name of the request that Django puts on its records; never the path."""
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest):
        return {}
    match = request.resolver_match
    return {"method": safe(request.method), "route": safe(match.view_name) if match else None}


def task_of(record: logging.LogRecord) -> dict[str, Any]:
    """Name and id of the task that Celery logs about; never its arguments or result."""
    if not record.name.startswith("celery.") or not isinstance(record.args, dict):
        return {}
    return {name: safe(record.args[key]) for key, name in TASK_ARGS.items() if key in record.args}


def chain_of(error: BaseException) -> list[dict[str, Any]]:
    """An exception and what caused it, as types and places, without messages or local variables."""
    chain: list[dict[str, Any]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        chain.append({"type": type_of(current), "frames": frames_of(current.__traceback__)})
        current = current.__cause__ or current.__context__
    return chain


def type_of(error: BaseException) -> str:
    """The full name of an exception's class."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


def frames_of(traceback: TracebackType | None) -> list[str]:
    """Where an exception passed, outermost first: file, line and function."""
    return [f"{place_of(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in walk_tb(traceback)]
