"""The app of candidates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from candidates import matrix
from privacy import permissions


class CandidatesConfig(AppConfig):
    """Candidates, their dossiers and documents."""

    name = "candidates"
    verbose_name = _("Candidates")

    def ready(self) -> None:
        """Say which role may do what with candidates."""
        permissions.declare(matrix.MODELS, matrix.DEEDS)
