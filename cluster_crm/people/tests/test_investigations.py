"""Reading what a colleague wrote: only under an investigation that a second person approved, and never unseen."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cluster_crm.accounts.actions import open_account
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.actions.investigations import (
    Scope,
    approve_investigation,
    open_investigation,
    read_correspondence,
)
from cluster_crm.people.exceptions import NotASecondPerson, NotUnderInvestigation
from cluster_crm.people.models import Interaction, Investigation
from privacy.actions.roles import Origin, register_role
from privacy.models import ReadLogEntry
from privacy.vocabulary import Category, Role, Source, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("STAFF-02")]

TODAY = timezone.localdate()
CONTACT = SubjectKind.CLIENT_CONTACT


def account(name, role):
    return open_account(f"{name}@example.org", "a long enough secret", display_name=name, role=role, language="en")


@pytest.fixture
def officer():
    return account("olga", Role.PRIVACY_OFFICER)


@pytest.fixture
def administrator():
    return account("adam", Role.ADMINISTRATOR)


@pytest.fixture
def writer():
    return account("wim", Role.CONSULTANT)


@pytest.fixture
def investigation(officer, writer):
    person = register_role(CONTACT, origin=Origin(Source.CLIENT_INBOUND, "", TODAY), holds=[Category.NAME]).role
    log_interaction(
        [Participant(person.data_subject_id, CONTACT, note="He offered a discount.")],
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.OUTBOUND,
        happened_at=timezone.now(),
        by=writer,
    )
    return open_investigation(
        writer.data_subject_id,
        ground=Investigation.Ground.INTERNAL,
        reason="Discounts without leave.",
        scope=Scope(TODAY - timedelta(days=30), TODAY, TODAY + timedelta(days=14)),
        by=officer,
    )


def test_nothing_is_read_before_a_second_person_approved(investigation, officer):
    with pytest.raises(NotUnderInvestigation):
        read_correspondence(investigation, by=officer)

    assert not ReadLogEntry.objects.exists()


def test_who_opened_it_or_is_investigated_does_not_approve(investigation, officer, writer):
    for somebody in (officer, writer):
        with pytest.raises(NotASecondPerson):
            approve_investigation(investigation, by=somebody)
    with pytest.raises(IntegrityError), transaction.atomic():
        Investigation.objects.filter(pk=investigation.pk).update(approved_by=officer, approved_at=timezone.now())


def test_each_reading_is_logged_about_the_colleague(investigation, officer, administrator, writer):
    approve_investigation(investigation, by=administrator)

    notes = read_correspondence(investigation, by=officer)

    entry = ReadLogEntry.objects.get()
    assert [text for _moment, text in notes] == ["He offered a discount."]
    assert (entry.data_subject_id, entry.actor_id) == (writer.data_subject_id, officer.pk)


def test_reading_ends_with_the_investigation(investigation, officer, administrator):
    approve_investigation(investigation, by=administrator)
    Investigation.objects.filter(pk=investigation.pk).update(ends_on=TODAY - timedelta(days=1))

    with pytest.raises(NotUnderInvestigation):
        read_correspondence(investigation, by=officer)


def test_page_shows_the_texts_to_the_officer_alone(investigation, officer, administrator, writer):
    approve_investigation(investigation, by=administrator)
    address = reverse("admin:people_investigation_read", args=[investigation.pk])

    answers = {}
    for user in (officer, administrator, writer):
        browser = Client()
        browser.force_login(user)
        answers[user.role] = browser.post(address).status_code
        assert browser.get(address).status_code == 403

    assert answers == {Role.PRIVACY_OFFICER: 200, Role.ADMINISTRATOR: 403, Role.CONSULTANT: 403}


def test_officer_opens_one_on_the_page(officer, writer):
    browser = Client()
    browser.force_login(officer)
    staff = writer.data_subject.roles.get()
    asked = {
        "person": str(staff),
        "ground": "litigation",
        "reason": "Claim of a client.",
        "written_from": str(TODAY),
        "written_until": str(TODAY),
        "ends_on": str(TODAY),
    }

    wrong = browser.post(reverse("admin:people_investigation_add"), asked | {"written_until": "2020-01-01"})
    right = browser.post(reverse("admin:people_investigation_add"), asked)

    assert "The last day comes before the first." in wrong.content.decode()
    assert right.status_code == 302
    assert Investigation.objects.get().opened_by == officer
