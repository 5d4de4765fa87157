from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.models import Candidate, Document, Skill
from candidates.testing import ensure_controller, make_candidate, make_full_candidate
from candidates.testing_files import pdf_cv
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.tags import set_tags
from cluster_crm.people.models import Tag
from privacy.actions.restriction import restrict
from privacy.models import NoticeTask, Restriction
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
LIST = "/admin/candidates/candidate/"


def change_page(candidate) -> str:
    return reverse("admin:candidates_candidate_change", args=[candidate.pk])


def file_of(candidate) -> str:
    return reverse("admin:candidates_document_download", args=[Document.objects.get(candidate=candidate).pk])


def form_of(response) -> dict[str, str]:
    """What a browser would send back."""
    context = response.context
    data = {}
    for form in [context["adminform"].form, *_inline_forms(context)]:
        for field in form:
            value = field.value()
            if value is not None and value is not False and getattr(field.field.widget, "input_type", "") != "file":
                data[field.html_name] = value
    return data


def _inline_forms(context):
    for inline in context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.initial_forms


def test_list_shows_names_in_dutch_order_with_place_owner_and_term(recruiter: Client):
    owner = make_user(email="milan@example.org")
    make_candidate(given_name="Anna", infix="", family_name="Zwart")
    make_candidate(given_name="Zeger", infix="van den", family_name="Aalst", city="Delft", by=owner)

    page = recruiter.get(LIST).content.decode()

    assert page.index("Zeger van den Aalst") < page.index("Anna Zwart")
    assert "Delft" in page
    assert "badge--grey" in page


def test_list_costs_the_same_for_one_and_fifty(recruiter: Client):
    costs = []
    for size in (1, 49):
        for _ in range(size):
            make_candidate(source=Source.LINKEDIN, by=make_user(email=f"{Candidate.objects.count()}@example.com"))
        with CaptureQueriesContext(connection) as queries:
            assert recruiter.get(LIST).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12


def test_page_costs_the_same_for_one_and_fifty_rows(recruiter: Client):
    candidate = make_full_candidate("Zebra")
    recruiter.get(change_page(candidate))  # what is cached for good is read once
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert recruiter.get(change_page(candidate)).status_code == 200
        costs.append(len(queries))
        Skill.objects.bulk_create(
            Skill(candidate=candidate, name=f"s{number}", source=Source.INTERVIEW) for number in range(50)
        )

    assert costs[0] == costs[1] <= 25


def test_overdue_notice_comes_before_the_term(recruiter: Client):
    make_candidate(source=Source.LINKEDIN, collected_on=timezone.localdate() - timedelta(days=60))

    page = recruiter.get(LIST).content.decode()

    assert "badge--red" in page


@pytest.mark.requirement("SRC-02")
def test_staff_register_through_the_one_way_in(recruiter: Client):
    ensure_controller()
    form = {
        "source": "LINKEDIN",
        "collected_on": "2026-11-20",
        "retention_profile": "POOL",
        "given_name": "Sem",
        "infix": "van",
        "family_name": "Dijk",
        "email": "SEM@Example.org",
        "birth_date": "1990-01-01",
    }

    response = recruiter.post(f"{LIST}add/", form)

    candidate = Candidate.objects.get()
    assert response.status_code == 302, response.context["errors"]
    assert (candidate.full_name, candidate.email, candidate.birth_date) == (
        "Sem van Dijk",
        "sem@example.org",
        date(1990, 1, 1),
    )
    assert NoticeTask.objects.get().data_subject_id == candidate.pk


def test_page_carries_the_name_in_its_heading_only(recruiter: Client):
    candidate = make_candidate(given_name="Sem", infix="van", family_name="Dijk")

    page = recruiter.get(change_page(candidate)).content.decode()

    title = page[page.index("<title>") : page.index("</title>")]
    assert "<h1>Sem van Dijk</h1>" in page
    assert "Dijk" not in title
    assert str(candidate) in title


@pytest.mark.requirement("LB-06")
def test_groups_say_their_basis(recruiter: Client):
    page = recruiter.get(change_page(make_candidate())).content.decode()

    assert "badge--blue" in page


@pytest.mark.requirement("SEC-06")
def test_change_is_recorded_with_who(recruiter: Client):
    candidate = make_candidate()
    form = form_of(recruiter.get(change_page(candidate))) | {"city": "Utrecht"}

    response = recruiter.post(change_page(candidate), form)

    assert response.status_code == 302, response.context["errors"]
    newest = Candidate.history.filter(data_subject=candidate.pk).latest("history_id")
    assert (newest.city, newest.history_user.role) == ("Utrecht", Role.RECRUITER)
    history = recruiter.get(reverse("admin:candidates_candidate_history", args=[candidate.pk]))
    assert history.status_code == 200


def test_row_of_a_dossier_can_be_deleted(recruiter: Client):
    candidate = make_full_candidate("Zebra")
    form = form_of(recruiter.get(change_page(candidate))) | {"skill_set-0-DELETE": "on"}

    response = recruiter.post(change_page(candidate), form)

    assert response.status_code == 302, response.context["errors"]
    assert not Skill.objects.exists()


def test_guesses_are_confirmed_by_a_tick(recruiter: Client):
    candidate = make_candidate(guesses=frozenset({"email"}))
    form = form_of(recruiter.get(change_page(candidate))) | {"is_checked": "on"}

    recruiter.post(change_page(candidate), form)

    candidate.refresh_from_db()
    assert candidate.is_confirmed


def test_file_is_uploaded_with_its_text_and_sent_under_a_neutral_name(recruiter: Client):
    candidate = make_candidate()
    form = form_of(recruiter.get(change_page(candidate))) | {
        "document_set-TOTAL_FORMS": "1",
        "document_set-0-kind": "cv",
        "document_set-0-source": "EMAIL_CV",
        "document_set-0-collected_on": "2026-11-20",
        "document_set-0-upload": SimpleUploadedFile("CV Noor.pdf", pdf_cv()),
    }

    response = recruiter.post(change_page(candidate), form)

    assert response.status_code == 302, response.context["errors"]
    document = Document.objects.get()
    sent = recruiter.get(file_of(candidate))
    assert (document.original_name, document.text_state) == ("CV Noor.pdf", "read")
    assert b"".join(sent.streaming_content) == pdf_cv() or sent.headers["Content-Length"] == str(document.size)
    assert sent.headers["Content-Disposition"] == f'attachment; filename="{candidate}-cv.pdf"'


@pytest.mark.requirement("SEC-01")
def test_administrator_reaches_no_candidate(as_role):
    candidate = make_full_candidate("Zebra")
    client = as_role(Role.ADMINISTRATOR)

    answers = [client.get(address) for address in (LIST, change_page(candidate), file_of(candidate))]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(("role", "may_see"), [(Role.PRIVACY_OFFICER, "Zebra list"), (Role.FINANCE, "")])
def test_other_roles_see_the_reference_and_at_most_the_source(as_role, role, may_see):
    candidate = make_full_candidate("Zebra")
    client = as_role(role)

    pages = client.get(LIST).content.decode() + client.get(change_page(candidate)).content.decode()

    assert str(candidate) in pages
    assert "Zebra" not in pages.replace(may_see, "")
    assert client.get(file_of(candidate)).status_code == 403


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_candidate_is_off_the_list_and_read_only(recruiter: Client):
    candidate = make_full_candidate("Zebra")
    listed = recruiter.get(LIST).content.decode()
    form = form_of(recruiter.get(change_page(candidate))) | {"city": "Utrecht"}
    restrict(
        candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.values[0], by=make_user(Role.PRIVACY_OFFICER)
    )

    after = recruiter.get(LIST).content.decode()
    page = recruiter.get(change_page(candidate))
    refused = recruiter.post(change_page(candidate), form)

    assert "Zebra" in listed
    assert "Zebra" not in after
    assert page.status_code == 200
    assert "Zebra" in page.content.decode()
    assert 'name="city"' not in page.content.decode()
    assert refused.status_code == 403
    assert not Candidate.objects.filter(city="Utrecht").exists()


@pytest.mark.requirement("CAND-DATA-32")
def test_no_removal_in_bulk_and_no_list_by_birth_date(recruiter: Client):
    candidate = make_full_candidate("Zebra")

    removed = recruiter.post(LIST, {"action": "delete_selected", "_selected_action": str(candidate.pk)})
    filtered = recruiter.get(LIST, {"birth_date__year": "1990"})

    assert Candidate.objects.exists()
    assert "delete_selected" not in removed.content.decode()
    assert filtered.status_code == 400


@pytest.mark.requirement("CAND-DATA-32")
def test_filters_of_the_list_work_and_no_others(recruiter: Client):
    asked = [{"owner": "me"}, {"confirm": "1"}, {"city__exact": "Delft"}, {"birth_date__gte": "1990-01-01"}]

    assert [recruiter.get(LIST, each).status_code for each in asked] == [200, 200, 400, 400]


def test_tags_stand_on_the_page_and_narrow_the_list(recruiter: Client):
    noor, sem = make_candidate(), make_candidate(given_name="Sem")
    page = reverse("admin:candidates_candidate_change", args=[noor.pk])
    form = recruiter.get(page).context["adminform"].form
    set_tags(noor.pk, SubjectKind.CANDIDATE, ["lasser"], by=make_user())

    shown = recruiter.get(page).content.decode()
    tag = Tag.objects.get()
    listed = recruiter.get(f"/admin/candidates/candidate/?tag={tag.pk}").content.decode()

    assert "tags" in form.fields
    assert 'value="lasser"' in shown
    assert (str(noor) in listed, str(sem) in listed) == (True, False)


def test_tags_are_hidden_from_a_role_that_sees_nothing_of_our_dealings(as_role):
    noor = make_candidate()
    set_tags(noor.pk, SubjectKind.CANDIDATE, ["lasserij"], by=make_user())

    address = reverse("admin:candidates_candidate_change", args=[noor.pk])
    page = as_role(Role.PRIVACY_OFFICER).get(address).content.decode()

    assert str(noor) in page
    assert "lasserij" not in page
