"""What people do online: recorded, used for relevance unless they object, and contact only where they take part."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cluster_crm.people.actions.activity import record_activity
from cluster_crm.people.models import OnlineActivity
from privacy.actions.requests import open_request
from privacy.actions.roles import Origin, register_role
from privacy.models import NoticeTask, RetentionClock
from privacy.testing import make_actor
from privacy.vocabulary import Category, Right, Source, SubjectKind

pytestmark = pytest.mark.django_db

CONTACT = SubjectKind.CLIENT_CONTACT
LONG_AGO = timezone.localdate() - timedelta(days=400)
Act = OnlineActivity.Act


@pytest.fixture
def person():
    return register_role(CONTACT, origin=Origin(Source.CLIENT_INBOUND, "", LONG_AGO), holds=[]).role.data_subject_id


def contact_on(person) -> date | None:
    return RetentionClock.objects.get(data_subject_id=person).contact_on


@pytest.mark.requirement("CLI-DATA-02", "USE-CA-05", "RET-06", "RET-08")
@pytest.mark.parametrize(
    ("act", "counts"), [(Act.PROFILE_VIEW, False), (Act.CONTENT_CLICK, True), (Act.TRAINING, True)]
)
def test_activity_counts_as_contact_where_the_person_takes_part(person, act, counts):
    record_activity(person, CONTACT, act=act, happened_at=timezone.now())

    assert contact_on(person) == (timezone.localdate() if counts else None)


@pytest.mark.requirement("CLI-DATA-02")
def test_activity_is_not_used_for_relevance_after_an_objection(person):
    record_activity(person, CONTACT, act=Act.PROFILE_VIEW, happened_at=timezone.now())
    assert OnlineActivity.objects.for_relevance().count() == 1

    open_request(person, [CONTACT], Right.OBJECTION, by=make_actor())

    assert OnlineActivity.objects.for_relevance().count() == 0


@pytest.mark.requirement("CLI-DATA-05")
def test_first_activity_opens_a_notice_and_the_next_does_not(person):
    for _ in range(2):
        record_activity(person, CONTACT, act=Act.PROFILE_VIEW, happened_at=timezone.now())

    task = NoticeTask.objects.exclude(category="").get()
    assert (task.category, task.source) == (Category.ONLINE_INTERACTION, Source.AUTO)
