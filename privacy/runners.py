"""Which deed carries out which kind of job of the foundation."""

from cluster_crm.jobs.registry import register
from privacy.actions import (
    access,
    erasure_run,
    files,
    link_mail,
    notice_sending,
    pasts,
    policy_notifications,
    verification,
    yearly,
)
from privacy.stores.forget import FORGET_PAST


def register_runners() -> None:
    """Tell `cluster_crm.jobs` who does our work."""
    register("export.build", access.run_export)
    register("erasure.run", erasure_run.run_erasure)
    register("erasure.verify", verification.run_verification)
    register(notice_sending.SEND_BATCH, notice_sending.run_batch)
    register(policy_notifications.NOTIFY, policy_notifications.run_notifications)
    register("files.sweep", files.run_sweep)
    register(FORGET_PAST, pasts.run_forgetting)
    register(link_mail.SEND_LINKS, link_mail.run_links)
    register(yearly.ASK, yearly.run_asking)
