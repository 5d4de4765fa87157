"""Deeds on recordings of calls."""

from datetime import date

from django.core.files.base import ContentFile

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.actions.writing import lock_people, refuse_writing
from cluster_crm.people.exceptions import NotAnnounced
from cluster_crm.people.models import CallRecording, InteractionParticipant
from cluster_crm.people.models.recordings import KEPT
from privacy.stores.forget import forget
from privacy.vocabulary import Category, SubjectKind


def keep_recording(
    participant: InteractionParticipant, content: bytes, *, is_announced: bool, recorded_on: date, by: User
) -> CallRecording:
    """Keep the sound of a call with one of its participants, for 90 days.

    Raises NotAnnounced for a call that was recorded covertly, and NotInCatalogue as long as the agency has not switched
    recordings on for this kind of person.
    """
    if not is_announced:
        raise NotAnnounced
    person, kind = participant.data_subject_id, SubjectKind(participant.subject_kind)
    with acting(by.pk, "call recording"):
        lock_people([person])
        refuse_writing(person, kind, Category.CALL_RECORDING)
        recording = CallRecording(
            data_subject_id=person,
            subject_kind=kind,
            interaction_id=participant.interaction_id,
            is_announced=True,
            recorded_on=recorded_on,
            delete_on=recorded_on + KEPT,
        )
        recording.file.save("", ContentFile(content), save=False)
        recording.save()
    return recording


def forget_old_recordings(on: date) -> int:
    """Delete recordings whose day has come, with history and sound; return how many."""
    with acting(None, "people.expire_recordings"):
        return forget(CallRecording.objects.filter(delete_on__lte=on))
