"""What a person is told before something goes on that he withdrew his consent to (CONS-06, AMB-24)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from privacy.texts import Placeholder, TextDeclaration, Wording
from privacy.vocabulary import TextKind

GOES_ON: Final = TextDeclaration(
    "mail.goes_on",
    TextKind.MAIL,
    _("Told before something goes on upon another basis, after a consent was withdrawn"),
    Wording(
        "U trok uw toestemming in. Voor {purpose} gebruiken wij uw gegevens toch nog.\n\n"
        "Dat doen wij op een andere grond: {basis}. De reden: {reason}\n\n"
        "Bent u het hier niet mee eens? U kunt bezwaar maken, of een klacht indienen bij {authority}. Schrijf ons:"
        " {controller_mailbox}.\n\n"
        "{controller}, {controller_address}",
        "Wij gebruiken uw gegevens nog",
    ),
    Wording(
        "You withdrew your consent. We do still use your data for {purpose}.\n\n"
        "We do so on another basis: {basis}. The reason: {reason}\n\n"
        "Do you disagree? You can object, or complain to {authority}. Write to us: {controller_mailbox}.\n\n"
        "{controller}, {controller_address}",
        "We still use your data",
    ),
    {
        "purpose": Placeholder("checking references", is_required=True),
        "basis": Placeholder("legal obligation", is_required=True),
        "reason": Placeholder("The law makes us keep this for a year.", is_required=True),
        "authority": Placeholder("Autoriteit Persoonsgegevens", is_required=True),
    },
)
