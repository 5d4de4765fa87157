"""The receipt of a consent, a withdrawal or an objection: what was said, to which words, how and when (Article 7(1)).

One form for the page that is printed and for the JSON that a person can keep: staff and the person see the same.
"""

from dataclasses import dataclass
from typing import Any

from privacy.actions.texts import render
from privacy.models import ConsentEvent, LegalText, SubjectRole
from privacy.texts import Wording


@dataclass(frozen=True, slots=True)
class Receipt:
    """A consent event in the words of its time; `withdrawn_on` is the moment of a later withdrawal, if there is one."""

    event: ConsentEvent
    reference: str
    wording: Wording | None
    withdrawal: ConsentEvent | None

    def as_json(self) -> dict[str, Any]:
        """Return the receipt for a machine: codes, not labels, and moments in ISO 8601."""
        event = self.event
        return {
            "number": str(event),
            "person": self.reference,
            "role": event.subject_kind,
            "act": event.action,
            "consent": event.kind,
            "purpose": event.purpose,
            "channel": event.channel,
            "about": event.about,
            "text": {
                "version": event.text_version,
                "language": event.language,
                "title": self.wording.subject_line if self.wording else "",
                "words": self.wording.body if self.wording else "",
            },
            "policy_version": event.policy_version.version,
            "method": event.method,
            "evidence": event.evidence,
            "guardian": event.guardian,
            "recorded_at": event.recorded_at.isoformat(),
            "holds_until": event.expires_on.isoformat() if event.expires_on else None,
            "withdrawn_at": self.withdrawal.recorded_at.isoformat() if self.withdrawal else None,
        }


def receipt_of(event: ConsentEvent) -> Receipt:
    """Return the receipt of an event; it asks who the person is by reference, and whether a withdrawal followed."""
    roles = SubjectRole.objects.filter(data_subject=event.data_subject_id, subject_kind=event.subject_kind)
    return Receipt(
        event,
        str(roles.newest_first().first() or ""),
        _words(event.text) if event.text else None,
        event.withdrawn_by() if event.action == ConsentEvent.Action.GIVEN else None,
    )


def _words(text: LegalText) -> Wording:
    """The words as the person read them; those that name what the consent is about keep the name of its place."""
    try:
        return render(text, {})
    except KeyError:
        return text.wording
