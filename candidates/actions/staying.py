"""The consent to stay 12 months after a procedure: what goes with it, and what a contract keeps (ACC-04)."""

from typing import Final
from uuid import UUID

from django.utils import timezone

from candidates.models import (
    Candidate,
    Education,
    Language,
    Note,
    Preference,
    ProfilePage,
    ReportedNote,
    Skill,
    WorkExperience,
)
from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from privacy.actions.retention import record_consent_to_stay
from privacy.actions.standing import is_carried
from privacy.models import LegalHold, RetentionClock
from privacy.models.catalogue_view import Catalogue
from privacy.registry import personal_model
from privacy.stores.forget import forget
from privacy.stores.redact import redact
from privacy.vocabulary import Category, Stage, SubjectKind

KIND: Final = SubjectKind.CANDIDATE
FORGET_WORDS: Final = "candidates.forget_words"
DOSSIER: Final = (Education, Language, Note, Preference, ProfilePage, ReportedNote, Skill, WorkExperience)
WORDS: Final = {"headline": Category.OWN_STATEMENTS, "summary": Category.OWN_STATEMENTS}
"""Texts on the candidate's own row that no contract needs; their past goes by a worker."""


def stop_staying(person: UUID, _about: str) -> None:
    """Shorten the term at once, and forget the dossier that only the consent carried while a contract runs.

    Without a contract nothing is left that carries anything: the term is then over, and the sweep takes it all. Whoever
    never agreed to stay is here on another basis, and loses nothing.
    """
    clock = RetentionClock.objects.filter(data_subject=person, subject_kind=KIND).first()
    if clock is None or not clock.has_consent_to_stay:
        return
    record_consent_to_stay(person, KIND, is_given=False)
    is_working = clock.running_until is not None and clock.running_until >= timezone.localdate()
    if is_working and not LegalHold.objects.of(person, KIND).open().exists():
        _forget_dossier(person)


def _forget_dossier(person: UUID) -> None:
    catalogue = Catalogue.load(KIND)
    for model in DOSSIER:
        held = {field.category for field in personal_model(model._meta.label_lower).fields}
        if not is_carried(catalogue, held, Stage.HIRE):
            forget(model._base_manager.filter(candidate=person))
    words = {name: "" for name, category in WORDS.items() if not is_carried(catalogue, {category}, Stage.HIRE)}
    if words:
        Candidate.objects.filter(pk=person).update(**words)
        enqueue(FORGET_WORDS, person)


def forget_words(claim: Claim) -> None:
    """Take the past of those texts out of the audit history, as far as the texts are gone."""
    claim.expect(1)
    with claim.step("words") as is_due:
        gone = Candidate.objects.filter(pk=claim.target_id, **dict.fromkeys(WORDS, "")).exists()
        for name in WORDS if is_due and gone else ():
            personal = personal_model("candidates.candidate")
            redact(personal, claim.target_id, name, live=lambda _said: "", past=lambda _said: "")
