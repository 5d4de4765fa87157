"""Registering a person in a role, the organisation of ours that does so, and the lock before writing about him."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from privacy.actions.policy import shown_policy
from privacy.exceptions import PersonErased
from privacy.models import Controller, DataSubject, SubjectRole
from privacy.vocabulary import Source, SubjectKind


def ensure_controller() -> Controller:
    """Return the default controller; the first one is made from the settings (GEN-03, CONTACT-04)."""
    controller, _is_new = Controller.objects.get_or_create(
        is_default=True,
        defaults={
            "name": settings.CRM_CONTROLLER_NAME,
            "address": settings.CRM_CONTROLLER_ADDRESS,
            "mailbox": settings.CRM_CONTROLLER_MAILBOX,
        },
    )
    return controller


@transaction.atomic
def register_subject(
    kind: SubjectKind, *, source: Source, controller: Controller | None = None, collected_on: date | None = None
) -> DataSubject:
    """Register one person in one role, by number alone; who knows more about him writes that in its own tables."""
    on = collected_on or timezone.localdate()
    subject = DataSubject.objects.create()
    SubjectRole.objects.create(
        data_subject=subject,
        subject_kind=kind,
        source=source,
        collected_on=on,
        controller=controller or ensure_controller(),
        policy_version=shown_policy(source, on),
    )
    return subject


def lock_live_role(data_subject_id: UUID, kind: SubjectKind | str) -> None:
    """Lock a person whom the caller's transaction writes about; raises PersonErased where the role is no longer held.

    An erasure under way is waited for; one that comes later waits for this transaction and then reaches its rows.
    """
    list(DataSubject.objects.select_for_update(no_key=True).filter(pk=data_subject_id).values_list("pk"))
    if not SubjectRole.objects.live().filter(data_subject_id=data_subject_id, subject_kind=kind).exists():
        raise PersonErased(str(data_subject_id))


def live_kinds(person: UUID) -> set[str]:
    """The roles in which a person is held."""
    return set(SubjectRole.objects.live().filter(data_subject=person).values_list("subject_kind", flat=True))
