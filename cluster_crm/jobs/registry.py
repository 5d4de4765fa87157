"""Who carries out which kind of job. Apps register in `AppConfig.ready()`; jobs knows none of them."""

from collections.abc import Callable

from cluster_crm.jobs.claims import Claim
from cluster_crm.jobs.exceptions import UnknownKind

Runner = Callable[[Claim], None]

_runners: dict[str, Runner] = {}


def register(kind: str, runner: Runner) -> None:
    """Let this runner carry out the jobs of this kind: it does its work in `claim.step(name)` blocks."""
    _runners[kind] = runner


def runner_for(kind: str) -> Runner:
    """Return the runner of this kind of job."""
    try:
        return _runners[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def kinds() -> list[str]:
    """Return the kinds of jobs that somebody carries out."""
    return sorted(_runners)
