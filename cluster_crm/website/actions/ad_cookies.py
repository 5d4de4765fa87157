"""Deeds on what a person said about advertising cookies while he was signed in (COOKIE-11, requirements 5.1: ADS)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cluster_crm.web.cookies import CookieCategory
from cluster_crm.website.cookie_choice import LIFETIME_DAYS
from cluster_crm.website.models import CookieChoice, RegisteredCookie
from cluster_crm.website.models.cookies import register_version
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.restriction import refuse_restricted
from privacy.actions.usable import among
from privacy.models import ConsentEvent, LegalText, SubjectRole
from privacy.sending import OFFERED
from privacy.vocabulary import Channel, Purpose, SubjectKind

METHOD: Final = ConsentEvent.Method.PREFERENCE_CENTRE
ASKED_KINDS: Final = [kind for kind, purposes in OFFERED.items() if Purpose.ADS in purposes]
EVIDENCE: Final = "cookie choice "


@transaction.atomic
def settle_ad_cookies(data_subject_id: UUID, *, is_agreed: bool, text: LegalText, evidence: str) -> None:
    """Record what a signed-in person chose about advertising cookies, with the number of his choice as `evidence`.

    The adverts themselves need a yes of their own beside it; a no to the cookies takes nothing but this back.
    """
    roles = SubjectRole.objects.live().filter(data_subject=data_subject_id, subject_kind__in=ASKED_KINDS)
    for kind in map(SubjectKind, roles.values_list("subject_kind", flat=True)):
        said: dict[str, Any] = {
            "purpose": Purpose.ADS,
            "channel": Channel.ONSITE,
            "method": METHOD,
            "language": text.language,
            "evidence": evidence,
        }
        if is_agreed:
            refuse_restricted(data_subject_id, kind)
            words = f"{text.code} {text.version}"
            record_consent(data_subject_id, kind, is_affirmed=True, text_version=words, **said)
        elif _last_words([data_subject_id], kind):
            withdraw(data_subject_id, kind, **said)


def accept_ad_cookies(persons: Collection[UUID], kind: SubjectKind, *, at: datetime | None = None) -> frozenset[UUID]:
    """Who allows advertising cookies: by a choice of this year, about what is asked today; three statements."""
    numbers = {person: evidence.removeprefix(EVIDENCE) for person, evidence in _last_words(persons, kind).items()}
    if not numbers:
        return frozenset()
    live = CookieChoice.objects.filter(
        register=register_version(RegisteredCookie.objects.asked()),
        accepted__contains=[CookieCategory.ADVERTISING],
        chosen_at__gt=(at or timezone.now()) - timedelta(days=LIFETIME_DAYS),
        pk__in=[number for number in numbers.values() if _is_number(number)],
    )
    found = {str(number) for number in live.values_list("pk", flat=True)}
    return frozenset(person for person, number in numbers.items() if number in found)


def _last_words(persons: Collection[UUID], kind: SubjectKind) -> dict[UUID, str]:
    """The evidence of those whose last word on advertising cookies is a yes; a withdrawal may be for all channels."""
    said = ConsentEvent.objects.filter(
        data_subject__in=among(persons), subject_kind=kind, purpose=Purpose.ADS, channel__in=["", Channel.ONSITE]
    ).order_by("recorded_at", "pk")
    last = {
        person: (action, evidence)
        for person, action, evidence in said.values_list("data_subject", "action", "evidence")
    }
    return {person: evidence for person, (action, evidence) in last.items() if action == ConsentEvent.Action.GIVEN}


def _is_number(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
