"""The erasure of a candidate, from his registration to the verified end, over all stores."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.actions.documents import add_document
from candidates.actions.employment import record_employment
from candidates.actions.register import register_candidate
from candidates.models import Candidate, Document, Employment, ImportBatch, ImportRow, Note
from candidates.readers.candidate_draft import CandidateDraft, EducationDraft, SkillDraft
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from privacy.actions.erasure import approve_erasure, plan_of, propose_erasure, request_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.files import stored_files
from privacy.actions.holds import place_hold
from privacy.actions.verification import settle_finding, what_is_missing
from privacy.exceptions import ApprovalLapsed, NotASecondPerson, NotProposed
from privacy.models import (
    Controller,
    ErasureLedgerEntry,
    ErasureRun,
    KeptRecord,
    LegalHold,
    ResidueFinding,
    RightsRequest,
    SubjectRole,
)
from privacy.stores.scan import files_containing, rows_containing
from privacy.testing import make_actor
from privacy.vocabulary import ErasureGround, Role, Source, SubjectKind

MARKS = ["Zwaluwenburg", "k.zwaluwenburg@example.org", "+31612345678", "Vogelkunde", "Nestkastbouw"]


@pytest.fixture(autouse=True)
def controller(db):
    Controller.objects.create(
        name="Voorbeeld B.V.", address="Voorbeeldstraat 1", mailbox="privacy@example.org", is_default=True
    )


def make_person(**fields) -> Candidate:
    draft = CandidateDraft(
        given_name="Karel",
        infix="van",
        family_name="Zwaluwenburg",
        email="k.zwaluwenburg@example.org",
        phone="+31612345678",
        education=(EducationDraft(institution="Universiteit", area="Vogelkunde"),),
        skills=(SkillDraft(name="Nestkastbouw"),),
        **fields,
    )
    return register_candidate(draft, source=Source.APPLICATION, collected_on=date(2026, 1, 5), by=None).candidate


def erase(candidate: Candidate, *, before_worker=None) -> ErasureRun:
    proposer, officer = make_actor(Role.RECRUITER), make_actor(Role.PRIVACY_OFFICER)
    run = request_erasure(candidate.pk, [SubjectKind.CANDIDATE], ground=ErasureGround.NO_LONGER_NEEDED, by=proposer)
    approve_erasure(run, by=officer)
    if before_worker:
        before_worker()
    work()
    run.refresh_from_db()
    return run


def work() -> None:
    """Carry out what waits, as a worker would."""
    while job := Job.objects.filter(state=Job.State.QUEUED, not_before=None).order_by("created_at").first():
        jobs.run(job.pk)


def traces() -> list[str]:
    return [place for place, _row, _text in rows_containing(MARKS)] + [
        key for key, _text in files_containing(MARKS, stored_files())
    ]


@pytest.mark.requirement("ERASE-01")
@pytest.mark.requirement("ERASE-03")
def test_erasure_leaves_no_trace_in_any_table_or_file():
    candidate = make_person()
    other = register_candidate(
        CandidateDraft(given_name="Femke", family_name="Anders", email="femke@example.org"),
        source=Source.APPLICATION,
        collected_on=date(2026, 1, 5),
        by=None,
    ).candidate
    add_document(
        candidate, b"CV van Zwaluwenburg", source=Source.EMAIL_CV, by=None, original_name="cv-Zwaluwenburg.txt"
    )
    for city in ("Utrecht", "Delft", "Zwolle"):
        candidate.city = city
        candidate.save()
    candidate.education_set.get().delete()
    leaked = traces()

    run = erase(candidate)

    assert len(leaked) > 10
    assert traces() == []
    assert run.state == ErasureRun.State.VERIFIED
    assert run.request.state == RightsRequest.State.CLOSED
    assert not Document.objects.exists()
    assert list(stored_files()) == []
    assert list(Candidate.objects.all()) == [other]
    assert SubjectRole.objects.filter(erased_at__isnull=False).count() == 1
    assert ErasureLedgerEntry.objects.get().counts["candidates.candidate"] >= 5


@pytest.mark.requirement("ACC-03")
@pytest.mark.requirement("CLAIM-01")
def test_erasure_is_refused_when_a_hold_arrives_after_the_approval():
    candidate = make_person()

    def claim():
        place_hold(candidate.pk, SubjectKind.CANDIDATE, matter="Z-1", reason="verwachte vordering", by=make_actor())

    run = erase(candidate, before_worker=claim)

    item = run.request.items.get()
    assert run.state == ErasureRun.State.REFUSED
    assert (run.request.state, item.decision, item.code) == ("partly_refused", "refused", "E5")
    assert Candidate.objects.get() == candidate
    assert not ErasureLedgerEntry.objects.exists()


@pytest.mark.requirement("ACC-17")
@pytest.mark.requirement("ERASE-06")
def test_erasure_keeps_what_the_fiscal_duty_keeps_and_says_until_when():
    candidate = make_person()
    employment = record_employment(
        candidate, employer=Controller.objects.get(), started_on=date(2024, 1, 1), ended_on=date(2024, 6, 30), by=None
    )

    run = erase(candidate)

    line = run.lines.get(model_label="candidates.employment")
    kept = KeptRecord.objects.get()
    assert not Candidate.objects.exists()
    assert Employment.objects.get() == employment
    assert (line.rule, line.kept_rows, line.keep_until) == ("keep_some", 1, date(2031, 12, 31))
    assert (kept.row, kept.code, kept.keep_until) == (str(employment.pk), "E2", date(2031, 12, 31))
    assert run.request.items.get().decision == "partly"
    assert traces() == []


@pytest.mark.requirement("ACC-01")
def test_erasure_of_one_role_leaves_the_other_role():
    candidate = make_person()
    role = SubjectRole.objects.get()
    other = SubjectRole.objects.create(
        data_subject=role.data_subject,
        subject_kind=SubjectKind.CLIENT_CONTACT,
        source=Source.CLIENT_INBOUND,
        collected_on=date(2026, 1, 5),
        controller=role.controller,
    )
    hold = place_hold(candidate.pk, SubjectKind.CLIENT_CONTACT, matter="Z-1", reason="loopt nog", by=make_actor())

    run = erase(candidate)

    other.refresh_from_db()
    assert run.state == ErasureRun.State.VERIFIED
    assert other.erased_at is None
    assert LegalHold.objects.get() == hold
    assert not run.subjects.get().is_last_role


@pytest.mark.requirement("ERASE-08")
def test_erasure_puts_what_others_share_on_the_list_of_a_person():
    candidate = make_person()
    register_candidate(
        CandidateDraft(given_name="Karel", infix="van", family_name="Zwaluwenburg", phone="+31612345678"),
        source=Source.APPLICATION,
        collected_on=date(2026, 1, 5),
        by=None,
    )

    run = erase(candidate)

    found = set(run.findings.values_list("place", "kind"))
    assert {("candidates_candidate.phone", "identifier"), ("candidates_candidate.full_name", "name")} <= found
    assert run.state == ErasureRun.State.EXECUTED
    assert what_is_missing(run) == ["findings"]


@pytest.mark.requirement("ERASE-08")
def test_settled_findings_let_the_erasure_be_verified():
    candidate, officer = make_person(), make_actor()
    twin = register_candidate(
        CandidateDraft(family_name="Ander", phone="+31612345678"),
        source=Source.APPLICATION,
        collected_on=date(2026, 1, 5),
        by=None,
    ).candidate
    run = erase(candidate)

    for finding in run.findings.all():
        settle_finding(finding, ResidueFinding.Outcome.OTHER_PERSON, by=officer)

    run.refresh_from_db()
    assert run.state == ErasureRun.State.VERIFIED
    assert Candidate.objects.get() == twin


def test_erasure_finds_imported_rows_that_name_no_person_yet():
    candidate = make_person()
    batch = ImportBatch.objects.create(source=Source.LINKEDIN)
    ImportRow.objects.create(
        batch=batch, line=1, state="waiting", email="k.zwaluwenburg@example.org", draft={"family_name": "Zwaluwenburg"}
    )
    ImportRow.objects.create(batch=batch, line=2, state="waiting", email="ander@example.org")

    erase(candidate)

    assert [row.line for row in ImportRow.objects.all()] == [2]
    assert traces() == []


def test_residue_in_free_text_of_others_is_found_by_keyed_hash():
    candidate = make_person()
    other = register_candidate(
        CandidateDraft(family_name="Ander"), source=Source.APPLICATION, collected_on=date(2026, 1, 5), by=None
    ).candidate
    Note.objects.create(
        candidate=other, source=Source.INTERVIEW, text="Kent Karel van Zwaluwenburg (k.zwaluwenburg@example.org) goed."
    )

    run = erase(candidate)

    found = set(run.findings.values_list("place", "kind"))
    assert ("candidates_note.text", "identifier") in found
    assert ("candidates_note.text", "name") in found
    assert run.state == ErasureRun.State.EXECUTED


@pytest.mark.requirement("ACC-05")
def test_approval_takes_a_second_person_with_the_right_once():
    candidate = make_person()
    officer, recruiter = make_actor(Role.PRIVACY_OFFICER), make_actor(Role.RECRUITER)
    run = request_erasure(candidate.pk, [SubjectKind.CANDIDATE], ground=ErasureGround.UNLAWFUL, by=officer)

    with pytest.raises(NotASecondPerson):
        approve_erasure(run, by=officer)
    with pytest.raises(NotASecondPerson):
        approve_erasure(run, by=recruiter)
    approve_erasure(run, by=make_actor(Role.ADMINISTRATOR))
    with pytest.raises(NotProposed):
        approve_erasure(run, by=make_actor(Role.ADMINISTRATOR))

    assert Job.objects.filter(kind="erasure.run").count() == 1


def test_approval_lapses_when_more_must_be_kept_than_was_shown():
    candidate = make_person()
    run = request_erasure(
        candidate.pk, [SubjectKind.CANDIDATE], ground=ErasureGround.UNLAWFUL, by=make_actor(Role.RECRUITER)
    )
    record_employment(
        candidate, employer=Controller.objects.get(), started_on=date(2024, 1, 1), ended_on=date(2024, 6, 30), by=None
    )

    with pytest.raises(ApprovalLapsed):
        approve_erasure(run, by=make_actor())


def test_queries_of_an_erasure_do_not_grow_with_the_persons(django_assert_num_queries):
    runs = []
    for size in (1, 20):
        people = [
            register_candidate(
                CandidateDraft(family_name=f"Persoon{size}{number}", email=f"p{size}-{number}@example.org"),
                source=Source.APPLICATION,
                collected_on=date(2026, 1, 5),
                by=None,
            ).candidate
            for number in range(size)
        ]
        subjects = [(candidate.pk, SubjectKind.CANDIDATE) for candidate in people]
        runs.append(propose_erasure(subjects, ground=ErasureGround.NO_LONGER_NEEDED, by=None))
    with CaptureQueriesContext(connection) as queries:
        erase_part(runs[0], 0)

    assert len(queries) <= 2 * len(plan_of(runs[1])) + 8
    with django_assert_num_queries(len(queries)):
        erase_part(runs[1], 0)

    assert not Candidate.objects.exists()
