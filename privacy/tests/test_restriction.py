from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from privacy.actions.restriction import announce_lifting, lift, refuse_restricted, restrict
from privacy.exceptions import LiftingNotAnnounced, ProcessingRestricted
from privacy.models import Restriction
from privacy.testing import make_actor, make_subject
from privacy.vocabulary import SubjectKind

CANDIDATE, REFEREE = SubjectKind.CANDIDATE, SubjectKind.REFEREE
MONDAY = datetime(2030, 6, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_is_refused_in_that_role_alone():
    subject = make_subject()
    refuse_restricted(subject.pk, CANDIDATE)

    restrict(subject.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    refuse_restricted(subject.pk, REFEREE)
    with pytest.raises(ProcessingRestricted, match=str(subject.pk)):
        refuse_restricted(subject.pk, CANDIDATE)


@pytest.mark.requirement("RIGHT-RESTR-01")
def test_restriction_on_one_ground_runs_once():
    subject, officer = make_subject(), make_actor()

    first = restrict(subject.pk, CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=officer, reason="wrong source")
    again = restrict(subject.pk, CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=officer)
    other = restrict(subject.pk, CANDIDATE, ground=Restriction.Ground.NEEDED_FOR_CLAIM, by=officer)

    assert first == again
    assert set(Restriction.objects.of(subject.pk, CANDIDATE).active()) == {first, other}
    assert first.history.get().history_user_id == officer.pk


@pytest.mark.requirement("RIGHT-RESTR-04")
def test_lifting_waits_for_the_notice(settings):
    settings.CRM_LIFT_NOTICE = timedelta(days=7)
    officer = make_actor()
    restriction = restrict(make_subject().pk, CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=officer)

    with pytest.raises(LiftingNotAnnounced):
        lift(restriction, by=officer, at=MONDAY)
    announce_lifting(restriction, by=officer, at=MONDAY)
    with pytest.raises(LiftingNotAnnounced):
        lift(restriction, by=officer, at=MONDAY + timedelta(days=6))
    lifted = lift(restriction, by=officer, at=MONDAY + timedelta(days=7))

    assert lifted.lifted_at == MONDAY + timedelta(days=7)
    refuse_restricted(restriction.data_subject_id, CANDIDATE)


@pytest.mark.requirement("RIGHT-RESTR-04")
def test_database_refuses_lifting_without_notice():
    restriction = restrict(make_subject().pk, CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=None)

    with pytest.raises(IntegrityError, match="notice_first"):
        Restriction.objects.filter(pk=restriction.pk).update(lifted_at=MONDAY)
