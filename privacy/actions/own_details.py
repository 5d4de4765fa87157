"""A person's contact details on his own page: shown, changed, and a new e-mail address proved (GEN-11)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from privacy.actions.own_data import live_roles
from privacy.actions.restriction import refuse_restricted
from privacy.actions.texts import queue_text
from privacy.actions.usable import lock_persons
from privacy.envelope import Place, Sealed, close, open_sealed
from privacy.exceptions import LinkNotUsable, Unreadable
from privacy.models import PersonLink
from privacy.own_details import OwnDetails, details_of
from privacy.registry import person_model
from privacy.vocabulary import Purpose, SubjectKind

ADDRESS_TERM: Final = timedelta(hours=24)
PLACE: Final = Place(PersonLink._meta.db_table, "new_address", UUID(int=0))


@dataclass(frozen=True, slots=True)
class OwnRole:
    """One role of a person with what he may change there, as it stands."""

    kind: SubjectKind
    details: OwnDetails
    values: Mapping[str, str]
    labels: Mapping[str, str]
    lengths: Mapping[str, int]

    @property
    def email(self) -> str:
        """The e-mail address that we hold."""
        return self.values[self.details.email]


def own_roles(data_subject_id: UUID) -> list[OwnRole]:
    """Return the roles in which a person may change his details, with what stands there."""
    found = []
    for role in live_roles(data_subject_id):
        details, model = details_of(role.subject_kind), person_model(role.subject_kind)
        if details is None or model is None:
            continue
        names = (details.email, *details.fields)
        values = model._base_manager.filter(pk=data_subject_id).values(*names).get()
        fields: dict[str, Any] = {name: model._meta.get_field(name) for name in names}
        found.append(
            OwnRole(
                SubjectKind(role.subject_kind),
                details,
                values,
                {name: str(field.verbose_name) for name, field in fields.items()},
                {name: field.max_length for name, field in fields.items()},
            )
        )
    return found


def ask_new_address(data_subject_id: UUID, role: OwnRole, address: str, *, language: str) -> None:
    """Send a link to a new e-mail address: only who can read mail there makes it the person's (Article 5(1)(d)).

    The link holds what it changes, sealed; it works once, for a day, while the address that it replaces stands: when
    that one comes back later the link stays spent.
    Raises ProcessingRestricted.
    """
    refuse_restricted(data_subject_id, role.kind)
    said = [str(data_subject_id), role.kind.value, address, role.email, timezone.now().timestamp()]
    key_id, key = next(iter(settings.CRM_KEY_RING.items()))
    sealed = close(json.dumps(said).encode(), key=key, key_id=key_id.encode(), place=PLACE)
    token = urlsafe_b64encode(sealed).decode().rstrip("=")
    with override(language):
        link = settings.CRM_ORIGIN + reverse("privacy:new_address", args=[token])
    queue_text(
        data_subject_id,
        role.kind,
        "privacy.new_address",
        to_address=address,
        values={"link": link},
        purpose=Purpose.RIGHTS_REQUEST,
        language=language,
        is_secret=True,
    )


def find_new_address(token: str, *, at: datetime | None = None) -> tuple[OwnRole, UUID, str]:
    """Return the role, the person and the address of a link that still works (now); raises LinkNotUsable."""
    try:
        sealed = Sealed(urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4)))
        key = settings.CRM_KEY_RING[sealed.key_id.decode()]
        person, kind, address, before, made = json.loads(open_sealed(sealed, key=key, place=PLACE))
    except (ValueError, KeyError, Unreadable):
        raise LinkNotUsable from None
    made_at = datetime.fromtimestamp(made, tz=timezone.get_current_timezone())
    role = next((each for each in own_roles(UUID(person)) if each.kind == kind), None)
    if made_at + ADDRESS_TERM < (at or timezone.now()) or role is None or role.email != before:
        raise LinkNotUsable
    if _was_replaced(UUID(person), role, since=made_at):
        raise LinkNotUsable
    return role, UUID(person), address


def _was_replaced(data_subject_id: UUID, role: OwnRole, *, since: datetime) -> bool:
    """Whether another address stood in the place of the one that stands, at any moment since: the history knows."""
    model: Any = person_model(role.kind)
    past = model.history.filter(data_subject=data_subject_id, history_date__gt=since)
    return bool(past.exclude(**{role.details.email: role.email}).exists())


@transaction.atomic
def confirm_new_address(token: str, *, language: str) -> None:
    """Make the address of a link the person's, and tell the old one; raises LinkNotUsable, ProcessingRestricted."""
    _role, person, _address = find_new_address(token)
    lock_persons([person])
    role, person, address = find_new_address(token)
    if role.email:
        queue_text(
            person,
            role.kind,
            "privacy.address_changed",
            to_address=role.email,
            values={},
            purpose=Purpose.RIGHTS_REQUEST,
            language=language,
        )
    role.details.change(person, {role.details.email: address})
