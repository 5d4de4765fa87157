"""The pages by which staff open, release and hand over an access package, and the page behind its link."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.models import Note, ReportedNote
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from cluster_crm.web.languages import in_any_language
from privacy.actions.access import issue_link, request_access
from privacy.actions.files import stored_files, sweep_files
from privacy.models import AccessExport, RightsRequest
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
REMARK = "Kwam vaak te laat, zegt Karel Zwaluwenburg"


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER, language="en")


@pytest.fixture
def officer(client):
    user = make_user(Role.PRIVACY_OFFICER, language="en")
    client.force_login(user)
    return user


def work() -> None:
    while job := Job.objects.filter(state=Job.State.QUEUED, not_before=None).order_by("created_at").first():
        jobs.run(job.pk)


def make_export(candidate=None, *, by) -> AccessExport:
    export = request_access((candidate or make_candidate()).pk, SubjectKind.CANDIDATE, by=by)
    work()
    export.refresh_from_db()
    return export


def page_of(export, name="change"):
    return reverse(f"admin:privacy_accessexport_{name}", args=[export.pk])


def link_of(export, by):
    return reverse("privacy:package", args=[issue_link(export, by=by)])


def access_page(*candidates):
    return reverse("admin:candidates_candidate_access") + "?" + "&".join(f"person={one.pk}" for one in candidates)


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_recruiter_opens_an_access_export_from_the_page_of_a_candidate(client, recruiter):
    candidate = make_candidate()
    client.force_login(recruiter)

    change = client.get(reverse("admin:candidates_candidate_change", args=[candidate.pk]))
    opened = client.post(access_page(candidate), {"channel": "phone", "received_on": "2025-03-01"})
    waiting = client.get(opened.url)
    work()
    ready = client.get(opened.url)

    export = AccessExport.objects.get()
    assert f'href="{access_page(candidate)}"' in change.text
    assert opened.url == page_of(export)
    assert 'hx-trigger="every 2s"' in waiting.text
    assert export.state == AccessExport.State.READY
    assert "The privacy officer makes the link" in ready.text
    assert "Make link</button>" not in ready.text


def test_request_received_in_the_future_is_refused(client, recruiter):
    candidate = make_candidate()
    client.force_login(recruiter)

    answer = client.post(access_page(candidate), {"channel": "phone", "received_on": "2999-01-01"})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"received_on": ["This day has yet to come."]}
    assert not AccessExport.objects.exists()


@pytest.mark.requirement("ACC-08")
def test_package_with_texts_of_others_is_released_after_a_look(client, recruiter, officer):
    candidate = make_candidate()
    for _number in range(2):
        ReportedNote.objects.create(
            candidate=candidate, kind=ReportedNote.Kind.CLIENT_SAID, text=REMARK, source=Source.CLIENT
        )
    export = make_export(candidate, by=recruiter)

    page = client.get(page_of(export))
    too_early = client.post(page_of(export, "link"), follow=True)
    client.post(page_of(export, "release"))

    export.refresh_from_db()
    assert "Left out of the package" in page.text
    assert "O1" in page.text
    assert "Zwaluwenburg" not in page.text
    assert "not ready to be handed over" in too_early.text
    assert (export.state, export.request.items.get().decision) == (AccessExport.State.READY, "partly")


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_link_is_shown_once_and_opens_the_package_once(client, recruiter, officer):
    candidate = make_candidate()
    Note.objects.create(candidate=candidate, source=Source.INTERVIEW, text="Zoekt werk in Delft")
    export = make_export(candidate, by=recruiter)

    shown = client.post(page_of(export, "link"))
    again = client.get(page_of(export))
    given = shown.context["link"]
    client.logout()
    link = client.get(given).headers["location"]
    looks = [client.get(link).status_code, client.head(link).status_code, client.get(link).status_code]
    package = client.post(link)
    afterwards = [client.get(link).status_code, client.post(link).status_code]

    sweep_files()
    export.refresh_from_db()
    with zipfile.ZipFile(BytesIO(package.content)) as archive:
        text, data = archive.read("index.html").decode(), json.loads(archive.read("data.json"))
    assert f'value="{given}"' in shown.text
    assert "no-store" in shown.headers["Cache-Control"]
    assert given not in again.text
    assert looks == [200, 200, 200]
    assert package.headers["Content-Type"] == "application/zip"
    assert candidate.full_name in text
    assert "Zoekt werk in Delft" in text
    assert data["reference"] == str(export.request)
    assert afterwards == [404, 404]
    assert (export.state, RightsRequest.objects.get().state) == ("fetched", "closed")
    assert list(stored_files()) == []


@pytest.mark.parametrize("change", ["expired", "tampered", "replaced"])
def test_link_that_does_not_work_says_nothing_of_why(client, recruiter, officer, change):
    candidate = make_candidate()
    export = make_export(candidate, by=recruiter)
    link = link_of(export, officer)
    if change == "expired":
        AccessExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif change == "replaced":
        issue_link(export, by=officer)
    else:
        link = link[:-2] + ("A/" if link[-2] != "A" else "B/")
    client.logout()

    looked, fetched = client.get(link), client.post(link)

    assert (looked.status_code, fetched.status_code) == (404, 404)
    assert candidate.full_name not in looked.text
    assert looked.headers["Cache-Control"].count("no-store") == 1
    assert AccessExport.objects.get().state == AccessExport.State.READY


@pytest.mark.parametrize(("language", "words"), [("nl", 'lang="nl"'), ("en", "Fetch my data")])
def test_page_behind_the_link_speaks_the_language_of_the_visitor(client, recruiter, officer, language, words):
    link = in_any_language(link_of(make_export(by=recruiter), officer))
    client.logout()

    page = client.get(link, headers={"accept-language": language}, follow=True)

    assert words in page.text
    assert "<script" not in page.text


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(
    ("role", "answers"),
    [
        (Role.RECRUITER, (200, 403, 200)),
        (Role.CONSULTANT, (403, 403, 403)),
        (Role.PRIVACY_OFFICER, (200, 302, 200)),
        (Role.FINANCE, (403, 403, 403)),
        (Role.ADMINISTRATOR, (403, 403, 403)),
    ],
)
def test_pages_of_a_package_open_for_a_role_as_the_matrix_says(client, recruiter, role, answers):
    seen, handed, opened = answers
    candidate = make_candidate()
    export = make_export(candidate, by=recruiter)
    client.force_login(make_user(role))

    pages = {client.get(page).status_code for page in (page_of(export), page_of(export, "progress"))}

    assert pages == {seen}
    assert client.post(page_of(export, "release")).status_code == handed
    assert client.post(page_of(export, "link")).status_code == (200 if handed == 302 else 403)
    assert client.get(access_page(candidate)).status_code == opened


def test_list_of_packages_costs_the_same_for_one_and_for_twelve(client, recruiter, officer):
    address = reverse("admin:privacy_accessexport_changelist")
    request_access(make_candidate().pk, SubjectKind.CANDIDATE, by=recruiter)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _number in range(11):
        request_access(make_candidate().pk, SubjectKind.CANDIDATE, by=recruiter)

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(one)
    assert len(many) <= 12


def test_query_count_of_a_request_page_does_not_grow_with_its_steps(client, recruiter, officer):
    export = make_export(by=recruiter)
    address = reverse("admin:privacy_rightsrequest_change", args=[export.request.pk])
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    client.post(link_of(export, officer))

    with CaptureQueriesContext(connection) as after:
        page = client.get(address)

    assert "Access package" in page.text
    assert len(after) <= len(before) <= 25
