"""The app that carries out work outside requests."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs, their leases and their steps."""

    name = "cluster_crm.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Register the one runner of its own: the job that proves a worker is there."""
        from cluster_crm.jobs import registry, smoke  # noqa: PLC0415 - models are not loaded before ready()

        registry.register(smoke.KIND, smoke.run)
