"""Rights that a person asks for on his own page: filed with the day of the answer, and once at a time (Article 12)."""

from typing import Final
from uuid import UUID

from django.db import transaction

from cluster_crm.history.acting import acting
from privacy.actions.own_data import live_roles
from privacy.actions.preferences import HIMSELF
from privacy.actions.requests import open_request
from privacy.actions.usable import lock_persons
from privacy.exceptions import PersonErased
from privacy.models import RightsRequest
from privacy.vocabulary import Right

ASKED_HERE: Final = (Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION, Right.PORTABILITY)
"""Rights of which a request needs no more than who asks; the others have a page of their own, or a letter."""


@transaction.atomic
def ask_for_right(data_subject_id: UUID, right: Right) -> RightsRequest:
    """File a request of a person for a right in all his roles; one that is open already is returned as it is.

    Raises PersonErased where he has no role any more.
    """
    with acting(None, HIMSELF):
        lock_persons([data_subject_id])
        asked = RightsRequest.objects.open().filter(data_subject=data_subject_id, items__right=right).first()
        if asked is not None:
            return asked
        kinds = [role.subject_kind for role in live_roles(data_subject_id)]
        if not kinds:
            raise PersonErased(str(data_subject_id))
        return open_request(data_subject_id, kinds, right, by=None, channel=RightsRequest.Channel.FORM)
