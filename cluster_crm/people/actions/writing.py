"""What stands before every sentence about a person: is he held, may it be used, does the catalogue allow it."""

from collections.abc import Iterable
from uuid import UUID

from cluster_crm.people.exceptions import NotHeld
from privacy.actions.restriction import refuse_restricted
from privacy.models import DataSubject, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, SubjectKind


def lock_people(people: Iterable[UUID]) -> None:
    """Wait for an erasure of one of these persons that is under way; a later one waits for this transaction."""
    list(DataSubject.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))


def refuse_writing(data_subject_id: UUID, kind: SubjectKind | str, *categories: Category) -> None:
    """Refuse people whom we do not hold, whose data may only be stored, or whom the catalogue does not know so."""
    if not SubjectRole.objects.live().filter(data_subject_id=data_subject_id, subject_kind=kind).exists():
        raise NotHeld(str(data_subject_id))
    refuse_restricted(data_subject_id, kind)
    Catalogue.load(kind).require(categories)
