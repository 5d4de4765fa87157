"""Messages that wait: found by erasures through their address, settled once, gone after their month with their past."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from candidates.testing import make_candidate
from candidates.testing_named import make_referee
from cluster_crm.accounts.testing import make_user
from cluster_crm.mail.actions.take_in import Outcome, take_in
from cluster_crm.mail.actions.waiting import forget_expired, open_waiting, put_on_timeline, throw_away
from cluster_crm.mail.actions.whose import Direction, Why
from cluster_crm.mail.exceptions import NoLongerWaiting
from cluster_crm.mail.models import MailFile, TakenMail, WaitingMail
from cluster_crm.mail.readers.message import read_mail
from cluster_crm.mail.testing import make_full_mail, make_mail
from cluster_crm.people.models import Interaction, InteractionNote, InteractionParticipant
from cluster_crm.tests.test_erasure import erase
from privacy.actions.files import stored_files
from privacy.models import FileTombstone, ReadLogEntry
from privacy.stores.scan import files_containing, rows_containing
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE
MARK = "Zonnevlek"


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER, email="recruiter@example.org")


@pytest.fixture
def waiting(recruiter):
    content = make_mail("I look for work", subject="Work", sender="ruben@example.net", files=[("cv.pdf", b"%PDF-1.4")])
    return take_in(read_mail(content), by=recruiter).waiting


def test_message_is_put_on_a_timeline_with_its_files(recruiter, waiting):
    ruben = make_candidate()

    put_on_timeline(waiting, (ruben.pk, CANDIDATE), direction=Direction.INBOUND, by=recruiter)

    file = MailFile.objects.get()
    assert InteractionNote.objects.get().text == "Work\n\nI look for work"
    assert Interaction.objects.get().happened_at == waiting.happened_at
    assert (file.data_subject_id, file.subject_kind, file.mail, file.address) == (ruben.pk, CANDIDATE, None, "")
    assert TakenMail.objects.get().outcome == Outcome.RECORDED
    assert not WaitingMail.objects.exists()
    assert not WaitingMail.history.exists()


def test_message_is_settled_once(recruiter, waiting):
    ruben = make_candidate()
    put_on_timeline(waiting, (ruben.pk, CANDIDATE), direction=Direction.INBOUND, by=recruiter)

    with pytest.raises(NoLongerWaiting):
        throw_away(waiting, by=recruiter)

    assert Interaction.objects.count() == 1


@pytest.mark.requirement("REF-DATA-01")
@pytest.mark.requirement("GLO-07")
def test_of_a_message_with_a_referee_nothing_is_kept_but_the_reason(recruiter):
    referee = make_referee(email="tess@example.net")
    waiting = take_in(read_mail(make_mail("He is great", sender="tess@example.net")), by=recruiter).waiting

    put_on_timeline(
        waiting, (referee.pk, SubjectKind.REFEREE), direction=Direction.INBOUND, by=recruiter, reason="data_update"
    )

    assert waiting.why == Why.NAMED
    assert InteractionParticipant.objects.get().reason == "data_update"
    assert list(rows_containing(["He is great"])) == []


def test_thrown_away_message_leaves_nothing_and_may_come_back(recruiter, waiting):
    content = make_mail("Once more", sender="ruben@example.net")
    again = take_in(read_mail(content), by=recruiter).waiting

    throw_away(waiting, by=recruiter)
    throw_away(again, by=recruiter)

    assert list(rows_containing(["look for work", "ruben@example.net", "cv.pdf"])) == []
    assert FileTombstone.objects.count() == 1
    assert take_in(read_mail(content), by=recruiter).is_repeated
    assert take_in(read_mail(content), by=recruiter, again=True).outcome is Outcome.WAITING


def test_message_goes_after_its_month_with_its_file_and_its_past(waiting):
    today = timezone.localdate()

    kept = forget_expired(today + timedelta(days=30))
    gone = forget_expired(today + timedelta(days=31))

    assert (kept, gone) == (0, 1)
    assert list(rows_containing(["look for work", "ruben@example.net", "cv.pdf"])) == []
    assert FileTombstone.objects.count() == 1


def test_file_that_nobody_took_goes_after_its_month(recruiter, waiting):
    put_on_timeline(waiting, (make_candidate().pk, CANDIDATE), direction=Direction.INBOUND, by=recruiter)

    forget_expired(timezone.localdate() + timedelta(days=31))

    assert not MailFile.objects.exists()
    assert Interaction.objects.count() == 1


@pytest.mark.requirement("STAFF-02")
def test_reading_a_colleagues_message_is_logged_and_ones_own_is_not(recruiter, waiting):
    other = make_user(Role.RECRUITER)

    own, of_colleague = open_waiting(waiting, by=recruiter), open_waiting(waiting, by=other)

    entry = ReadLogEntry.objects.get()
    assert own == of_colleague == "I look for work"
    assert (entry.data_subject_id, entry.actor_id) == (recruiter.data_subject_id, other.pk)


@pytest.mark.requirement("ERASE-03")
def test_erasure_reaches_messages_of_an_address_that_is_nobodys_yet():
    make_full_mail(None, None, MARK)
    candidate = make_candidate(email=f"{MARK.lower()}@example.org")

    erase(candidate)

    assert [place for place, _row, _mark in rows_containing([MARK])] == []
    assert list(files_containing([MARK], stored_files())) == []
    connection.check_constraints()


@pytest.mark.requirement("ERASE-03")
def test_erasure_reaches_files_that_waited_before_they_had_a_person(recruiter):
    candidate = make_candidate()
    waiting = take_in(
        read_mail(make_mail(MARK, sender="z@example.net", files=[(f"{MARK}.pdf", MARK.encode())])), by=recruiter
    ).waiting
    put_on_timeline(waiting, (candidate.pk, CANDIDATE), direction=Direction.INBOUND, by=recruiter)
    sang = {place for place, _row, _mark in rows_containing([MARK])}

    erase(candidate)

    assert "mail_mailfile.original_name" in sang
    assert list(rows_containing([MARK, "z@example.net"])) == []
    assert list(files_containing([MARK], stored_files())) == []
