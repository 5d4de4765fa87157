"""The app of suppliers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from privacy import permissions
from suppliers import matrix


class SuppliersConfig(AppConfig):
    """Suppliers."""

    name = "suppliers"
    verbose_name = _("Suppliers")

    def ready(self) -> None:
        """Say which role may do what with suppliers."""
        permissions.declare(matrix.MODELS)
