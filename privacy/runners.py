"""Which deed carries out which kind of job of the foundation."""

from cluster_crm.jobs.registry import register
from privacy.actions import access, erasure_run, files, pasts, verification
from privacy.stores.forget import FORGET_PAST


def register_runners() -> None:
    """Tell `cluster_crm.jobs` who does our work."""
    register("export.build", access.run_export)
    register("erasure.run", erasure_run.run_erasure)
    register("erasure.verify", verification.run_verification)
    register("files.sweep", files.run_sweep)
    register(FORGET_PAST, pasts.run_forgetting)
