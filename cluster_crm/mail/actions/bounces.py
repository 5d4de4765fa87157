"""A message of ours that came back: it failed, and its address cannot be reached (RFC 3464)."""

import re
from typing import Final

from django.utils import timezone

from cluster_crm.mail.actions.known import one_form, who_has
from cluster_crm.mail.actions.whose import PersonKey
from cluster_crm.mail.models import UndeliverableAddress
from cluster_crm.mail.readers.message import Bounce
from privacy.actions.messages import mark_returned
from privacy.models import Message, Restriction
from privacy.stores.forget import forget
from privacy.vocabulary import SubjectKind

OUR_NUMBER: Final = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")


def note_bounce(bounce: Bounce) -> tuple[PersonKey, ...]:
    """Mark the message that came back as failed, and the address at the people who have it; returns them.

    Anybody can write a report, and a marked address gets only what a person has a right to. So one counts alone that
    names a message of ours, whose number nobody knows but who got it, and the address to which it was really sent; any
    other changes nothing. Neither does a failure for now (4.x.x); about restricted people nothing is written.
    """
    message = _returned(bounce) if bounce.is_final else None
    if message is None:
        return ()
    known = who_has(one_form([message.to_address]))
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


def _returned(bounce: Bounce) -> Message | None:
    """Mark the message that a report names, where it went to that address; one kept until it left holds none now."""
    number = OUR_NUMBER.match(bounce.original_id)
    message = Message.objects.filter(pk=number[1]).first() if number else None
    if message is None:
        return None
    sent_to = one_form([message.to_address])
    if sent_to != one_form([bounce.recipient]) and not message.keep_until_delivered:
        return None
    return mark_returned(message.pk, code=bounce.status)


def trust_again(mark: UndeliverableAddress) -> None:
    """Take the mark of an address away, with its past: messages go there again."""
    forget(UndeliverableAddress.objects.filter(pk=mark.pk))
