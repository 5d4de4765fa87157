"""The groups of lines on a candidate's page: one a category, with the basis on which it is held."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.admin.badges import basis_badge
from candidates.models import Candidate
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, SubjectKind

OWN_DATA: Final[Sequence[tuple[Any, Category, tuple[Any, ...]]]] = (
    (_("Name"), Category.NAME, (("given_name", "infix", "family_name"), "initials")),
    (_("Contact"), Category.CONTACT, (("email", "phone"), ("street", "postcode", "city", "country"))),
    (_("Form of address"), Category.SALUTATION, ("salutation",)),
    (_("Date of birth"), Category.BIRTH_DATE, ("birth_date",)),
    (_("In their own words"), Category.OWN_STATEMENTS, ("headline", "summary")),
    (_("Availability"), Category.PREFERENCES, ("available_from",)),
)
ORIGIN: Final = (_("Origin"), {"fields": ("source", "source_detail", "collected_on", "retention_profile")})
PRIVACY: Final = (_("Privacy"), {"fields": ("reference", "term", "notice", ("origin", "origin_detail"))})
WORK: Final = (_("Our work"), {"fields": ("owner",)})
CHANGES: Final = (_("Our work"), {"fields": ("owner", "created_at", "updated_at")})
GUESSES: Final = (_("To confirm"), {"fields": ("guesses", "is_checked")})


def groups_of(candidate: Candidate | None) -> list[Any]:
    """Return the groups of a candidate's page, or of the page on which one is registered."""
    catalogue = Catalogue.load(SubjectKind.CANDIDATE)
    own = [
        (title, {"fields": fields, "description": basis_badge(catalogue, category)})
        for title, category, fields in OWN_DATA
    ]
    if candidate is None:
        return [ORIGIN, *own, WORK]
    return [*([GUESSES] if candidate.guessed_fields else []), PRIVACY, *own, CHANGES]
