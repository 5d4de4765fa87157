from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from candidates.testing import bsn_of
from cluster_crm.people.exceptions import InFuture
from cluster_crm.website.actions.messages import Sender, receive_message
from cluster_crm.website.models import WebsiteContact, WebsiteMessage
from privacy.actions.restriction import restrict
from privacy.exceptions import NotInCatalogue
from privacy.models import CatalogueEntry, NoticeTask, Restriction, RetentionClock, SubjectRole
from privacy.testing import make_subject
from privacy.vocabulary import Category, Source, SubjectKind

pytestmark = pytest.mark.django_db
ANNA = Sender("Bakker", "anna@example.org", given_name="Anna")


def moment(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.requirement("WEB-DATA-03")
@pytest.mark.requirement("SRC-09")
def test_message_makes_a_website_contact_who_stays_two_years():
    message = receive_message(ANNA, "Do you have work in Delft?", received_at=moment("2024-12-12T10:00"))

    role = SubjectRole.objects.get(data_subject=message.contact.data_subject)
    clock = RetentionClock.objects.get(data_subject=message.contact.data_subject)
    assert str(role) == str(message.contact) == f"WU-{role.number}"
    assert (role.subject_kind, role.source) == (SubjectKind.WEBSITE_USER, Source.SITE_FORM)
    assert clock.retain_until.isoformat() == "2026-12-12"
    assert not NoticeTask.objects.exists()


@pytest.mark.requirement("RET-06")
def test_who_writes_again_is_the_same_person_and_his_term_runs_anew():
    first = receive_message(ANNA, "Do you have work?", received_at=moment("2024-01-10T10:00"))

    again = receive_message(
        Sender("bakker", " Anna@Example.org ", given_name="Ánna"), "And now?", received_at=moment("2024-06-01T10:00")
    )

    assert again.contact == first.contact
    assert WebsiteMessage.objects.count() == 2
    assert RetentionClock.objects.get().retain_until.isoformat() == "2026-06-01"


def test_another_name_at_the_same_address_is_another_person():
    receive_message(ANNA, "Do you have work?", received_at=moment("2024-01-10T10:00"))

    receive_message(Sender("Visser", ANNA.email), "And for me?", received_at=moment("2024-01-11T10:00"))

    assert WebsiteContact.objects.count() == 2


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_message_of_a_restricted_person_is_stored():
    contact = receive_message(ANNA, "Do you have work?", received_at=moment("2024-01-10T10:00")).contact
    restrict(contact.pk, SubjectKind.WEBSITE_USER, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    receive_message(ANNA, "My name is spelt Ana", received_at=moment("2024-01-11T10:00"))

    assert contact.messages.count() == 2


@pytest.mark.requirement("CAND-DATA-31")
def test_message_with_a_citizen_service_number_is_refused():
    with pytest.raises(ValidationError, match="text"):
        receive_message(ANNA, f"My number is {bsn_of('web')}", received_at=timezone.now())

    assert not WebsiteContact.objects.exists()


@pytest.mark.requirement("GEN-09")
def test_message_without_a_row_in_the_catalogue_is_refused():
    CatalogueEntry.objects.filter(category=Category.CORRESPONDENCE).update(is_active=False)

    with pytest.raises(NotInCatalogue):
        receive_message(ANNA, "Do you have work?", received_at=timezone.now())


def test_message_of_tomorrow_is_refused():
    with pytest.raises(InFuture):
        receive_message(ANNA, "Do you have work?", received_at=timezone.now() + timedelta(minutes=1))


def test_website_contact_is_another_person_than_a_candidate_with_the_same_address():
    candidate = make_subject(SubjectKind.CANDIDATE)

    contact = receive_message(ANNA, "Do you have work?", received_at=timezone.now()).contact

    assert contact.data_subject_id != candidate.pk
