"""Somebody who registers himself is compared by staff afterwards, and learns nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.applicants import compare_later
from cluster_crm.people.models import Task
from privacy.actions.restriction import restrict
from privacy.models import Restriction
from privacy.vocabulary import SubjectKind

pytestmark = pytest.mark.django_db
KIND = SubjectKind.CANDIDATE
NOOR = {"given_name": "Noor", "infix": "de", "family_name": "Vries", "email": "noor@example.org"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_staff_are_asked_to_compare_and_nothing_is_answered():
    known, applicant, by = make_candidate(**NOOR), make_candidate(**NOOR), make_user()

    answer = compare_later(applicant, KIND, by=by)

    task = Task.objects.get()
    assert answer is None
    assert (task.data_subject_id, task.assigned_to, task.due_on) == (
        applicant.pk,
        by,
        timezone.localdate() + timedelta(days=3),
    )
    assert task.text == f"Registered himself. Compare with {known}: perhaps the same person."


def test_nobody_is_asked_about_somebody_new():
    assert compare_later(make_candidate(**NOOR), KIND, by=make_user()) is None
    assert not Task.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_is_not_named_in_the_task():
    known, applicant = make_candidate(**NOOR), make_candidate(**NOOR)
    restrict(known.pk, KIND, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    compare_later(applicant, KIND, by=make_user())

    assert Task.objects.get().text == "Registered himself. Ask the privacy officer whether this person is known."
