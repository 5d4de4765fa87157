"""Words that are taken out of an e-mail on a timeline stand nowhere else: not in the queue, in files or in the past."""

import pytest

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.mail.actions.take_in import take_in
from cluster_crm.mail.actions.waiting import put_on_timeline
from cluster_crm.mail.actions.whose import Direction
from cluster_crm.mail.readers.message import read_mail
from cluster_crm.mail.testing import make_mail
from cluster_crm.people.actions.finding_decisions import take_out
from cluster_crm.people.actions.text_scans import start_scan
from cluster_crm.people.models import InteractionNote, TextFinding
from cluster_crm.tests.test_erasure import work
from privacy.actions.files import stored_files
from privacy.stores.scan import files_containing, rows_containing
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
SAYS = "Ik kan maandag. Ik heb al jaren diabetes. Tot dan."


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER, email="recruiter@example.org")


def traces():
    return [place for place, _row, _text in rows_containing(["diabetes"])] + [
        key for key, _text in files_containing(["diabetes"], stored_files())
    ]


def received(recruiter, sender):
    return take_in(read_mail(make_mail(SAYS, sender=sender, files=[("rooster.txt", b"maandag")])), by=recruiter)


def recorded(recruiter):
    received(recruiter, make_candidate(email="noor@example.com").email)


def waited(recruiter):
    waiting = received(recruiter, "ruben@example.net").waiting
    person = (make_candidate().pk, SubjectKind.CANDIDATE)
    put_on_timeline(waiting, person, direction=Direction.INBOUND, by=recruiter)


@pytest.mark.requirement("CAND-DATA-23", "CAND-DATA-31")
@pytest.mark.parametrize("come_in", [recorded, waited])
def test_words_taken_out_of_a_message_stand_nowhere_else(recruiter, come_in):
    come_in(recruiter)
    before = set(traces())
    finding = TextFinding.objects.get()

    take_out(finding, deed=TextFinding.Deed.CUT_WORDS, by=recruiter)
    work()

    assert before == {"people_interactionnote.text", "people_historicalinteractionnote.text"}
    assert InteractionNote.objects.get().text.endswith("Ik kan maandag. Ik […]. Tot dan.")
    assert traces() == []


@pytest.mark.requirement("CAND-DATA-31")
def test_message_that_waits_for_a_known_person_is_looked_at_too(client, recruiter):
    noor = make_candidate(email="noor@example.com")
    waiting = received(recruiter, "ruben@example.net").waiting
    type(waiting).objects.update(data_subject=noor.pk, subject_kind=SubjectKind.CANDIDATE)

    start_scan(by=None)
    work()

    finding = TextFinding.objects.get()
    assert (finding.model_label, finding.row, finding.field) == ("mail.waitingmail", waiting.pk, "text")
