"""What candidates are asked to agree to expressly (Article 9(2)(a), SENS-01, STORY-01, EO-02)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.texts import TextDeclaration, Wording
from privacy.vocabulary import Purpose, TextKind

DIVERSITY: Final = "consent.equal_opportunities"
STORY: Final = "consent.success_story"
FOR_ONE_ROLE_NL: Final = (
    " Dit geldt alleen voor die ene functie; een andere functie of een ander doel heeft een eigen ja van mij nodig. Ik"
    " kan mijn toestemming altijd intrekken; wat hierover is vastgelegd, wordt dan meteen gewist."
)
FOR_ONE_ROLE_EN: Final = (
    " This is for that one role alone; another role or another use needs a yes of its own from me. I can take my"
    " consent back at any time; what is recorded about this is then erased at once."
)


def _for_one_role(purpose: Purpose, label: str | Promise, nl: str, en: str) -> TextDeclaration:
    """The words for data that one role asks for: the consent names the role beside them (SENS-01)."""
    return TextDeclaration(
        f"consent.{purpose.value}",
        TextKind.CONSENT,
        label,
        Wording(nl + FOR_ONE_ROLE_NL),
        Wording(en + FOR_ONE_ROLE_EN),
        purpose=purpose,
        valid_months=12,
    )


OF_ONE_ROLE: Final = (
    _for_one_role(
        Purpose.HEALTH,
        _("Explicit consent to health data for one role"),
        "Ik stem er uitdrukkelijk mee in dat {controller} bewaart wat ik zelf vertel over een aanpassing die ik door"
        " mijn gezondheid nodig heb in de functie die mij is genoemd, en dit bespreekt met de opdrachtgever om de"
        " aanpassing te regelen. Zeg ik nee, dan gaat de functie door; de aanpassing kan dan niet worden geregeld.",
        "I expressly agree that {controller} keeps what I tell of my own accord about an adjustment that my health asks"
        " for in the role that was named to me, and speaks about it with the client to arrange it. If I say no, the"
        " role goes on; the adjustment can then not be arranged.",
    ),
    _for_one_role(
        Purpose.RELIGION,
        _("Explicit consent to data on religion for one role"),
        "Ik stem er uitdrukkelijk mee in dat {controller} mijn verklaring over mijn geloof of levensovertuiging bewaart"
        " voor de functie die mij is genoemd, die dit volgens de wet mag vragen. Zeg ik nee, dan kan ik voor die"
        " functie niet worden voorgesteld; voor andere functies verandert er niets.",
        "I expressly agree that {controller} keeps my declaration about my religion or belief for the role that was"
        " named to me, which may lawfully ask for it. If I say no, I cannot be proposed for that role; nothing changes"
        " for other roles.",
    ),
    _for_one_role(
        Purpose.CRIMINAL,
        _("Explicit consent to data on criminal convictions for one role"),
        "Ik stem er uitdrukkelijk mee in dat {controller} vastlegt of ik een verklaring omtrent het gedrag (VOG) heb"
        " laten zien voor de functie die mij is genoemd, en die dit vraagt. Zeg ik nee, dan kan ik voor die functie"
        " niet verder worden voorgesteld; voor andere functies verandert er niets.",
        "I expressly agree that {controller} records whether I have shown a certificate of conduct (VOG) for the role"
        " that was named to me and that demands one. If I say no, I cannot be proposed any further for that role;"
        " nothing changes for other roles.",
    ),
)

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
    *OF_ONE_ROLE,
)
