"""Somebody who registers himself: a stranger until his identity is checked, who learns nothing about whom we hold."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from cluster_crm.accounts.models import User
from cluster_crm.people.actions.tasks import plan_task
from cluster_crm.people.duplicates import find_duplicates, probe_of
from cluster_crm.people.models import Person
from privacy.models import SubjectRole
from privacy.vocabulary import SubjectKind

DAYS_TO_COMPARE: Final = 3


def compare_later(person: Person, kind: SubjectKind, *, by: User) -> None:
    """Plan for a member of staff to compare somebody who registered himself with whom we hold already.

    He is registered as anybody else, in a record of his own: an address proves nobody's identity, and what he sees
    may not depend on whether we know him (acceptance: an impostor learns nothing). So this answers nothing, and the
    worker calls it, where its time tells nothing either. A restricted person is not named in the task.
    """
    found = find_duplicates(kind, [probe_of(person)]).get(person.pk, [])
    others = [match for match in found if match.data_subject_id != person.pk]
    if not others:
        return
    open_to_staff = [match.data_subject_id for match in others if not match.is_restricted]
    roles = SubjectRole.objects.live().filter(data_subject__in=open_to_staff, subject_kind=kind).order_by("number")
    text = _("Registered himself. Compare with %(references)s: perhaps the same person.")
    if not open_to_staff:
        text = _("Registered himself. Ask the privacy officer whether this person is known.")
    references = ", ".join(str(role) for role in roles[:5])
    due_on = timezone.localdate() + timedelta(days=DAYS_TO_COMPARE)
    plan_task(person.pk, kind, text=text % {"references": references}, due_on=due_on, by=by)
