"""The groups of lines on a person's page: one a category, with the basis on which it is held (LB-06, GEN-08)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.admin.badges import basis_badge
from privacy.consequences import IF_LEFT_OUT
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, SubjectKind

OF_PRIVACY: Final = ("reference", "term", "notice", "origin", "origin_detail", "created_at", "updated_at")
PRIVACY: Final = (_("Privacy"), {"fields": OF_PRIVACY, "classes": ("panel",)})


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong to one category; two sections that are `is_half` stand beside each other."""

    title: Any
    category: Category
    fields: tuple[Any, ...]
    is_half: bool = False


def groups_of(kind: SubjectKind, sections: Sequence[Section]) -> list[Any]:
    """Return the groups as Django's pages take them, each with its basis and with what leaving it out means."""
    catalogue = Catalogue.load(kind)
    return [
        (
            section.title,
            {
                "fields": section.fields,
                "description": _description(catalogue, section.category),
                "classes": ("half",) if section.is_half else (),
            },
        )
        for section in sections
    ]


def _description(catalogue: Catalogue, category: Category) -> SafeString:
    badge = basis_badge(catalogue, category)
    consequence = IF_LEFT_OUT.get(category)
    if consequence is None:
        return badge
    text = gettext("Optional. %(consequence)s") if category is not Category.NAME else "%(consequence)s"
    return format_html('{}<p class="help">{}</p>', badge, text % {"consequence": consequence})
