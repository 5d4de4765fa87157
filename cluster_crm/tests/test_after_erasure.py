"""What an erasure leaves behind on purpose, what it refuses afterwards, and what happens when it cannot be whole."""

from datetime import date, timedelta
from os import utime
from time import time
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from candidates.actions.documents import add_document
from candidates.actions.employment import record_employment, record_national_id
from candidates.actions.register import register_candidate
from candidates.models import Candidate, Employment
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.jobs.models import Job
from cluster_crm.tests.test_erasure import controller, erase, make_person, traces, work
from privacy.actions.access import build_export, request_access
from privacy.actions.erasure import approve_erasure, propose_erasure, request_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.files import stored_files, sweep_files, sweep_orphans
from privacy.actions.holds import place_hold
from privacy.actions.messages import queue_message
from privacy.actions.restriction import restrict
from privacy.actions.reveal import reveal_to_person
from privacy.exceptions import ErasureIncomplete, PersonErased
from privacy.models import (
    Controller,
    ErasureLedgerEntry,
    ErasureRun,
    Restriction,
    SuppressionEntry,
)
from privacy.stores.ledger import drop_expired
from privacy.testing import make_actor
from privacy.vocabulary import ErasureGround, Purpose, Role, Source, SubjectKind

__all__ = ["controller"]


@pytest.mark.requirement("MKT-07")
@pytest.mark.requirement("AMB-09")
def test_whoever_asked_to_be_erased_is_recognised_when_he_comes_back():
    erase(make_person())

    back = register_candidate(
        CandidateDraft(family_name="Zwaluwenburg", email="K.Zwaluwenburg+cv@example.org"),
        source=Source.JOBBOARD,
        collected_on=date(2026, 2, 5),
        by=None,
    )

    assert back.is_suppressed
    assert SuppressionEntry.objects.filter(hit_count=1).count() == 1


@pytest.mark.requirement("ERASE-05")
def test_keyed_hashes_are_dropped_when_no_backup_needs_them():
    erase(make_person())
    today = timezone.localdate()

    kept = drop_expired(today + timedelta(days=69))
    dropped = drop_expired(today + timedelta(days=70))

    assert kept == 0
    assert dropped >= 3
    assert ErasureLedgerEntry.objects.count() == 1


@pytest.mark.requirement("ERASE-03")
def test_erasure_with_a_single_login_leaves_no_history_either(monkeypatch):
    candidate = make_person()
    candidate.city = "Utrecht"
    candidate.save()
    monkeypatch.setattr("privacy.stores.eraser.ERASER", "no_such_role")

    run = erase(candidate)

    assert traces() == []
    assert run.state == ErasureRun.State.VERIFIED


@pytest.mark.requirement("ERASE-09")
def test_files_that_no_row_names_are_buried_once_they_are_old(settings):
    candidate = make_person()
    document = add_document(candidate, b"CV", source=Source.EMAIL_CV, by=None, original_name="cv.txt")
    for name, age in (("documents/00/orphan", 7200), ("documents/00/young", 60)):
        default_storage.save(name, ContentFile(b"rest"))
        moment = time() - age
        utime(default_storage.path(name), (moment, moment))

    found = sweep_orphans()
    removed = sweep_files()

    assert (found, removed) == (1, 1)
    assert set(stored_files()) == {document.file.name, "documents/00/young"}


def test_what_cannot_be_erased_whole_is_not_erased_at_all(monkeypatch):
    candidate = make_person()
    run = propose_erasure([(candidate.pk, SubjectKind.CANDIDATE)], ground=ErasureGround.UNLAWFUL, by=None)
    monkeypatch.setattr("privacy.stores.rows.delete_history", lambda _part, _item: None)

    with pytest.raises(ErasureIncomplete), transaction.atomic():
        erase_part(run, 0)

    assert Candidate.objects.get() == candidate
    assert not ErasureLedgerEntry.objects.exists()


def test_approval_holds_when_somebody_only_looked_at_the_person():
    candidate, officer = make_person(), make_actor()
    record_employment(
        candidate,
        employer=Controller.objects.get(),
        started_on=date(2010, 1, 1),
        ended_on=date(2011, 1, 1),
        by=None,
    )
    number = record_national_id(candidate, "999990019", by=None)
    run = request_erasure(
        candidate.pk, [SubjectKind.CANDIDATE], ground=ErasureGround.UNLAWFUL, by=make_actor(Role.RECRUITER)
    )

    reveal_to_person(number, "bsn", by=officer)
    approve_erasure(run, by=officer)
    work()

    run.refresh_from_db()
    assert run.state == ErasureRun.State.VERIFIED
    assert not Employment.objects.exists()


@pytest.mark.requirement("ERASE-03")
def test_nothing_is_written_about_somebody_who_was_erased():
    candidate, officer = make_person(), make_actor()
    erase(candidate)
    person = (candidate.pk, SubjectKind.CANDIDATE)

    deeds = [
        lambda: place_hold(*person, matter="Z-2", reason="te laat", by=officer),
        lambda: restrict(*person, ground=Restriction.Ground.ACCURACY_DISPUTED, by=officer),
        lambda: queue_message(
            *person, to_address="k@example.org", subject_line="Dag", body="Dag", purpose=Purpose.SERVICE,
            language="nl",
        ),
    ]  # fmt: skip

    for deed in deeds:
        with pytest.raises(PersonErased):
            deed()


@pytest.mark.requirement("ERASE-09")
def test_residue_in_a_stored_file_of_somebody_else_is_found():
    candidate = make_person()
    other = register_candidate(
        CandidateDraft(family_name="Ander"), source=Source.APPLICATION, collected_on=date(2026, 1, 5), by=None
    ).candidate
    add_document(other, b"Ref: k.zwaluwenburg@example.org", source=Source.EMAIL_CV, by=None, original_name="r.txt")

    run = erase(candidate)

    assert ("files", "identifier") in set(run.findings.values_list("place", "kind"))
    assert run.state == ErasureRun.State.EXECUTED
    assert not Job.objects.filter(kind="erasure.verify", state=Job.State.QUEUED).exists()


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_access_after_an_erasure_shows_what_a_law_keeps():
    candidate = make_person()
    record_employment(
        candidate,
        employer=Controller.objects.get(),
        started_on=date(2024, 1, 1),
        ended_on=date(2024, 6, 30),
        by=None,
    )
    erase(candidate)

    officer = make_actor()
    export = request_access(candidate.pk, SubjectKind.CANDIDATE, by=officer)
    build_export(export, by=officer)

    with default_storage.open(export.file.name) as file, ZipFile(file) as archive:
        assert "2024-06-30" in archive.read("data.json").decode()
