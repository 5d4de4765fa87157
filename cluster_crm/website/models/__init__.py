"""Website contacts with what they wrote, the log of visits, and the register of cookies with what visitors chose."""

from cluster_crm.website.models.access import AccessEvent
from cluster_crm.website.models.competitions import Competition, CompetitionEntry
from cluster_crm.website.models.contacts import WebsiteContact, WebsiteMessage
from cluster_crm.website.models.cookies import CookieChoice, RegisteredCookie

__all__ = [
    "AccessEvent",
    "Competition",
    "CompetitionEntry",
    "CookieChoice",
    "RegisteredCookie",
    "WebsiteContact",
    "WebsiteMessage",
]
