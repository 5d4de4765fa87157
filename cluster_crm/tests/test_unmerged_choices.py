"""What a person takes back between a merge and its undo counts for both records afterwards: nothing more is sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.models import Photo
from candidates.testing import make_candidate
from cluster_crm.people.actions.unmerging import request_undo
from cluster_crm.tests.test_erasure import work
from cluster_crm.tests.test_merge import merge
from cluster_crm.tests.test_merge_rules import GIVEN, WITHDRAWN, last_word, say, with_photo
from privacy.actions.objections import object_to_recruitment, stop_everything
from privacy.actions.preferences import choose_sharing, pause_until, preferences_of
from privacy.actions.sending import may_send
from privacy.actions.unsubscribe import unsubscribe
from privacy.models import ConsentEvent, Objection
from privacy.vocabulary import Channel, Purpose, SubjectKind
from privacy.way_out import WayOut

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE
WRITTEN = ConsentEvent.Method.WRITTEN


def two():
    """Two records of one person, each with an address."""
    return make_candidate(email="a@example.org"), make_candidate(email="b@example.org")


def undo(done) -> None:
    request_undo(done, by=done.asked_by)
    work()
    done.refresh_from_db()
    assert done.state == "undone"


@pytest.mark.requirement("CONS-04", "MKT-06")
@pytest.mark.parametrize(
    ("purpose", "channel"),
    [
        (Purpose.DM_RECRUIT, Channel.EMAIL),
        (Purpose.DM_OTHER, Channel.PHONE),
        (Purpose.JOB_ALERT, Channel.EMAIL),
        (Purpose.PHOTO, ""),
        (Purpose.PROFILING, ""),
        (Purpose.EQUAL_OPPORTUNITIES, ""),
        (Purpose.SUCCESS_STORY, ""),
        (Purpose.HEALTH, ""),
        (Purpose.RECRUITMENT, ""),
    ],
)
@pytest.mark.parametrize("first", [GIVEN, ""])
def test_withdrawal_since_a_merge_counts_for_both(first, purpose, channel):
    survivor, absorbed = two()
    say(survivor, first, purpose=purpose, channel=channel)
    say(absorbed, GIVEN, purpose=purpose, channel=channel)
    done = merge(survivor, absorbed)
    say(survivor, WITHDRAWN, purpose=purpose, channel=channel)

    undo(done)

    assert {last_word(person, purpose, channel) for person in (survivor, absorbed)} == {(WITHDRAWN, "signed_form")}


@pytest.mark.requirement("SENS-02")
def test_photo_that_an_undo_brings_back_goes_where_its_consent_was_withdrawn_since():
    survivor, absorbed = two()
    with_photo(survivor)
    say(absorbed, WITHDRAWN, purpose=Purpose.PHOTO, channel="")
    done = merge(survivor, absorbed)
    say(survivor, WITHDRAWN, purpose=Purpose.PHOTO, channel="")

    undo(done)

    assert not Photo.objects.exists()
    assert not Photo.history.exists()


@pytest.mark.requirement("MKT-06", "MKT-07")
@pytest.mark.parametrize("way", ["stop", "recruitment", "link of the absorbed"])
def test_objection_since_a_merge_counts_for_both(way):
    survivor, absorbed = two()
    done = merge(survivor, absorbed)
    if way == "stop":
        stop_everything(survivor.pk, method=WRITTEN, language="nl")
    elif way == "recruitment":
        object_to_recruitment(survivor.pk, method=WRITTEN, language="nl")
    else:
        link = WayOut(data_subject_id=absorbed.pk, kind=CANDIDATE, purpose=Purpose.DM_RECRUIT, digest="0" * 64)
        unsubscribe(link, language="nl")
    asked = Purpose.ROLE_CONTACT if way == "recruitment" else Purpose.DM_RECRUIT

    undo(done)

    assert set(Objection.objects.values_list("data_subject", flat=True)) == {survivor.pk, absorbed.pk}
    assert Objection.objects.count() == 2
    for person in (survivor.pk, absorbed.pk):
        assert not may_send(person, CANDIDATE, asked, Channel.POST).is_allowed


@pytest.mark.requirement("CONS-02", "SHARE-02")
@pytest.mark.parametrize("has_wishes", [(False, False), (True, False), (False, True), (True, True)])
def test_stricter_wish_since_a_merge_counts_for_both(has_wishes):
    day = timezone.localdate() + timedelta(days=30)
    both = two()
    for person, has in zip(both, has_wishes, strict=True):
        if has:
            choose_sharing(person.pk, group=True, optional=True)
    done = merge(*both)
    pause_until(both[0].pk, day)
    choose_sharing(both[0].pk, group=True, optional=False)

    undo(done)

    for person in both:
        wish = preferences_of(person.pk)
        assert (wish.paused_until, wish.shares_with_group, wish.shares_with_optional) == (day, True, False)


def test_wish_of_one_record_before_a_merge_is_no_wish_of_the_other_after_the_undo():
    survivor, absorbed = two()
    choose_sharing(absorbed.pk, group=False, optional=True)
    choose_sharing(survivor.pk, group=True, optional=True)
    done = merge(survivor, absorbed)
    pause_until(survivor.pk, timezone.localdate())

    undo(done)

    assert preferences_of(survivor.pk).shares_with_group
    assert not preferences_of(absorbed.pk).shares_with_group
