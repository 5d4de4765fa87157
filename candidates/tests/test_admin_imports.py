import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import Candidate, Document, ImportBatch, ImportRow
from candidates.testing import make_candidate
from candidates.testing_files import pdf_cv
from privacy.actions.restriction import restrict
from privacy.actions.subjects import ensure_controller
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
LIST = "/admin/candidates/importrow/"


@pytest.fixture
def row() -> ImportRow:
    ensure_controller()
    batch = ImportBatch.objects.create(source=Source.EMAIL_CV)
    row = ImportRow(
        batch=batch,
        line=1,
        state=ImportRow.State.WAITING,
        reason="NO_NAME",
        email="sem@example.org",
        draft={"email": "sem@example.org"},
    )
    row.keep_file(pdf_cv())
    row.save()
    return row


def page_of(row: ImportRow) -> str:
    return reverse("admin:candidates_importrow_change", args=[row.pk])


def test_waiting_row_stands_in_the_list_with_its_file(recruiter: Client, row):
    listed = recruiter.get(LIST).content.decode()
    page = recruiter.get(page_of(row)).content.decode()
    sent = recruiter.get(reverse("admin:candidates_importrow_file", args=[row.pk]))

    assert str(row) in listed
    assert "sem@example.org" in page
    assert b"".join(sent.streaming_content) == row.file.open("rb").read()


def test_filled_in_name_registers_the_candidate(recruiter: Client, row):
    response = recruiter.post(page_of(row), {"given_name": "Sem", "infix": "van", "family_name": "Dijk"})

    candidate = Candidate.objects.get()
    assert response.url == reverse("admin:candidates_candidate_change", args=[candidate.pk])
    assert (candidate.full_name, candidate.email) == ("Sem van Dijk", "sem@example.org")
    assert Document.objects.get().candidate == candidate
    assert not ImportRow.objects.filter(state=ImportRow.State.WAITING).exists()


def test_name_is_needed(recruiter: Client, row):
    response = recruiter.post(page_of(row), {"given_name": "Sem"})

    assert "family_name" in response.context["adminform"].form.errors
    assert not Candidate.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
@pytest.mark.parametrize(("is_restricted", "name"), [(True, "Dijk"), (False, "111222333")])
def test_row_that_cannot_be_taken_in_comes_back_with_the_reason(recruiter: Client, row, is_restricted, name):
    if is_restricted:
        held = make_candidate(given_name="Sem", family_name="Dijk", email="sem@example.org")
        restrict(held.pk, SubjectKind.CANDIDATE, ground="R1", by=None)

    answer = recruiter.post(page_of(row), {"given_name": "Sem", "family_name": name})

    form = answer.context["adminform"].form
    assert (answer.status_code, form["given_name"].value()) == (422, "Sem")
    assert form.non_field_errors()
    assert ImportRow.objects.get().state == ImportRow.State.WAITING
    assert Candidate.objects.count() == is_restricted


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RECRUITER])
def test_waiting_rows_are_closed_to_other_roles(as_role, row, role):
    client = as_role(role)

    answers = [
        client.get(address)
        for address in (LIST, page_of(row), reverse("admin:candidates_importrow_file", args=[row.pk]))
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
