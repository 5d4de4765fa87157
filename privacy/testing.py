"""What tests of any app may ask of the foundation."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from privacy.actions.catalogue import load_profile
from privacy.actions.grounds import record_ground
from privacy.actions.objections import object_to_marketing
from privacy.actions.texts import load_texts
from privacy.models import (
    CatalogueEntry,
    Continuation,
    Controller,
    DataSubject,
    Death,
    LegalText,
    Message,
    PolicyNotification,
    PolicyVersion,
    Recipient,
    SubjectRole,
)
from privacy.vocabulary import Ground, Purpose, Role, Source, SubjectKind


def ensure_profile() -> None:
    """Fill catalogue and texts where they are empty: tests that commit flush every table when they end."""
    if not CatalogueEntry.objects.exists():
        load_profile("nl")
    if not LegalText.objects.exists():
        load_texts()


def make_subject(kind: SubjectKind = SubjectKind.CANDIDATE, **fields: Any) -> DataSubject:
    """Create a person held in one role, by his own application unless said otherwise."""
    controller = Controller.objects.filter(is_default=True).first() or Controller.objects.create(
        name="Voorbeeld Werving B.V.", address="Voorbeeldstraat 1", mailbox="privacy@example.org", is_default=True
    )
    subject = DataSubject.objects.create()
    defaults = {"source": Source.APPLICATION, "collected_on": date(2025, 3, 1), "controller": controller}
    SubjectRole.objects.create(data_subject=subject, subject_kind=kind, **defaults | fields)
    return subject


def make_full_grounds(data_subject_id: UUID, kind: SubjectKind, marker: str, *, by: AbstractBaseUser) -> None:
    """Write down an objection, a ground, a death and processing that goes on, with a marker in each text."""
    person: dict[str, Any] = {"data_subject_id": data_subject_id, "subject_kind": kind}
    object_to_marketing(data_subject_id, method="written", language="nl", evidence=f"{marker} letter", kind=kind)
    record_ground(
        data_subject_id, kind, ground=Ground.CV, opt_out_offered=False, on=date(2025, 3, 1), evidence=f"{marker} CV"
    )
    notice = Message.objects.create(
        purpose=Purpose.SERVICE, to_address=f"{marker.lower()}@example.org", subject_line=f"{marker} goes on",
        body=f"{marker} goes on", decision_code="SERVICE", language="nl", **person,
    )  # fmt: skip
    Continuation.objects.create(
        purpose=Purpose.REFERENCE_CHECK, basis="f", reason=f"{marker} claim", notice=notice, decided_by_id=by.pk,
        **person,
    )  # fmt: skip
    Death.objects.create(heard_on=date(2025, 3, 2), recorded_by_id=by.pk, **person)


def make_recipient(**fields: Any) -> Recipient:
    """Create an organisation that may receive data."""
    defaults = {"name": "Bakkerij Voorbeeld B.V.", "recipient_role": Recipient.RecipientRole.CONTROLLER}
    return Recipient.objects.create(**defaults | fields)


def make_policy(**fields: Any) -> PolicyVersion:
    """Create a policy version in force."""
    defaults = {
        "version": f"{PolicyVersion.objects.count() + 1}.0",
        "effective_from": date(2025, 1, 1),
        "text_nl": "…",
        "text_hash": "-",
    }
    return PolicyVersion.objects.create(**defaults | fields)


def make_policy_notification(person: UUID, kind: SubjectKind) -> PolicyNotification:
    """Record that a person was told of a new version."""
    version = PolicyVersion.objects.first() or make_policy()
    return PolicyNotification.objects.create(data_subject_id=person, subject_kind=kind, policy_version=version)


def make_actor(role: Role = Role.PRIVACY_OFFICER) -> AbstractBaseUser:
    """Create a user of a role, whatever the user model is."""
    model = get_user_model()
    number = model._default_manager.count() + 1
    return model._default_manager.create_user(f"{role}-{number}@example.org", display_name=role.title(), role=role)
