"""The cookies that the application itself sets, in the words of the cookie page (COOKIE-03 to COOKIE-06)."""

from typing import Final

from django.conf import settings

from cluster_crm.web.cookies import CookieCategory, CookieDeclaration, CookieKind
from cluster_crm.website.cookie_choice import CHOICE_COOKIE, LIFETIME_DAYS

VISIT_COOKIE: Final = "site_visit"

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
)
