"""Admin pages of candidates, by subject."""

from candidates.admin import candidates, diversity, employment, imports

__all__ = ["candidates", "diversity", "employment", "imports"]
