"""Lists of persons and merges: one person has one row, whenever two records became one or two again."""

import pytest
from django.urls import reverse

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions import list_exports
from cluster_crm.people.actions.merging import MERGE, request_merge
from cluster_crm.people.actions.unmerging import request_undo
from cluster_crm.tests.test_erasure import work
from cluster_crm.tests.test_list_exports import ASKED, PAGE, ask, fetch, processor, rows_of
from privacy.actions.list_exports import is_withdrawn
from privacy.actions.restriction import restrict
from privacy.models import Disclosure, ListExport, ListExportMember, Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, language="en")
    client.force_login(user)
    return user


def merge_now(survivor, absorbed, by):
    """Two records made one before anything else that waits for a worker."""
    merge = request_merge(survivor.pk, absorbed.pk, CANDIDATE, reason="entered_twice", by=by)
    jobs.run(Job.objects.get(kind=MERGE, target_id=merge.pk).pk)
    merge.refresh_from_db()
    assert (merge.state, merge.code) == ("done", "")
    return merge


@pytest.mark.parametrize("chunk", [1, 1000])
@pytest.mark.parametrize("survives", [0, 1])
def test_merge_before_the_file_is_built_leaves_one_row_and_one_disclosure(
    client, recruiter, monkeypatch, chunk, survives
):
    monkeypatch.setattr(list_exports, "CHUNK", chunk)
    both, to = [make_candidate(family_name=name) for name in ("Berg", "Bergh")], processor()
    client.post(reverse(PAGE), ASKED | {"goes": "leaves", "recipient": to.name, "columns": ["full_name"]})
    survivor, absorbed = both[survives], both[1 - survives]

    merge_now(survivor, absorbed, recruiter)
    work()

    export = ListExport.objects.get()
    assert (export.asked, export.rows, export.gone, export.left_out) == (2, 1, 1, 1)
    assert [row[0] for row in rows_of(fetch(client, export))] == ["Reference", f"C-{survivor.number}"]
    assert list(Disclosure.objects.values_list("data_subject", flat=True)) == [survivor.pk]


def test_merge_between_the_parts_and_the_file_leaves_one_row(client, recruiter, monkeypatch):
    survivor, absorbed = make_candidate(), make_candidate()
    client.post(reverse(PAGE), ASKED)
    real = list_exports.write_file

    def merged_first(export):
        merge_now(survivor, absorbed, recruiter)
        real(export)

    monkeypatch.setattr(list_exports, "write_file", merged_first)
    work()

    export = ListExport.objects.get()
    assert (export.rows, export.gone) == (1, 1)
    assert [row[0] for row in rows_of(fetch(client, export))] == ["Reference", f"C-{survivor.number}"]


def test_file_from_before_a_merge_is_given_and_goes_with_the_one_who_is_left(client, recruiter):
    survivor, absorbed = make_candidate(), make_candidate()
    export = ask(client)

    merge_now(survivor, absorbed, recruiter)
    given = fetch(client, export).status_code
    restrict(survivor.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    assert given == 200
    assert set(ListExportMember.objects.values_list("data_subject", flat=True)) == {survivor.pk}
    assert is_withdrawn(export)


def test_undo_withdraws_what_was_made_since_the_merge_and_nothing_from_before(client, recruiter):
    survivor, absorbed = make_candidate(), make_candidate()
    before = ask(client)
    merge = merge_now(survivor, absorbed, recruiter)
    since = ask(client)

    request_undo(merge, by=recruiter)
    work()

    assert [is_withdrawn(export) for export in (before, since)] == [False, True]
    assert set(ListExportMember.objects.filter(export=before).values_list("data_subject", flat=True)) == {
        survivor.pk,
        absorbed.pk,
    }
