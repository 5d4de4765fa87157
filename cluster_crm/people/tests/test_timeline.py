from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.actions.notes import add_told_note
from cluster_crm.people.actions.tasks import finish_task, plan_task
from cluster_crm.people.models import Interaction
from cluster_crm.people.tests.test_interactions import make_person
from cluster_crm.people.timeline import AT_ONCE, Group, Place, page_of
from cluster_crm.website.testing import make_website_contact
from privacy.actions.access import request_access
from privacy.masks import Masks
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE


def call(subject, minutes_ago, text="", *, kind=CANDIDATE, by=None):
    return log_interaction(
        [Participant(subject, kind, text)],
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.INBOUND,
        happened_at=timezone.now() - timedelta(minutes=minutes_ago),
        by=by or make_user(),
    )


def page(subject, role=Role.RECRUITER, *, kind=CANDIDATE, **how):
    with override("en"):
        return page_of(subject, kind, actor=make_user(role), masks=Masks(role), **how)


def labels(found):
    with override("en"):
        return [entry.label for entry in found.entries]


@pytest.mark.requirement("CLI-DATA-06")
def test_entries_of_all_tables_stand_together_newest_first():
    person, worker = make_candidate().pk, make_user(Role.RECRUITER)
    call(person, 60, "Asked about the vacancy", by=worker)
    done = plan_task(person, CANDIDATE, text="Send the text", due_on=timezone.localdate(), by=worker)
    plan_task(person, CANDIDATE, text="Call again", due_on=timezone.localdate(), by=worker)
    request_access(person, CANDIDATE, by=worker)
    finish_task(done, by=worker)

    found = page(person)

    assert labels(found) == [
        "task done",
        "request: access",
        "task planned",
        "conversation by telephone, from the person",
    ]
    assert [entry.said for entry in found.entries] == ["Send the text", "", "Call again", "Asked about the vacancy"]
    assert found.entries[3].by_name == worker.display_name


@pytest.mark.requirement("CLI-DATA-03")
def test_what_others_told_and_what_somebody_wrote_stand_there_too():
    person, visitor = make_person(SubjectKind.CLIENT_CONTACT), make_website_contact("Do you have work?")
    add_told_note(
        person.data_subject_id, SubjectKind.CLIENT_CONTACT, text="Moves to Delft", told_by="A colleague",
        source=Source.CLIENT, by=make_user(),
    )  # fmt: skip

    told = page(person.data_subject_id, kind=SubjectKind.CLIENT_CONTACT)
    wrote = page(visitor.pk, kind=SubjectKind.WEBSITE_USER)

    assert [entry.said for entry in told.entries] == ["Moves to Delft"]
    assert [entry.said for entry in wrote.entries] == ["Do you have work?"]


def test_other_people_and_other_roles_of_a_person_do_not_stand_there():
    person = make_candidate().pk
    call(make_candidate().pk, 10)

    assert page(person).entries == []
    assert page(person, kind=SubjectKind.STAFF).entries == []


def test_pages_follow_each_other_without_gap_or_double_and_cost_the_same():
    person = make_candidate().pk
    for minutes in range(1, 2 * AT_ONCE + 2):
        call(person, minutes // 2)
    seen, after, costs = [], None, []

    for _number in range(3):
        with CaptureQueriesContext(connection) as asked:
            found = page(person, after=after)
        costs.append(sum("UNION ALL" in query["sql"] for query in asked.captured_queries))
        seen += [entry.key for entry in found.entries]
        after = Place.load(found.older.dump()) if found.older else None

    assert len(seen) == len(set(seen)) == 2 * AT_ONCE + 1
    assert (after, costs) == (None, [1, 1, 1])


def test_filter_shows_one_group():
    person = make_candidate().pk
    call(person, 5)
    plan_task(person, CANDIDATE, text="Call again", due_on=timezone.localdate(), by=make_user())

    assert labels(page(person, groups=[Group.TASK])) == ["task planned"]


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.RECRUITER, {"contact", "request"}),
        (Role.CONSULTANT, {"contact"}),
        (Role.PRIVACY_OFFICER, {"request"}),
        (Role.FINANCE, set()),
    ],
)
def test_role_sees_what_it_may_see(role, seen):
    person = make_candidate().pk
    call(person, 5, "Asked about the vacancy")
    request_access(person, CANDIDATE, by=make_user(Role.PRIVACY_OFFICER))

    assert {entry.source for entry in page(person, role).entries} == seen


def test_page_of_a_person_asks_as_much_with_a_longer_timeline(client):
    candidate = make_candidate()
    client.force_login(make_user(Role.RECRUITER, language="en"))
    address = reverse("admin:candidates_candidate_change", args=[candidate.pk])
    call(candidate.pk, 1, "First words")
    client.get(address)
    with CaptureQueriesContext(connection) as once:
        first = client.get(address).text
    for minutes in range(2, AT_ONCE + 5):
        call(candidate.pk, minutes)

    with CaptureQueriesContext(connection) as twice:
        longer = client.get(address).text

    assert "First words" in first
    assert "Older" not in first
    assert "Older" in longer
    assert len(twice) == len(once)
