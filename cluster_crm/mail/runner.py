"""The job that sends one message."""

from cluster_crm.jobs.claims import Claim
from cluster_crm.mail.actions.links import with_links
from cluster_crm.mail.transport import send
from privacy.actions.messages import deliver


def run(claim: Claim) -> None:
    """Deliver the message that a job names; what must be tried again has its own later job."""
    claim.expect(1)
    with claim.step("deliver") as is_due:
        if is_due:
            deliver(claim.target_id, send=lambda message: send(message, with_links(message)))
