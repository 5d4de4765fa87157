"""Admin pages of candidates, by subject."""

from candidates.admin import candidates, diversity, employment, imports, paper

__all__ = ["candidates", "diversity", "employment", "imports", "paper"]
