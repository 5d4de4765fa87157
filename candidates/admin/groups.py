"""The groups of lines on a candidate's page: one a category, with the basis on which it is held."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.admin.badges import basis_badge
from candidates.models import Candidate
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, SubjectKind

HALF: Final = frozenset({Category.SALUTATION, Category.BIRTH_DATE, Category.PREFERENCES})  # two beside each other
OWN_DATA: Final[Sequence[tuple[Any, Category, tuple[Any, ...]]]] = (
    (_("Name"), Category.NAME, (("given_name", "infix", "family_name", "initials"),)),
    (_("Contact"), Category.CONTACT, (("email", "phone"), ("street", "postcode", "city", "country"))),
    (_("In their own words"), Category.OWN_STATEMENTS, ("headline", "summary")),
    (_("Form of address"), Category.SALUTATION, ("salutation",)),
    (_("Date of birth"), Category.BIRTH_DATE, ("birth_date",)),
    (_("Availability"), Category.PREFERENCES, ("available_from",)),
)
ORIGIN: Final = (_("Origin"), {"fields": ("source", "source_detail", "collected_on", "retention_profile")})
OF_PRIVACY: Final = ("reference", "term", "notice", "origin", "origin_detail", "created_at", "updated_at")
PRIVACY: Final = (_("Privacy"), {"fields": OF_PRIVACY, "classes": ("panel",)})
WORK: Final = (_("Our work"), {"fields": ("owner",), "classes": ("half",)})
GUESSES: Final = (_("To confirm"), {"fields": ("guesses", "is_checked")})


def groups_of(candidate: Candidate | None) -> list[Any]:
    """Return the groups of a candidate's page, or of the page on which one is registered."""
    catalogue = Catalogue.load(SubjectKind.CANDIDATE)
    own = [
        (
            title,
            {
                "fields": fields,
                "description": basis_badge(catalogue, category),
                "classes": ("half",) if category in HALF else (),
            },
        )
        for title, category, fields in OWN_DATA
    ]
    if candidate is None:
        return [ORIGIN, *own, WORK]
    return [*([GUESSES] if candidate.guessed_fields else []), PRIVACY, *own, WORK]
