"""Admin pages of candidates, by subject."""

from candidates.admin import candidates, diversity, employment, imports, paper, pipeline, placements

__all__ = ["candidates", "diversity", "employment", "imports", "paper", "pipeline", "placements"]
