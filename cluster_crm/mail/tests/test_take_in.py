"""Taking in a message: what stands on whose timeline, what moves a clock, what waits, what is forgotten."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from candidates.testing import bsn_of, make_candidate
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.mail.actions.known import who_has
from cluster_crm.mail.actions.take_in import Outcome, Remark, take_in
from cluster_crm.mail.actions.whose import Why
from cluster_crm.mail.models import MailFile, TakenMail, UndeliverableAddress, WaitingMail
from cluster_crm.mail.readers.message import read_mail
from cluster_crm.mail.testing import make_mail
from cluster_crm.people.models import Interaction, InteractionNote, InteractionParticipant
from cluster_crm.website.testing import make_website_contact
from privacy.actions.messages import queue_message
from privacy.actions.restriction import restrict
from privacy.models import DataSubject, Message, Restriction, RetentionClock
from privacy.vocabulary import Purpose, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE, CLIENT = SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT
NOOR, US = "noor@example.com", "recruiter@example.org"


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER, email=US)


@pytest.fixture
def noor():
    candidate = make_candidate(email=NOOR)
    RetentionClock.objects.filter(data_subject=candidate.pk).update(contact_on=None)
    return candidate


def take(recruiter, text="When can I start?", about=None, **mail):
    return take_in(read_mail(make_mail(text, **mail)), by=recruiter, about=about)


def contact_on(person):
    return RetentionClock.objects.get(data_subject=person.pk).contact_on


def took_part():
    return set(InteractionParticipant.objects.values_list("data_subject_id", "subject_kind"))


@pytest.mark.requirement("RET-06")
@pytest.mark.requirement("SRC-01")
def test_message_from_a_candidate_stands_on_his_timeline_and_moves_his_clock(recruiter, noor):
    sent_at = timezone.now() - timedelta(days=3)

    taken = take(recruiter, subject="Start", sent_at=sent_at, sender="Noor <NOOR@Example.com>")

    interaction, note = Interaction.objects.get(), InteractionNote.objects.get()
    assert (taken.outcome, taken.people) == (Outcome.RECORDED, ((noor.pk, CANDIDATE),))
    assert (interaction.kind, interaction.direction, interaction.created_by) == ("email", "inbound", recruiter)
    assert (note.text, note.source, note.data_subject_id) == ("Start\n\nWhen can I start?", Source.EMAIL_CV, noor.pk)
    assert contact_on(noor) == timezone.localdate(sent_at)


@pytest.mark.requirement("RET-06")
def test_message_to_a_candidate_moves_no_clock(recruiter, noor):
    taken = take(recruiter, sender=US, to=NOOR)

    assert taken.outcome is Outcome.RECORDED
    assert Interaction.objects.get().direction == "outbound"
    assert contact_on(noor) is None


@pytest.mark.requirement("RET-06")
@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"subject": "Automatic reply: Vacancy"}])
def test_automatic_reply_is_counted_and_forgotten(recruiter, noor, headers):
    taken = take(recruiter, "Out until Monday Zonnevlek", **headers)

    assert taken.outcome is Outcome.AUTOMATIC
    assert contact_on(noor) is None
    assert (Interaction.objects.count(), WaitingMail.objects.count()) == (0, 0)
    assert TakenMail.objects.get().outcome == Outcome.AUTOMATIC


def test_contact_with_somebody_at_a_client_is_contact_with_the_client(recruiter):
    contact = make_client_contact(email=NOOR)

    take(recruiter)

    assert Interaction.objects.get().recipient == contact.memberships.get().client.recipient
    assert InteractionNote.objects.get().source == Source.CLIENT_INBOUND


def test_person_in_two_roles_takes_part_in_both_and_is_quoted_once(recruiter, noor):
    make_client_contact(email=NOOR, data_subject=DataSubject.objects.get(pk=noor.pk))

    take(recruiter)

    assert took_part() == {(noor.pk, CANDIDATE), (noor.pk, CLIENT)}
    assert list(InteractionNote.objects.values_list("subject_kind", flat=True)) == [CANDIDATE]


def test_words_to_several_people_stand_with_the_first_alone(recruiter, noor):
    bram = make_candidate(email="bram@example.com")

    taken = take(recruiter, "Dear Bram, Noor earns more.", sender=US, to=f"bram@example.com, {NOOR}")

    assert took_part() == {(noor.pk, CANDIDATE), (bram.pk, CANDIDATE)}
    assert list(InteractionNote.objects.values_list("data_subject_id", flat=True)) == [bram.pk]
    assert Remark.OTHERS_LEFT_OUT in taken.remarks


def test_message_from_nobody_we_know_waits_and_makes_nobody(recruiter):
    before = DataSubject.objects.count()

    taken = take(recruiter, "I look for work", sender="Ruben Smit <ruben@example.net>", files=[("cv.pdf", b"%PDF-1.4")])

    waiting = WaitingMail.objects.get()
    assert (taken.outcome, taken.waiting, waiting.why) == (Outcome.WAITING, waiting, Why.UNKNOWN)
    assert (waiting.address, waiting.name, waiting.text) == ("ruben@example.net", "Ruben Smit", "I look for work")
    assert (waiting.owner, waiting.expires_on) == (recruiter, timezone.localdate() + timedelta(days=30))
    assert waiting.files.get().address == "ruben@example.net"
    assert DataSubject.objects.count() == before
    assert not Interaction.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_message_from_a_restricted_person_is_stored_and_nothing_more(recruiter, noor):
    restrict(noor.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    taken = take(recruiter)

    waiting = WaitingMail.objects.get()
    assert (taken.outcome, waiting.why, waiting.data_subject_id) == (Outcome.WAITING, Why.NOT_NOW, noor.pk)
    assert not Interaction.objects.exists()
    assert contact_on(noor) is None


def test_same_message_is_taken_in_once_whichever_way_it_comes(recruiter, noor):
    content = make_mail()
    other_way = b"Received: from elsewhere; Mon, 23 Nov 2026 10:12:03 +0100\n" + content

    first = take_in(read_mail(content), by=recruiter)
    second = take_in(read_mail(other_way), by=recruiter)

    assert (first.is_repeated, second.is_repeated, second.outcome) == (False, True, Outcome.RECORDED)
    assert Interaction.objects.count() == 1


def test_another_message_under_the_same_number_is_another_message(recruiter, noor):
    content = make_mail("First words")

    take_in(read_mail(content), by=recruiter)
    take_in(read_mail(content.replace(b"First", b"Other")), by=recruiter)

    assert Interaction.objects.count() == 2


@pytest.mark.requirement("ACC-18")
def test_citizen_service_number_is_taken_out_and_said(recruiter, noor):
    number = bsn_of("mail")

    taken = take(recruiter, f"My number is {number}.", subject=f"BSN {number}")

    assert InteractionNote.objects.get().text == "BSN [BSN]\n\nMy number is [BSN]."
    assert Remark.BSN in taken.remarks


def test_files_of_a_known_sender_are_kept_with_him_for_a_month(recruiter, noor):
    take(recruiter, files=[("CV Noor.pdf", b"%PDF-1.4 CV")])

    file = MailFile.objects.get()
    with default_storage.open(file.file.name) as stored:
        assert stored.read() == b"%PDF-1.4 CV"
    assert (file.data_subject_id, file.mail, file.content_type) == (noor.pk, None, "application/pdf")
    assert "Noor" not in file.file.name
    assert file.expires_on == timezone.localdate() + timedelta(days=30)


def test_message_that_is_passed_on_waits_with_its_words_and_stands_on_no_timeline_by_itself(recruiter, noor):
    passed_on = (
        "---------- Forwarded message ---------\nFrom: Ruben\nDate: Monday\nTo: me\nSubject: x\n\nI look for work\n"
    )

    waits = take(recruiter, passed_on, sender=US, to="bcc@example.net")
    recorded = take(recruiter, passed_on, sender=US, to=NOOR, subject="Fwd: x")

    assert (waits.outcome, waits.waiting.text) == (Outcome.WAITING, "I look for work")
    assert recorded.outcome is Outcome.RECORDED
    assert InteractionNote.objects.get().text == "Fwd: x"


@pytest.mark.parametrize("year", [1970, 2098])
def test_date_that_cannot_be_right_is_replaced(recruiter, noor, year):
    take(recruiter, sent_at=timezone.now().replace(year=year, month=5, day=1))

    assert timezone.localdate(Interaction.objects.get().happened_at) == timezone.localdate()


def bounce_of(number, status="5.1.1", address=NOOR):
    return (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: privacy@example.org\nSubject: Undelivered\n"
        'Message-ID: <b@mx.example.net>\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nsorry\n--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: {status}\n"
        "--b\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: <{number}@example.org>\nSubject: x\n\n--b--\n"
    ).encode()


@pytest.fixture
def sent(noor):
    message = queue_message(
        noor.pk, CANDIDATE, to_address=NOOR, subject_line="x", body="y", purpose=Purpose.SERVICE,
        language="nl",
    )  # fmt: skip
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=timezone.now())
    return message


def test_bounce_marks_the_message_and_the_address(recruiter, noor, sent):
    taken = take_in(read_mail(bounce_of(sent.pk)), by=recruiter)

    sent.refresh_from_db()
    mark = UndeliverableAddress.objects.get()
    assert (taken.outcome, taken.people) == (Outcome.BOUNCE, ((noor.pk, CANDIDATE),))
    assert (sent.state, sent.error_code) == (Message.State.FAILED, "Returned 5.1.1")
    assert (mark.data_subject_id, mark.address, mark.code) == (noor.pk, NOOR, "5.1.1")


@pytest.mark.parametrize("of_whom", ["nothing of ours", "a message to somebody else", "a message that did not leave"])
def test_report_that_matches_no_message_to_that_address_changes_nothing(recruiter, noor, sent, of_whom):
    victim = make_website_contact(email="victim@example.com")
    waiting = queue_message(
        noor.pk, CANDIDATE, to_address=NOOR, subject_line="x", body="y", purpose=Purpose.SERVICE, language="nl"
    )
    number, address = {
        "nothing of ours": (uuid4(), NOOR),
        "a message to somebody else": (sent.pk, victim.email),
        "a message that did not leave": (waiting.pk, NOOR),
    }[of_whom]

    taken = take_in(read_mail(bounce_of(number, address=address)), by=recruiter)

    assert (taken.outcome, taken.people) == (Outcome.BOUNCE, ())
    assert set(Message.objects.values_list("pk", "state")) == {(sent.pk, "sent"), (waiting.pk, "queued")}
    assert not UndeliverableAddress.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_bounce_writes_nothing_about_a_restricted_person(recruiter, noor, sent):
    restrict(noor.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    taken = take_in(read_mail(bounce_of(sent.pk)), by=recruiter)

    assert (taken.outcome, taken.people) == (Outcome.BOUNCE, ())
    assert not UndeliverableAddress.objects.exists()


@pytest.mark.requirement("CAND-DATA-31")
def test_name_of_a_file_holds_no_service_number(recruiter, noor):
    take(recruiter, files=[(f"CV {bsn_of('Noor')}.pdf", b"%PDF-1.4")])

    assert MailFile.objects.get().original_name == "CV *********.pdf"


def test_bounce_for_now_changes_nothing(recruiter, noor, sent):
    take_in(read_mail(bounce_of(sent.pk, status="4.2.2")), by=recruiter)

    sent.refresh_from_db()
    assert sent.state == Message.State.SENT
    assert not UndeliverableAddress.objects.exists()


def test_addresses_of_every_role_are_found_in_one_statement(noor, django_assert_num_queries):
    visitor, contact = make_website_contact(email="w@example.com"), make_client_contact(email="c@example.com")

    with django_assert_num_queries(1):
        found = who_has([NOOR, "w@example.com", "c@example.com", "nobody@example.com"])

    assert found == {
        NOOR: {(noor.pk, CANDIDATE)},
        "w@example.com": {(visitor.pk, SubjectKind.WEBSITE_USER)},
        "c@example.com": {(contact.pk, CLIENT)},
    }
