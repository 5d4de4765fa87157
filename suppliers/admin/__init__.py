"""Admin pages of suppliers and their contacts, by subject."""

from suppliers.admin import contacts, suppliers

__all__ = ["contacts", "suppliers"]
