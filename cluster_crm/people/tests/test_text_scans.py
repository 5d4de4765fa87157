"""The monthly look through all texts: what it sees, when it begins, and that it goes on where it was stopped."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.models import Candidate, Note
from candidates.testing import make_candidate, make_full_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.claims import claim
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import broker_contents, end_lease
from cluster_crm.people.actions import text_scans
from cluster_crm.people.actions.text_scans import start_scan, start_scan_if_due
from cluster_crm.people.models import TextFinding, TextScan
from cluster_crm.people.special_data.guarded import guarded_models
from cluster_crm.people.tests.test_findings import make_note
from cluster_crm.tests.test_erasure import work
from privacy.actions.restriction import restrict
from privacy.models import Message, Restriction
from privacy.testing import make_actor
from privacy.vocabulary import Purpose, Role, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("CAND-DATA-31")]
PERSON = SubjectKind.CANDIDATE


def scan():
    made = start_scan(by=None)
    work()
    made.refresh_from_db()
    return made


def found():
    return sorted(TextFinding.objects.values_list("model_label", "field", "kind", "state"))


def test_scan_sees_texts_of_all_tables_and_of_mail_that_waits():
    candidate = make_candidate()
    Candidate.objects.update(summary="Ik heb epilepsie.")
    make_note("Is lid van de FNV.", candidate=candidate)
    Message.objects.create(
        data_subject_id=candidate.pk, subject_kind=PERSON, purpose=Purpose.SERVICE, to_address="noor@example.org",
        subject_line="Afspraak", body="Omdat u zwanger bent bellen wij later.", decision_code="SERVICE", language="nl",
    )  # fmt: skip

    done = scan()

    assert found() == [
        ("candidates.candidate", "summary", "health", "open"),
        ("candidates.note", "text", "union", "open"),
        ("privacy.message", "body", "pregnancy", "open"),
    ]
    assert (done.found, done.finished_at is not None, done.since) == (3, True, None)


def test_next_scan_sees_only_what_changed_unless_the_rules_are_others(monkeypatch):
    make_note("Belt terug.")
    first = scan()
    make_note("Werkt in Delft.")

    second = scan()
    monkeypatch.setattr(text_scans, "RULES_VERSION", "other")
    third = scan()

    assert second.since == first.started_at
    assert 0 < second.rows_seen < third.rows_seen
    assert third.since is None


def test_scan_begins_a_month_after_the_last_or_when_the_rules_are_others(monkeypatch):
    now = timezone.now()
    first = start_scan_if_due(now)
    meanwhile = start_scan_if_due(now + timedelta(days=40))
    work()

    soon, later = start_scan_if_due(now + timedelta(days=29)), start_scan_if_due(now + timedelta(days=31))
    work()
    monkeypatch.setattr(text_scans, "RULES_VERSION", "other")
    at_once = start_scan_if_due(now)

    assert (first is not None, meanwhile, soon) == (True, None, None)
    assert (later is not None, at_once is not None) == (True, True)


@pytest.mark.requirement("ACC-07")
def test_killed_scan_goes_on_behind_the_last_batch(monkeypatch):
    monkeypatch.setattr(text_scans, "BATCH", 2)
    candidate = make_candidate()
    for number in range(5):
        make_note(f"Is zwanger, {number} keer gebeld.", candidate=candidate)
    made, job = start_scan(by=None), Job.objects.get(kind=text_scans.JOB)
    looked_at, stopped = [], []

    def stop_after_two(scan_row, personal, keys):
        looked_at.extend(keys)
        if len(stopped) < 1 and len(looked_at) > 3:
            stopped.append(True)
            raise KeyboardInterrupt
        look_at(scan_row, personal, keys)

    look_at = text_scans._look_at
    monkeypatch.setattr(text_scans, "_look_at", stop_after_two)
    with pytest.raises(KeyboardInterrupt):
        text_scans.run(claim(job.pk))
    end_lease(job)
    text_scans.run(claim(job.pk))

    made.refresh_from_db()
    assert TextFinding.objects.count() == 5
    assert (made.found, made.finished_at is not None) == (5, True)
    assert len(looked_at) == made.rows_seen + 2


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_texts_of_restricted_people_wait_until_they_are_free():
    note = make_note()
    now = timezone.now()
    restrict(note.candidate_id, PERSON, ground=Restriction.Ground.UNLAWFUL, by=make_actor(Role.PRIVACY_OFFICER))

    scan()
    before = found()
    Restriction.objects.update(lifted_at=timezone.now(), lift_noticed_at=now)
    scan()

    assert (before, found()) == ([], [("candidates.note", "text", "health", "open")])


def test_finding_of_a_row_that_is_gone_is_closed():
    note = make_note()
    scan()
    Note.objects.filter(pk=note.pk).delete()

    scan()

    assert found() == [("candidates.note", "text", "health", "gone")]


@pytest.mark.requirement("ACC-11")
def test_no_words_stand_in_jobs_or_in_the_broker():
    make_full_candidate("Zonnevlek")
    make_note()

    scan()

    assert "diabetes" not in repr(list(Job.objects.values())) + repr(list(TextScan.objects.values()))
    assert "diabetes" not in broker_contents()


def test_statements_do_not_grow_with_the_rows(django_assert_max_num_queries):
    candidate = make_candidate()
    for number in range(40):
        make_note(f"Is zwanger, {number} keer gebeld.", candidate=candidate)
    start_scan(by=None)

    with django_assert_max_num_queries(3 * len(guarded_models()) + 90):
        work()

    assert TextFinding.objects.count() == 40


def test_every_guarded_table_can_be_read_by_its_key():
    assert {personal.model._meta.pk.get_internal_type() for personal in guarded_models().values()} <= {
        "UUIDField",
        "OneToOneField",
    }


def test_officer_begins_a_look_at_once_and_one_under_way_goes_on(client):
    client.force_login(make_user(Role.PRIVACY_OFFICER, language="en"))
    make_note("Is lid van de FNV.")
    page, now = reverse("admin:people_textscan_changelist"), reverse("admin:people_textscan_now")

    offered = client.get(page).text
    answers = [client.post(now).status_code, client.post(now).status_code, client.get(now).status_code]
    begun = (TextScan.objects.count(), Job.objects.count())
    Job.objects.update(state=Job.State.FAILED, finished_at=timezone.now())
    client.post(now)
    work()

    assert "Look through all texts now" in offered
    assert (answers, begun) == ([302, 302, 302], (1, 1))
    assert found() == [("candidates.note", "text", "union", "open")]
    assert (TextScan.objects.get().finished_at is None, Job.objects.count()) == (False, 2)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.RECRUITER])
def test_nobody_else_begins_one(client, role):
    client.force_login(make_user(role, language="en"))

    assert client.post(reverse("admin:people_textscan_now")).status_code == 403
    assert "Look through all texts now" not in client.get(reverse("admin:people_textscan_changelist")).text
    assert not TextScan.objects.exists()
