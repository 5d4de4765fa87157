"""The version in force of a text, and its words with the values filled in."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings

from privacy.models import Controller, LegalText, SubjectRole
from privacy.texts import LANGUAGES, Wording, declared, fill
from privacy.vocabulary import SubjectKind


def current_text(code: str, language: str) -> LegalText:
    """Return the version in force of a text; a language that we do not speak gives that of the house."""
    spoken = language if language in LANGUAGES else settings.LANGUAGE_CODE
    return LegalText.objects.current(code).filter(language=spoken)[0]


def render(text: LegalText, values: Mapping[str, str], *, controller: Controller | None = None) -> Wording:
    """Return subject and body of a version with its values filled in; plain text, to be escaped where it is HTML.

    A placeholder in the text for which there is no value is a KeyError; values that the text does not use are left.
    """
    automatic = {
        "controller": controller.name if controller else settings.CRM_CONTROLLER_NAME,
        "controller_address": _one_line(controller.address) if controller else settings.CRM_CONTROLLER_ADDRESS,
        "controller_mailbox": controller.mailbox if controller else settings.CRM_CONTROLLER_MAILBOX,
    }
    return fill(declared(text.code), text.wording, {**automatic, **values})


def controller_of(data_subject_id: UUID, kind: SubjectKind | str) -> Controller | None:
    """Return the organisation of ours that holds a person in a role, which its messages name (CONTACT-04)."""
    roles = SubjectRole.objects.live().select_related("controller")
    role = roles.filter(data_subject=data_subject_id, subject_kind=kind).first()
    return role.controller if role else None


def _one_line(address: str) -> str:
    return ", ".join(line.strip() for line in address.splitlines() if line.strip())
