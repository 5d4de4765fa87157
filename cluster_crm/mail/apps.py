"""The app that carries messages out of the house, and takes in those that come."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cluster_crm.mail import matrix
from cluster_crm.web import health
from privacy import permissions, reach


class MailConfig(AppConfig):
    """Transport of queued messages, and messages that come in."""

    name = "cluster_crm.mail"
    label = "mail"
    verbose_name = _("E-mail")

    def ready(self) -> None:
        """Register the runner that sends what is queued, who may see what came in, and what came back."""
        from cluster_crm.jobs import registry  # noqa: PLC0415 - models are not loaded before ready()
        from cluster_crm.mail.actions.links import JUDGE, judge  # noqa: PLC0415 - as above
        from cluster_crm.mail.actions.poll import POLL, ask_mailbox, read_mailbox  # noqa: PLC0415 - as above
        from cluster_crm.mail.held import FILES  # noqa: PLC0415 - as above
        from cluster_crm.mail.reach import returned  # noqa: PLC0415 - as above
        from cluster_crm.mail.runner import run  # noqa: PLC0415 - as above
        from cluster_crm.mail.timeline import BOUNCES, MESSAGES_OUT  # noqa: PLC0415 - as above
        from cluster_crm.people import held, person_tools, timeline  # noqa: PLC0415 - as above
        from privacy.actions.messages import SEND  # noqa: PLC0415 - as above

        registry.register(SEND, run)
        registry.register(POLL, read_mailbox)
        registry.register(JUDGE, judge)
        health.register("mailbox", ask_mailbox)
        permissions.declare(matrix.MODELS, matrix.DEEDS)
        timeline.register(BOUNCES, MESSAGES_OUT)
        reach.register_returned(returned)
        held.register(FILES)
        person_tools.register(
            person_tools.Tool(_("Drop e-mails"), "mail", "admin:mail_waitingmail_add", "mail.add_waitingmail")
        )
