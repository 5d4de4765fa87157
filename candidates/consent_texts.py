"""What candidates are asked to agree to expressly on their own pages (Article 9(2)(a), STORY-01, EO-02)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from privacy.texts import TextDeclaration, Wording
from privacy.vocabulary import Purpose, TextKind

DIVERSITY: Final = "consent.equal_opportunities"
STORY: Final = "consent.success_story"

TEXTS: Final = (
    TextDeclaration(
        DIVERSITY,
        TextKind.CONSENT,
        _("Explicit consent to answers for equal opportunities monitoring"),
        Wording(
            "Ik stem er uitdrukkelijk mee in dat {controller} mijn antwoorden op deze vragen bewaart onder een"
            " willekeurige code, zonder mijn naam, en ze uiterlijk na een half jaar alleen nog telt. Niemand die over"
            " werk beslist, kan ze lezen. Nee of geen antwoord heeft geen gevolgen. Ik kan mijn antwoorden intrekken"
            " zolang de code naar mij leidt; ze worden dan meteen gewist."
        ),
        Wording(
            "I expressly agree that {controller} keeps my answers to these questions under a random code, without my"
            " name, and after half a year at most only counts them. Nobody who decides about work can read them. A no"
            " or no answer has no consequences. I can take my answers back while the code leads to me; they are then"
            " erased at once."
        ),
        purpose=Purpose.EQUAL_OPPORTUNITIES,
        valid_months=12,
    ),
    TextDeclaration(
        STORY,
        TextKind.CONSENT,
        _("Explicit consent to the publication of one success story"),
        Wording(
            "Ik stem er uitdrukkelijk mee in dat {controller} dit verhaal toont, met precies deze tekst, deze naam en"
            " deze foto, op de plaatsen die hier staan en nergens anders. Ik kan dit altijd intrekken; het verhaal gaat"
            " dan meteen van de site. Nee heeft geen gevolgen."
        ),
        Wording(
            "I expressly agree that {controller} shows this story, with exactly this text, this name and this picture,"
            " in the places named here and nowhere else. I can take this back at any time; the story then leaves the"
            " site at once. A no has no consequences."
        ),
        purpose=Purpose.SUCCESS_STORY,
        valid_months=24,
    ),
)
