"""An import is undone: by erasure under four eyes, by old values, and not where anybody has been busy since."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from candidates.actions.imports import undo_import
from candidates.exceptions import ImportNotReady
from candidates.models import Candidate, ImportBatch, ImportedPerson, Note, Skill
from candidates.testing import make_candidate
from candidates.testing_imports import import_all, table, work
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.tests.test_erasure import work as work_off
from cluster_crm.tests.test_merge import merge
from privacy.actions.erasure import approve_erasure, withdraw_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.restriction import restrict
from privacy.actions.subjects import ensure_controller
from privacy.models import ErasureRun, NoticeTask, Restriction, RetentionClock, SuppressionEntry
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
OnSure = ImportBatch.OnSure
TODAY = timezone.localdate()
KEES = {"given_name": "Kees", "infix": "", "family_name": "Oster", "email": "kees@example.org"}


@pytest.fixture(autouse=True)
def _controller():
    ensure_controller()


@pytest.fixture
def recruiter() -> User:
    return make_user(Role.RECRUITER)


def undone(batch: ImportBatch, by: User) -> ImportBatch:
    undo_import(batch, by=by)
    return work(batch)


def left(batch: ImportBatch) -> list[tuple[int, str]]:
    return list(batch.people.filter(state="left").order_by("line").values_list("line", "left_because"))


def test_undo_proposes_the_erasure_of_whom_the_import_made(recruiter):
    batch = import_all(table("Naam,E-mail", "Kees Oster,kees@example.org", "Anna Smit,anna@example.org"), by=recruiter)

    batch = undone(batch, recruiter)

    run = batch.erasure
    assert (batch.state, batch.undone_count, batch.left_count) == ("undone", 2, 0)
    assert (run.state, run.proposed_by, run.reason_code) == ("proposed", recruiter, "import undone")
    assert (run.subjects.count(), Candidate.objects.count()) == (2, 2)


@pytest.mark.requirement("ERASE-01")
def test_second_person_lets_them_go_with_their_history_and_nobody_is_suppressed(recruiter):
    batch = import_all(table("Naam,E-mail", "Kees Oster,kees@example.org"), by=recruiter)
    batch = undone(batch, recruiter)

    approve_erasure(batch.erasure, by=make_user(Role.PRIVACY_OFFICER))
    erase_part(batch.erasure, 0)

    assert (Candidate.objects.count(), Candidate.history.count()) == (0, 0)
    assert (ImportedPerson.objects.count(), SuppressionEntry.objects.count()) == (0, 0)
    assert not batch.rows.filter(state="created").exists()


def test_undo_leaves_whoever_was_changed_or_spoken_to_since(recruiter):
    lines = ["Kees Oster,kees@example.org", "Anna Smit,anna@example.org", "Piet Bos,piet@example.org"]
    batch = import_all(table("Naam,E-mail", *lines), by=recruiter)
    kees, anna = Candidate.objects.get(family_name="Oster"), Candidate.objects.get(family_name="Smit")
    kees.headline = "Lasser"
    kees.save()
    Note.objects.create(candidate=anna, text="belde", source=Source.INTERVIEW)

    batch = undone(batch, recruiter)

    assert left(batch) == [(2, "candidates.candidate"), (3, "candidates.note")]
    assert [str(s.data_subject.candidate.full_name) for s in batch.erasure.subjects.all()] == ["Piet Bos"]
    assert (batch.undone_count, batch.left_count) == (1, 2)


def test_who_was_spoken_to_while_the_erasure_waited_for_approval_stays_and_is_listed(recruiter):
    lines = ["Kees Oster,kees@example.org", "Anna Smit,anna@example.org"]
    batch = undone(import_all(table("Naam,E-mail", *lines), by=recruiter), recruiter)
    kees = Candidate.objects.get(family_name="Oster")
    log_interaction(
        [Participant(kees.pk, SubjectKind.CANDIDATE, note="rang")],
        kind="email",
        direction="inbound",
        happened_at=timezone.now(),
        by=recruiter,
        source=Source.APPLICATION,
    )

    approve_erasure(batch.erasure, by=make_user(Role.PRIVACY_OFFICER))
    work_off()

    batch.refresh_from_db()
    assert list(Candidate.objects.values_list("family_name", flat=True)) == ["Oster"]
    assert [line for line, _because in left(batch)] == [2]
    assert (batch.undone_count, batch.left_count) == (1, 1)
    assert sorted(batch.erasure.subjects.values_list("state", flat=True)) == ["erased", "released"]


def test_undo_gives_old_values_back_and_takes_away_what_was_added(recruiter):
    held = make_candidate(**KEES, headline="Lasser", city="Delft", collected_on=TODAY - timedelta(days=500))
    last = (TODAY - timedelta(days=100)).isoformat()
    batch = import_all(
        table(
            "Naam,E-mail,Plaats,Functietitel,Vaardigheden,Laatste contact,Opmerkingen",
            f"Kees Ooster,kees@example.org,Gouda,Smid,TIG,{last},belt zelf",
        ),
        on_sure=OnSure.OVERWRITE,
        source=Source.JOBBOARD,
        by=recruiter,
    )
    held.refresh_from_db()
    assert (held.full_name, held.city, held.headline) == ("Kees Ooster", "Gouda", "Smid")
    assert (Skill.objects.count(), NoticeTask.objects.count()) == (1, 1)

    batch = undone(batch, recruiter)

    held.refresh_from_db()
    assert (held.full_name, held.sort_name) == ("Kees Oster", "oster kees")
    assert (held.city, held.headline) == ("Delft", "Lasser")
    assert (Skill.objects.count(), NoticeTask.objects.count()) == (0, 0)
    clock = RetentionClock.objects.get(data_subject=held.pk)
    assert (clock.contact_on, clock.anchor_on) == (None, TODAY - timedelta(days=500))
    assert (batch.erasure, batch.undone_count, left(batch)) == (None, 1, [])


def test_undo_leaves_values_and_rows_that_somebody_changed_since(recruiter):
    held = make_candidate(**KEES, headline="Lasser", city="Delft")
    batch = import_all(
        table("Naam,E-mail,Plaats,Functietitel,Vaardigheden", 'Kees Oster,kees@example.org,Gouda,Smid,"TIG, MIG"'),
        on_sure=OnSure.OVERWRITE,
        by=recruiter,
    )
    Candidate.objects.filter(pk=held.pk).update(headline="Voorman")
    Skill.objects.filter(name="TIG").update(level="goed")

    batch = undone(batch, recruiter)

    held.refresh_from_db()
    assert (held.city, held.headline) == ("Delft", "Voorman")
    assert list(Skill.objects.values_list("name", flat=True)) == ["TIG"]
    assert left(batch) == [(2, "candidates.skill")]


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_undo_does_not_write_about_a_person_under_a_restriction(recruiter):
    held = make_candidate(**KEES)
    file = table("Naam,E-mail,Plaats", "Kees Oster,kees@example.org,Gouda")
    batch = import_all(file, on_sure=OnSure.FILL, by=recruiter)
    restrict(held.pk, "candidate", ground=Restriction.Ground.values[0], by=recruiter)

    batch = undone(batch, recruiter)

    held.refresh_from_db()
    assert (held.city, left(batch)) == ("Gouda", [(2, "privacy.restriction")])


def test_undo_leaves_whoever_became_one_with_another_record_since(recruiter):
    first = make_candidate(given_name="Kees", family_name="Oster", headline="Lasser")
    make_candidate(**KEES)
    batch = import_all(
        table("Naam,E-mail,Functietitel", "Kees Oster,kees@example.org,Smid"), on_sure=OnSure.FILL, by=recruiter
    )
    merge(first, Candidate.objects.get(email="kees@example.org"), taken=["candidates.candidate.headline"])

    batch = undone(batch, recruiter)

    first.refresh_from_db()
    assert first.headline == "Smid"
    assert left(batch) == [(2, "privacy.personmerge")]


def test_undo_waits_for_the_erasure_it_proposed_and_can_come_again_when_that_is_withdrawn(recruiter):
    batch = undone(import_all(table("Naam", "Kees Oster"), by=recruiter), recruiter)

    with pytest.raises(ImportNotReady):
        undo_import(batch, by=recruiter)
    withdraw_erasure(batch.erasure, by=recruiter)
    batch.refresh_from_db()
    first = batch.erasure
    batch = undone(ImportBatch.objects.get(pk=batch.pk), recruiter)

    assert (batch.erasure != first, batch.erasure.state) == (True, ErasureRun.State.PROPOSED)


def test_nothing_is_undone_when_nobody_is_known_any_more(recruiter):
    batch = import_all(table("Naam", "Kees Oster"), by=recruiter)
    batch.people.all().delete()

    with pytest.raises(ImportNotReady):
        undo_import(batch, by=recruiter)


def test_undo_asks_no_more_of_the_database_for_more_people(recruiter):
    def queries(count: int) -> int:
        lines = [f"Kees Oster,k{count}x{number}@example.org" for number in range(count)]
        batch = import_all(table("Naam,E-mail", *lines), by=recruiter)
        undo_import(batch, by=recruiter)
        with CaptureQueriesContext(connection) as captured:
            work(batch)
        return len(captured)

    assert queries(3) == queries(40)
