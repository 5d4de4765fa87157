"""Invented candidates for tests: one in a line, or one of whom every personal column is filled."""

from collections.abc import Collection
from datetime import date
from itertools import count
from typing import Any
from zlib import crc32

from django.core.files.base import ContentFile
from django.utils import timezone

from candidates.actions.diversity import PURPOSE, record_answers
from candidates.actions.documents import add_document
from candidates.actions.employment import record_employment, record_national_id
from candidates.actions.register import register_candidate
from candidates.models import (
    Candidate,
    DiversityChoice,
    DiversityLink,
    Document,
    ImportBatch,
    ImportedPerson,
    ImportFile,
    ImportRow,
    Note,
    PaperCollection,
    Preference,
    ReportedNote,
)
from candidates.readers.candidate_draft import (
    CandidateDraft,
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    SkillDraft,
)
from candidates.readers.cv_text import CvText
from candidates.readers.partial_date import PartialDate
from candidates.testing_named import fill_named
from candidates.testing_pipeline import fill_pipeline
from candidates.testing_sensitive import fill_sensitive
from candidates.testing_stories import fill_stories
from cluster_crm.accounts.models import User
from cluster_crm.people.actions.tags import tag_people
from privacy.actions.consents import record_consent
from privacy.actions.subjects import ensure_controller
from privacy.models import ConsentEvent, PolicyVersion
from privacy.testing import make_policy, make_policy_notification
from privacy.vocabulary import Channel, Source, SubjectKind

_numbers = count(1)


def make_candidate(
    *,
    source: Source = Source.APPLICATION,
    collected_on: date | None = None,
    by: User | None = None,
    source_detail: str = "",
    opt_out_offered: Collection[Channel] = (),
    **fields: Any,
) -> Candidate:
    """Register an invented candidate; `fields` are those of a `CandidateDraft`."""
    number = next(_numbers)
    given = {"given_name": "Noor", "infix": "de", "family_name": f"Vries{number}", "email": f"noor{number}@example.org"}
    return register_candidate(
        CandidateDraft(**given | fields),
        source=source,
        collected_on=collected_on or timezone.localdate(),
        by=by,
        source_detail=source_detail,
        opt_out_offered=opt_out_offered,
        controller=ensure_controller(),
    ).person


def make_full_candidate(marker: str, *, by: User | None = None) -> Candidate:
    """Register a candidate of whom every personal column holds something; each text holds the marker (a short word)."""
    candidate = make_candidate(by=by, source=Source.LINKEDIN, source_detail=f"{marker} list", **_draft(marker))
    Candidate.objects.filter(pk=candidate.pk).update(
        salutation="ms", birth_date=date(1990, 5, 1), available_from=date(2027, 1, 1), work_permit_required=True
    )
    candidate.refresh_from_db()
    _fill_dossier(candidate, marker)
    _fill_files(candidate, marker, by)
    make_paper(candidate, marker)
    fill_pipeline(candidate, marker, by=by)
    employment = record_employment(
        candidate,
        employer=ensure_controller(),
        started_on=date(2010, 1, 1),
        ended_on=date(2011, 1, 1),
        by=by,
    )
    record_national_id(candidate, bsn_of(marker), by=by)
    fill_named(candidate, marker, by=by)
    make_diversity_link(candidate, *FULL_ANSWERS)
    make_policy_notification(candidate.pk, SubjectKind.CANDIDATE)
    fill_sensitive(candidate, marker, employment=employment, by=by)
    fill_stories(candidate, marker)
    return candidate


FULL_ANSWERS = (DiversityChoice.ETHNIC_ASIAN, DiversityChoice.BELIEF_HINDU, DiversityChoice.GENDER_UNSAID)


def make_diversity_consent(candidate: Candidate, **fields: Any) -> ConsentEvent:
    """The candidate's explicit yes to equal opportunities monitoring."""
    defaults: dict[str, Any] = {
        "purpose": PURPOSE,
        "consent": ConsentEvent.Kind.EXPLICIT,
        "method": ConsentEvent.Method.BOX_TICKED,
        "text_version": "eo-1",
        "language": "nl",
        "policy_version": PolicyVersion.objects.first() or make_policy(),
        "is_affirmed": True,
    }
    return record_consent(candidate.pk, SubjectKind.CANDIDATE, **defaults | fields)


def make_diversity_link(candidate: Candidate, *answers: DiversityChoice) -> DiversityLink:
    """Answers of a candidate who said yes."""
    return record_answers(candidate, answers, consent=make_diversity_consent(candidate))


def phone_of(marker: str) -> str:
    """A Dutch mobile number that belongs to the marker."""
    return f"+316{10_000_000 + crc32(marker.encode()) % 80_000_000}"


def bsn_of(marker: str) -> str:
    """A number that passes the eleven-test, in the range that is not issued."""
    start = 9_999_0000 + crc32(marker.encode()) % 9_000
    for first in range(start, start + 20):
        digits = [int(digit) for digit in f"{first:08}"]
        last = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
        if last <= 9:  # noqa: PLR2004 - a digit
            return f"{first:08}{last}"
    raise AssertionError("unreachable: ten in eleven have a last digit")


def _draft(marker: str) -> dict[str, Any]:
    low = marker.lower()
    return {
        "given_name": f"{marker}-Noor",
        "infix": "van der",
        "family_name": f"{marker}-Berg",
        "email": f"{low}@example.org",
        "phone": phone_of(marker),
        "street": f"{marker}straat 12",
        "postcode": "1234 AB",
        "city": f"{marker}stad",
        "country": "NL",
        "headline": f"{marker} headline",
        "summary": f"{marker} summary",
        "profile_urls": (f"https://www.linkedin.com/in/{low}",),
        "education": (
            EducationDraft(
                f"{marker} school",
                f"{marker} field",
                f"{marker} degree",
                PartialDate(2008),
                PartialDate(2010, 6),
                f"{marker} course",
            ),
        ),
        "experience": (
            ExperienceDraft(
                f"{marker} employer",
                f"{marker} position",
                f"{marker} place",
                PartialDate(2011),
                PartialDate(2014, 6),
                f"{marker} work",
                is_voluntary=True,
            ),
        ),
        "skills": (SkillDraft(f"{marker} skill", f"{marker} level"),),
        "languages": (LanguageDraft(f"{marker} language", f"{marker} native"),),
    }


def _fill_dossier(candidate: Candidate, marker: str) -> None:
    origin = {"source": Source.CLIENT, "source_detail": f"{marker} detail", "collected_on": timezone.localdate()}
    Preference.objects.create(
        candidate=candidate,
        role=f"{marker} role",
        region=f"{marker} region",
        hours=36,
        salary_expectation="4321.00",
        **origin,
    )
    Note.objects.create(candidate=candidate, text=f"{marker} said", **origin)
    ReportedNote.objects.create(
        candidate=candidate,
        kind=ReportedNote.Kind.CLIENT_SAID,
        text=f"{marker} heard",
        source_person=f"{marker} client",
        **origin,
    )


def make_paper(candidate: Candidate, marker: str = "", **fields: Any) -> PaperCollection:
    """A CV on paper of the candidate, handed in and destroyed today."""
    today = timezone.localdate()
    given = {"event": f"{marker} fair", "place": f"{marker} hall", "notice_handed_on": today}
    return PaperCollection.objects.create(candidate=candidate, **given | {"paper_destroyed_on": today} | fields)


def _fill_files(candidate: Candidate, marker: str, by: User | None) -> None:
    add_document(
        candidate,
        f"{marker} file".encode(),
        source=Source.EMAIL_CV,
        by=by,
        kind=Document.Kind.CV,
        original_name=f"{marker}.txt",
        title=f"{marker} title",
        source_detail=f"{marker} mail",
        text=CvText("text/plain", f"{marker} text"),
    )
    tag_people(SubjectKind.CANDIDATE, {candidate.pk: ["lasser"]})
    batch = ImportBatch.objects.create(source=Source.EMAIL_CV)
    file = ImportFile(
        batch=batch, number=1, data_subject_id=candidate.pk, name=f"{marker} list.csv", sheet=f"{marker} sheet"
    )
    file.content.save("", ContentFile(f"{marker} list".encode()), save=False)
    file.save()
    row = ImportRow(
        batch=batch,
        line=1,
        state=ImportRow.State.CREATED,
        data_subject_id=candidate.pk,
        cells=[f"{marker} cell"],
        evidence=[{"field": "family_name", "start": 0, "end": len(marker), "rule": marker}],
        draft={"given_name": f"{marker} draft"},
        text=f"{marker} text",
        email=candidate.email,
        phone=candidate.phone,
        profile_url=f"https://www.linkedin.com/in/{marker.lower()}",
        file_name=f"{marker}.pdf",
    )
    row.keep_file(f"{marker} import".encode())
    row.save()
    ImportedPerson.objects.create(
        batch=batch, data_subject_id=candidate.pk, file_number=1, line=1, outcome=ImportedPerson.Outcome.CREATED
    )
