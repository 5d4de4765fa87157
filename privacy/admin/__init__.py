"""Admin pages of the foundation, by subject, and the base that every other app's pages stand on."""

from privacy.admin import catalogue, erasures, exports, jobs, limits, parties, proof, requests

__all__ = ["catalogue", "erasures", "exports", "jobs", "limits", "parties", "proof", "requests"]
