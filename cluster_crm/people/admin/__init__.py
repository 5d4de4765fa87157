"""Admin pages of what people have in common, and what the pages of persons in all apps are made of."""

from cluster_crm.people.admin import (
    findings,
    interactions,
    investigations,
    list_exports,
    merges,
    staff,
    tasks,
    text_scans,
)

__all__ = ["findings", "interactions", "investigations", "list_exports", "merges", "staff", "tasks", "text_scans"]
