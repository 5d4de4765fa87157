"""The canary: a person of whom everything is filled, erased; and his twin, of whom everything is exported.

What columns there are is asked of the database, not of the declarations: a column that was forgotten there sings here.
"""

import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from candidates.models import Candidate
from candidates.testing import bsn_of, make_full_candidate, phone_of
from cluster_crm.mail.testing import make_full_mail
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.actions.tasks import plan_task
from cluster_crm.people.models import Interaction, InteractionNote, Person
from cluster_crm.tests.test_erasure import erase, work
from cluster_crm.website.testing import make_visited_page
from privacy.actions.access import request_access
from privacy.actions.consents import record_consent
from privacy.actions.erasure import propose_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.files import stored_files
from privacy.actions.holds import place_hold
from privacy.actions.preferences import choose_language
from privacy.models import AccessExport, Disclosure, ErasureRun, LegalHold, Message, Restriction
from privacy.registry import personal_models
from privacy.stores.scan import files_containing, rows_containing, text_columns
from privacy.testing import make_actor, make_full_grounds, make_policy, make_recipient
from privacy.vocabulary import LawfulBasis, Purpose, Role, SubjectKind

MARK = "Zonnevlek"
PERSON = SubjectKind.CANDIDATE

# Columns about a person that hold a code, a number or a hash: no text of his, so no marker.
CODES = frozenset(
    [
        "about",
        "act",
        "action",
        "added_rows",
        "adjustment",
        "against",
        "answer_by",
        "article",
        "basis",
        "bsn",
        "categories",
        "category",
        "changed_fields",
        "channel",
        "code",
        "content",
        "content_type",
        "contract",
        "country",
        "counts",
        "decision",
        "decision_code",
        "declaration",
        "deed",
        "digest",
        "direction",
        "doc_type",
        "encoding",
        "ended",
        "error_code",
        "exemption",
        "exemption_reason",
        "field",
        "fields",
        "file",
        "file_number",
        "fingerprint",
        "foreign_number",
        "from_state",
        "ground",
        "guessed_fields",
        "identifier",
        "infix",
        "initials",
        "kind",
        "kinds",
        "language",
        "last_code",
        "left",
        "left_because",
        "left_out",
        "level",
        "mapping",
        "marital_status",
        "match_reasons",
        "method",
        "model_label",
        "nationality",
        "occasion",
        "other_phone",
        "outcome",
        "payroll_number",
        "period_confirmed",
        "permit_type",
        "phone",
        "picture",
        "picture_digest",
        "picture_type",
        "places",
        "plan",
        "postcode",
        "problems",
        "profile",
        "purpose",
        "read_mapping",
        "reason",
        "page",
        "reason_code",
        "reference",
        "relation_kind",
        "retention_profile",
        "right",
        "ring_key",
        "role_confirmed",
        "row",
        "rule",
        "salutation",
        "scope",
        "sealed_words",
        "separator",
        "sha256",
        "slug",
        "source",
        "started",
        "state",
        "statement",
        "step",
        "subject_kind",
        "tag",
        "taken",
        "text_state",
        "text_version",
        "to_address",
        "to_state",
        "token_hash",
        "told_way",
        "unreadable_code",
        "verdict",
        "way",
        "why",
        "would_work_together_again",
        "wrapped_key",
    ]
)


def make_canary(mark: str) -> Candidate:
    """A person with a marker in every text that can hold one, in the dossier and in the records of privacy."""
    candidate = make_full_candidate(mark)
    officer, now = make_actor(Role.PRIVACY_OFFICER), timezone.now()
    person = {"data_subject_id": candidate.pk, "subject_kind": PERSON}
    log_interaction(
        [Participant(candidate.pk, PERSON, note=f"{mark} note")],
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.INBOUND,
        happened_at=now - timedelta(hours=1),
        by=officer,
    )
    make_visited_page(candidate.pk, PERSON)
    plan_task(candidate.pk, PERSON, text=f"{mark} task", due_on=timezone.localdate(), by=officer)
    record_consent(
        candidate.pk,
        PERSON,
        purpose=Purpose.DM_OTHER,
        method="signed_form",
        text_version="1",
        language="nl",
        policy_version=make_policy(),
        is_affirmed=True,
        evidence=f"{mark} evidence",
        guardian=f"{mark} guardian",
    )
    make_full_grounds(candidate.pk, PERSON, mark, by=officer)
    Disclosure.objects.create(
        recipient=make_recipient(), purpose=Purpose.RECRUITMENT, basis=LawfulBasis.LEGITIMATE_INTERESTS,
        fields=["candidates.candidate.full_name"], disclosed_at=now, **person,
    )  # fmt: skip
    Message.objects.create(
        purpose=Purpose.SERVICE, to_address=f"{mark.lower()}@example.org", subject_line=f"{mark} line",
        body=f"{mark} body", decision_code="SERVICE", language="nl", state="told", told_way="letter",
        told_on=now.date(), told_note=f"{mark} told", **person,
    )  # fmt: skip
    Restriction.objects.create(
        ground="R1", reason=f"{mark} dispute", started_at=now, lifted_at=now, lift_noticed_at=now, **person
    )
    hold = place_hold(candidate.pk, PERSON, matter=f"{mark} matter", reason=f"{mark} reason", by=officer)
    LegalHold.objects.filter(pk=hold.pk).update(opened_at=now - timedelta(days=9), released_at=now - timedelta(days=2))
    InteractionNote.objects.update(source_detail=f"{mark} call")
    make_full_mail(candidate.pk, PERSON, mark)
    choose_language(candidate.pk, "en")
    return candidate


def columns_with(mark: str) -> set[str]:
    return {place for place, _row, _number in rows_containing([mark])}


def columns_about_persons() -> set[str]:
    """Every text-like column of a live table with a column `data_subject_id`, as the database knows them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'data_subject_id'"
            " AND table_schema = 'public' AND table_name NOT LIKE '%historical%'"
        )
        tables = {table for (table,) in cursor.fetchall()}
    return {column.place for column in text_columns() if column.table in tables and column.name not in CODES}


@pytest.fixture
def canary(db) -> Candidate:
    return make_canary(MARK)


@pytest.mark.requirement("GEN-09")
def test_canary_fills_every_text_column_about_a_person(canary):
    tables = {personal.table for personal in personal_models() if not personal.concerns(PERSON)}
    never_about_candidates = {
        place
        for place in columns_about_persons()
        if place.partition(".")[0] in {"privacy_recipient", "people_toldnote", *tables}
    }
    of_requests = {"privacy_rightsrequest.answer_to"}

    assert columns_about_persons() - columns_with(MARK) - never_about_candidates - of_requests == set()


@pytest.mark.requirement("ERASE-01")
@pytest.mark.requirement("ERASE-03")
@pytest.mark.requirement("ACC-10")
def test_canary_is_silent_after_the_erasure(canary):
    marks = [MARK, phone_of(MARK), bsn_of(MARK)]
    sang = columns_with(MARK)

    run = erase(canary)

    assert len(sang) > 60
    assert [place for place, _row, _mark in rows_containing(marks)] == []
    assert list(files_containing(marks, stored_files())) == []
    assert run.state == ErasureRun.State.VERIFIED


@pytest.mark.requirement("ACC-19")
def test_canary_sings_in_a_table_that_nobody_declared(canary):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE stray (id int PRIMARY KEY, remark text)")
        cursor.execute("INSERT INTO stray VALUES (1, %s)", [f"vergeten {MARK}"])

    erase(canary)

    assert columns_with(MARK) == {"stray.remark"}


@pytest.mark.requirement("ACC-19")
def test_canary_sings_when_the_gate_is_broken(canary, monkeypatch):
    """The planted failure: a plan that misses a store fails the verification or leaves a song."""
    monkeypatch.setattr(
        "privacy.plan.personal_models",
        lambda: tuple(personal for personal in personal_models() if personal.label != "candidates.skill"),
    )

    with pytest.raises(Exception, match=r"candidates_skill|violates foreign key"):
        erase_now(canary)


def erase_now(candidate: Candidate) -> None:
    """Run the engine itself, so that its refusal is seen and not kept for a retry."""
    run = propose_erasure([(candidate.pk, PERSON)], ground="G1", by=None)
    erase_part(run, 0)
    connection.check_constraints()


@pytest.mark.requirement("RIGHT-ACCESS-01")
@pytest.mark.requirement("LAW-11")
def test_twin_finds_every_marker_in_his_export(canary):
    export = request_access(canary.pk, PERSON, by=make_actor(Role.PRIVACY_OFFICER))
    work()
    export.refresh_from_db()

    with default_storage.open(export.file.name) as file, zipfile.ZipFile(file) as archive:
        text = archive.read("data.json").decode()
        page = archive.read("index.html").decode()
        documents = [archive.read(name) for name in archive.namelist() if name.startswith("documents/")]
    notes = {"candidates_reportednote.text", "candidates_reportednote.source_person"}
    withheld = {*notes, "candidates_referencecheck.text"}
    missing = {place for place, value in values_with(MARK, canary) if value not in text and place not in withheld}
    assert missing == set()
    assert bsn_of(MARK) in text
    assert phone_of(MARK) in page
    assert f"{MARK} file".encode() in documents
    assert f"{MARK} heard" not in text
    assert f"{MARK} remark" not in text
    assert f"{MARK}-Rik" not in text
    assert "O1" in text
    assert export.state == AccessExport.State.IN_REVIEW
    assert json.loads(text)["recipients"] == ["Bakkerij Voorbeeld B.V."]


def values_with(mark: str, person: Person) -> list[tuple[str, str]]:
    """Place and value of every live text about a person that holds the marker; who was named is somebody else."""
    found = []
    for column in text_columns():
        if column.place in columns_about_persons():
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT "{column.name}"::text FROM {column.table}'
                    f' WHERE data_subject_id = %s AND position(%s in "{column.name}"::text) > 0',
                    [person.pk, mark],
                )
                found += [(column.place, value) for (value,) in cursor.fetchall() if not value.startswith(("{", "["))]
    return found
