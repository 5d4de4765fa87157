"""Competitions on social media: a purpose of their own, forgotten after the last day, no marketing (SRC-11)."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from candidates.testing import make_candidate
from cluster_crm.website.actions.messages import Sender, receive_message
from cluster_crm.website.exceptions import CompetitionNotRunning
from cluster_crm.website.models import CompetitionEntry, WebsiteContact
from cluster_crm.website.testing import make_competition, make_entry, make_website_contact
from privacy.exceptions import PurposeNotAllowed
from privacy.models import CatalogueEntry, ConsentEvent, RetentionClock, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.retention import RetentionRule
from privacy.vocabulary import Category, Purpose, RetentionProfile, Source, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("SRC-11")]
VISITOR = SubjectKind.WEBSITE_USER
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
NINTH = timezone.make_aware(datetime.fromisoformat("2026-03-09T10:00"))
ANNA = Sender("Bakker", "anna@example.org", given_name="Anna")


def term_of(contact: WebsiteContact) -> tuple[str, date]:
    clock = RetentionClock.objects.get(data_subject=contact.pk)
    return clock.rule, clock.retain_until


def test_who_takes_part_stays_until_the_last_day():
    entry = make_entry(ANNA, make_competition(FIRST, LAST), on=date(2026, 3, 9))

    role = SubjectRole.objects.get(pk=entry.contact.number)
    assert (role.source, role.retention_profile) == (Source.COMPETITION, RetentionProfile.COMPETITION)
    assert term_of(entry.contact) == (RetentionRule.COMPETITION, LAST)
    assert not RetentionClock.objects.expired(LAST).exists()
    assert RetentionClock.objects.expired(LAST + timedelta(days=1)).exists()


def test_last_of_several_competitions_counts():
    make_entry(ANNA, make_competition(FIRST, date(2026, 6, 30)), on=date(2026, 3, 2))

    entry = make_entry(ANNA, make_competition(FIRST, LAST), on=date(2026, 3, 9))

    assert WebsiteContact.objects.count() == 1
    assert term_of(entry.contact) == (RetentionRule.COMPETITION, date(2026, 6, 30))


def test_taking_part_rests_on_consent_and_counts_once():
    competition = make_competition(FIRST, LAST)

    entries = [make_entry(ANNA, competition, on=day) for day in (FIRST, LAST)]

    consent = ConsentEvent.objects.get()
    assert entries[0] == entries[1] == CompetitionEntry.objects.get()
    assert (consent.purpose, consent.action) == (Purpose.COMPETITION, ConsentEvent.Action.GIVEN)


@pytest.mark.parametrize("on", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_nobody_takes_part_outside_its_days(on):
    with pytest.raises(CompetitionNotRunning):
        make_entry(ANNA, make_competition(FIRST, LAST), on=on)

    assert not WebsiteContact.objects.exists()


@pytest.mark.parametrize(
    "purpose", [Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.REFERRAL_ASK, Purpose.ADS, Purpose.SURVEY]
)
def test_catalogue_refuses_marketing_to_who_took_part(purpose):
    catalogue = Catalogue.load(VISITOR)
    catalogue.require_purpose(Purpose.COMPETITION, Category.CONTACT)

    for category in (Category.NAME, Category.CONTACT):
        with pytest.raises(PurposeNotAllowed):
            catalogue.require_purpose(purpose, category)


def test_who_registers_has_a_role_and_a_term_of_his_own():
    entry = make_entry(ANNA, make_competition(FIRST, LAST), on=FIRST)

    candidate = make_candidate(given_name="Anna", family_name="Bakker", collected_on=date(2026, 3, 20))

    clock = RetentionClock.objects.get(data_subject=candidate.pk)
    assert clock.retain_until == date(2028, 3, 20)
    assert term_of(entry.contact) == (RetentionRule.COMPETITION, LAST)


def test_who_writes_to_us_is_held_for_the_answer():
    entry = make_entry(ANNA, make_competition(FIRST, LAST), on=FIRST)

    receive_message(ANNA, "And do you have work?", received_at=NINTH)

    role = SubjectRole.objects.get(pk=entry.contact.number)
    assert role.retention_profile == RetentionProfile.POOL
    assert term_of(entry.contact) == (RetentionRule.TWO_YEARS, date(2028, 3, 9))


def test_who_wrote_to_us_before_keeps_that_term():
    contact = make_website_contact(given_name="Anna", family_name="Bakker", email=ANNA.email)
    before = term_of(contact)

    entry = make_entry(ANNA, make_competition(FIRST, LAST), on=LAST)

    assert entry.contact == contact
    assert term_of(contact) == before


def test_nobody_else_is_registered_for_a_competition():
    role = SubjectRole.objects.filter(pk=make_candidate().number)

    with pytest.raises(IntegrityError, match="privacy_subjectrole_competition"):
        role.update(retention_profile=RetentionProfile.COMPETITION)


def test_catalogue_that_does_not_name_the_purpose_refuses():
    CatalogueEntry.objects.filter(category=Category.CONTACT).update(consent_purposes=[])

    with pytest.raises(PurposeNotAllowed):
        make_entry(ANNA, make_competition(FIRST, LAST), on=FIRST)
