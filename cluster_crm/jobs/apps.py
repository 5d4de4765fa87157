"""The app that carries out work outside requests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Jobs, their leases and their steps."""

    name = "cluster_crm.jobs"
    label = "jobs"
    verbose_name = _("Background work")

    def ready(self) -> None:
        """Register the one runner of its own: the job that proves a worker is there."""
        from cluster_crm.jobs import registry, smoke  # noqa: PLC0415 - models are not loaded before ready()

        registry.register(smoke.KIND, smoke.run)
