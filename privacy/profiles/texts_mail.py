"""What stands under e-mails that are marketing: who sends it, why the person gets it, and how it stops (LAW-45)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from privacy.texts import Placeholder, TextDeclaration, Wording
from privacy.vocabulary import TextKind

WAY_OUT: Final = {
    "reason": Placeholder("U hebt bij ons gesolliciteerd.", is_required=True),
    "stop_link": Placeholder("https://example.org/nl/stop/…", is_required=True),
    "preferences_link": Placeholder("https://example.org/nl/preferences/", is_required=True),
}

MARKETING_FOOTER: Final = TextDeclaration(
    "mail.marketing_footer",
    TextKind.NOTICE,
    _("Stands under each marketing e-mail"),
    Wording(
        "Waarom krijgt u deze e-mail? {reason}\n\n"
        "Wilt u geen reclame meer van ons? Klik op: {stop_link}\n"
        "Zelf kiezen wat u krijgt: {preferences_link}\n\n"
        "{controller}, {controller_address}\n"
        "Vragen over uw gegevens: {controller_mailbox}"
    ),
    Wording(
        "Why do you get this e-mail? {reason}\n\n"
        "No more marketing from us? Click on: {stop_link}\n"
        "Choose what you get: {preferences_link}\n\n"
        "{controller}, {controller_address}\n"
        "Questions about your data: {controller_mailbox}"
    ),
    WAY_OUT,
)

ALERT_FOOTER: Final = TextDeclaration(
    "mail.alert_footer",
    TextKind.NOTICE,
    _("Stands under each vacancy alert"),
    Wording(
        "Waarom krijgt u deze e-mail? {reason}\n\n"
        "Wilt u geen vacatures meer per e-mail? Klik op: {stop_link}\n"
        "Zelf kiezen wat u krijgt: {preferences_link}\n\n"
        "{controller}, {controller_address}\n"
        "Vragen over uw gegevens: {controller_mailbox}"
    ),
    Wording(
        "Why do you get this e-mail? {reason}\n\n"
        "No more vacancies by e-mail? Click on: {stop_link}\n"
        "Choose what you get: {preferences_link}\n\n"
        "{controller}, {controller_address}\n"
        "Questions about your data: {controller_mailbox}"
    ),
    WAY_OUT,
)

TEXTS: Final = (MARKETING_FOOTER, ALERT_FOOTER)
