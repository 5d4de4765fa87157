"""Deeds on how the site is used: count a page, join it to a person who agreed, forget it with his consent."""

from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.writing import lock_people, refuse_writing
from cluster_crm.people.exceptions import NotHeld
from cluster_crm.website.models import PageCount, VisitedPage
from cluster_crm.website.models.visits import JOINED_KINDS
from privacy.actions.consents import record_consent, withdraw
from privacy.exceptions import PrivacyRefusal
from privacy.models import ConsentEvent, LegalText, SubjectRole
from privacy.stores.forget import forget
from privacy.vocabulary import Category, Channel, Purpose, SubjectKind
from privacy.withdrawals import Consequence

FAMILIES: Final = (
    ("Firefox/", PageCount.Browser.FIREFOX),
    ("Edg", PageCount.Browser.EDGE),
    ("Chrome/", PageCount.Browser.CHROME),
    ("CriOS/", PageCount.Browser.CHROME),
    ("Safari/", PageCount.Browser.SAFARI),
)
"""What browsers call themselves, the telling word first: Chrome also says Safari, and Edge also says Chrome."""


def browser_of(user_agent: str) -> PageCount.Browser:
    """Return the family of a browser, which is all that is kept of what it says (WEB-DATA-02)."""
    return next((family for word, family in FAMILIES if word in user_agent), PageCount.Browser.OTHER)


def count_page(
    page: str, *, browser: PageCount.Browser, language: str, came_from: PageCount.CameFrom, at: datetime
) -> None:
    """Count that a page was seen; no address and no number is kept (WEB-DATA-01)."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    PageCount.objects.add_one(hour=hour, page=page, browser=browser, language=language, came_from=came_from)


def join_page(data_subject_id: UUID, page: str, *, at: datetime) -> int:
    """Write down, once a day, that a person looked at a kind of page, in each role in which he agreed to that.

    Returns in how many roles. Where he may not be written about (a restriction, no role any more, no row of the
    catalogue) nothing is: somebody who only looks at a page is told nothing about it.
    """
    joined = 0
    for kind in agreed_kinds(data_subject_id):
        with suppress(PrivacyRefusal, NotHeld):
            _join(data_subject_id, kind, page, at)
            joined += 1
    return joined


@transaction.atomic
def _join(data_subject_id: UUID, kind: SubjectKind, page: str, at: datetime) -> None:
    lock_people([data_subject_id])
    refuse_writing(data_subject_id, kind, Category.BROWSING)
    key = {"data_subject_id": data_subject_id, "subject_kind": kind, "page": page, "seen_on": timezone.localdate(at)}
    if not VisitedPage.objects.filter(**key).exists():
        VisitedPage.objects.create(**key)


def agreed_kinds(data_subject_id: UUID) -> list[SubjectKind]:
    """The roles in which a person agreed that his use of the site is joined to him; one statement."""
    said = ConsentEvent.objects.filter(data_subject=data_subject_id, subject_kind__in=JOINED_KINDS)
    about_this = said.filter(purpose=Purpose.WEBSITE, channel__in=["", Channel.ONSITE]).order_by("recorded_at", "pk")
    last = dict(about_this.values_list("subject_kind", "action"))
    return [SubjectKind(kind) for kind, action in last.items() if action == ConsentEvent.Action.GIVEN]


@transaction.atomic
def settle_joining(data_subject_id: UUID, *, is_agreed: bool, text: LegalText, evidence: str) -> None:
    """Record what a signed-in person chose about personal suggestions, with the number of his choice as evidence.

    A no takes a yes back, and deletes what it alone carried (Article 7(3), CONS-05).
    """
    agreed = agreed_kinds(data_subject_id)
    roles = SubjectRole.objects.live().filter(data_subject=data_subject_id, subject_kind__in=JOINED_KINDS)
    for kind in map(SubjectKind, roles.values_list("subject_kind", flat=True)):
        if is_agreed and kind not in agreed:
            record_consent(
                data_subject_id,
                kind,
                purpose=Purpose.WEBSITE,
                channel=Channel.ONSITE,
                method=ConsentEvent.Method.PREFERENCE_CENTRE,
                is_affirmed=True,
                text_version=f"{text.code} {text.version}",
                language=text.language,
                evidence=evidence,
            )
    if not is_agreed:
        for kind in agreed:
            stop_joining(data_subject_id, kind, language=text.language, evidence=evidence)


def stop_joining(data_subject_id: UUID, kind: SubjectKind, *, language: str, evidence: str) -> None:
    """Take a yes back: what was joined is forgotten, and from now on nothing is (COOKIE-06)."""
    withdraw(
        data_subject_id,
        kind,
        purpose=Purpose.WEBSITE,
        channel=Channel.ONSITE,
        method=ConsentEvent.Method.PREFERENCE_CENTRE,
        language=language,
        evidence=evidence,
    )


def joined_pages(kind: SubjectKind) -> Consequence:
    """Return what follows where a person in a role takes that yes back, whichever way he says it."""

    def carry_out(person: UUID, _about: str) -> None:
        forget(VisitedPage.objects.of(person, kind))

    effect = _("The pages that you visited are no longer kept with your name.")
    return Consequence(kind, Purpose.WEBSITE, carry_out, effect)
