"""Show that a worker carries out jobs: send one that does nothing, and wait for it."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cluster_crm.jobs import smoke
from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.models import Job
from cluster_crm.web.uuid7 import uuid7

POLL_SECONDS = 0.05


class Command(BaseCommand):
    """Print the seconds from queue to done; exit 1 if no worker did it in time."""

    help = "Sends one empty job through the broker to a worker and waits for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=float, default=30.0, help="how long to wait (default 30)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        start = time.monotonic()
        job = enqueue(smoke.KIND, uuid7())
        while time.monotonic() - start < options["seconds"]:
            job.refresh_from_db()
            if job.state == Job.State.DONE:
                self.stdout.write(f"done in {time.monotonic() - start:.2f} s")
                return
            time.sleep(POLL_SECONDS)
        raise CommandError(f"no worker did the job in {options['seconds']:g} s (state: {job.state})")
