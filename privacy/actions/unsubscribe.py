"""What the link under an e-mail does: its kind of mail stops, or all of it (CONTACT-02, MKT-06, MKT-11)."""

from typing import Final
from uuid import UUID

from django.db import transaction

from cluster_crm.history.acting import acting
from privacy.actions.consents import withdraw
from privacy.actions.objections import object_to_marketing, stop_everything
from privacy.actions.subjects import live_kinds
from privacy.actions.suppression import suppress_digests
from privacy.exceptions import PersonErased
from privacy.models import ConsentEvent, PersonMerge, SubjectRole, SuppressionEntry
from privacy.vocabulary import Channel, Identifier, Purpose
from privacy.way_out import WayOut

METHOD: Final = ConsentEvent.Method.UNSUBSCRIBE_LINK
HIMSELF: Final = "a link in a message"


@transaction.atomic
def unsubscribe(way: WayOut, *, language: str, everything: bool = False) -> None:
    """Stop what the link is for, or all of it; takes back what waits. Done twice it says more (MKT-08), never less.

    Somebody who was erased meanwhile is answered alike: his address goes on the suppression list, where a later
    collection from elsewhere meets it (MKT-07).
    """
    person = person_now(way.data_subject_id)
    with acting(None, HIMSELF):
        try:
            _stop(way, person, language, everything=everything)
            is_held = way.kind in live_kinds(person)
        except PersonErased:
            is_held = False
        if not is_held:
            _bar(way, everything=everything)


def person_now(data_subject_id: UUID) -> UUID:
    """Return the person whose record a number leads to today: records that became one are followed."""
    found = data_subject_id
    while merge := PersonMerge.objects.standing().filter(absorbed=found).first():
        found = merge.data_subject_id
    return found


def _stop(way: WayOut, person: UUID, language: str, *, everything: bool) -> None:
    if everything:
        stop_everything(person, method=METHOD, language=language, kind=way.kind)
    elif way.is_alert:
        if not SubjectRole.objects.live().filter(data_subject=person, subject_kind=way.kind).exists():
            raise PersonErased(str(person))
        withdraw(person, way.kind, purpose=Purpose.JOB_ALERT, channel=Channel.EMAIL, method=METHOD, language=language)
    else:
        object_to_marketing(person, method=METHOD, language=language, kind=way.kind)


def _bar(way: WayOut, *, everything: bool) -> None:
    """Put the address on the list; without its scope a marketing link bars marketing, an alert link alerts."""
    scopes = {Purpose.JOB_ALERT.value: way.is_alert or everything, "": not way.is_alert or everything}
    for purpose in (scope for scope, is_meant in scopes.items() if is_meant):
        suppress_digests([(Identifier.EMAIL, way.digest)], reason=SuppressionEntry.Reason.UNSUBSCRIBED, purpose=purpose)
