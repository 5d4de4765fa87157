from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from privacy.actions.notices import (
    advance_notices,
    exempt,
    open_category_notice,
    open_notice_task,
    record_notice,
    refuse_overdue,
)
from privacy.exceptions import NoticeOverdue
from privacy.models import NoticeTask
from privacy.notices import art14_due
from privacy.testing import make_actor, make_policy, make_subject
from privacy.vocabulary import Category, Source, SubjectKind

CANDIDATE = SubjectKind.CANDIDATE
COLLECTED = date(2024, 1, 31)


@pytest.mark.requirement("LAW-08")
@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ({}, date(2024, 2, 29)),
        ({"first_communication_on": date(2024, 2, 10)}, date(2024, 2, 10)),
        ({"first_disclosure_on": date(2024, 2, 5)}, date(2024, 2, 5)),
        ({"first_communication_on": date(2024, 2, 10), "first_disclosure_on": date(2024, 2, 5)}, date(2024, 2, 5)),
        ({"first_communication_on": date(2024, 3, 10)}, date(2024, 2, 29)),
    ],
)
def test_art14_due_is_the_earliest(contact, expected):
    assert art14_due(COLLECTED, **contact) == expected


@pytest.mark.requirement("SRC-02")
def test_notice_task_opens_for_third_party_sources_alone(db):
    subject = make_subject()

    own = open_notice_task(subject.pk, CANDIDATE, source=Source.APPLICATION, collected_on=COLLECTED)
    first = open_notice_task(subject.pk, CANDIDATE, source=Source.LINKEDIN, collected_on=COLLECTED)
    again = open_notice_task(subject.pk, CANDIDATE, source=Source.LINKEDIN, collected_on=COLLECTED)

    assert (own, first, first.due_on) == (None, again, date(2024, 2, 29))


@pytest.mark.requirement("LAW-08")
def test_first_contact_brings_the_day_forward_and_later_ones_do_not(db):
    subject = make_subject()
    task = open_notice_task(subject.pk, CANDIDATE, source=Source.CLIENT, collected_on=COLLECTED)

    advance_notices(subject.pk, CANDIDATE, first_communication_on=date(2024, 2, 10))
    advance_notices(subject.pk, CANDIDATE, first_communication_on=date(2024, 2, 12))
    advance_notices(subject.pk, CANDIDATE, first_disclosure_on=date(2024, 2, 20))

    task.refresh_from_db()
    assert (task.first_communication_on, task.first_disclosure_on, task.due_on) == (
        date(2024, 2, 10),
        date(2024, 2, 20),
        date(2024, 2, 10),
    )


@pytest.mark.requirement("LAW-08")
def test_overdue_notice_blocks_use_until_it_is_given(db):
    subject, policy = make_subject(), make_policy()
    task = open_notice_task(subject.pk, CANDIDATE, source=Source.CLIENT, collected_on=COLLECTED)
    refuse_overdue(subject.pk, CANDIDATE, on=task.due_on)
    late = task.due_on + timedelta(days=1)

    with pytest.raises(NoticeOverdue):
        refuse_overdue(subject.pk, CANDIDATE, on=late)
    closed = record_notice(subject.pk, CANDIDATE, on=late, policy_version=policy)

    refuse_overdue(subject.pk, CANDIDATE, on=late)
    task.refresh_from_db()
    assert (closed, task.state, task.given_on, task.policy_version) == (1, NoticeTask.State.GIVEN, late, policy)


@pytest.mark.requirement("LAW-09")
def test_exemption_needs_a_reason(db):
    task = open_notice_task(make_subject().pk, CANDIDATE, source=Source.CLIENT, collected_on=COLLECTED)
    officer = make_actor()

    exempted = exempt(task, exemption=NoticeTask.Exemption.SECRECY, reason="lawyer's file", by=officer)

    assert (exempted.state, exempted.exempted_by_id) == (NoticeTask.State.EXEMPT, officer.pk)
    with pytest.raises(IntegrityError, match="noticetask_state"):
        NoticeTask.objects.filter(pk=task.pk).update(exemption_reason="")


def tell(subject, kind=SubjectKind.CLIENT_CONTACT, *, known=(Category.NAME,)):
    held = [Category.NAME, Category.CONTACT, Category.PRIVACY_RECORD]
    return open_category_notice(
        subject.pk, kind, held, known=known, source=Source.CLIENT_INBOUND, collected_on=COLLECTED
    )


@pytest.mark.requirement("CLI-DATA-05")
def test_data_of_a_new_kind_open_a_notice_of_that_kind_once(db):
    subject = make_subject(SubjectKind.CLIENT_CONTACT)

    (task,) = tell(subject)
    again = tell(subject)

    assert (task.category, task.due_on, task.state) == (Category.CONTACT, date(2024, 2, 29), NoticeTask.State.DUE)
    assert again == []


@pytest.mark.requirement("CLI-DATA-05")
def test_data_of_a_known_kind_or_about_others_open_no_notice(db):
    contact, candidate = make_subject(SubjectKind.CLIENT_CONTACT), make_subject(CANDIDATE)

    opened = [*tell(contact, known=[Category.NAME, Category.CONTACT]), *tell(candidate, CANDIDATE)]

    assert opened == []


@pytest.mark.requirement("CLI-DATA-05")
def test_notice_of_a_new_kind_comes_with_the_first_message(db):
    subject = make_subject(SubjectKind.CLIENT_CONTACT)
    (task,) = tell(subject)

    advance_notices(subject.pk, SubjectKind.CLIENT_CONTACT, first_communication_on=date(2024, 2, 3))

    task.refresh_from_db()
    assert task.due_on == date(2024, 2, 3)
