"""What a notice says to one person: source, kinds of data, purposes, bases, term and the right to object (LAW-14)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from privacy.actions.preferences import languages_of
from privacy.actions.texts import current_text, render
from privacy.models import NoticeTask, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.registry import person_model, personal_model
from privacy.stores.held import categories_held
from privacy.vocabulary import (
    Category,
    Identifier,
    LawfulBasis,
    Purpose,
    RetentionClass,
    Source,
    Stage,
    SubjectKind,
)

NAMES_ITS_SOURCE: Final = frozenset(
    {Source.LINKEDIN, Source.JOBBOARD, Source.EVENT_LIST, Source.MEDIA, Source.MARKET_RESEARCH, Source.SOCIAL_LIKE}
)
"""Sources of which the details name a place and no third person: they are told along (LB-02)."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The text and the values of a notice to one person in one role, in his language."""

    code: str
    language: str
    values: Mapping[str, str]


def words_of(
    kind: SubjectKind, tasks: Mapping[UUID, Sequence[NoticeTask]], *, language: str = ""
) -> Mapping[UUID, Notice]:
    """Return what to say to each person who is owed a notice; the number of statements does not grow with them."""
    persons = list(tasks)
    roles = {
        role.data_subject_id: role
        for role in SubjectRole.objects.live().filter(data_subject__in=persons, subject_kind=kind)
    }
    languages = dict.fromkeys(persons, language) if language else languages_of(persons)
    held, names = categories_held(persons, kind), names_of(kind, persons)
    catalogue = Catalogue.load(kind).at(Stage.REGISTRATION)
    said = {each: _common(each) for each in {*languages.values()}}
    found = {}
    for person, owed in tasks.items():
        if person in roles:
            spoken = languages[person]
            with override(spoken):
                own = _own(roles[person], owed, held.get(person, frozenset()), catalogue)
            values = {**said[spoken], **own, "name": names.get(person, "")}
            found[person] = Notice(_code(owed), spoken, values)
    return found


def names_of(kind: SubjectKind | str, persons: Collection[UUID]) -> Mapping[UUID, str]:
    """Return how persons are called in a role; one statement."""
    model: Any = person_model(kind)
    if model is None:
        return {}
    fields = [
        each.field.name
        for each in personal_model(model._meta.label_lower).identifiers
        if each.identifier is Identifier.NAME
    ]
    rows = model._base_manager.filter(data_subject__in=list(persons)).values_list("data_subject", *fields[:1])
    return dict(rows) if fields else {}


def _code(owed: Iterable[NoticeTask]) -> str:
    articles = {task.article for task in owed if not task.category}
    if NoticeTask.Article.FROM_OTHERS in articles:
        return "notice.mail_from_others"
    return "notice.mail_from_person" if articles else "notice.mail_new_data"


def _common(language: str) -> dict[str, str]:
    """What is the same for everybody in a language."""
    objection = current_text("notice.objection", language)
    with override(language):
        link = f"{settings.CRM_ORIGIN}{reverse('privacy:policy')}"
    return {
        "objection": render(objection, {}).body,
        "notice_link": link,
        "authority": f"{settings.CRM_AUTHORITY_NAME}, {settings.CRM_AUTHORITY_URL}",
    }


def _own(
    role: SubjectRole, owed: Sequence[NoticeTask], held: Collection[Category], catalogue: Catalogue
) -> dict[str, str]:
    """What differs from person to person: in the language that is on."""
    named = {Category(task.category) for task in owed if task.category}
    told = named if all(task.category for task in owed) else {*held, *named}
    rows = [row for category in Category if category in told and (row := catalogue.entry(category))]
    purposes = dict.fromkeys(purpose for row in rows for purpose in row.purposes)
    first = min(task.collected_on for task in owed)
    return {
        "reference": str(role),
        "source": "; ".join(dict.fromkeys(source_in_words(task.source, role) for task in owed)),
        "collected_on": formats.date_format(first, "DATE_FORMAT"),
        "categories": ", ".join(str(category.label) for category in Category if category in told) or _("none yet"),
        "purposes": ", ".join(str(Purpose(purpose).label) for purpose in purposes) or _("none yet"),
        "bases": ", ".join(dict.fromkeys(str(LawfulBasis(row.basis).label) for row in rows)) or _("none yet"),
        "retention": "; ".join(dict.fromkeys(str(RetentionClass(row.retention_class).label) for row in rows)),
    }


def source_in_words(source: str, role: SubjectRole) -> str:
    """Return where data came from; its details where they name a place, never where they may name a third person."""
    words = str(Source(source).label)
    if source == role.source and source in NAMES_ITS_SOURCE and role.source_detail:
        return f"{words} ({role.source_detail})"
    return words
