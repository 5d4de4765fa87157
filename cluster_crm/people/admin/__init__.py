"""Admin pages of what people have in common, and what the pages of persons in all apps are made of."""

from cluster_crm.people.admin import interactions, investigations, staff, tasks

__all__ = ["interactions", "investigations", "staff", "tasks"]
