"""The invented agency around the invented people: sign-ins, clients, dossiers, and what happened."""

import io
import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import docx
from django.db import transaction
from django.utils import timezone

from candidates.actions.documents import add_document
from candidates.actions.employment import record_employment, record_national_id
from candidates.actions.register import Registration, register_candidates
from candidates.management.demonstration.intake import load_intake
from candidates.management.demonstration.network import load_network
from candidates.management.demonstration.people import cv_lines, invented_drafts
from candidates.models import Candidate
from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.cv_text import CvText
from cluster_crm.accounts.actions import open_account
from cluster_crm.accounts.models import User
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.models import Interaction
from privacy.actions.catalogue import load_profile
from privacy.actions.notices import record_notice
from privacy.actions.policy import current_policy, publish_policy
from privacy.actions.restriction import restrict
from privacy.actions.subjects import ensure_controller
from privacy.models import NoticeTask, PolicyVersion, Restriction
from privacy.vocabulary import Role, Source, SubjectKind

SignIns = dict[str, dict[str, str]]

STAFF: Final = {
    Role.RECRUITER: "Roos Hendriks",
    Role.CONSULTANT: "Bas van Leeuwen",
    Role.PRIVACY_OFFICER: "Pim Overdijk",
    Role.FINANCE: "Femke de Graaf",
    Role.ADMINISTRATOR: "Ali Demir",
}
SOURCES: Final = (
    (12, Source.APPLICATION, "", 20),
    (8, Source.EMAIL_CV, "", 90),
    (8, Source.LINKEDIN, "openbaar profiel", 6),
    (6, Source.JOBBOARD, "vacaturebank", 24),
    (6, Source.PAPER_CV, "banenmarkt", 718),
)
CONVERSATIONS: Final = (
    "Wil graag dichter bij huis werken, het liefst vier dagen.",
    "Is tevreden waar hij zit, maar staat open voor een goed gesprek.",
    "Gesprek over de vacature bij Havenhandel; stuurt een nieuwe versie van de CV.",
    "Kan per de eerste van de maand beginnen.",
)
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
INVENTED_BSN: Final = "999990007"  # passes the eleven-test; numbers from 9999 on are not issued
CVS, CALLS = 8, 24


def load_agency() -> SignIns:
    """Fill an empty installation, and return the sign-ins by role; one that has users is left as it is."""
    if User.objects.exists():
        return {}
    with transaction.atomic():
        ensure_controller()
        load_profile()
        version = PolicyVersion(version="1.0", effective_from=timezone.localdate() - timedelta(days=900))
        publish_policy(version)
        sign_ins = _open_accounts()
        _add_people(*(User.objects.get(role=role) for role in (Role.RECRUITER, Role.CONSULTANT, Role.FINANCE)))
    return sign_ins


def _open_accounts() -> SignIns:
    sign_ins = {}
    for role, name in STAFF.items():
        email, password = f"{role.replace('_', '-')}@example.org", secrets.token_urlsafe(12)
        open_account(email, password, display_name=name, role=role)
        sign_ins[str(role.value)] = {"email": email, "password": password}
    return sign_ins


def _add_people(recruiter: User, consultant: User, finance: User) -> None:
    """Register everybody from several sources, then give some a CV, a conversation, an employment, a restriction."""
    registered = _register(invented_drafts(), recruiter)
    candidates = [entry.candidate for entry in registered if entry.candidate]
    for entry in registered[:CVS]:
        _add_cv(entry, recruiter)
    _add_conversations(candidates[:CALLS], recruiter)
    employed, disputed = candidates[1], candidates[2]
    record_employment(employed, employer=ensure_controller(), started_on=date(2025, 2, 1), by=finance)
    record_national_id(employed, INVENTED_BSN, by=finance)
    chosen = [candidate for candidate in candidates[4:] if candidate.pk != disputed.pk]
    load_network(chosen, recruiter=recruiter, consultant=consultant, finance=finance)
    load_intake(recruiter, candidates[0])
    restrict(disputed.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)


def _register(drafts: Sequence[CandidateDraft], recruiter: User) -> list[Registration]:
    registered: list[Registration] = []
    for count, source, detail, days_ago in SOURCES:
        batch = drafts[len(registered) : len(registered) + count]
        on = timezone.localdate() - timedelta(days=days_ago)
        registered += register_candidates(batch, source=source, source_detail=detail, collected_on=on, by=recruiter)
    return registered


def _add_cv(entry: Registration, recruiter: User) -> None:
    assert entry.candidate is not None  # noqa: S101 - the drafts are our own
    lines, page, file = cv_lines(entry.draft), docx.Document(), io.BytesIO()
    for line in lines:
        page.add_paragraph(line)
    page.save(file)
    add_document(
        entry.candidate,
        file.getvalue(),
        source=Source.APPLICATION,
        by=recruiter,
        original_name="cv.docx",
        title="CV",
        text=CvText(DOCX, "\n".join(lines)),
    )


def _add_conversations(candidates: Sequence[Candidate], recruiter: User) -> None:
    for number, candidate in enumerate(candidates):
        day = timezone.localdate() - timedelta(days=1 + number % 5)
        note = CONVERSATIONS[number % len(CONVERSATIONS)]
        log_interaction(
            [Participant(candidate.pk, SubjectKind.CANDIDATE, note)],
            kind=Interaction.Kind.CALL,
            direction=Interaction.Direction.OUTBOUND,
            happened_at=timezone.make_aware(datetime.combine(day, time(9 + number % 8))),
            by=recruiter,
        )
        record_notice(
            candidate.pk,
            SubjectKind.CANDIDATE,
            on=day,
            policy_version=current_policy(day),
            way=NoticeTask.Way.SPOKEN,
            by=recruiter,
        )
