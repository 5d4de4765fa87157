"""The queue as staff see it: words on opening only, a person by search, by address or new, nothing in an address."""

import pytest
from django.urls import reverse

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.mail.actions.take_in import take_in
from cluster_crm.mail.models import MailFile, WaitingMail
from cluster_crm.mail.readers.message import read_mail
from cluster_crm.mail.testing import make_full_mail, make_mail
from cluster_crm.people.models import InteractionNote
from cluster_crm.people.testing import make_staff_member
from privacy.actions.restriction import restrict
from privacy.models import ReadLogEntry, Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
LIST = "/admin/mail/waitingmail/"


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, email="recruiter@example.org", language="en")
    client.force_login(user)
    return user


@pytest.fixture
def waiting(recruiter):
    content = make_mail(
        "I look for zonnevlek",
        subject="Work",
        sender="Ruben de Wit <ruben@example.net>",
        files=[("cv.pdf", b"%PDF-1.4")],
    )
    return take_in(read_mail(content), by=recruiter).waiting


def address(waiting, deed="change"):
    return reverse(f"admin:mail_waitingmail_{deed}", args=[waiting.pk])


def test_list_and_page_show_who_and_what_about_and_the_words_on_opening(client, recruiter, waiting):
    shown = client.get(LIST).text, client.get(address(waiting)).text

    opened = client.post(address(waiting, "read")).text

    assert all("Ruben de Wit" in page and "Work" in page for page in shown)
    assert not any("zonnevlek" in page for page in shown)
    assert "I look for zonnevlek" in opened


@pytest.mark.requirement("STAFF-02")
def test_words_of_a_colleagues_message_are_logged(client, waiting):
    client.force_login(make_user(Role.RECRUITER, language="en"))

    assert "that you read it is logged" in client.get(address(waiting)).text
    client.post(address(waiting, "read"))

    assert ReadLogEntry.objects.count() == 1


def test_person_is_found_by_a_posted_search_and_the_message_put_there(client, recruiter, waiting):
    candidate = make_candidate(given_name="Ruben", family_name="Zilvermeeuw")

    found = client.post(address(waiting, "find"), {"search": "zilvermeeuw"}).text
    answer = client.post(address(waiting, "put"), {"person": str(candidate), "direction": "inbound"})

    assert f'value="{candidate}"' in found
    assert "zonnevlek" not in found
    assert answer.url == reverse("admin:candidates_candidate_change", args=[candidate.pk])
    assert InteractionNote.objects.get().data_subject_id == candidate.pk


def test_message_stays_open_while_somebody_is_sought(client, recruiter, waiting):
    found = client.post(address(waiting, "find"), {"search": "nobody", "is_open": "1"}).text

    assert "I look for zonnevlek" in found
    assert "Nobody was found" in found


def test_who_got_the_address_meanwhile_is_offered(client, recruiter, waiting):
    candidate = make_candidate(email="ruben@example.net")

    assert f'value="{candidate}"' in client.get(address(waiting)).text


def test_somebody_new_is_registered_with_what_the_message_says_and_nothing_in_the_address(client, recruiter, waiting):
    answer = client.post(address(waiting, "register"), {"kind": "candidate"})

    form = client.get(answer.url).context["adminform"].form
    filled = {name: form[name].value() for name in ("given_name", "infix", "family_name", "email", "source")}
    assert answer.url.startswith(reverse("admin:candidates_candidate_add"))
    assert "uben" not in answer.url
    assert filled == {
        "given_name": "Ruben", "infix": "de", "family_name": "Wit", "email": "ruben@example.net", "source": "EMAIL_CV",
    }  # fmt: skip


def test_address_that_was_sealed_elsewhere_fills_nothing(client, recruiter):
    page = client.get(reverse("admin:candidates_candidate_add"), {"known": "abcdef"})

    assert page.context["adminform"].form["email"].value() in {None, ""}


def test_wrong_reference_is_said_and_kept(client, recruiter, waiting):
    answer = client.post(address(waiting, "put"), {"person": "C-999999", "direction": "inbound"})

    assert answer.status_code == 422
    assert 'value="C-999999"' in answer.text
    assert WaitingMail.objects.exists()


def test_message_that_was_settled_meanwhile_is_said_to_be(client, recruiter, waiting):
    client.post(address(waiting, "throw_away"))

    answer = client.post(address(waiting, "throw_away"))

    assert answer.status_code == 404


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_message_of_a_restricted_person_is_in_no_list(client, recruiter):
    candidate = make_candidate()
    make_full_mail(candidate.pk, SubjectKind.CANDIDATE, "Zonnevlek")
    before = client.get(LIST).text

    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    assert "Zonnevlek subject" in before
    assert "Zonnevlek" not in client.get(LIST).text
    assert "Zonnevlek" not in client.get("/admin/mail/mailfile/").text


def test_file_is_sent_to_be_saved_under_a_name_of_nobody(client, recruiter, waiting):
    answer = client.get(reverse("admin:mail_mailfile_content", args=[MailFile.objects.get().pk]))

    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="MF-')


@pytest.mark.parametrize(("role", "status"), [(Role.CONSULTANT, 403), (Role.FINANCE, 403), (Role.PRIVACY_OFFICER, 403)])
def test_queue_is_the_recruiters(client, waiting, role, status):
    client.force_login(make_user(role))
    pages = [LIST, address(waiting), reverse("admin:mail_mailfile_content", args=[MailFile.objects.get().pk])]

    assert [client.get(page).status_code for page in pages] == [status] * 3
    assert client.post(address(waiting, "read")).status_code == status


def test_page_of_a_person_leads_to_the_drop_page_about_him(client, recruiter):
    candidate = make_candidate()

    page = client.get(reverse("admin:candidates_candidate_change", args=[candidate.pk])).text

    assert f'href="/admin/mail/waitingmail/add/?person={candidate}"' in page


def test_waiting_message_is_put_on_no_colleagues_timeline(client, waiting):
    answer = client.post(address(waiting, "put"), {"person": str(make_staff_member()), "direction": "inbound"})

    assert answer.status_code == 422
    assert "Mail among colleagues" in answer.text
    assert WaitingMail.objects.exists()
