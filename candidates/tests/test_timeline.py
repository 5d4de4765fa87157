import pytest
from django.utils.translation import override

from candidates.actions.pipeline import move
from candidates.models import Application, Document, Placement
from candidates.testing import make_candidate, make_full_candidate
from candidates.testing_pipeline import make_application, make_placement
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.timeline import Group, page_of
from privacy.masks import Masks
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db


def entries(person, role=Role.RECRUITER, *, kind=SubjectKind.CANDIDATE, group=Group.APPLICATION):
    with override("en"):
        found = page_of(person.pk, kind, actor=make_user(role), masks=Masks(role), groups=[group])
        return [(entry.label, entry.said) for entry in found.entries]


@pytest.mark.requirement("CLI-DATA-06")
def test_each_step_of_an_application_is_an_entry():
    application, worker = make_application(), make_user(Role.RECRUITER)
    title = application.vacancy.title
    move(application, Application.Step.SCREENING, by=worker)
    application.refresh_from_db()
    application.source_detail = "a letter"
    application.save()

    assert entries(application.candidate) == [
        ("application: screening", title),
        ("application: new", title),
    ]


def test_placement_and_document_are_entries():
    candidate = make_full_candidate("Zebra")
    placement, document = Placement.objects.get(candidate=candidate), Document.objects.get(candidate=candidate)

    placed = ("placement begins", placement.application.vacancy.title)
    assert placed in entries(candidate)
    assert entries(candidate, group=Group.DOCUMENT) == [("document: CV", document.title)]


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_role_that_may_not_know_of_dealings_sees_no_step(role):
    candidate = make_placement().candidate

    assert entries(candidate) != []
    assert entries(candidate, role) == []


def test_other_people_and_other_roles_of_a_person_have_no_applications():
    candidate = make_placement().candidate

    assert entries(make_candidate()) == []
    assert entries(candidate, kind=SubjectKind.STAFF) == []
