"""Clients, the people there, and their vacancies."""

from clients.models.client import Client
from clients.models.contacts import ClientContact, ClientMembership
from clients.models.vacancy import Vacancy, VacancyContact

__all__ = ["Client", "ClientContact", "ClientMembership", "Vacancy", "VacancyContact"]
