"""Taking part in a competition: a purpose of its own, on consent, until the competition's last day (SRC-11)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from cluster_crm.history.acting import acting
from cluster_crm.website.actions.messages import KIND, Sender, known_contact, register_contact
from cluster_crm.website.exceptions import CompetitionNotRunning
from cluster_crm.website.models import Competition, CompetitionEntry
from privacy.actions.consents import record_consent
from privacy.actions.retention import set_running_until
from privacy.actions.roles import Origin
from privacy.models import ConsentEvent, PolicyVersion, RetentionClock
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Purpose, RetentionProfile, Source


@dataclass(frozen=True, slots=True)
class Agreement:
    """To which text, in which language and under which policy the person ticked the box."""

    text_version: str
    language: str
    policy_version: PolicyVersion


def enter_competition(sender: Sender, competition: Competition, agreement: Agreement, *, on: date) -> CompetitionEntry:
    """Let somebody take part; who did so before takes part once. Whom we know from the site keeps his own term.

    Taking part opens no marketing: the catalogue names no such purpose for people of the website.
    """
    if not competition.begins_on <= on <= competition.ends_on:
        raise CompetitionNotRunning(str(competition))
    with acting(None, "website.competition"):
        contact = known_contact(sender) or register_contact(
            sender, Origin(Source.COMPETITION, competition.name, on), RetentionProfile.COMPETITION
        )
        Catalogue.load(KIND).require_purpose(Purpose.COMPETITION, Category.CONTACT)
        entry, is_new = CompetitionEntry.objects.get_or_create(
            contact=contact, competition=competition, defaults={"entered_on": on}
        )
        if is_new:
            record_consent(
                contact.pk,
                KIND,
                purpose=Purpose.COMPETITION,
                method=ConsentEvent.Method.BOX_TICKED,
                text_version=agreement.text_version,
                language=agreement.language,
                policy_version=agreement.policy_version,
                is_affirmed=True,
            )
            _stay_until_the_last_day(contact.pk)
    return entry


def _stay_until_the_last_day(contact_id: UUID) -> None:
    """End the term of somebody who is here for competitions alone on the last day of the last one."""
    if RetentionClock.objects.filter(
        data_subject_id=contact_id, subject_kind=KIND, profile=RetentionProfile.COMPETITION
    ).exists():
        entered = CompetitionEntry.objects.filter(contact=contact_id)
        last_day = entered.aggregate(last=Max("competition__ends_on"))["last"]
        set_running_until(contact_id, KIND, running_until=last_day)
