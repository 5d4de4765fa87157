"""Admin pages of clients, their contacts and vacancies, by subject."""

from clients.admin import clients, contacts, vacancies

__all__ = ["clients", "contacts", "vacancies"]
