"""The app that records every change of a tracked table."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """History by row triggers: no tables of its own."""

    name = "cluster_crm.history"
    label = "history"
