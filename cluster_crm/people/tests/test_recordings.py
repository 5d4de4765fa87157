"""Recordings of calls: off, announced, and gone after 90 days."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.actions.recordings import forget_old_recordings, keep_recording
from cluster_crm.people.exceptions import NotAnnounced
from cluster_crm.people.models import CallRecording, Interaction
from privacy.actions.files import sweep_files
from privacy.actions.roles import Origin, register_role
from privacy.exceptions import NotInCatalogue
from privacy.models import CatalogueEntry
from privacy.vocabulary import Category, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture
def user():
    return make_user(Role.CONSULTANT)


@pytest.fixture
def participant(user):
    origin = Origin(Source.CLIENT_INBOUND, "", timezone.localdate())
    role = register_role(SubjectKind.CLIENT_CONTACT, origin=origin, holds=[Category.DEALINGS]).role
    interaction = log_interaction(
        [Participant(role.data_subject_id, SubjectKind.CLIENT_CONTACT)],
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.INBOUND,
        happened_at=timezone.now(),
        by=user,
    )
    return interaction.participants.get()


def switch_on():
    CatalogueEntry.objects.filter(category=Category.CALL_RECORDING).update(is_active=True)


@pytest.mark.requirement("CLI-DATA-04", "SUP-DATA-03")
def test_recording_is_refused_until_the_agency_switches_it_on(participant, user):
    with pytest.raises(NotInCatalogue):
        keep_recording(participant, b"sound", is_announced=True, recorded_on=DAY, by=user)

    assert not CallRecording.objects.exists()


@pytest.mark.requirement("CLI-DATA-04", "LAW-52")
def test_covert_recording_is_refused_by_the_deed_and_by_the_database(participant, user):
    switch_on()

    with pytest.raises(NotAnnounced):
        keep_recording(participant, b"sound", is_announced=False, recorded_on=DAY, by=user)
    recording = keep_recording(participant, b"sound", is_announced=True, recorded_on=DAY, by=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        CallRecording.objects.filter(pk=recording.pk).update(is_announced=False)


@pytest.mark.requirement("CLI-DATA-04")
def test_recording_goes_after_90_days_with_history_and_sound(participant, user):
    switch_on()
    recording = keep_recording(participant, b"sound", is_announced=True, recorded_on=DAY, by=user)
    key = recording.file.name

    too_early = forget_old_recordings(DAY + timedelta(days=89))
    on_the_day = forget_old_recordings(DAY + timedelta(days=90))
    sweep_files()

    assert (too_early, on_the_day) == (0, 1)
    assert not CallRecording.history.filter(id=recording.pk).exists()
    assert not default_storage.exists(key)
