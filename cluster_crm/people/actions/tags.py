"""Deeds on tags: put them on people, one or thousands, and choose those of one person."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models.functions import Lower

from cluster_crm.history.acting import acting
from cluster_crm.people.actions.writing import lock_people, refuse_writing
from cluster_crm.people.exceptions import NotATag
from cluster_crm.people.models import PersonTag, Tag
from cluster_crm.people.national_id import find_bsns
from cluster_crm.people.special_data import find_special
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, SubjectKind

REASON = "people.tags"
LONGEST = 50


def tidy(name: str) -> str:
    """Return a tag as it is written down; raises NotATag for one that is too long or tells what may not be told."""
    tag = " ".join(name.split())
    if not tag or len(tag) > LONGEST or find_bsns(tag) or find_special(tag):
        raise NotATag
    return tag


def is_tag(name: str) -> bool:
    """Whether `tidy` takes it."""
    try:
        return bool(tidy(name))
    except NotATag:
        return False


def tag_people(kind: SubjectKind, tags: Mapping[UUID, Iterable[str]]) -> dict[UUID, list[UUID]]:
    """Put tags on people whom the caller has locked; returns the keys of the new rows by person.

    The number of statements does not grow with the people. Raises NotATag and NotInCatalogue.
    """
    wanted = {person: [tidy(name) for name in names] for person, names in tags.items()}
    names = {name for each in wanted.values() for name in each}
    if not names:
        return {}
    Catalogue.load(kind).require({Category.DEALINGS})
    known = ensure_tags(names)
    people = [person for person, each in wanted.items() if each]
    held = PersonTag.objects.filter(data_subject__in=people, subject_kind=kind)
    has = set(held.values_list("data_subject_id", "tag_id"))
    pairs = {(person, known[name.lower()]) for person, each in wanted.items() for name in each} - has
    made = PersonTag.objects.bulk_create(
        PersonTag(data_subject_id=person, subject_kind=kind, tag_id=tag) for person, tag in sorted(pairs)
    )
    added: dict[UUID, list[UUID]] = {}
    for row in made:
        added.setdefault(row.data_subject_id, []).append(row.pk)
    return added


def ensure_tags(names: Collection[str]) -> dict[str, str]:
    """Return how each tag is written, by its small letters; a new one comes on the list as it is written first."""
    first = {name.lower(): name for name in sorted(names, reverse=True)}
    found = _written(first)
    new = sorted(first.keys() - found.keys())
    Tag.objects.bulk_create((Tag(name=first[low]) for low in new), ignore_conflicts=True)
    return found if found.keys() == first.keys() else _written(first)


def _written(low: Collection[str]) -> dict[str, str]:
    tags = Tag.objects.annotate(low=Lower("name")).filter(low__in=low)
    return dict(tags.values_list("low", "name"))


def set_tags(data_subject_id: UUID, kind: SubjectKind, names: Iterable[str], *, by: AbstractBaseUser) -> None:
    """Let a person carry these tags and no others."""
    wanted = {tidy(name) for name in names}
    with acting(by.pk, REASON):
        lock_people([data_subject_id])
        refuse_writing(data_subject_id, kind, Category.DEALINGS)
        low = {name.lower() for name in wanted}
        own = PersonTag.objects.filter(data_subject=data_subject_id, subject_kind=kind)
        own.annotate(low=Lower("tag_id")).exclude(low__in=low).delete()
        tag_people(kind, {data_subject_id: wanted})


def tags_of(data_subject_id: UUID, kind: SubjectKind) -> list[str]:
    """Return the tags that a person carries in a role."""
    own = PersonTag.objects.filter(data_subject=data_subject_id, subject_kind=kind)
    return [str(tag) for tag in own.order_by("tag_id").values_list("tag_id", flat=True)]
