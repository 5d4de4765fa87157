"""Which event is meaningful contact with whom, so that the retention term runs anew from it (requirements 4.2).

What the table does not name does not count: opening, reading, clicking away and everything that we do by ourselves.
"""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from privacy.vocabulary import SubjectKind

CANDIDATE, CLIENT, SUPPLIER = SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT
VISITOR = SubjectKind.WEBSITE_USER
NAMED = frozenset({SubjectKind.REFEREE, SubjectKind.EMERGENCY_CONTACT})
EVERYBODY = frozenset(SubjectKind)


class ContactEvent(TextChoices):
    """What happened between a person and us: a row of requirements 4.2."""

    CONVERSATION = "conversation", _("conversation, both sides")
    MESSAGE_FROM = "message_from", _("message from the person")
    MESSAGE_TO = "message_to", _("message to the person, delivered, opened or read")
    CLICK_THROUGH = "click_through", _("click from our message to content")
    CHOICE_CLICK = "choice_click", _("click on an unsubscribe, preference, privacy or complaint link")
    MACHINE = "machine", _("click by a machine, automatic reply, bounce or read receipt")
    APPLICATION = "application", _("application, registration or updated CV on the site")
    ONLINE_SERVICE = "online_service", _("online training or service used while signed in")
    VISIT = "visit", _("sign-in without action, or page view")
    ALERT_SET = "alert_set", _("vacancy alert made or changed")
    AGREEMENT = "agreement", _("vacancy, placement, contract or invoice agreed")
    UNANSWERED = "unanswered", _("voicemail or letter by us without reaction")
    INTERNAL = "internal", _("internal note, proposal to a client, feedback of a client")
    SUPPLIER_CONTACT = "supplier_contact", _("contact with the supplying company")
    COLLEAGUE_CONTACT = "colleague_contact", _("contact with a colleague at the same organisation")
    SOCIAL = "social", _("like or follow on a network")
    RIGHTS_REQUEST = "rights_request", _("rights request, objection, complaint or breach report")
    KEEP_ME = "keep_me", _('answer "please keep my file"')
    REFERENCE = "reference", _("reference given")
    CONFIRMED = "confirmed", _("details confirmed by the person who named them")


COUNTS_FOR: Final[Mapping[ContactEvent, frozenset[SubjectKind]]] = {
    ContactEvent.CONVERSATION: EVERYBODY,
    ContactEvent.MESSAGE_FROM: EVERYBODY,
    ContactEvent.CLICK_THROUGH: frozenset({CANDIDATE, CLIENT, SUPPLIER, VISITOR}),
    ContactEvent.APPLICATION: frozenset({CANDIDATE}),
    ContactEvent.ONLINE_SERVICE: frozenset({CANDIDATE, CLIENT, VISITOR}),
    ContactEvent.ALERT_SET: frozenset({CANDIDATE, VISITOR}),
    ContactEvent.AGREEMENT: frozenset({CANDIDATE, CLIENT, SUPPLIER}),
    ContactEvent.SUPPLIER_CONTACT: frozenset({CANDIDATE}),
    ContactEvent.COLLEAGUE_CONTACT: frozenset({CLIENT, SUPPLIER}),
    ContactEvent.KEEP_ME: EVERYBODY,
    ContactEvent.REFERENCE: frozenset({SubjectKind.REFEREE}),
    ContactEvent.CONFIRMED: NAMED,
}


def is_meaningful(event: ContactEvent, kind: SubjectKind | str, *, is_about_service: bool = True) -> bool:
    """Return whether an event counts for a person in a role; with a candidate only talk about roles or service does."""
    if event is ContactEvent.CONVERSATION and kind == CANDIDATE and not is_about_service:
        return False
    return kind in COUNTS_FOR.get(event, ())
