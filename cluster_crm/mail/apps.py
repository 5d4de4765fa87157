"""The app that carries messages out of the house."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Transport of queued messages."""

    name = "cluster_crm.mail"
    label = "mail"

    def ready(self) -> None:
        """Register the runner that sends what privacy and others queued."""
        from cluster_crm.jobs import registry  # noqa: PLC0415 - models are not loaded before ready()
        from cluster_crm.mail.runner import run  # noqa: PLC0415 - as above
        from privacy.actions.messages import SEND  # noqa: PLC0415 - as above

        registry.register(SEND, run)
