"""Admin pages of candidates, by subject."""

from candidates.admin import candidates, employment

__all__ = ["candidates", "employment"]
