"""Admin pages of candidates, by subject."""

from candidates.admin import (
    candidates,
    checks,
    consented,
    consents,
    diversity,
    employment,
    hire,
    identity,
    imports,
    named_people,
    paper,
    pipeline,
    placements,
    references,
)

__all__ = [
    "candidates",
    "checks",
    "consented",
    "consents",
    "diversity",
    "employment",
    "hire",
    "identity",
    "imports",
    "named_people",
    "paper",
    "pipeline",
    "placements",
    "references",
]
