from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from privacy.actions.disclosures import disclose, disclose_many
from privacy.actions.notices import open_notice_task
from privacy.actions.preferences import choose_sharing
from privacy.actions.restriction import restrict
from privacy.actions.usable import LeftOut
from privacy.exceptions import NoticeOverdue, NotToBeShared, ProcessingRestricted, PurposeNotAllowed, RecipientInactive
from privacy.models import Disclosure, NoticeTask, Recipient, Restriction
from privacy.testing import make_actor, make_recipient, make_subject
from privacy.vocabulary import LawfulBasis, Purpose, Source, SubjectKind

CANDIDATE = SubjectKind.CANDIDATE
NAME = "privacy.recipient.name"  # a field of the category "name", in the app that may be named here

pytestmark = pytest.mark.django_db


def send(subject, **fields):
    defaults = {
        "to": make_recipient(),
        "fields": [NAME],
        "purpose": Purpose.RECRUITMENT,
        "basis": LawfulBasis.LEGITIMATE_INTERESTS,
        "by": make_actor(),
    }
    return disclose(subject.pk, CANDIDATE, **defaults | fields)


@pytest.mark.requirement("SHARE-01", "SHARE-07")
def test_disclosure_names_recipient_fields_purpose_and_user():
    subject, recipient, actor = make_subject(), make_recipient(), make_actor()

    disclosure = send(subject, to=recipient, by=actor, reference="A-17")

    assert (disclosure.recipient, disclosure.fields, disclosure.purpose, disclosure.disclosed_by_id) == (
        recipient,
        [NAME],
        Purpose.RECRUITMENT,
        actor.pk,
    )
    assert list(Disclosure.objects.of(subject.pk, CANDIDATE).recipients()) == [recipient]


@pytest.mark.requirement("SHARE-06")
def test_disclosure_to_an_inactive_recipient_is_refused():
    with pytest.raises(RecipientInactive):
        send(make_subject(), to=make_recipient(is_active=False))


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_disclosure_of_a_restricted_person_is_refused():
    subject = make_subject()
    restrict(subject.pk, CANDIDATE, ground=Restriction.Ground.OBJECTION_PENDING, by=None)

    with pytest.raises(ProcessingRestricted):
        send(subject)


@pytest.mark.requirement("LAW-02")
def test_disclosure_for_a_purpose_outside_the_catalogue_is_refused():
    with pytest.raises(PurposeNotAllowed):
        send(make_subject(), purpose=Purpose.EMERGENCY)


@pytest.mark.requirement("LAW-08")
def test_disclosure_makes_the_notice_due_today_or_is_refused_when_overdue():
    fresh, late, today = make_subject(), make_subject(), timezone.localdate()
    task = open_notice_task(fresh.pk, CANDIDATE, source=Source.LINKEDIN, collected_on=today)
    open_notice_task(late.pk, CANDIDATE, source=Source.LINKEDIN, collected_on=date(2024, 1, 31))

    send(fresh)

    task.refresh_from_db()
    assert (task.due_on, task.state) == (today, NoticeTask.State.DUE)
    with pytest.raises(NoticeOverdue):
        send(late)


def test_disclosure_says_what_left():
    with pytest.raises(IntegrityError, match="says_what"), transaction.atomic():
        send(make_subject(), fields=[])


Need = Recipient.Need
REFUSALS = {
    "group": ({"group": False, "optional": True}, {Need.GROUP}),
    "optional": ({"group": True, "optional": False}, {Need.OPTIONAL}),
    "both": ({"group": False, "optional": False}, {Need.GROUP, Need.OPTIONAL}),
    "none": ({"group": True, "optional": True}, set()),
}


@pytest.mark.requirement("SHARE-02", "SHARE-04", "AMB-23")
@pytest.mark.parametrize("case", REFUSALS)
@pytest.mark.parametrize("need", Need)
def test_wish_about_sharing_is_asked_before_each_disclosure(case, need):
    wishes, refused = REFUSALS[case]
    subject, recipient = make_subject(), make_recipient(need=need)
    choose_sharing(subject.pk, **wishes)

    if need in refused:
        with pytest.raises(NotToBeShared):
            send(subject, to=recipient)
    else:
        send(subject, to=recipient)

    assert Disclosure.objects.exists() is (need not in refused)


@pytest.mark.requirement("SHARE-02")
def test_sharing_is_on_unless_specified_otherwise():
    send(make_subject(), to=make_recipient(need=Need.GROUP))

    assert Disclosure.objects.count() == 1


@pytest.mark.requirement("SHARE-02")
def test_of_many_those_who_refused_are_left_out_with_their_reason():
    willing, refuses, restricted = (make_subject() for _number in range(3))
    for subject in (refuses, restricted):
        choose_sharing(subject.pk, group=False, optional=True)
    restrict(restricted.pk, CANDIDATE, ground=Restriction.Ground.OBJECTION_PENDING, by=None)

    absent = disclose_many(
        [willing.pk, refuses.pk, restricted.pk],
        CANDIDATE,
        to=make_recipient(need=Need.GROUP, recipient_role=Recipient.RecipientRole.PROCESSOR),
        fields=[NAME],
        purpose=Purpose.RECRUITMENT,
        by=make_actor(),
    )

    assert absent == {refuses.pk: LeftOut.OPTED_OUT, restricted.pk: LeftOut.RESTRICTED}
    assert [row.data_subject_id for row in Disclosure.objects.all()] == [willing.pk]


def test_refused_recipient_is_judged_by_what_it_is_now():
    subject, recipient = make_subject(), make_recipient()
    choose_sharing(subject.pk, group=False, optional=False)
    Recipient.objects.update(need=Need.GROUP)

    with pytest.raises(NotToBeShared):
        send(subject, to=recipient)
