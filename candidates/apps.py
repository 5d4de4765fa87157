"""The app of candidates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CandidatesConfig(AppConfig):
    """Candidates, their dossiers and documents."""

    name = "candidates"
    verbose_name = _("Candidates")
