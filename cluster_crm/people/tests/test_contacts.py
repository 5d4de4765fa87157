from datetime import timedelta

import pytest
from django.utils import timezone

from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.contacts import NextAction, log_contact
from cluster_crm.people.actions.interactions import Participant
from cluster_crm.people.exceptions import InPast
from cluster_crm.people.models import Interaction, InteractionNote, Task
from cluster_crm.people.tests.test_interactions import make_person
from cluster_crm.web.uuid7 import uuid7
from privacy.models import RetentionClock
from privacy.vocabulary import SubjectKind

pytestmark = pytest.mark.django_db


def log(person, *, by, key, due_in=2):
    return log_contact(
        Participant(person.data_subject_id, SubjectKind(person.subject_kind), "Asked about the vacancy"),
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.INBOUND,
        happened_at=timezone.now() - timedelta(minutes=5),
        by=by,
        key=key,
        next_action=NextAction("Send the description", timezone.localdate() + timedelta(days=due_in)),
    )


@pytest.mark.requirement("CLI-DATA-06")
@pytest.mark.parametrize(
    "kind", [kind for kind in SubjectKind if kind not in {SubjectKind.REFEREE, SubjectKind.EMERGENCY_CONTACT}]
)
def test_contact_note_and_next_action_are_recorded_at_once(kind):
    person, caller = make_person(kind), make_user()

    interaction = log(person, by=caller, key=(key := uuid7()))

    assert interaction.pk == key
    assert InteractionNote.objects.get().text == "Asked about the vacancy"
    assert (Task.objects.get().text, Task.objects.get().assigned_to) == ("Send the description", caller)
    assert RetentionClock.objects.get(data_subject_id=person.data_subject_id).contact_on == timezone.localdate()


def test_form_that_is_sent_twice_is_recorded_once():
    person, caller, key = make_person(), make_user(), uuid7()

    first = log(person, by=caller, key=key)
    second = log(person, by=caller, key=key)

    assert first == second
    assert (Interaction.objects.count(), InteractionNote.objects.count(), Task.objects.count()) == (1, 1, 1)


def test_nothing_is_recorded_when_the_next_action_is_refused():
    person = make_person()

    with pytest.raises(InPast):
        log(person, by=make_user(), key=uuid7(), due_in=-1)

    assert not Interaction.objects.exists()
    assert RetentionClock.objects.get(data_subject_id=person.data_subject_id).contact_on is None
