"""What is written to a person about his own choices: the link that lets him in."""

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

TEXTS: Final = (LINK,)
