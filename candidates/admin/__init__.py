"""Admin pages of candidates, by subject."""

from candidates.admin import candidates, employment, imports

__all__ = ["candidates", "employment", "imports"]
