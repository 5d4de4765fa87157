"""Admin pages of the foundation, by subject, and the base that every other app's pages stand on."""

from privacy.admin import (
    catalogue,
    erasures,
    exports,
    grounds,
    jobs,
    limits,
    messages,
    notices,
    objections,
    parties,
    policy,
    profiling,
    proof,
    requests,
    texts,
)

__all__ = [
    "catalogue",
    "erasures",
    "exports",
    "grounds",
    "jobs",
    "limits",
    "messages",
    "notices",
    "objections",
    "parties",
    "policy",
    "profiling",
    "proof",
    "requests",
    "texts",
]
