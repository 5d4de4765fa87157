"""The app of clients."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clients import matrix
from privacy import own_details, permissions, reach
from privacy.vocabulary import SubjectKind


class ClientsConfig(AppConfig):
    """Clients."""

    name = "clients"
    verbose_name = _("Clients")

    def ready(self) -> None:
        """Say which role may do what with clients, and how the people there are reached."""
        from clients.models import ClientContact, ClientMembership  # noqa: PLC0415 - models load before this
        from cluster_crm.people.actions.own_details import contact_details  # noqa: PLC0415 - as above
        from cluster_crm.people.reach import by_trade  # noqa: PLC0415 - as above

        permissions.declare(matrix.MODELS)
        contacts = by_trade(ClientContact, ClientMembership.objects, "client__recipient")
        reach.register(SubjectKind.CLIENT_CONTACT, contacts)
        own_details.register(SubjectKind.CLIENT_CONTACT, contact_details(ClientContact, SubjectKind.CLIENT_CONTACT))
