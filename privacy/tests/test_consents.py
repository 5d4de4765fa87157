import pytest
from django.db import IntegrityError

from privacy.actions.consents import record_consent, withdraw
from privacy.exceptions import ConsentNotAffirmed
from privacy.models import ConsentEvent
from privacy.testing import make_policy, make_subject
from privacy.vocabulary import Channel, Purpose, SubjectKind

CANDIDATE = SubjectKind.CANDIDATE
Method = ConsentEvent.Method

pytestmark = pytest.mark.django_db


def give(subject, **fields):
    defaults = {
        "purpose": Purpose.DM_OTHER,
        "channel": Channel.EMAIL,
        "method": Method.BOX_TICKED,
        "text_version": "dm-2",
        "language": "nl",
        "policy_version": make_policy(),
        "is_affirmed": True,
    }
    return record_consent(subject.pk, CANDIDATE, **defaults | fields)


@pytest.mark.requirement("CONS-04")
def test_last_word_on_a_purpose_and_channel_counts():
    subject = make_subject()
    given = give(subject)
    give(subject, purpose=Purpose.SURVEY)

    withdrawn = withdraw(
        subject.pk,
        CANDIDATE,
        purpose=Purpose.DM_OTHER,
        channel=Channel.EMAIL,
        method=Method.UNSUBSCRIBE_LINK,
        language="nl",
        policy_version=make_policy(),
    ).event

    events = ConsentEvent.objects.of(subject.pk, CANDIDATE)
    assert events.last_word(Purpose.DM_OTHER, Channel.EMAIL) == withdrawn
    assert (given.action, withdrawn.action) == ("given", "withdrawn")
    assert events.last_word(Purpose.DM_OTHER, Channel.PHONE) is None


@pytest.mark.requirement("STORY-01", "SENS-01")
def test_consent_to_one_thing_is_none_to_another_and_ends_with_everything():
    subject, one, other = make_subject(), "0" * 64, "1" * 64
    given = give(subject, purpose=Purpose.SUCCESS_STORY, channel="", about=one)
    all_given = give(subject, purpose=Purpose.SUCCESS_STORY, channel="")
    said = ConsentEvent.objects.of(subject.pk, CANDIDATE)
    before = [said.last_word(Purpose.SUCCESS_STORY, about=about) for about in (one, other, "")]

    withdrawn = withdraw(
        subject.pk,
        CANDIDATE,
        purpose=Purpose.SUCCESS_STORY,
        method=Method.WRITTEN,
        language="nl",
        policy_version=make_policy(),
    ).event

    assert before == [given, None, all_given]
    assert [said.last_word(Purpose.SUCCESS_STORY, about=about) for about in (one, other, "")] == [withdrawn] * 3


@pytest.mark.requirement("CONS-03")
@pytest.mark.parametrize("fields", [{"is_affirmed": False}, {"method": Method.UNSUBSCRIBE_LINK}])
def test_consent_without_a_clear_act_is_refused(fields):
    with pytest.raises(ConsentNotAffirmed):
        give(make_subject(), **fields)

    assert not ConsentEvent.objects.exists()


@pytest.mark.requirement("CONS-01")
@pytest.mark.parametrize("method", ["preticked", "unsubscribe_link"])
def test_database_knows_no_box_ticked_beforehand(method):
    given = give(make_subject())

    with pytest.raises(IntegrityError, match="affirmative"):
        ConsentEvent.objects.filter(pk=given.pk).update(method=method)
