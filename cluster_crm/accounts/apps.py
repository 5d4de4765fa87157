"""The app of users, roles and sign-in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cluster_crm.accounts import matrix
from privacy import permissions


class AccountsConfig(AppConfig):
    """Who signs in."""

    name = "cluster_crm.accounts"
    label = "accounts"
    verbose_name = _("Users")

    def ready(self) -> None:
        """Say which role may do what with users."""
        permissions.declare(matrix.MODELS)
