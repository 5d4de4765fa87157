"""Who may be in a bulk deed and who not, for many persons of one role in the statements of one (Articles 14 and 18)."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models.expressions import RawSQL

from privacy.models import DataSubject, NoticeTask, PersonPreference, Recipient, Restriction, SubjectRole
from privacy.vocabulary import SubjectKind


class LeftOut(StrEnum):
    """Why somebody is left out; a person is counted once, for the first of these."""

    GONE = "gone"  # not held in the role any more
    RESTRICTED = "restricted"  # Article 18(2)
    UNTOLD = "untold"  # the notice of Article 14 is owed (LAW-08)
    OPTED_OUT = "opted_out"  # does not want it to go to such a recipient (SHARE-02)


def among(persons: Collection[UUID]) -> RawSQL:
    """Return persons for a lookup `__in` as one parameter: a thousand of them are slow to write into a statement."""
    return RawSQL("SELECT unnest(%s::uuid[])", [list(persons)])


def lock_persons(persons: Collection[UUID]) -> None:
    """Lock persons whom the caller's transaction writes about: an erasure or restriction comes before it or after."""
    locked = DataSubject.objects.select_for_update(no_key=True).filter(pk__in=among(persons))
    list(locked.order_by("pk").values_list("pk"))


def opted_out(persons: Collection[UUID], to: Recipient) -> Collection[UUID]:
    """Return who of some persons said that nothing of theirs goes to such a recipient; one statement at most."""
    refused = {Recipient.Need.GROUP: "shares_with_group", Recipient.Need.OPTIONAL: "shares_with_optional"}
    name = refused.get(Recipient.Need(to.need))
    if name is None:
        return ()
    return PersonPreference.objects.filter(data_subject__in=among(persons), **{name: False}).values_list(
        "data_subject", flat=True
    )


def left_out(
    persons: Collection[UUID], kind: SubjectKind | str, *, is_disclosed: bool, on: date, to: Recipient | None = None
) -> Mapping[UUID, LeftOut]:
    """Return who of some persons may not be used, and why; three statements, four where they may refuse `to`.

    Before a first disclosure the notice must have been given; for use in the house it may not be overdue.
    """
    asked = {"data_subject__in": among(persons), "subject_kind": kind}
    held = SubjectRole.objects.live().filter(**asked)
    notices = NoticeTask.objects.filter(**asked)
    owed = notices.owed() if is_disclosed else notices.overdue(on)
    here = {*held.values_list("data_subject", flat=True)}
    return {
        **dict.fromkeys(opted_out(persons, to) if to else (), LeftOut.OPTED_OUT),
        **dict.fromkeys(owed.values_list("data_subject", flat=True), LeftOut.UNTOLD),
        **dict.fromkeys(
            Restriction.objects.active().filter(**asked).values_list("data_subject", flat=True), LeftOut.RESTRICTED
        ),
        **dict.fromkeys((person for person in persons if person not in here), LeftOut.GONE),
    }
