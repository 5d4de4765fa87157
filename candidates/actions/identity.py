"""Identity papers: seen, copied where the law asks for it, destroyed on their last day (CAND-DATA-14, ACC-18)."""

from datetime import date
from typing import Final
from uuid import UUID

import puremagic
from django.db import transaction
from django.db.models import Q

from candidates.actions.guarded import record
from candidates.exceptions import NotACopy
from candidates.models import DrivingLicence, Employment, IdCopy, IdentityCheck
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from privacy.actions.reveal import seal_file
from privacy.stores.forget import forget

MAX_BYTES: Final = 10 * 1024 * 1024
TYPES: Final = frozenset({"application/pdf", "image/jpeg", "image/png"})
DESTROYED: Final = "candidates.identity.destroy"


def employment_of(person: UUID) -> Employment | None:
    """Return the latest employment of a person with us."""
    return Employment.objects.filter(data_subject=person).order_by("-started_on", "-pk").first()


def record_identity_check(check: IdentityCheck, *, by: User) -> IdentityCheck:
    """Record that an original document was seen; who records it saw it."""
    check.checked_by = by
    return record(check, by=by)


@transaction.atomic
def keep_id_copy(copy: IdCopy, content: bytes, *, by: User | None) -> IdCopy:
    """Seal a copy of an identity document; before hire only a masked one, where the agency falls under the Waadi.

    The file is written before the row is committed; where that fails, the sweeper finds a file without a row.
    """
    copy.clean()
    copy.content_type = type_of(content)
    seal_file(copy, "file", content)
    return record(copy, by=by)


def type_of(content: bytes) -> str:
    """Return the type of a file by its content; a name proves nothing."""
    try:
        kind = str(puremagic.from_string(content, mime=True)) if len(content) <= MAX_BYTES else ""
    except (puremagic.PureError, ValueError):
        kind = ""
    if kind not in TYPES:
        raise NotACopy
    return kind


def destroy_due_papers(on: date) -> int:
    """Destroy what has come to its last day: row, history and file; returns how many (LAW-33, ACC-18)."""
    with acting(None, DESTROYED):
        return (
            forget(IdCopy.objects.due(on))
            + forget(IdentityCheck.objects.due(on))
            + forget(DrivingLicence.objects.filter(Q(destroy_on__lte=on)))
        )
