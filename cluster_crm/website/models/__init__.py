"""Website contacts with what they wrote, the log of visits, the register of cookies, and how the site is used."""

from cluster_crm.website.models.access import AccessEvent
from cluster_crm.website.models.comments import PolicyComment
from cluster_crm.website.models.competitions import Competition, CompetitionEntry
from cluster_crm.website.models.contacts import WebsiteContact, WebsiteMessage
from cluster_crm.website.models.cookies import CookieChoice, RegisteredCookie
from cluster_crm.website.models.visits import PageCount, VisitedPage

__all__ = [
    "AccessEvent",
    "Competition",
    "CompetitionEntry",
    "CookieChoice",
    "PageCount",
    "PolicyComment",
    "RegisteredCookie",
    "VisitedPage",
    "WebsiteContact",
    "WebsiteMessage",
]
