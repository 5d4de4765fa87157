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
    import_batches,
    imports,
    named_people,
    paper,
    pipeline,
    placements,
    references,
    stories,
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
    "import_batches",
    "imports",
    "named_people",
    "paper",
    "pipeline",
    "placements",
    "references",
    "stories",
]
