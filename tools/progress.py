"""What the starter tells while it works: on standard error, so that the output of a command stays its own."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

STARTED_AT = "CRM_STARTED_AT"


def started_at() -> float:
    """The moment the person pressed Enter; handed on to the process that goes on inside the environment."""
    return float(os.environ.setdefault(STARTED_AT, str(time.time())))


def say(text: str) -> None:
    """One line with the seconds since the start."""
    print(f"[{time.time() - started_at():6.1f}s] {text}", file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Announces a step and says how long it took."""
    say(text)
    began = time.monotonic()
    yield
    say(f"    done in {time.monotonic() - began:.1f} s")
