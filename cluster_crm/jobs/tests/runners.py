"""Runners for tests, registered in the worker's process by `--include`; a trace is a job of its own kind."""

import time

from cluster_crm.jobs.models import Job
from cluster_crm.jobs.registry import register

CANARY = "Quirina Zonderland <quirina@example.org> cv-quirina.pdf"
TRACE = "tests.trace"


def trace(claim):
    Job.objects.create(kind=TRACE, target_id=claim.target_id)


def two_steps(claim):
    """Leave a trace in each of two steps; the first worker that comes to the second step never ends it."""
    claim.expect(2)
    with claim.step("first") as is_due:
        if is_due:
            trace(claim)
    with claim.step("second") as is_due:
        if is_due:
            trace(claim)
            if claim.fence == 1:
                time.sleep(600)


def breaks(claim):
    """Fail as code that handles personal data does: with the data in the message and in a local variable."""
    with claim.step("only"):
        person = CANARY
        raise ValueError(person)


register("tests.two_steps", two_steps)
register("tests.breaks", breaks)
