from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from privacy.actions.holds import place_hold, release_hold, review_hold
from privacy.dates import add_months
from privacy.exceptions import HoldReleased
from privacy.models import LegalHold, SubjectRole
from privacy.plan import PlanItem
from privacy.registry import personal_model
from privacy.testing import make_actor, make_subject
from privacy.vocabulary import SubjectKind

CANDIDATE = SubjectKind.CANDIDATE

pytestmark = pytest.mark.django_db


def place(**fields):
    return place_hold(
        make_subject().pk, CANDIDATE, matter="2030/17", reason="expected claim", by=make_actor(), **fields
    )


@pytest.mark.requirement("CLAIM-01")
def test_hold_covers_its_scope():
    everything, documents = place(), place(scope=["candidates.Document"])

    covering = LegalHold.objects.open()

    assert set(covering.covering("candidates.document")) == {everything, documents}
    assert set(covering.covering("candidates.education")) == {everything}


@pytest.mark.requirement("CLAIM-02")
def test_hold_is_reviewed_within_six_months():
    hold, today = place(), timezone.localdate()

    assert hold.review_on == add_months(today, 6)
    assert list(LegalHold.objects.to_review(hold.review_on)) == [hold]
    assert review_hold(hold, by=make_actor(), on=hold.review_on).review_on == add_months(hold.review_on, 6)
    with pytest.raises(IntegrityError, match="reviewed_often"):
        place(review_on=today + timedelta(days=185))


@pytest.mark.requirement("RET-03")
def test_open_hold_outlives_an_erasure_and_a_released_one_does_not():
    hold = place()
    item = PlanItem(personal_model("privacy.legalhold"))
    tomorrow = timezone.localdate() + timedelta(days=1)

    while_open = [(row.pk, row.keep_until) for row in item.kept(tomorrow, SubjectRole.objects.all())]
    release_hold(hold, by=make_actor())

    assert while_open == [(hold.pk, date.max)]
    assert list(item.kept(tomorrow, SubjectRole.objects.all())) == []
    with pytest.raises(HoldReleased):
        release_hold(hold, by=make_actor())
