"""The app of the website's people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cluster_crm.website import matrix
from privacy import permissions


class WebsiteConfig(AppConfig):
    """Who writes to us on the site, and the log of visits."""

    name = "cluster_crm.website"
    label = "website"
    verbose_name = _("Website")

    def ready(self) -> None:
        """Say which role may do what with the people of the website, and put what they wrote on their timeline."""
        from cluster_crm.people import timeline  # noqa: PLC0415 - models are not loaded before ready()
        from cluster_crm.website.timeline import MESSAGES  # noqa: PLC0415 - as above

        permissions.declare(matrix.MODELS)
        timeline.register(MESSAGES)
