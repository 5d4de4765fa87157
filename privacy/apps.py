"""The foundation app."""

from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Declarations, catalogue, rights, erasure."""

    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        """Install the gate on declarations, the runners of jobs, and the grants that follow each migrate."""
        from privacy.checks import check_declarations

        checks.register(check_declarations, checks.Tags.models)
        post_migrate.connect(grant_after_migrate, sender=self)


def grant_after_migrate(using: str, **_kwargs: Any) -> None:
    """Give the weaker database roles their rights on the tables that migrate has just made."""
    from cluster_crm.history.privileges import grant_privileges
    from privacy.registry import append_only_tables, history_tables

    grant_privileges(connections[using], history_tables=history_tables(), append_only_tables=append_only_tables())
