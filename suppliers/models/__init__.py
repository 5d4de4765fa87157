"""Suppliers, the people there, and whom they supply."""

from suppliers.models.bank_details import BankDetails
from suppliers.models.contacts import SupplierContact, SupplierMembership
from suppliers.models.supplier import Supplier
from suppliers.models.supply import SupplierAttestation, SupplyAgreement, SupplyRelation

__all__ = [
    "BankDetails",
    "Supplier",
    "SupplierAttestation",
    "SupplierContact",
    "SupplierMembership",
    "SupplyAgreement",
    "SupplyRelation",
]
