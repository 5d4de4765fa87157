"""The clock of Article 14 through the real deeds, and notices as they really leave by worker and mail server."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.testing import make_candidate
from candidates.testing_named import make_emergency_contact, make_referee
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.actions import run
from cluster_crm.jobs.models import Job
from cluster_crm.mail.tests.test_transport import mailboxes  # noqa: F401 - a fixture
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.models import Interaction
from cluster_crm.people.models.interactions import ContactReason
from privacy.actions.disclosures import disclose
from privacy.actions.messages import mark_returned, queue_message
from privacy.actions.notice_sending import confirm_handed_on, reaches, send_many, send_notice, send_owed_to_givers
from privacy.actions.policy import publish_policy
from privacy.dates import add_months
from privacy.exceptions import NothingOwed, NotReachable
from privacy.models import Message, NoticeTask, PolicyVersion, Recipient
from privacy.reach import reach_of
from privacy.testing import make_policy, make_recipient
from privacy.vocabulary import LawfulBasis, Purpose, Source, SubjectKind
from suppliers.testing import make_supply

pytestmark = pytest.mark.django_db
CANDIDATE, CONTACT = SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT
FROM_OTHERS = NoticeTask.Article.FROM_OTHERS


@pytest.fixture
def policy():
    return publish_policy(make_policy())


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def carry_out(job):
    run(job.pk)


def deliver_all():
    """Carry out every job that waits, as the worker does."""
    for job in Job.objects.filter(state=Job.State.QUEUED, not_before=None).order_by("pk"):
        run(job.pk)


def born(kind, source):
    """Hold somebody from a source, collected ten days ago, through the deed that does so for real."""
    if kind == CANDIDATE:
        return make_candidate(source=source, collected_on=days_ago(10)).data_subject_id
    if kind == CONTACT:
        return make_client_contact(source=source, collected_on=days_ago(10)).data_subject_id
    person = make_referee() if kind == SubjectKind.REFEREE else make_emergency_contact(email="els@example.com")
    NoticeTask.objects.filter(data_subject=person.pk).update(
        collected_on=days_ago(10), due_on=add_months(days_ago(10), 1)
    )
    return person.pk


def email_of(person, kind):
    return dict(reach_of([person], kind)[person].addresses).get("email", "")


def message(person, kind):
    queue_message(
        person,
        kind,
        to_address=email_of(person, kind),
        subject_line="Afspraak",
        body="Tot dan.",
        purpose=Purpose.SERVICE,
        language="nl",
    )
    deliver_all()


def talk(way, direction=Interaction.Direction.OUTBOUND):
    def deed(person, kind):
        reason = {
            SubjectKind.REFEREE: ContactReason.DATA_UPDATE,
            SubjectKind.EMERGENCY_CONTACT: ContactReason.DATA_UPDATE,
        }
        log_interaction(
            [Participant(person, kind, reason=reason.get(kind, ""))],
            kind=way,
            direction=direction,
            happened_at=timezone.now() - timedelta(days=3),
            by=make_user(),
        )

    return deed


def disclosure(person, kind):
    field = "candidates.candidate.email" if kind == CANDIDATE else "clients.clientcontact.email"
    disclose(
        person,
        kind,
        to=make_recipient(),
        fields=[field],
        purpose=Purpose.CLIENT_SERVICE,
        basis=LawfulBasis.LEGITIMATE_INTERESTS,
        by=None,
    )


CALL, MAIL, MEETING = (talk(way) for way in (Interaction.Kind.CALL, Interaction.Kind.EMAIL, Interaction.Kind.MEETING))
NAMED = [(SubjectKind.REFEREE, Source.VIA_CANDIDATE), (SubjectKind.EMERGENCY_CONTACT, Source.VIA_CANDIDATE)]
OWN_RELATION = [
    *((CANDIDATE, source) for source in Source if source in {
        Source.REFEREE, Source.CLIENT, Source.LINKEDIN, Source.JOBBOARD, Source.SOCIAL_LIKE, Source.SUPPLIER
    }),
    *((CONTACT, source) for source in (Source.MARKET_RESEARCH, Source.MEDIA, Source.EVENT_LIST, Source.VIA_CANDIDATE)),
]  # fmt: skip
# What happens, and the day that it makes the last one: as days before today, None for a month after collection.
HAPPENS = {
    "nothing": ((), None),
    "message": ((message,), 0),
    "call": ((CALL,), 3),
    "e-mail": ((MAIL,), 3),
    "meeting": ((MEETING,), 3),
    "disclosure": ((disclosure,), 0),
    "disclosure, then call": ((disclosure, CALL), 3),
    "message, then disclosure": ((message, disclosure), 0),
}


@pytest.mark.requirement("LAW-08", "SRC-02", "SRC-05")
@pytest.mark.parametrize("what", HAPPENS)
@pytest.mark.parametrize(("kind", "source"), [*OWN_RELATION, *NAMED])
def test_day_of_the_notice_follows_what_really_happens(mailboxes, kind, source, what):  # noqa: F811 - the fixture
    deeds, days = HAPPENS[what]
    if (kind, source) in NAMED and disclosure in deeds:
        return  # who was only named is disclosed to nobody
    person = born(kind, source)

    for deed in deeds:
        deed(person, kind)

    expected = add_months(days_ago(10), 1) if days is None else days_ago(days)
    tasks = NoticeTask.objects.filter(data_subject=person, category="")
    assert list(tasks.values_list("due_on", "article", "state")) == [(expected, FROM_OTHERS, NoticeTask.State.DUE)]


def test_internal_note_is_no_communication_with_the_person():
    person = born(CANDIDATE, Source.LINKEDIN)

    talk(Interaction.Kind.NOTE, Interaction.Direction.INTERNAL)(person, CANDIDATE)

    assert NoticeTask.objects.get().due_on == add_months(days_ago(10), 1)


@pytest.mark.requirement("LAW-08", "LAW-14", "GEN-05", "GEN-07")
def test_notice_is_given_when_it_was_really_sent(mailboxes, policy, settings):  # noqa: F811 - the fixture
    candidate = make_candidate(
        source=Source.LINKEDIN, source_detail="https://example.org/in/noor", given_name="Noor", email="noor@example.com"
    )

    sent = send_notice(candidate.pk, CANDIDATE, by=make_user())
    before = NoticeTask.objects.get()
    deliver_all()

    task = NoticeTask.objects.get()
    assert (before.state, before.message, before.way) == ("due", sent, "email")
    assert (task.state, task.given_on, task.policy_version) == ("given", timezone.localdate(), policy)
    [mail] = mailboxes.received
    text = mail.get_content().replace("\r\n", "\n")
    assert mail["To"] == "noor@example.com"
    assert "LinkedIn (https://example.org/in/noor)" in text
    assert "Welke gegevens: naam, contactgegevens" in text
    assert "UW RECHT VAN BEZWAAR\nU mag altijd bezwaar maken." in text
    assert f"{settings.CRM_ORIGIN}/nl/privacy/" in text
    assert settings.CRM_AUTHORITY_URL in text
    with pytest.raises(NothingOwed):
        send_notice(candidate.pk, CANDIDATE, by=None)


@pytest.mark.requirement("LAW-08")
def test_notice_that_comes_back_is_due_again(mailboxes, policy):  # noqa: F811 - the fixture
    candidate = make_candidate(source=Source.JOBBOARD)
    sent = send_notice(candidate.pk, CANDIDATE, by=None)
    deliver_all()

    mark_returned(sent.pk, code="5.1.1")

    task = NoticeTask.objects.get()
    assert (task.state, task.given_on, task.message, task.way) == ("due", None, None, "")
    assert task.returned_at is not None


@pytest.mark.requirement("LAW-08")
def test_notice_to_an_address_that_does_not_exist_stays_due(mailboxes, policy):  # noqa: F811 - the fixture
    candidate = make_candidate(source=Source.JOBBOARD, email="nobody@example.com")

    send_notice(candidate.pk, CANDIDATE, by=None)
    deliver_all()

    assert NoticeTask.objects.get().state == NoticeTask.State.DUE


@pytest.mark.requirement("ACC-09")
def test_person_reached_through_a_supplier_alone_is_told_through_it(mailboxes, policy):  # noqa: F811 - the fixture
    candidate = make_candidate(source=Source.SUPPLIER, email="", family_name="Zonnevlek")
    relation = make_supply(candidate.pk)
    Recipient.objects.filter(pk=relation.supplier.recipient_id).update(notice_email="office@example.com")

    sent = send_notice(candidate.pk, CANDIDATE, by=None)
    deliver_all()
    waiting = NoticeTask.objects.get()
    closed = confirm_handed_on(waiting, by=make_user())

    [mail] = mailboxes.received
    assert mail["To"] == "office@example.com"
    assert "Zonnevlek" not in mail["Subject"] + mail.get_content()
    assert str(candidate) in mail.get_content()
    assert (sent.recipient_id, waiting.state, waiting.way) == (relation.supplier.recipient_id, "due", "supplier")
    assert (closed, NoticeTask.objects.get().state) == (1, "given")


@pytest.mark.requirement("ACC-09")
def test_undelivered_notice_to_a_supplier_is_confirmed_by_nobody(mailboxes, policy):  # noqa: F811 - the fixture
    candidate = make_candidate(source=Source.SUPPLIER, email="")
    relation = make_supply(candidate.pk)
    Recipient.objects.filter(pk=relation.supplier.recipient_id).update(notice_email="nobody@example.com")

    send_notice(candidate.pk, CANDIDATE, by=None)
    deliver_all()

    task = NoticeTask.objects.get()
    assert (confirm_handed_on(task, by=make_user()), task.state, task.message) == (0, "due", None)


def test_who_has_no_address_gets_a_letter(policy):
    candidate = make_candidate(source=Source.CLIENT, email="")

    with pytest.raises(NotReachable):
        send_notice(candidate.pk, CANDIDATE, by=None)


@pytest.mark.requirement("LAW-08")
def test_many_are_told_at_once_and_nobody_twice(mailboxes, policy):  # noqa: F811 - the fixture
    people = [make_candidate(source=Source.LINKEDIN) for _ in range(3)]
    silent = make_candidate(source=Source.LINKEDIN, email="")
    referee = make_referee()

    job = send_many(NoticeTask.objects.due(), by=make_user())
    carry_out(job)
    again = send_many(NoticeTask.objects.due(), by=None)
    carry_out(again)
    deliver_all()

    assert {mail["To"] for mail in mailboxes.received} == {*(each.email for each in people), referee.email}
    assert len(mailboxes.received) == 4
    left = NoticeTask.objects.due().get()
    assert left.data_subject_id == silent.pk


@pytest.mark.requirement("LAW-07")
@pytest.mark.parametrize("source", [Source.EMAIL_CV, Source.INTERVIEW, Source.AGGREGATOR])
def test_person_who_saw_no_notice_when_he_gave_his_data_is_sent_one(mailboxes, policy, source):  # noqa: F811 - the fixture
    candidate = make_candidate(source=source)
    owed = NoticeTask.objects.get()

    carry_out(send_owed_to_givers())
    deliver_all()

    task = NoticeTask.objects.get()
    assert (owed.article, owed.due_on) == (NoticeTask.Article.FROM_PERSON, timezone.localdate())
    assert (task.state, task.policy_version) == ("given", policy)
    assert [mail["To"] for mail in mailboxes.received] == [candidate.email]
    assert send_owed_to_givers() is None


@pytest.mark.requirement("LAW-07")
@pytest.mark.parametrize("source", [Source.APPLICATION, Source.PAPER_CV, Source.COMPETITION])
def test_person_who_was_shown_the_notice_is_sent_none(policy, source):
    make_candidate(source=source)

    assert send_owed_to_givers() is None


@pytest.mark.requirement("LAW-08")
def test_ways_are_found_in_a_number_of_statements_that_does_not_grow(django_assert_num_queries):
    people = [make_candidate(source=Source.LINKEDIN).pk for _ in range(5)]

    with django_assert_num_queries(2):
        assert len(reaches(CANDIDATE, people)) == 5


@pytest.mark.requirement("LAW-07")
def test_who_cannot_be_reached_is_tried_once_by_itself(policy):
    make_candidate(source=Source.EMAIL_CV, email="")

    carry_out(send_owed_to_givers())

    assert NoticeTask.objects.due().count() == 1
    assert send_owed_to_givers() is None


def test_nothing_is_sent_before_a_policy_is_in_force():
    make_candidate(source=Source.EMAIL_CV)

    assert not PolicyVersion.objects.in_force().exists()
    assert send_owed_to_givers() is None
    assert not Message.objects.exists()
