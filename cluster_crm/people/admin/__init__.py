"""Admin pages of what people have in common, and what the pages of persons in all apps are made of."""

from cluster_crm.people.admin import interactions, investigations, list_exports, staff, tasks

__all__ = ["interactions", "investigations", "list_exports", "staff", "tasks"]
