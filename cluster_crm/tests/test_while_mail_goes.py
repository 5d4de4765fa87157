"""Mail that goes out at the very moment at which its person is erased or merged: sent once, and no circle of locks."""

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import transaction
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.merging import merge_records, request_merge
from cluster_crm.tests.test_changes_during_erasure import proposed
from privacy.actions.erasure_run import erase_part
from privacy.actions.messages import deliver, queue_message
from privacy.actions.notices import open_notice_task
from privacy.models import Message, NoticeTask
from privacy.testing import ensure_profile, make_policy
from privacy.tests.test_races import apart, wait_until_blocked
from privacy.vocabulary import Purpose, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db(transaction=True)
CANDIDATE = SubjectKind.CANDIDATE


def message_with_notice(person: Candidate) -> Message:
    """A message that waits and carries a notice, so that sending it writes in both tables."""
    policy = make_policy(published_at=timezone.now())
    task = open_notice_task(person.pk, CANDIDATE, source=Source.LINKEDIN, collected_on=timezone.localdate())
    message = queue_message(
        person.pk, CANDIDATE, to_address=person.email, subject_line="x", body="y", purpose=Purpose.SERVICE,
        language="nl", carries_notice=True,
    )  # fmt: skip
    NoticeTask.objects.filter(pk=task.pk).update(message=message, way=NoticeTask.Way.EMAIL, policy_version=policy)
    return message


def erase_now(person: Candidate) -> None:
    with transaction.atomic():
        erase_part(proposed(person), 0)


@pytest.mark.requirement("ACC-06", "ERASE-01")
def test_erasure_that_comes_while_a_message_goes_waits_for_it():
    ensure_profile()
    person = make_candidate(email="a@example.org")
    message, sent = message_with_notice(person), []
    begun: list[Future[None]] = []

    def send(going: Message) -> None:
        begun.append(pool.submit(apart, lambda: erase_now(person)))
        wait_until_blocked(begun[0])
        sent.append(going.to_address)

    with ThreadPoolExecutor(1) as pool:
        delivered = deliver(message.pk, send=send)
        begun[0].result(timeout=10)

    assert (sent, delivered.state) == (["a@example.org"], Message.State.SENT)
    assert not Message.objects.exists()
    assert not NoticeTask.objects.exists()


@pytest.mark.requirement("ACC-06")
def test_message_of_somebody_who_is_being_merged_goes_once_after_that():
    ensure_profile()
    survivor, absorbed = make_candidate(email=""), make_candidate(email="b@example.org")
    message, sent = message_with_notice(absorbed), []
    merge = request_merge(survivor.pk, absorbed.pk, CANDIDATE, reason="said_so", by=make_user(Role.RECRUITER))

    def go() -> Message | None:
        return apart(lambda: deliver(message.pk, send=lambda going: sent.append(going.to_address)))

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            merge_records(merge, at=timezone.now())
            both = [pool.submit(go) for _each in range(2)]
            wait_until_blocked(both[0])
        ended = [begun.result(timeout=10) for begun in both]

    message.refresh_from_db()
    assert [one.state for one in ended if one] == ["sent"]
    assert (sent, message.data_subject_id) == (["b@example.org"], survivor.pk)
