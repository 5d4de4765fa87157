"""Imports for tests: the whole way of a file, by the jobs that a worker would carry out."""

from datetime import date
from typing import Any, Final

from candidates.actions.imports import Choices, Upload, check_import, run_import, start_import
from candidates.models import ImportBatch
from cluster_crm.accounts.models import User
from cluster_crm.jobs.actions import run
from cluster_crm.jobs.models import Job
from privacy.actions.roles import Origin
from privacy.vocabulary import Source

ON: Final = date(2026, 11, 20)


def choices_of(source: Source = Source.APPLICATION, *, detail: str = "open day", on: date = ON, **how: Any) -> Choices:
    """Choices of an import that nobody thought about much."""
    return Choices(origin=Origin(source, detail, on), **how)


def table(*lines: str, name: str = "list.csv") -> Upload:
    """A CSV file of these lines."""
    return Upload(name, lambda: "\n".join(lines).encode())


def work(batch: ImportBatch) -> ImportBatch:
    """Carry out what waits for a worker about an import; return it as it then is."""
    for job in Job.objects.filter(target_id=batch.pk, state=Job.State.QUEUED).order_by("created_at"):
        run(job.pk)
        job.refresh_from_db()
        assert job.state == Job.State.DONE, job.error_code  # noqa: S101 - this is for tests
    batch.refresh_from_db()
    return batch


def read_batch(*files: Upload, by: User | None = None, **how: Any) -> ImportBatch:
    """An import of which the rows are staged."""
    return work(start_import(files, choices=choices_of(**how), by=by))


def checked_batch(*files: Upload, by: User | None = None, **how: Any) -> ImportBatch:
    """An import that was checked."""
    batch = read_batch(*files, by=by, **how)
    check_import(batch, by=by)
    return work(batch)


def import_all(*files: Upload, by: User | None = None, **how: Any) -> ImportBatch:
    """An import that was run."""
    batch = checked_batch(*files, by=by, **how)
    run_import(batch, by=by)
    return work(batch)
