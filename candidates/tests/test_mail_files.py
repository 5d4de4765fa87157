"""Files that came with a candidate's message: taken into his dossier once, by who may, and forgotten in the post."""

import pytest
from django.urls import reverse

from candidates.actions.mail_files import take_mail_file
from candidates.exceptions import NotACandidatesFile
from candidates.models import Document
from candidates.testing import make_candidate
from candidates.testing_files import pdf_cv
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.mail.actions.take_in import take_in
from cluster_crm.mail.models import MailFile
from cluster_crm.mail.readers.message import read_mail
from cluster_crm.mail.testing import make_mail
from privacy.actions.restriction import restrict
from privacy.exceptions import ProcessingRestricted
from privacy.models import Restriction
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, email="recruiter@example.org", language="en")
    client.force_login(user)
    return user


def sent_by(email, recruiter):
    take_in(read_mail(make_mail(sender=email, files=[("CV Noor.pdf", pdf_cv())])), by=recruiter)
    return MailFile.objects.get()


@pytest.mark.requirement("CAND-DATA-09")
@pytest.mark.requirement("SRC-01")
def test_file_becomes_the_candidates_cv(recruiter):
    noor = make_candidate(email="noor@example.com")

    document = take_mail_file(sent_by(noor.email, recruiter), kind=Document.Kind.CV, by=recruiter)

    assert (document.candidate_id, document.kind, document.source) == (noor.pk, "cv", Source.EMAIL_CV)
    assert (document.original_name, document.text_state) == ("CV Noor.pdf", "read")
    assert not MailFile.objects.exists()
    assert not MailFile.history.exists()


def test_file_is_taken_once(recruiter):
    noor = make_candidate(email="noor@example.com")
    file = sent_by(noor.email, recruiter)
    take_mail_file(file, kind=Document.Kind.CV, by=recruiter)

    with pytest.raises(NotACandidatesFile):
        take_mail_file(file, kind=Document.Kind.CV, by=recruiter)

    assert Document.objects.count() == 1


def test_file_of_a_client_contact_is_no_candidates_file(recruiter):
    contact = make_client_contact(email="tess@example.com")

    with pytest.raises(NotACandidatesFile):
        take_mail_file(sent_by(contact.email, recruiter), kind=Document.Kind.CV, by=recruiter)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_file_of_a_restricted_candidate_is_left_where_it_is(client, recruiter):
    noor = make_candidate(email="noor@example.com")
    file = sent_by(noor.email, recruiter)
    restrict(noor.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    answer = client.post(reverse("admin:mail_mailfile_take", args=[file.pk]), {"taker": "cv"})

    assert answer.status_code == 403
    with pytest.raises(ProcessingRestricted):
        take_mail_file(file, kind=Document.Kind.CV, by=recruiter)


def test_page_of_the_candidate_leads_to_the_file_and_its_page_takes_it(client, recruiter):
    noor = make_candidate(email="noor@example.com")
    file = sent_by(noor.email, recruiter)
    of_candidate = reverse("admin:candidates_candidate_change", args=[noor.pk])
    of_file = reverse("admin:mail_mailfile_change", args=[file.pk])

    panel, page = client.get(of_candidate).text, client.get(of_file).text
    answer = client.post(reverse("admin:mail_mailfile_take", args=[file.pk]), {"taker": "cv"})

    assert of_file in panel
    assert "CV Noor.pdf" in page
    assert answer.url == of_candidate
    assert Document.objects.get().kind == Document.Kind.CV


def test_what_nobody_offers_is_not_found(client, recruiter):
    file = sent_by(make_candidate(email="noor@example.com").email, recruiter)

    assert client.post(reverse("admin:mail_mailfile_take", args=[file.pk]), {"taker": "x"}).status_code == 404
