"""Website contacts with what they wrote, and the log of visits."""

from cluster_crm.website.models.access import AccessEvent
from cluster_crm.website.models.competitions import Competition, CompetitionEntry
from cluster_crm.website.models.contacts import WebsiteContact, WebsiteMessage

__all__ = ["AccessEvent", "Competition", "CompetitionEntry", "WebsiteContact", "WebsiteMessage"]
