"""Deeds on clients, the people there, and their vacancies."""
