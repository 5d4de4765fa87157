from datetime import timedelta

import pytest
from django.utils import timezone

from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.notes import add_told_note
from cluster_crm.people.exceptions import InFuture, NotTold
from cluster_crm.people.models import ToldNote
from cluster_crm.people.tests.test_interactions import make_person
from privacy.actions.restriction import restrict
from privacy.exceptions import NotInCatalogue, ProcessingRestricted
from privacy.models import NoticeTask, Restriction, RetentionClock
from privacy.vocabulary import Category, Source, SubjectKind

pytestmark = pytest.mark.django_db
TOLD_ABOUT = [SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT]


def add(person, **fields):
    given = {"text": "Moves to the branch in Delft", "told_by": "A colleague", "source": Source.CLIENT}
    return add_told_note(person.data_subject_id, SubjectKind(person.subject_kind), by=make_user(), **given | fields)


@pytest.mark.requirement("CLI-DATA-03")
@pytest.mark.requirement("SUP-DATA-03")
@pytest.mark.parametrize("kind", TOLD_ABOUT)
def test_note_says_who_told_it_and_when(kind):
    person = make_person(kind)

    note = add(person)

    assert (note.told_by, note.source, note.collected_on) == ("A colleague", Source.CLIENT, timezone.localdate())
    assert RetentionClock.objects.get(data_subject_id=person.data_subject_id).contact_on is None


@pytest.mark.requirement("REF-DATA-01")
@pytest.mark.parametrize("kind", [kind for kind in SubjectKind if kind not in TOLD_ABOUT])
def test_note_about_anybody_else_is_refused_by_the_catalogue(kind):
    with pytest.raises(NotInCatalogue):
        add(make_person(kind))


@pytest.mark.requirement("CLI-DATA-03")
@pytest.mark.parametrize("missing", ["text", "told_by"])
def test_note_without_text_or_teller_is_refused(missing):
    with pytest.raises(NotTold):
        add(make_person(SubjectKind.CLIENT_CONTACT), **{missing: " "})


def test_note_of_tomorrow_is_refused():
    with pytest.raises(InFuture):
        add(make_person(SubjectKind.CLIENT_CONTACT), told_on=timezone.localdate() + timedelta(days=1))


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_note_about_a_restricted_person_is_refused():
    person, kind = make_person(SubjectKind.CLIENT_CONTACT), SubjectKind.CLIENT_CONTACT
    restrict(person.data_subject_id, kind, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        add(person)

    assert not ToldNote.objects.exists()


@pytest.mark.requirement("CLI-DATA-05")
def test_first_note_opens_a_notice_and_the_next_does_not():
    person = make_person(SubjectKind.CLIENT_CONTACT)

    add(person)
    add(person)

    task = NoticeTask.objects.get(data_subject=person.data_subject_id)
    assert (task.category, task.source) == (Category.COLLEAGUE_STATEMENTS, Source.CLIENT)


@pytest.mark.requirement("CLI-DATA-05")
def test_note_about_a_supplier_contact_opens_none():
    add(make_person(SubjectKind.SUPPLIER_CONTACT))

    assert not NoticeTask.objects.exists()
