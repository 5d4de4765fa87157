"""The app that records every change of a tracked table."""

from django.apps import AppConfig
from django.db import connection

from cluster_crm.history.privileges import roles_are_separated
from cluster_crm.web import health


class HistoryConfig(AppConfig):
    """History by row triggers: no tables of its own."""

    name = "cluster_crm.history"
    label = "history"

    def ready(self) -> None:
        """Let the health page say whether web and worker are weaker logins than the owner of the history."""
        health.register("roles", lambda: "separated" if roles_are_separated(connection) else "single login")
