"""To what a person says yes on his own page: one text a purpose, and on each channel a yes of its own (CONS-01)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from privacy.texts import TextDeclaration, Wording
from privacy.vocabulary import Channel, Purpose, TextKind

TO_PEOPLE: Final = (Channel.EMAIL, Channel.SMS, Channel.SOCIAL_DM, Channel.PHONE, Channel.POST)
VALID_MONTHS: Final = 24
END_NL: Final = " U kunt dit altijd weer stoppen, hier of via de link in elk bericht. Nee heeft geen gevolgen."
END_EN: Final = " You can stop this any time, here or by the link in each message. A no has no consequences."


def _consent(purpose: Purpose, nl: str, en: str, *channels: Channel) -> TextDeclaration:
    return TextDeclaration(
        f"consent.{purpose.value}",
        TextKind.CONSENT,
        _("Consent on a person's own page"),
        Wording(nl + END_NL),
        Wording(en + END_EN),
        purpose=purpose,
        channels=channels or TO_PEOPLE,
        valid_months=VALID_MONTHS,
    )


TEXTS: Final = (
    _consent(
        Purpose.JOB_ALERT,
        "{controller} mag mij vacatures sturen die bij mijn profiel passen.",
        "{controller} may send me vacancies that fit my profile.",
    ),
    _consent(
        Purpose.ROLE_CONTACT,
        "{controller} mag mij persoonlijk benaderen over een concrete functie.",
        "{controller} may approach me in person about a concrete role.",
    ),
    _consent(
        Purpose.DM_RECRUIT,
        "{controller} mag mij informeren over ander werk en over zijn diensten bij het vinden van werk of mensen.",
        "{controller} may tell me about other jobs and about its services in finding work or people.",
    ),
    _consent(
        Purpose.DM_OTHER,
        "{controller} mag mij nieuws, onderzoeken, uitnodigingen en acties sturen die niet over een baan gaan.",
        "{controller} may send me news, reports, invitations and offers that are not about a job.",
    ),
    _consent(
        Purpose.REFERRAL_ASK,
        "{controller} mag mij vragen of ik iemand ken die bij een functie past.",
        "{controller} may ask me whether I know somebody who fits a role.",
    ),
    _consent(
        Purpose.SURVEY,
        "{controller} mag mij vragen hoe tevreden ik ben.",
        "{controller} may ask me how satisfied I am.",
    ),
    _consent(
        Purpose.ADS,
        "{controller} mag mijn e-mailadres onleesbaar gebruiken om mij op andere sites zijn advertenties te tonen.",
        "{controller} may use my e-mail address, made unreadable, to show me its adverts on other sites.",
        Channel.ADPLATFORM,
    ),
)
