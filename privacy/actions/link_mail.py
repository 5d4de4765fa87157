"""Asking for a link, and sending it: the answer comes before anybody looks whether the address is known (LAW-05)."""

import logging
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from privacy.actions.addressed import Addressed, persons_at
from privacy.actions.person_links import make_link
from privacy.actions.preferences import preferences_of
from privacy.actions.texts import queue_text
from privacy.envelope import Place, Sealed, close, open_sealed
from privacy.exceptions import PrivacyRefusal
from privacy.models import LinkRequest
from privacy.vocabulary import Purpose

SEND_LINKS: Final = "privacy.send_links"
LINK_TEXT: Final = "privacy.link"

logger = logging.getLogger(__name__)


@transaction.atomic
def ask_for_link(address: str, *, language: str) -> None:
    """Take down that somebody asks for a link to an address; the same for every address, known or not.

    An unknown address gets no mail at all: a form without an account would else write to whomever a stranger types.
    """
    request = LinkRequest(language=language)
    key_id, key = next(iter(settings.CRM_KEY_RING.items()))
    request.sealed = close(address.encode(), key=key, key_id=key_id.encode(), place=_place(request.pk))
    request.save()
    enqueue(SEND_LINKS, request.pk)


def run_links(claim: Claim) -> None:
    """Send what a request leads to: a link to each person who is reached there, and the request is gone."""
    claim.expect(1)
    with claim.step("send") as is_due:
        request = LinkRequest.objects.select_for_update().filter(pk=claim.target_id).first()
        if is_due and request is not None:
            for person in persons_at(_opened(request)):
                _send(person, request.language)
            request.delete()


def _send(person: Addressed, language: str) -> None:
    """Queue one mail with a link of the person's own; who may not be written to is passed over, the others are not."""
    spoken = preferences_of(person.data_subject_id).language or language
    try:
        with transaction.atomic():
            queue_text(
                person.data_subject_id,
                person.kind,
                LINK_TEXT,
                to_address=person.address,
                values={"link": _address_of(make_link(person.data_subject_id), spoken)},
                purpose=Purpose.RIGHTS_REQUEST,
                language=spoken,
                is_secret=True,
            )
    except PrivacyRefusal:
        logger.warning("A link was not sent.", extra={"subject_id": str(person.data_subject_id)})


def _address_of(token: str, language: str) -> str:
    with override(language):
        return settings.CRM_ORIGIN + reverse("privacy:enter", args=[token])


def _opened(request: LinkRequest) -> str:
    sealed = Sealed(request.sealed)
    return open_sealed(sealed, key=settings.CRM_KEY_RING[sealed.key_id.decode()], place=_place(request.pk)).decode()


def _place(pk: UUID) -> Place:
    return Place(LinkRequest._meta.db_table, "sealed", pk)
