"""Deeds on requests: open one, move it on, close it; each step is written down and never changed (requirements 3.3)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from cluster_crm.history.acting import acting
from privacy.deadlines import due_on
from privacy.models import RequestTransition, RightsRequest, RightsRequestItem
from privacy.vocabulary import ErasureGround, RefusalCode, Right, SubjectKind

State = RightsRequest.State
Decision = RightsRequestItem.Decision


def open_request(
    data_subject_id: UUID,
    kinds: Iterable[SubjectKind | str],
    right: Right,
    *,
    by: AbstractBaseUser | None,
    channel: str = RightsRequest.Channel.IN_PERSON,
    received_on: date | None = None,
    ground: ErasureGround | str = "",
    answer_to: str = "",
) -> RightsRequest:
    """File a request of one person for one right in some of his roles; it is due one month after receipt.

    `answer_to` is the address that the answer goes to; it is emptied when the request closes.
    """
    received = received_on or timezone.localdate()
    user_id = by.pk if by else None
    with acting(user_id, f"request {right}"):
        request = RightsRequest.objects.create(
            data_subject_id=data_subject_id,
            channel=channel,
            received_on=received,
            due_on=due_on(received).base,
            answer_to=answer_to,
            opened_by_id=user_id,
        )
        RightsRequestItem.objects.bulk_create(
            RightsRequestItem(
                request=request, data_subject_id=data_subject_id, subject_kind=kind, right=right, ground=ground
            )
            for kind in kinds
        )
        _note(request, "", by=by)
        move(request, State.IN_ASSESSMENT, by=by)
    return request


def move(request: RightsRequest, state: str, *, by: AbstractBaseUser | None, code: str = "") -> None:
    """Bring a request to its next state and write the step down; `code` is a reason, never text about a person."""
    before, request.state = request.state, state
    if state in RightsRequest.ENDED:
        request.closed_at, request.answer_to = timezone.now(), ""
    request.save(update_fields=["state", "closed_at", "answer_to"])
    _note(request, before, by=by, code=code)


def decide(request: RightsRequest, decision: str, *, code: RefusalCode | str = "") -> None:
    """Write the same decision on all items of a request."""
    request.items.update(decision=decision, code=code)


def _note(request: RightsRequest, before: str, *, by: AbstractBaseUser | None, code: str = "") -> None:
    RequestTransition.objects.create(
        request=request,
        data_subject_id=request.data_subject_id,
        from_state=before,
        to_state=request.state,
        by_id=by.pk if by else None,
        code=code,
    )
