"""Whether this installation works, for those who watch it: no personal data, no versions, nothing to learn from.

`live` says that the process answers. `ready` says that it can do its work: it asks each check that is registered.
Upper apps register theirs in `AppConfig.ready()`.
"""

from collections.abc import Callable
from functools import cache

import redis
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

Check = Callable[[], str]


class NotReady(Exception):
    """A check failed; its text is shown to whoever asks, so it says only what kind of thing is missing."""


def ask_database() -> str:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def ask_broker() -> str:
    """The broker answers."""
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as broker:
            broker.ping()
    except (redis.RedisError, OSError) as error:
        raise NotReady("unavailable") from error
    return "ok"


@cache
def ask_migrations() -> str:
    """Every migration is applied; once so, it stays so for this process, and a failure is asked again."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("pending")
    return "ok"


_checks: dict[str, Check] = {"database": ask_database, "broker": ask_broker, "migrations": ask_migrations}


def register(name: str, check: Check) -> None:
    """Let `ready` ask this too: the check returns a word, or raises `NotReady` with one."""
    _checks[name] = check


def result_of(check: Check) -> tuple[bool, str]:
    """Whether a check is content, and its word."""
    try:
        return True, check()
    except NotReady as error:
        return False, str(error)
    except DatabaseError:
        return False, "unavailable"


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view takes its request
    """The process answers."""
    return JsonResponse({"status": "live"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view takes its request
    """Every check is content (200), or one is not (503)."""
    results = {name: result_of(check) for name, check in _checks.items()}
    is_ready = all(is_content for is_content, _word in results.values())
    words = {name: word for name, (_is_content, word) in results.items()}
    return JsonResponse({"status": "ready" if is_ready else "not ready", **words}, status=200 if is_ready else 503)
