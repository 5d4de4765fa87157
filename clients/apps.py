"""The app of clients."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clients import matrix
from privacy import permissions


class ClientsConfig(AppConfig):
    """Clients."""

    name = "clients"
    verbose_name = _("Clients")

    def ready(self) -> None:
        """Say which role may do what with clients."""
        permissions.declare(matrix.MODELS)
