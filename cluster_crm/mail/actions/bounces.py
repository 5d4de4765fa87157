"""A message of ours that came back: it failed, and its address cannot be reached (RFC 3464)."""

import re
from typing import Final
from uuid import UUID

from django.utils import timezone

from cluster_crm.mail.actions.known import one_form, who_has
from cluster_crm.mail.actions.whose import PersonKey
from cluster_crm.mail.models import UndeliverableAddress
from cluster_crm.mail.readers.message import Bounce
from privacy.actions.messages import mark_returned
from privacy.models import Restriction
from privacy.stores.forget import forget
from privacy.vocabulary import SubjectKind

OUR_NUMBER: Final = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")


def note_bounce(bounce: Bounce) -> tuple[PersonKey, ...]:
    """Mark the message that came back as failed, and the address at the people who have it; returns them.

    Anybody can write a report: it says something about addresses that we hold alone, and what it does is only that
    staff see a mark. A failure for now (4.x.x) changes nothing, and about restricted people nothing is written.
    """
    if not bounce.is_final:
        return ()
    if number := OUR_NUMBER.match(bounce.original_id):
        mark_returned(UUID(number[1]), code=bounce.status)
    known = who_has(one_form([bounce.recipient]))
    marks = [
        UndeliverableAddress(
            data_subject_id=person, subject_kind=kind, address=address, code=bounce.status, bounced_at=timezone.now()
        )
        for address, people in known.items()
        for person, kind in sorted(people)
        if not Restriction.objects.active().of(person, kind).exists()
    ]
    UndeliverableAddress.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["data_subject", "subject_kind", "address"],
        update_fields=["code", "bounced_at"],
    )
    return tuple((mark.data_subject_id, SubjectKind(mark.subject_kind)) for mark in marks)


def trust_again(mark: UndeliverableAddress) -> None:
    """Take the mark of an address away, with its past: messages go there again."""
    forget(UndeliverableAddress.objects.filter(pk=mark.pk))
