"""CVs on paper: nobody is registered from one without where it came from, and the sheet does not stay."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.actions.imports import Choices, start_import
from candidates.actions.paper import Paper, record_paper_destroyed, register_from_paper
from candidates.exceptions import PaperFromNowhere
from candidates.models import Candidate, PaperCollection
from candidates.readers.candidate_draft import CandidateDraft
from candidates.testing import ensure_controller, make_candidate, make_paper
from cluster_crm.people.exceptions import InFuture
from privacy.actions.restriction import restrict
from privacy.actions.roles import Origin
from privacy.exceptions import ProcessingRestricted
from privacy.models import NoticeTask, Restriction, SubjectRole
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("SRC-10")]
TODAY = timezone.localdate()
ADD = reverse("admin:candidates_candidate_add")
WAITING = reverse("admin:candidates_papercollection_changelist")
ON_PAPER = {
    "source": "PAPER_CV",
    "collected_on": TODAY.isoformat(),
    "retention_profile": "POOL",
    "given_name": "Sem",
    "family_name": "Dijk",
    "paper_event": "Banenmarkt",
    "paper_place": "Delft",
    "notice_handed_on": TODAY.isoformat(),
}


def test_registration_from_paper_says_where_and_that_the_notice_was_handed_out():
    ensure_controller()

    candidate = register_from_paper(
        CandidateDraft(given_name="Sem", family_name="Dijk"),
        Paper(event="Banenmarkt", place="Delft", notice_handed_on=TODAY),
        handed_in_on=TODAY,
        by=None,
    )

    paper, role = PaperCollection.objects.get(candidate=candidate), SubjectRole.objects.get(pk=candidate.number)
    assert (paper.event, paper.place, paper.handed_in_on, paper.notice_handed_on) == (
        "Banenmarkt",
        "Delft",
        TODAY,
        TODAY,
    )
    assert (role.source, role.source_detail) == (Source.PAPER_CV, "Banenmarkt, Delft")
    assert not NoticeTask.objects.exists()


def test_form_registers_from_paper(recruiter: Client):
    ensure_controller()

    response = recruiter.post(ADD, ON_PAPER)

    assert response.status_code == 302, response.context["errors"]
    assert PaperCollection.objects.get().candidate == Candidate.objects.get()
    assert list(PaperCollection.objects.to_destroy()) == [PaperCollection.objects.get()]


@pytest.mark.parametrize("missing", ["paper_event", "paper_place", "notice_handed_on"])
def test_form_refuses_paper_without_where_or_notice(recruiter: Client, missing):
    ensure_controller()

    response = recruiter.post(ADD, ON_PAPER | {missing: ""})

    assert list(response.context["adminform"].form.errors) == [missing]
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("notice_handed_on", TODAY + timedelta(days=1)),
        ("paper_destroyed_on", TODAY + timedelta(days=1)),
        ("paper_destroyed_on", TODAY - timedelta(days=1)),
    ],
)
def test_form_refuses_impossible_days(recruiter: Client, name, day):
    ensure_controller()

    response = recruiter.post(ADD, ON_PAPER | {name: day.isoformat()})

    assert list(response.context["adminform"].form.errors) == [name]


def test_form_asks_nothing_of_the_kind_with_other_sources(recruiter: Client):
    ensure_controller()
    bare = {name: ON_PAPER[name] for name in ("collected_on", "retention_profile", "given_name", "family_name")}

    response = recruiter.post(ADD, bare | {"source": "APPLICATION"})

    assert response.status_code == 302, response.context["errors"]
    assert not PaperCollection.objects.exists()


def test_paper_waits_in_the_overview_until_it_is_destroyed(recruiter: Client):
    paper = make_paper(make_candidate(), paper_destroyed_on=None)
    assert str(paper) in recruiter.get(WAITING).content.decode()

    recruiter.post(WAITING, {"action": "record_destroyed", "_selected_action": [str(paper.pk)]})

    paper.refresh_from_db()
    assert paper.paper_destroyed_on == TODAY
    assert str(paper) not in recruiter.get(WAITING).content.decode()


def test_consultant_sees_the_paper_and_records_nothing(as_role):
    consultant, paper = as_role(Role.CONSULTANT), make_paper(make_candidate(), paper_destroyed_on=None)

    page = consultant.get(WAITING)
    consultant.post(WAITING, {"action": "record_destroyed", "_selected_action": [str(paper.pk)]})

    paper.refresh_from_db()
    assert page.status_code == 200
    assert paper.paper_destroyed_on is None


def test_destruction_is_recorded_once_and_not_for_tomorrow():
    paper = make_paper(make_candidate(), paper_destroyed_on=None, handed_in_on=TODAY - timedelta(days=9))

    first = record_paper_destroyed(paper, on=TODAY - timedelta(days=2), by=None)
    again = record_paper_destroyed(paper, on=TODAY, by=None)

    assert first.paper_destroyed_on == again.paper_destroyed_on == TODAY - timedelta(days=2)
    with pytest.raises(InFuture):
        record_paper_destroyed(paper, on=TODAY + timedelta(days=1), by=None)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_nothing_is_recorded_about_a_restricted_person():
    paper = make_paper(make_candidate(), paper_destroyed_on=None)
    restrict(paper.candidate_id, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        record_paper_destroyed(paper, on=TODAY, by=None)


def test_paper_is_not_destroyed_before_it_came():
    paper = make_paper(make_candidate())

    with pytest.raises(IntegrityError, match="papercollection_order"):
        PaperCollection.objects.filter(pk=paper.pk).update(paper_destroyed_on=TODAY - timedelta(days=1))


@pytest.mark.parametrize(("detail", "is_refused"), [("Banenmarkt, Delft", False), ("", True)])
def test_import_of_paper_names_event_and_place(detail, is_refused):
    ensure_controller()
    choices = Choices(origin=Origin(Source.PAPER_CV, detail, TODAY))

    if is_refused:
        with pytest.raises(PaperFromNowhere):
            start_import([], choices=choices, by=None)
    else:
        assert start_import([], choices=choices, by=None).source_detail == detail
