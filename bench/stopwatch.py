"""Time spent, by the name of what it was spent on."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

SHOWN = 20


class Stopwatch:
    """Adds up seconds by name; as a wrapper of Django's connection it adds them up by statement."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def time(self, name: str) -> Iterator[None]:
        """Time a block."""
        started = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] += perf_counter() - started

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, timed."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.time(name):
                return function(*args, **kwargs)

        return timed

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Time one statement of Django's connection (`connection.execute_wrapper`)."""
        with self.time(" ".join(sql.split())[:110]):
            return execute(sql, params, many, context)

    def shares(self) -> list[str]:
        """What took longest, in parts of the whole."""
        whole = sum(self.seconds.values())
        most = sorted(self.seconds.items(), key=lambda entry: entry[1], reverse=True)[:SHOWN]
        return [f"{seconds / whole:6.1%}  {name}" for name, seconds in most]
