"""The app of candidates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from candidates import matrix
from privacy import permissions
from privacy.vocabulary import SubjectKind


class CandidatesConfig(AppConfig):
    """Candidates, their dossiers and documents."""

    name = "candidates"
    verbose_name = _("Candidates")

    def ready(self) -> None:
        """Say which role may do what with candidates, and what is refused before a referee is approached."""
        from candidates.actions.references import guard_approach  # noqa: PLC0415 - models load before this
        from cluster_crm.people.actions.contact_guards import guard_contact  # noqa: PLC0415 - as above

        permissions.declare(matrix.MODELS, matrix.DEEDS)
        guard_contact(SubjectKind.REFEREE, guard_approach)
