from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from candidates.testing import make_candidate
from cluster_crm.jobs.models import Job
from privacy.actions.messages import BACK_OFF, cancel_message, deliver, queue_message, send_again, told_otherwise
from privacy.actions.notices import open_notice_task
from privacy.actions.restriction import restrict
from privacy.exceptions import MessageNotDelivered, NoMailServer
from privacy.models import Message, NoticeTask, Restriction, SubjectRole
from privacy.plan import PlanItem
from privacy.registry import personal_model
from privacy.sending import SendingRefused
from privacy.testing import make_policy, make_recipient
from privacy.vocabulary import Purpose, Source, SubjectKind

CANDIDATE = SubjectKind.CANDIDATE
HANDED = {"way": Message.ToldBy.HANDED, "on": timezone.localdate(), "note": "Kees Oster at the desk"}

pytestmark = pytest.mark.django_db


def make_kees():
    return make_candidate(family_name="Oster", email="kees@example.org")


def queue(subject=None, **fields):
    defaults = {
        "to_address": "kees@example.org",
        "subject_line": "Your request",
        "body": "Dear Kees Oster",
        "purpose": Purpose.SERVICE,
        "language": "nl",
    }
    return queue_message((subject or make_kees()).pk, CANDIDATE, **defaults | fields)


class Post:
    """A transport that fails as told, and remembers what it was given."""

    def __init__(self, *failures):
        self.failures, self.sent = list(failures), []

    def __call__(self, message):
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((message.to_address, message.subject_line))


@pytest.mark.requirement("ACC-06")
def test_message_is_sent_once():
    message, post = queue(), Post()

    sent, again = deliver(message.pk, send=post), deliver(message.pk, send=post)

    assert (sent.state, sent.to_address, again) == (Message.State.SENT, "kees@example.org", None)
    assert post.sent == [("kees@example.org", "Your request")]
    assert Job.objects.filter(kind="mail.send", target_id=message.pk).count() == 1


@pytest.mark.requirement("ERASE-07")
def test_message_kept_for_its_delivery_is_emptied_by_it():
    message = queue(keep_until_delivered=True)

    sent = deliver(message.pk, send=Post())

    assert (sent.state, sent.to_address, sent.subject_line, sent.body) == (Message.State.SENT, "", "", "")
    assert "Oster" not in str(list(message.history.values()))
    with pytest.raises(IntegrityError, match="kept_is_emptied"):
        Message.objects.filter(pk=message.pk).update(body="Dear Kees Oster")


@pytest.mark.requirement("ERASE-07")
def test_final_refusal_empties_a_kept_message_too():
    message = queue(keep_until_delivered=True)

    failed = deliver(message.pk, send=Post(MessageNotDelivered("SMTPRecipientsRefused", is_final=True)))

    assert (failed.state, failed.error_code, failed.to_address) == ("failed", "SMTPRecipientsRefused", "")


def test_message_that_fails_for_now_is_tried_again_later_and_not_for_ever():
    message, for_now = queue(), MessageNotDelivered("SMTPConnectError", is_final=False)
    before = timezone.now()

    first = deliver(message.pk, send=Post(for_now))
    retry = Job.objects.get(target_id=message.pk, not_before__isnull=False)
    for _attempt in BACK_OFF:
        last = deliver(message.pk, send=Post(for_now))

    assert (first.state, first.attempts, last.state, last.attempts) == ("queued", 1, "failed", len(BACK_OFF) + 1)
    assert timedelta(0) < retry.not_before - before - BACK_OFF[0] < timedelta(minutes=1)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_gets_service_messages_alone():
    subject = make_kees()
    queued_before = queue(subject, purpose=Purpose.ROLE_CONTACT)
    restrict(subject.pk, CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=None)

    with pytest.raises(SendingRefused, match="RESTRICTED"):
        queue(subject, purpose=Purpose.ROLE_CONTACT)
    post = Post()
    stopped, service = deliver(queued_before.pk, send=post), deliver(queue(subject).pk, send=post)

    assert (stopped.state, stopped.error_code, service.state, len(post.sent)) == ("cancelled", "RESTRICTED", "sent", 1)
    assert (stopped.decision_code, stopped.last_code, service.last_code) == ("LI", "RESTRICTED", "SERVICE")
    assert service.last_asked_at >= service.created_at


@pytest.mark.requirement("LAW-08")
def test_first_message_to_the_person_makes_his_notice_due():
    subject, today = make_kees(), timezone.localdate()
    task = open_notice_task(subject.pk, CANDIDATE, source=Source.LINKEDIN, collected_on=today)

    queue(subject, recipient=make_recipient())
    task.refresh_from_db()
    about_him = task.first_communication_on
    queue(subject)
    task.refresh_from_db()

    assert (about_him, task.first_communication_on, task.due_on) == (None, today, today)


def no_server(_message):
    raise NoMailServer


def test_message_is_kept_for_staff_where_no_mail_server_is_set():
    message = queue(is_secret=True)

    kept = deliver(message.pk, send=no_server)

    assert (kept.state, kept.sent_at, kept.attempts, kept.body) == ("kept", None, 0, "Dear Kees Oster")
    assert deliver(message.pk, send=Post()) is None


def test_production_keeps_no_link_that_opens_something_once(settings):
    settings.IS_PRODUCTION = True

    secret, plain = queue(is_secret=True), queue()

    assert deliver(secret.pk, send=no_server).body == ""
    assert deliver(plain.pk, send=no_server).body == "Dear Kees Oster"


def test_kept_message_is_sent_once_there_is_a_server():
    message, post = queue(), Post()
    deliver(message.pk, send=no_server)

    again = send_again(message, by=None)

    assert (again.state, deliver(message.pk, send=post).state, len(post.sent)) == ("queued", "sent", 1)
    assert send_again(message, by=None) is None


def test_message_without_a_text_is_not_sent_again():
    message = queue(keep_until_delivered=True)
    deliver(message.pk, send=Post(MessageNotDelivered("SMTPRecipientsRefused", is_final=True)))

    assert send_again(message, by=None) is None


@pytest.mark.requirement("ERASE-07")
def test_message_told_in_another_way_is_closed_and_emptied():
    kept, waiting = queue(keep_until_delivered=True), queue()
    deliver(kept.pk, send=no_server)

    told = told_otherwise(kept, **HANDED)

    assert (told.state, told.to_address, told.body, told.told_note) == ("told", "", "", "")
    assert (told.told_way, told.told_on) == ("handed", timezone.localdate())
    assert told_otherwise(waiting, **HANDED) is None


@pytest.mark.requirement("LAW-08")
def test_notice_that_staff_told_is_given_in_the_way_and_on_the_day_that_they_say():
    make_policy(published_at=timezone.now())
    kees, day = make_kees(), timezone.localdate() - timedelta(days=2)
    message = queue(kees, carries_notice=True)
    task = open_notice_task(kees.pk, CANDIDATE, source=Source.LINKEDIN, collected_on=day)
    NoticeTask.objects.filter(pk=task.pk).update(
        message=message, way=NoticeTask.Way.EMAIL, policy_version=make_policy()
    )
    deliver(message.pk, send=no_server)

    told = told_otherwise(message, way=Message.ToldBy.LETTER, on=day, note="copy in the binder")

    task.refresh_from_db()
    assert (told.told_way, told.told_on, told.told_note) == ("letter", day, "copy in the binder")
    assert (task.state, task.way, task.given_on) == ("given", "letter", day)


def test_message_taken_back_is_not_sent():
    message, post = queue(), Post()

    cancel_message(message)

    assert (deliver(message.pk, send=post), post.sent, cancel_message(message)) == (None, [], None)


@pytest.mark.requirement("ERASE-07")
def test_erasure_keeps_only_what_must_still_be_said():
    queue()
    kept = queue(keep_until_delivered=True)

    rows = PlanItem(personal_model("privacy.message")).kept(timezone.localdate(), SubjectRole.objects.all())

    assert [row.pk for row in rows] == [kept.pk]
