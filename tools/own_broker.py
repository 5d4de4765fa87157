"""A plugin of pytest: each process of a parallel run gets a database of its own on the broker.

The database server gives each process its own test database; without this, one process's worker would take the jobs
of another's. Loaded with `-p`, so that it stands before the settings are read.
"""

import os
from urllib.parse import urlsplit

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def broker_of(worker: str, address: str) -> str:
    """The address of a process's own database: that of `gw0` is 1, because 0 is the database of a single run."""
    number, bare = int(worker.removeprefix("gw")) + 1, address.partition("?")[0]
    return f"{bare}?db={number}" if bare.startswith("unix:") else urlsplit(bare)._replace(path=f"/{number}").geturl()


if WORKER and "REDIS_URL" in os.environ:
    os.environ["REDIS_URL"] = broker_of(WORKER, os.environ["REDIS_URL"])
