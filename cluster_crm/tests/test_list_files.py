"""The file of a list: who fetches it, what withdraws it, when it goes, and a worker that dies over it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions import list_exports
from cluster_crm.tests.test_erasure import erase, work
from cluster_crm.tests.test_list_exports import ASKED, PAGE, ask, content_of, fetch, processor, restricted
from privacy.actions import files
from privacy.actions.files import stored_files, sweep_files
from privacy.actions.list_exports import expire_lists
from privacy.models import CatalogueEntry, Disclosure, ListExport, ListExportMember
from privacy.vocabulary import Category, Role

pytestmark = pytest.mark.django_db
State = ListExport.State


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, language="en")
    client.force_login(user)
    return user


@pytest.mark.requirement("SEC-01")
def test_file_is_given_to_the_one_who_asked_alone_while_his_role_may(client, recruiter):
    make_candidate()
    export = ask(client)
    for role, status in ((Role.RECRUITER, 404), (Role.CONSULTANT, 403), (Role.PRIVACY_OFFICER, 302)):
        client.force_login(make_user(role))
        assert fetch(client, export).status_code == status
    client.force_login(recruiter)
    CatalogueEntry.objects.filter(subject_kind="candidate", category=Category.NAME).update(visible_to=[])

    assert fetch(client, export).status_code == 403
    export.refresh_from_db()
    assert export.downloads == 0


@pytest.mark.requirement("SEC-01")
def test_right_lost_before_the_worker_comes_makes_no_file(client, recruiter):
    make_candidate()
    client.post(reverse(PAGE), ASKED)
    recruiter.role = Role.CONSULTANT
    recruiter.save()

    work()

    assert ListExport.objects.get().state == State.WITHDRAWN
    assert list(stored_files()) == []


@pytest.mark.requirement("ERASE-01", "RIGHT-RESTR-02")
@pytest.mark.parametrize("deed", [restricted, erase])
def test_erasure_and_restriction_withdraw_the_file_at_once(client, recruiter, deed):
    person, _other = make_candidate(), make_candidate()
    export = ask(client)
    key = export.file.name
    assert default_storage.exists(key)

    deed(person)

    answer = fetch(client, export)
    page = client.get(answer.url).text
    sweep_files()
    assert answer.status_code == 302
    assert "Make the list again" in page
    assert not default_storage.exists(key)
    assert expire_lists() == 1
    export.refresh_from_db()
    assert (export.state, export.file.name) == (State.WITHDRAWN, "")


@pytest.mark.requirement("ERASE-01", "RIGHT-RESTR-02")
@pytest.mark.parametrize("deed", [restricted, erase])
def test_erasure_and_restriction_before_the_file_is_written_leave_no_file(client, recruiter, deed):
    person, _other = make_candidate(), make_candidate()
    client.post(reverse(PAGE), ASKED)
    export, job = ListExport.objects.get(), Job.objects.get()
    Job.objects.update(not_before=timezone.now() + timedelta(hours=1))

    deed(person)
    sweep_files()
    Job.objects.filter(pk=job.pk).update(not_before=None)
    work()

    export.refresh_from_db()
    assert export.state == State.WITHDRAWN
    assert list(stored_files()) == []


def test_file_goes_after_a_day_and_with_it_who_stood_in_it_unless_somebody_took_it(client, recruiter):
    make_candidate()
    taken, left = ask(client), ask(client)
    content_of(fetch(client, taken))
    ListExport.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    late = fetch(client, taken)
    removed = expire_lists()
    sweep_files()

    assert (late.status_code, removed, list(stored_files())) == (302, 2, [])
    assert set(ListExport.objects.values_list("state", "file")) == {(State.EXPIRED, "")}
    assert set(ListExportMember.objects.values_list("export", flat=True)) == {taken.pk} != {left.pk}
    ListExport.objects.update(fetched_at=timezone.now() - timedelta(days=366))
    expire_lists()
    assert ListExportMember.objects.count() == 0


def test_sweeper_of_orphans_leaves_lists_alone(client, recruiter, monkeypatch):
    make_candidate()
    export = ask(client)
    monkeypatch.setattr(files, "GRACE", timedelta(seconds=-5))

    assert files.sweep_orphans() == 0
    assert content_of(fetch(client, export))


@pytest.mark.requirement("ACC-06")
def test_worker_that_dies_between_parts_discloses_nobody_twice(client, recruiter, monkeypatch):
    monkeypatch.setattr(list_exports, "CHUNK", 2)
    for _ in range(5):
        make_candidate()
    to = processor()
    client.post(reverse(PAGE), ASKED | {"goes": "leaves", "recipient": to.name, "columns": ["full_name"]})
    real, calls = list_exports.choose_part, []

    def dies_in_the_second(export, part):
        calls.append(part)
        real(export, part)
        if calls == [0, 1]:
            raise OSError

    monkeypatch.setattr(list_exports, "choose_part", dies_in_the_second)
    work()
    Job.objects.update(not_before=None)
    work()

    export = ListExport.objects.get()
    assert calls == [0, 1, 1, 2]
    assert (export.state, export.rows, export.left_out) == (State.READY, 5, 0)
    assert Disclosure.objects.count() == 5
    assert Job.objects.get().steps_done == 4


def test_file_of_a_worker_that_died_before_its_commit_is_written_anew(client, recruiter):
    make_candidate()
    client.post(reverse(PAGE), ASKED)
    export = ListExport.objects.get()
    default_storage.save(export.file.name, ContentFile(b"half"))

    work()

    export.refresh_from_db()
    assert export.state == State.READY
    assert list(stored_files()) == [export.file.name]
    assert b"Noor" in b"".join(fetch(client, export).streaming_content)


def test_statements_of_a_part_do_not_grow_with_its_persons(client, recruiter):
    to, counts = processor(), []
    for size in (2, 20):
        for _ in range(size):
            make_candidate()
        client.post(reverse(PAGE), ASKED | {"goes": "leaves", "recipient": to.name, "columns": ["full_name"]})
        with CaptureQueriesContext(connection) as queries:
            work()
        counts.append(len(queries))

    assert counts[0] == counts[1]
