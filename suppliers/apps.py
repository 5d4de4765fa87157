"""The app of suppliers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from privacy import notice_routes, own_details, permissions, reach
from privacy.vocabulary import SubjectKind
from suppliers import matrix


class SuppliersConfig(AppConfig):
    """Suppliers."""

    name = "suppliers"
    verbose_name = _("Suppliers")

    def ready(self) -> None:
        """Say which role may do what with suppliers, how people there are reached, and who is told through them."""
        from cluster_crm.people.actions.own_details import contact_details  # noqa: PLC0415 - models load before this
        from cluster_crm.people.reach import by_trade  # noqa: PLC0415 - as above
        from suppliers.actions.supply import suppliers_of  # noqa: PLC0415 - as above
        from suppliers.models import SupplierContact, SupplierMembership  # noqa: PLC0415 - as above

        permissions.declare(matrix.MODELS)
        notice_routes.register(SubjectKind.CANDIDATE, suppliers_of)
        contacts = by_trade(SupplierContact, SupplierMembership.objects, "supplier__recipient")
        reach.register(SubjectKind.SUPPLIER_CONTACT, contacts)
        details = contact_details(SupplierContact, SubjectKind.SUPPLIER_CONTACT)
        own_details.register(SubjectKind.SUPPLIER_CONTACT, details)
