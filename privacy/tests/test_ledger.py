from datetime import date, timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError
from django.utils import timezone

from cluster_crm.history.testing import connected_as
from privacy.checks import check_declarations
from privacy.keyed_hash import hash_identifier
from privacy.models import (
    ConsentEvent,
    Disclosure,
    ErasureDigest,
    ErasureLedgerEntry,
    LegalHold,
    Message,
    NoticeTask,
    ReadLogEntry,
    Restriction,
    RetentionClock,
    SubjectKey,
    SuppressionEntry,
)
from privacy.registry import append_only_tables
from privacy.testing import make_subject
from privacy.vocabulary import ErasureGround, Identifier, SubjectKind

PROOF = [ConsentEvent, Disclosure, ErasureDigest, ErasureLedgerEntry, ReadLogEntry]
OTHERS = [LegalHold, Message, NoticeTask, Restriction, RetentionClock, SubjectKey, SuppressionEntry]

pytestmark = pytest.mark.django_db


def make_entry(run_id, subject):
    return ErasureLedgerEntry.objects.create(
        data_subject=subject,
        subject_kind=SubjectKind.CANDIDATE,
        run_id=run_id,
        ground=ErasureGround.NO_LONGER_NEEDED,
        counts={"candidates.candidate": 1},
        executed_at=timezone.now(),
    )


@pytest.mark.requirement("GEN-09")
def test_every_field_says_what_it_holds():
    assert check_declarations(models=[*PROOF, *OTHERS]) == []


@pytest.mark.requirement("CONS-04", "ERASE-04")
@pytest.mark.parametrize("login", ["crm_app", "crm_worker"])
@pytest.mark.parametrize("model", PROOF)
def test_proof_can_be_changed_by_nobody(login, model):
    table = model._meta.db_table

    for statement in (f"UPDATE {table} SET subject_kind = 'staff'", f"DELETE FROM {table}"):
        with connected_as(login) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute(statement)

    assert table in append_only_tables()


@pytest.mark.requirement("ACC-05")
def test_run_has_one_entry_for_a_person_in_a_role():
    run_id, subject = uuid4(), make_subject()
    make_entry(run_id, subject)

    with pytest.raises(IntegrityError, match="erasureledgerentry_once"):
        make_entry(run_id, subject)


@pytest.mark.requirement("ERASE-05")
def test_digests_are_dropped_when_no_backup_needs_them():
    subject, today = make_subject(), date(2030, 1, 1)
    digest = ErasureDigest.objects.create(
        entry=make_entry(uuid4(), subject),
        data_subject=subject,
        subject_kind=SubjectKind.CANDIDATE,
        identifier=Identifier.EMAIL,
        digest=hash_identifier(Identifier.EMAIL, "kees@example.org"),
        drop_on=today,
    )

    before, on_the_day = (ErasureDigest.objects.expired(day) for day in (today - timedelta(days=1), today))

    assert (list(before), list(on_the_day)) == ([], [digest])
