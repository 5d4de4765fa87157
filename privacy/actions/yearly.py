"""Once a year: "is this still right?", to whoever may get a service message, by the worker (GEN-11)."""

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cluster_crm.jobs.actions import Claim, enqueue
from cluster_crm.jobs.models import Job
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.addressed import addresses_of
from privacy.actions.preferences import languages_of
from privacy.actions.sending import may_send_many
from privacy.actions.texts import queue_text
from privacy.actions.usable import among, lock_persons
from privacy.dates import add_years
from privacy.exceptions import PrivacyRefusal
from privacy.models import PersonPreference, Restriction, RetentionClock, SubjectRole
from privacy.own_details import kinds_asked
from privacy.vocabulary import Channel, Purpose, SubjectKind

ASK: Final = "privacy.ask_details"
TEXT: Final = "privacy.still_right"
A_DAY: Final = 2000
"""How many are asked a day: a mailbox of ours that answers to all of them is read by people."""
PART: Final = 200


def ask_who_is_due() -> Job | None:
    """Let the worker ask who is due; None where nobody is, or the last round still runs."""
    is_running = Job.objects.filter(kind=ASK, state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists()
    if is_running or not due(timezone.localdate()).exists():
        return None
    return enqueue(ASK, uuid7())


def due(on: date) -> QuerySet[SubjectRole]:
    """Roles of people whom we have held for a year, and who were neither asked nor confirmed all within one.

    Restricted people are not asked: what we hold of them cannot be changed now (Article 18(2)). Nor is anybody whose
    term has passed: the question must not look like a way to stay.
    """
    year_ago = add_years(on, -1)
    said = PersonPreference.objects.filter(data_subject=OuterRef("data_subject"))
    lately = said.filter(Q(asked_on__gt=year_ago) | Q(confirmed_on__gt=year_ago))
    restricted = Restriction.objects.active().filter(data_subject=OuterRef("data_subject"))
    over = RetentionClock.objects.expired(on).filter(
        data_subject=OuterRef("data_subject"), subject_kind=OuterRef("subject_kind")
    )
    live = SubjectRole.objects.live().filter(subject_kind__in=kinds_asked(), collected_on__lte=year_ago)
    return live.filter(~Exists(lately), ~Exists(restricted), ~Exists(over))


def run_asking(claim: Claim) -> None:
    """Ask some of those who are due, part by part; a killed worker goes on where it was, and nobody is asked twice."""
    roles = due(timezone.localdate()).order_by("data_subject")
    persons = list(dict.fromkeys(roles.values_list("data_subject", flat=True)[:A_DAY]))
    parts = [persons[start : start + PART] for start in range(0, len(persons), PART)]
    claim.expect(len(parts))
    for part in parts:
        with claim.step(f"part {part[0]}") as is_due:
            if is_due:
                ask_part(part, on=timezone.localdate())


@transaction.atomic
def ask_part(persons: Collection[UUID], *, on: date) -> int:
    """Ask some persons who are still due, each once however many roles he has; return how many.

    Whoever has no address that works is marked as well, so that the next days are for others.
    """
    lock_persons(persons)
    asked: set[UUID] = set()
    languages = languages_of(persons)
    still = due(on).filter(data_subject__in=among(persons))
    found = set(still.values_list("data_subject", flat=True))
    for kind in kinds_asked():
        of_kind = set(still.filter(subject_kind=kind).values_list("data_subject", flat=True)) - asked
        decisions = may_send_many(of_kind, kind, Purpose.SERVICE, Channel.EMAIL)
        addresses = addresses_of(of_kind, kind)
        for person in sorted(of_kind & addresses.keys()):
            if decisions[person].is_allowed and _ask(person, kind, addresses[person], languages[person]):
                asked.add(person)
    rows = [PersonPreference(data_subject_id=person, asked_on=on) for person in sorted(found)]
    PersonPreference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["data_subject"], update_fields=["asked_on"]
    )
    return len(asked)


def _ask(person: UUID, kind: SubjectKind, address: str, language: str) -> bool:
    with override(language):
        link = settings.CRM_ORIGIN + reverse("privacy:preferences")
    try:
        with transaction.atomic():
            queue_text(
                person,
                kind,
                TEXT,
                to_address=address,
                values={"link": link},
                purpose=Purpose.SERVICE,
                language=language,
            )
    except PrivacyRefusal:
        return False
    return True
