"""What stands under marketing mail, whoever queues it: the sender, why it comes, how it stops (LAW-45, CONTACT-02)."""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from privacy.actions.wording import controller_of, current_text, render
from privacy.models import Message
from privacy.send_facts import MARKETING
from privacy.sending import SendCode
from privacy.vocabulary import Purpose, SubjectKind
from privacy.way_out import seal_way_out

WITH_WAY_OUT: Final = MARKETING | {Purpose.JOB_ALERT}
"""The purposes whose messages carry a way out in text and headers; a service message has none."""
REASONS: Final = {
    SendCode.OPTIN: "mail.reason_optin",
    SendCode.SOFT: "mail.reason_soft",
    SendCode.B2B: "mail.reason_b2b",
    SendCode.LI: "mail.reason_li",
}


def has_way_out(message: Message) -> bool:
    """Return whether a message is marketing to the person himself."""
    return message.recipient_id is None and message.purpose in WITH_WAY_OUT


def stop_token(message: Message) -> str:
    """Return what stops messages of this kind; sealed anew each time, so that none reads like another."""
    return seal_way_out(
        message.data_subject_id, SubjectKind(message.subject_kind), Purpose(message.purpose), message.to_address
    )


def stop_address(message: Message) -> str:
    """Return the address of the page that stops messages of this kind."""
    return _address("privacy:stop", message.language, stop_token(message))


def sign(message: Message) -> None:
    """Put the footer under a message that needs one, in the language of the message, before it is queued."""
    if not has_way_out(message):
        return
    reason = current_text(REASONS[SendCode(message.decision_code)], message.language)
    footer = "mail.alert_footer" if message.purpose == Purpose.JOB_ALERT else "mail.marketing_footer"
    controller = controller_of(message.data_subject_id, message.subject_kind)
    values = {
        "reason": render(reason, {}, controller=controller).body,
        "stop_link": stop_address(message),
        "preferences_link": _address("privacy:preferences", message.language),
    }
    said = render(current_text(footer, message.language), values, controller=controller)
    message.body = f"{message.body.rstrip()}\n\n-- \n{said.body}\n"


def _address(name: str, language: str, *arguments: str) -> str:
    with override(language):
        return f"{settings.CRM_ORIGIN}{reverse(name, args=arguments)}"
