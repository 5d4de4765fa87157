"""The cookies that the application itself sets, in the words of the cookie page (COOKIE-03 to COOKIE-06)."""

from typing import Final

from django.conf import settings

from cluster_crm.web.cookies import CookieCategory, CookieDeclaration, CookieKind
from cluster_crm.website.cookie_choice import CHOICE_COOKIE, LIFETIME_DAYS
from privacy.models.person_links import VISIT_COOKIE as PERSON_COOKIE

COUNTED_COOKIE: Final = "visit_counted"

COOKIES: Final = (
    CookieDeclaration(
        settings.SESSION_COOKIE_NAME,
        CookieCategory.NECESSARY,
        "Onthoudt dat u bent ingelogd, tot u uitlogt.",
        "Remembers that you are logged in, until you log out.",
    ),
    CookieDeclaration(
        settings.CSRF_COOKIE_NAME,
        CookieCategory.NECESSARY,
        "Beschermt formulieren: niemand anders kan er in uw naam een versturen.",
        "Protects forms: nobody else can send one in your name.",
    ),
    CookieDeclaration(
        CHOICE_COOKIE,
        CookieCategory.NECESSARY,
        "Onthoudt wat u over cookies hebt gekozen, met een willekeurig nummer als bewijs.",
        "Remembers what you chose about cookies, with a random number as proof.",
        kind=CookieKind.PERMANENT,
        lifetime_days=LIFETIME_DAYS,
    ),
    CookieDeclaration(
        settings.LANGUAGE_COOKIE_NAME,
        CookieCategory.FUNCTIONALITY,
        "Onthoudt de taal die een medewerker zelf kiest.",
        "Remembers the language that a member of staff chooses.",
        is_on_request=True,
    ),
    CookieDeclaration(
        "theme",
        CookieCategory.FUNCTIONALITY,
        "Onthoudt of een medewerker een licht of donker scherm kiest.",
        "Remembers whether a member of staff chooses a light or dark screen.",
        kind=CookieKind.STORAGE,
        is_on_request=True,
    ),
    CookieDeclaration(
        COUNTED_COOKIE,
        CookieCategory.PERFORMANCE,
        "Zegt alleen dat dit bezoek is geteld. Er staat geen nummer in, en wij bewaren niet wie u bent.",
        "Says only that this visit was counted. It holds no number, and we do not keep who you are.",
        is_active=False,
    ),
    CookieDeclaration(
        PERSON_COOKIE,
        CookieCategory.PERSONALISATION,
        "Bent u met uw link bij ons, dan onthouden wij welke pagina's u bekijkt, om passend werk te tonen.",
        "While you are here by your link, we remember which pages you look at, to show work that suits you.",
        is_active=False,
    ),
)
