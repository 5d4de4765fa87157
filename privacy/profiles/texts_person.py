"""What is written to a person about his own pages: the link that lets him in, and whether all is still right."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from privacy.texts import Placeholder, TextDeclaration, Wording
from privacy.vocabulary import TextKind

LINK: Final = TextDeclaration(
    "privacy.link",
    TextKind.MAIL,
    _("Sent to somebody who asks for a link to his privacy choices"),
    Wording(
        "Iemand, waarschijnlijk u, vroeg op onze site om deze link. Hiermee ziet u welke gegevens wij van u hebben en "
        "kiest u wat wij ermee mogen doen:\n\n{link}\n\n"
        "De link werkt één keer, vijftien minuten lang. Werkt hij niet meer? Vraag op die pagina een nieuwe.\n\n"
        "Hebt u hier niet om gevraagd? Dan hoeft u niets te doen. Er verandert niets, en wie erom vroeg, ziet niet of "
        "wij u kennen.\n\n{controller}, {controller_address}\nVragen over uw gegevens: {controller_mailbox}",
        "Uw link naar uw privacykeuzes",
    ),
    Wording(
        "Somebody, probably you, asked for this link on our site. It shows you which data we hold about you, and lets "
        "you choose what we may do with them:\n\n{link}\n\n"
        "The link works once, for fifteen minutes. Does it work no longer? Ask for a new one on the same page.\n\n"
        "You did not ask for this? Then there is nothing to do. Nothing changes, and whoever asked does not see "
        "whether we know you.\n\n{controller}, {controller_address}\nQuestions about your data: {controller_mailbox}",
        "Your link to your privacy choices",
    ),
    {"link": Placeholder("https://example.org/nl/privacy/choices/enter/…/", is_required=True)},
)

NEW_ADDRESS: Final = TextDeclaration(
    "privacy.new_address",
    TextKind.MAIL,
    _("Sent to a new e-mail address that a person gave on his own page"),
    Wording(
        "U wilt dat wij u voortaan op dit e-mailadres schrijven. Klopt dat? Open dan deze link:\n\n{link}\n\n"
        "De link werkt één dag. Opent u hem niet, dan verandert er niets.\n\n"
        "{controller}, {controller_address}\nVragen over uw gegevens: {controller_mailbox}",
        "Bevestig uw nieuwe e-mailadres",
    ),
    Wording(
        "You want us to write to this e-mail address from now on. Is that right? Then open this link:\n\n{link}\n\n"
        "The link works for one day. If you do not open it, nothing changes.\n\n"
        "{controller}, {controller_address}\nQuestions about your data: {controller_mailbox}",
        "Confirm your new e-mail address",
    ),
    {"link": Placeholder("https://example.org/nl/privacy/choices/address/…/", is_required=True)},
)

ADDRESS_CHANGED: Final = TextDeclaration(
    "privacy.address_changed",
    TextKind.MAIL,
    _("Sent to the old e-mail address after a person gave a new one"),
    Wording(
        "Uw e-mailadres bij ons is veranderd. Voortaan schrijven wij u op het nieuwe adres.\n\n"
        "Hebt u dat niet zelf gedaan? Laat het ons meteen weten: {controller_mailbox}\n\n"
        "{controller}, {controller_address}",
        "Uw e-mailadres is veranderd",
    ),
    Wording(
        "Your e-mail address with us has changed. From now on we write to the new one.\n\n"
        "Did you not do that yourself? Tell us at once: {controller_mailbox}\n\n"
        "{controller}, {controller_address}",
        "Your e-mail address has changed",
    ),
)

STILL_RIGHT: Final = TextDeclaration(
    "privacy.still_right",
    TextKind.MAIL,
    _("Sent once a year: is what we hold still right?"),
    Wording(
        "Wij hebben gegevens van u, en die moeten kloppen. Wilt u kijken of alles nog juist is? Dat kan hier:\n\n"
        "{link}\n\n"
        "U vult uw e-mailadres in en krijgt een link naar uw eigen pagina. Daar kunt u ook kiezen wat wij u sturen, of "
        "vragen om uw gegevens te wissen. Doet u niets, dan verandert er niets.\n\n"
        "{controller}, {controller_address}\nVragen over uw gegevens: {controller_mailbox}",
        "Kloppen uw gegevens nog?",
    ),
    Wording(
        "We hold data about you, and they should be right. Would you look whether all is still correct? You can do "
        "that here:\n\n{link}\n\n"
        "You type your e-mail address and get a link to your own page. There you can also choose what we send you, or "
        "ask us to erase your data. If you do nothing, nothing changes.\n\n"
        "{controller}, {controller_address}\nQuestions about your data: {controller_mailbox}",
        "Are your data still right?",
    ),
    {"link": Placeholder("https://example.org/nl/privacy/choices/", is_required=True)},
)

TEXTS: Final = (LINK, NEW_ADDRESS, ADDRESS_CHANGED, STILL_RIGHT)
