"""The page on which messages are dropped: what it says of each file, and that it keeps what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.mail.models import WaitingMail
from cluster_crm.mail.testing import make_mail
from cluster_crm.people.models import InteractionNote, InteractionParticipant
from cluster_crm.people.testing import make_staff_member
from privacy.actions.restriction import restrict
from privacy.models import Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
DROP = "/admin/mail/waitingmail/add/"


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, email="recruiter@example.org", language="en")
    client.force_login(user)
    return user


def drop(client, *contents, address=DROP, **fields):
    files = [SimpleUploadedFile(f"message {number}.eml", content) for number, content in enumerate(contents)]
    return client.post(address, {"messages": files, **fields})


def said(answer):
    return [(result.said, result.is_well) for result in answer.context["results"]]


def test_each_file_is_answered_in_words(client, recruiter):
    noor = make_candidate(email="noor@example.com")

    answer = drop(
        client, make_mail(), make_mail(sender="x@example.net"), make_mail(Auto_Submitted="auto-replied"), b"no mail"
    )

    assert said(answer) == [
        ("Put on the timeline of:", True),
        ("It waits until somebody says whose it is: we do not know this address.", True),
        ("An automatic reply: it is no contact, and nothing was kept of it.", True),
        ("This is no e-mail message: save the message as .eml or .msg.", False),
    ]
    assert answer.status_code == 200
    assert reverse("admin:candidates_candidate_change", args=[noor.pk]) in answer.text
    assert reverse("admin:mail_waitingmail_change", args=[WaitingMail.objects.get().pk]) in answer.text


def test_message_dropped_twice_is_said_to_be_there(client, recruiter):
    make_candidate(email="noor@example.com")
    content = make_mail()

    drop(client, content)

    assert said(drop(client, content)) == [("This message was taken in before: put on a timeline.", True)]


def test_message_from_a_new_address_dropped_on_a_person_is_his(client, recruiter):
    noor = make_candidate(email="noor@example.com")

    drop(client, make_mail(sender="noor.new@example.net"), address=f"{DROP}?person={noor}", person=str(noor))

    assert InteractionParticipant.objects.get().data_subject_id == noor.pk


def test_message_of_somebody_else_dropped_on_a_person_is_refused(client, recruiter):
    make_candidate(email="noor@example.com")
    bram = make_candidate()

    answer = drop(client, make_mail(), person=str(bram))

    assert answer.status_code == 422
    assert [is_well for _said, is_well in said(answer)] == [False]
    assert not InteractionNote.objects.exists()


def test_reference_that_is_nobodys_is_kept_and_said(client, recruiter):
    answer = drop(client, make_mail(), person="C-999999")

    assert answer.status_code == 422
    assert 'value="C-999999"' in answer.text
    assert "Nobody has this reference." in answer.text
    assert not WaitingMail.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_is_refused(client, recruiter):
    noor = make_candidate(email="noor@example.com")
    restrict(noor.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    answer = drop(client, make_mail(), person=str(noor))

    assert answer.context["form"].errors.as_data()["person"][0].code == "restricted"
    assert not InteractionNote.objects.exists()


def test_no_file_and_too_many_are_said(client, recruiter):
    none, many = client.post(DROP, {}), drop(client, *[b"x"] * 11)

    codes = [answer.context["form"].errors.as_data()["messages"][0].code for answer in (none, many)]
    assert (none.status_code, many.status_code, codes) == (422, 422, ["required", "too_many"])


def test_name_of_a_file_is_text(client, recruiter):
    file = SimpleUploadedFile("<b>x.eml", b"no mail")

    answer = client.post(DROP, {"messages": [file]})

    assert "&lt;b&gt;x" in answer.text
    assert "<b>x" not in answer.text


@pytest.mark.parametrize(("role", "status"), [(Role.CONSULTANT, 200), (Role.FINANCE, 403), (Role.ADMINISTRATOR, 403)])
def test_page_is_for_who_deals_with_people(client, role, status):
    client.force_login(make_user(role))

    assert client.get(DROP).status_code == status


def test_message_is_put_on_no_colleagues_timeline(client, recruiter):
    answer = drop(client, make_mail(), person=str(make_staff_member()))

    assert answer.status_code == 422
    assert "Mail among colleagues" in answer.text
    assert not WaitingMail.objects.exists()
