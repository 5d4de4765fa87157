"""What can go wrong with a job, by name."""


class LeaseLost(Exception):
    """Another worker has taken the job over, or it is finished: this worker's writes are undone (ACC-07)."""


class JobAlreadyStarted(Exception):
    """A worker has the job already, so it cannot be cancelled any more."""


class UnknownKind(Exception):
    """No app has registered a runner for this kind of job."""


class WorkerLost(Exception):
    """Worker after worker died over this job: its error code when the last attempt has lapsed too."""
