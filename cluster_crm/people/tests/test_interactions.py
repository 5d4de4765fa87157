from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from candidates.testing import bsn_of
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.exceptions import InFuture, NobodyTookPart, NoFreeText, NoReason, NotHeld
from cluster_crm.people.models import Interaction, InteractionNote, InteractionParticipant
from cluster_crm.people.models.interactions import REASONS
from privacy.actions.restriction import restrict
from privacy.actions.retention import start_retention
from privacy.exceptions import NotInCatalogue, ProcessingRestricted
from privacy.models import CatalogueEntry, Controller, DataSubject, Restriction, RetentionClock, SubjectRole
from privacy.vocabulary import Category, Source, SubjectKind

pytestmark = pytest.mark.django_db
Kind, Direction = Interaction.Kind, Interaction.Direction


def make_person(kind=SubjectKind.CANDIDATE):
    controller, _is_new = Controller.objects.get_or_create(
        name="Voorbeeld B.V.", defaults={"address": "Straat 1", "mailbox": "privacy@example.org"}
    )
    collected_on = timezone.localdate() - timedelta(days=100)
    role = SubjectRole.objects.create(
        data_subject=DataSubject.objects.create(),
        subject_kind=kind,
        source=Source.APPLICATION,
        collected_on=collected_on,
        controller=controller,
    )
    start_retention(role.data_subject_id, kind, collected_on=collected_on)
    return role


def log(*participants, by=None, kind=Kind.CALL, direction=Direction.OUTBOUND, happened_at=None):
    return log_interaction(
        participants,
        kind=kind,
        direction=direction,
        happened_at=happened_at or timezone.now() - timedelta(hours=1),
        by=by or make_user(),
    )


def test_note_belongs_to_one_participant_alone():
    anna, bram = make_person(), make_person()

    interaction = log(
        Participant(anna.data_subject_id, SubjectKind.CANDIDATE, "Wants to move to Utrecht"),
        Participant(bram.data_subject_id, SubjectKind.CANDIDATE),
    )

    took_part = InteractionParticipant.objects.filter(interaction=interaction).values_list("data_subject_id", flat=True)
    assert set(took_part) == {anna.data_subject_id, bram.data_subject_id}
    note = InteractionNote.objects.get()
    assert (note.data_subject_id, note.source) == (anna.data_subject_id, Source.INTERVIEW)


@pytest.mark.requirement("RET-02")
@pytest.mark.parametrize(
    ("kind", "direction", "counts"),
    [
        (Kind.CALL, Direction.OUTBOUND, True),
        (Kind.MEETING, Direction.INBOUND, True),
        (Kind.EMAIL, Direction.INBOUND, True),
        (Kind.EMAIL, Direction.OUTBOUND, False),
        (Kind.LETTER, Direction.OUTBOUND, False),
        (Kind.VOICEMAIL, Direction.OUTBOUND, False),
        (Kind.VOICEMAIL, Direction.INBOUND, False),
    ],
)
def test_only_meaningful_contact_moves_the_retention_clock(kind, direction, counts):
    person = make_person()

    log(Participant(person.data_subject_id, SubjectKind.CANDIDATE), kind=kind, direction=direction)

    clock = RetentionClock.objects.get(data_subject_id=person.data_subject_id)
    assert (clock.contact_on is not None) == counts


@pytest.mark.requirement("RET-07")
def test_small_talk_with_a_candidate_does_not_move_the_clock():
    person = make_person()

    log_interaction(
        [Participant(person.data_subject_id, SubjectKind.CANDIDATE)],
        kind=Kind.CALL,
        direction=Direction.INBOUND,
        happened_at=timezone.now() - timedelta(hours=1),
        by=make_user(),
        is_about_service=False,
    )

    assert RetentionClock.objects.get(data_subject_id=person.data_subject_id).contact_on is None


@pytest.mark.requirement("RET-06")
@pytest.mark.parametrize("kind", [kind for kind in SubjectKind if kind not in REASONS])
def test_internal_note_moves_the_clock_of_nobody(kind):
    person = make_person(kind)

    log(
        Participant(person.data_subject_id, kind, "Would like to work in Delft"),
        kind=Kind.NOTE,
        direction=Direction.INTERNAL,
    )

    assert InteractionNote.objects.get().text == "Would like to work in Delft"
    assert RetentionClock.objects.get(data_subject_id=person.data_subject_id).contact_on is None


@pytest.mark.requirement("GLO-07")
@pytest.mark.requirement("USE-EM-01")
@pytest.mark.parametrize(
    ("kind", "reason", "is_allowed"),
    [
        (SubjectKind.REFEREE, "data_update", True),
        (SubjectKind.REFEREE, "emergency", False),
        (SubjectKind.REFEREE, "", False),
        (SubjectKind.EMERGENCY_CONTACT, "emergency", True),
        (SubjectKind.EMERGENCY_CONTACT, "death", True),
        (SubjectKind.EMERGENCY_CONTACT, "reference", False),
        (SubjectKind.EMERGENCY_CONTACT, "", False),
        (SubjectKind.CANDIDATE, "reference", False),
    ],
)
def test_who_was_only_named_is_contacted_for_a_reason(kind, reason, is_allowed):
    person = make_person(kind)

    with nullcontext() if is_allowed else pytest.raises(NoReason):
        log(Participant(person.data_subject_id, kind, reason=reason))

    assert InteractionParticipant.objects.filter(reason=reason).exists() == is_allowed


@pytest.mark.requirement("REF-DATA-01")
@pytest.mark.requirement("REF-DATA-02")
@pytest.mark.parametrize(
    ("kind", "reason"), [(SubjectKind.REFEREE, "data_update"), (SubjectKind.EMERGENCY_CONTACT, "emergency")]
)
def test_nothing_is_noted_about_who_was_only_named(kind, reason):
    person = make_person(kind)

    with pytest.raises(NoFreeText):
        log(Participant(person.data_subject_id, kind, "Sounds tired", reason))
    with pytest.raises(IntegrityError, match="people_interactionnote_not_of_named"), transaction.atomic():
        InteractionNote.objects.create(
            interaction=log(Participant(person.data_subject_id, kind, reason=reason)),
            data_subject_id=person.data_subject_id,
            subject_kind=kind,
            text="Sounds tired",
            source=Source.INTERVIEW,
        )


@pytest.mark.requirement("CAND-DATA-31")
def test_note_with_a_citizen_service_number_is_refused():
    person = make_person()

    with pytest.raises(ValidationError, match="text"):
        log(Participant(person.data_subject_id, SubjectKind.CANDIDATE, f"Number {bsn_of('note')}"))

    assert not Interaction.objects.exists()


def test_interaction_without_people_is_refused():
    with pytest.raises(NobodyTookPart):
        log()


def test_interaction_in_the_future_is_refused():
    person = make_person()

    with pytest.raises(InFuture):
        log(
            Participant(person.data_subject_id, SubjectKind.CANDIDATE),
            happened_at=timezone.now() + timedelta(minutes=1),
        )


def test_person_whom_we_do_not_hold_in_this_role_is_refused():
    person = make_person()

    with pytest.raises(NotHeld):
        log(Participant(person.data_subject_id, SubjectKind.REFEREE))


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_is_refused():
    person = make_person()
    restrict(person.data_subject_id, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        log(Participant(person.data_subject_id, SubjectKind.CANDIDATE))

    assert not Interaction.objects.exists()


@pytest.mark.requirement("GEN-09")
def test_note_without_a_row_in_the_catalogue_is_refused():
    person = make_person()
    CatalogueEntry.objects.filter(category=Category.DEALINGS).update(is_active=False)

    with pytest.raises(NotInCatalogue):
        log(Participant(person.data_subject_id, SubjectKind.CANDIDATE, "text"))
    with pytest.raises(ValidationError, match="catalog"):
        InteractionNote(data_subject_id=person.data_subject_id, subject_kind="candidate", text="text").clean()
