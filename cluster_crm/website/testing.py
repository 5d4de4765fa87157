"""Invented people of the website, for tests of any app."""

from datetime import date, timedelta
from itertools import count
from uuid import UUID

from django.utils import timezone

from cluster_crm.web.cookies import CookieCategory, CookieKind
from cluster_crm.website.actions.access import record_access
from cluster_crm.website.actions.competitions import Agreement, enter_competition
from cluster_crm.website.actions.messages import Sender, receive_message
from cluster_crm.website.models import Competition, CompetitionEntry, RegisteredCookie, VisitedPage, WebsiteContact
from privacy.models import PolicyVersion
from privacy.testing import make_policy
from privacy.vocabulary import SubjectKind

_numbers = count(1)


def make_website_contact(text: str = "Do you have work in Delft?", **fields: str) -> WebsiteContact:
    """Let an invented person write to us; `fields` are those of a `Sender`."""
    number = next(_numbers)
    given = {"given_name": "Sanne", "family_name": f"Smit{number}", "email": f"sanne{number}@example.org"}
    contact: WebsiteContact = receive_message(
        Sender(**given | fields), text, received_at=timezone.now() - timedelta(hours=1)
    ).contact
    return contact


def make_competition(begins_on: date | None = None, ends_on: date | None = None, **fields: str) -> Competition:
    """Hold an invented competition; this month's, unless said otherwise."""
    today = timezone.localdate()
    return Competition.objects.create(
        begins_on=begins_on or today, ends_on=ends_on or today + timedelta(days=30), **{"name": "Puzzel"} | fields
    )


def make_entry(sender: Sender, competition: Competition, *, on: date) -> CompetitionEntry:
    """Let somebody take part in a competition."""
    policy = PolicyVersion.objects.first() or make_policy()
    return enter_competition(sender, competition, Agreement("1", "nl", policy), on=on)


def make_full_website_contact(marker: str, *, phone: str) -> WebsiteContact:
    """Let somebody write of whom every personal column holds something; each text holds the marker (a short word)."""
    contact = make_website_contact(
        f"{marker} message",
        given_name=f"{marker}-Sanne",
        infix="de",
        family_name=f"{marker}-Smit",
        email=f"{marker.lower()}@example.org",
        phone=phone,
    )
    make_entry(
        Sender(contact.family_name, contact.email, contact.given_name, contact.infix),
        make_competition(),
        on=timezone.localdate(),
    )
    record_access(contact.pk, SubjectKind.WEBSITE_USER, ip="203.0.113.7", at=timezone.now())
    return contact


def make_cookie(category: CookieCategory = CookieCategory.PERFORMANCE, **fields: str | int | bool) -> RegisteredCookie:
    """Register an invented cookie; one that needs a yes, unless said otherwise."""
    given = {
        "name": f"invented_{next(_numbers)}",
        "provider": "Example Statistics",
        "purpose_nl": "Telt bezoeken.",
        "purpose_en": "Counts visits.",
        "kind": CookieKind.PERMANENT,
        "lifetime_days": 30,
        "recipient_country": "BE",
    }
    return RegisteredCookie.objects.create(category=category, **given | fields)


def make_visited_page(data_subject_id: UUID, kind: SubjectKind) -> VisitedPage:
    """Join a page of today to a person."""
    today = timezone.localdate()
    return VisitedPage.objects.create(
        data_subject_id=data_subject_id, subject_kind=kind, page="website:start", seen_on=today
    )
