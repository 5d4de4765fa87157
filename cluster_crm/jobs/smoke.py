"""A job that does nothing, to show that a worker carries out jobs."""

from cluster_crm.jobs.claims import Claim

KIND = "jobs.smoke"


def run(claim: Claim) -> None:
    """Go through one empty step, as every job does."""
    claim.expect(1)
    with claim.step("smoke"):
        pass
