"""What the dialogue about cookies says, as it ships; legal staff edit it in the catalogue of texts."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from privacy.texts import TextDeclaration, Wording
from privacy.vocabulary import TextKind

DIALOGUE: Final = TextDeclaration(
    "website.cookie_dialogue",
    TextKind.PAGE,
    _("Asks visitors of the site about cookies"),
    Wording(
        "Wij gebruiken cookies die nodig zijn om de site te laten werken. Mogen wij ook de andere gebruiken? "
        "Weigert u, dan werkt de hele site net zo goed. U kunt uw keuze altijd veranderen, onder aan elke pagina.",
        "Mogen wij cookies plaatsen?",
    ),
    Wording(
        "We use cookies that the site needs to work. May we use the others too? "
        "If you refuse, the whole site works just as well. You can change your choice at any time, at the foot of each "
        "page.",
        "May we place cookies?",
    ),
)
