"""Admin pages of the foundation, by subject, and the base that every other app's pages stand on."""

from privacy.admin import catalogue, jobs, limits, parties, proof

__all__ = ["catalogue", "jobs", "limits", "parties", "proof"]
