"""The main job as people do it: files come in, a recruiter works, a worker exports and erases, and nothing is left.

A real browser, a real worker over the real broker, real files; afterwards the whole database, the broker and the
storage are dumped and searched.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils.translation import override
from playwright.sync_api import Browser, Page

from candidates.models import Candidate
from candidates.testing_files import pdf_cv
from cluster_crm.accounts.models import User
from cluster_crm.jobs.actions import reap
from cluster_crm.jobs.models import Job
from cluster_crm.jobs.testing import StartWorker, broker_contents, end_lease, is_in_a_step, wait_until, worker
from cluster_crm.web.testing import Watched, chromium, watched_page
from privacy.actions.subjects import ensure_controller
from privacy.models import ErasureRun
from privacy.vocabulary import Role

__all__ = ["worker"]

FILES = Path(__file__).parents[2] / "candidates" / "tests" / "files"
PASSWORD = "fietsbel-en-regenjas"
TRACES = [
    "lena.devries",
    "Vries-van den Heuvel",
    "Harrison Street",
    "Magic Pocket",
    "Vlissingermeer",
    "Kwelderstraat",
    "architect van duikboten",
]
OTHERS = ["sjoerd.bakker@example.org", "Zorggroep Duin"]

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff(worker) -> dict[Role, User]:
    """One user a role, who works in English."""
    ensure_controller()
    return {
        role: User.objects.create_user(
            f"{role}@example.org", PASSWORD, display_name=str(role.label).title(), role=role, language="en"
        )
        for role in (Role.RECRUITER, Role.PRIVACY_OFFICER)
    }


@pytest.fixture
def people(staff, tmp_path, capsys) -> str:
    """What the import says about three JSON Resume files, a CSV with bad rows, and a CV."""
    (tmp_path / "cv.pdf").write_bytes(pdf_cv())
    files = [*sorted(FILES.glob("resume-*.json")), FILES / "candidates-dutch.csv", tmp_path / "cv.pdf"]
    with override("en"):
        call_command("import_candidates", *map(str, files), source="APPLICATION", by=staff[Role.RECRUITER].email)
    return capsys.readouterr().out


@contextmanager
def at_work(server) -> Iterator[tuple[Browser, Watched, Watched]]:
    """A browser, with a recruiter and a privacy officer who signed in apart."""
    with chromium() as browser, ExitStack() as pages:
        signed_in = []
        for role in (Role.RECRUITER, Role.PRIVACY_OFFICER):
            page = pages.enter_context(watched_page(browser, server.url, locale="en-GB"))
            page.page.set_default_timeout(15_000)
            page.sign_in(f"{role}@example.org", PASSWORD)
            signed_in.append(page)
        yield browser, signed_in[0], signed_in[1]


def open_person(watched: Watched, name: str) -> None:
    watched.open("/admin/candidates/candidate/")
    watched.page.get_by_role("link", name=name).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was changed successfully").wait_for()


def work_on(watched: Watched) -> None:
    """Change him three times and delete one of his rows, as a recruiter does."""
    open_person(watched, "Lena de Vries-van den Heuvel")
    page = watched.page
    for field, value in [
        ("city", "Vlissingermeer"),
        ("street", "Kwelderstraat 4"),
        ("headline", "architect van duikboten"),
    ]:
        page.fill(f"#id_{field}", value)
        save(page)
    page.locator("[id^=id_workexperience_set-0-DELETE]").check()
    save(page)


def fetch_package(officer: Watched, recruiter: Watched, browser, server) -> dict[str, bytes]:
    """Ask for the package, wait for the worker, hand the link over, and fetch it as the person would."""
    recruiter.page.get_by_role("link", name="Access export", exact=True).click()
    recruiter.page.get_by_label("Received by").select_option("email")
    recruiter.page.get_by_role("button", name="Open the request and build the package").click()
    recruiter.page.get_by_role("heading", name="The package").wait_for()
    address = recruiter.page.url
    officer.page.goto(address)
    officer.page.get_by_role("button", name="Make link").wait_for()
    officer.page.get_by_role("button", name="Make link").click()
    link = officer.page.locator("#link-address").input_value()
    with watched_page(browser, server.url) as person:
        person.page.goto(link)
        with person.page.expect_download() as download:
            person.page.locator("form button.btn--primary").click()
        content = Path(download.value.path()).read_bytes()
        person.page.goto(link)
        assert person.page.get_by_role("heading", level=1).inner_text() in {
            "This link does not work",
            "Deze link werkt niet",
        }
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def request_erasure(recruiter: Watched) -> str:
    open_person(recruiter, "Lena de Vries-van den Heuvel")
    reference = str(Candidate.objects.get(email="lena.devries@example.org"))
    recruiter.page.get_by_role("link", name="Erase", exact=True).click()
    recruiter.page.get_by_label("Received by").select_option("email")
    recruiter.page.get_by_label("Ground").select_option("G1")
    recruiter.page.get_by_label("Type").fill(reference)
    recruiter.page.get_by_role("button", name="Open the request and show what would go").click()
    recruiter.page.get_by_text("You proposed this erasure").wait_for()
    return recruiter.page.url


def approve(officer: Watched, address: str) -> ErasureRun:
    run = ErasureRun.objects.select_related("request").get()
    officer.page.goto(address)
    officer.page.locator("#id_approve-reference").fill(str(run.request))
    officer.page.get_by_role("button", name="Approve and erase").click()
    return run


def dump(settings) -> str:
    """Everything the installation holds: each table by COPY, the broker, and each stored file."""
    parts = [broker_contents()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        for (table,) in cursor.fetchall():
            with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                parts += [bytes(row).decode() for row in rows]
    parts += [
        path.read_bytes().decode(errors="replace") + path.name
        for path in Path(settings.CRM_STATE).rglob("*")
        if path.is_file() and path.suffix != ".log"
    ]
    return "\n".join(parts)


def found_in(text: str, words: list[str]) -> set[str]:
    return {word for word in words if word.lower() in text.lower()}


@pytest.mark.requirement("RIGHT-ACCESS-01")
@pytest.mark.requirement("ERASE-01")
@pytest.mark.requirement("ERASE-03")
@pytest.mark.requirement("ERASE-09")
def test_a_person_comes_in_is_worked_with_exported_and_erased(
    people, staff, worker: StartWorker, live_server, settings
):
    worker()
    with at_work(live_server) as (browser, recruiter, officer):
        work_on(recruiter)
        package = fetch_package(officer, recruiter, browser, live_server)
        before = dump(settings)
        address = request_erasure(recruiter)
        run = approve(officer, address)
        wait_until(lambda: ErasureRun.objects.filter(pk=run.pk, state="verified").exists())
        officer.page.goto(address)
        officer.page.get_by_text("verified", exact=False).first.wait_for()
        problems = recruiter.take_problems() + officer.take_problems()
    after = dump(settings)

    assert "refused" in people
    assert {"index.html", "data.json"} <= package.keys()
    assert b"lena.devries@example.org" in package["data.json"]
    assert b"Kwelderstraat 4" in package["index.html"]
    assert found_in(before, TRACES) == set(TRACES)
    assert found_in(after, TRACES) == set()
    assert found_in(after, OTHERS) == set(OTHERS)
    assert problems == []


@pytest.mark.requirement("ACC-06")
@pytest.mark.requirement("ACC-07")
def test_an_erasure_whose_worker_is_killed_in_an_open_step_is_finished_by_another(
    people, staff, worker: StartWorker, live_server, settings
):
    first = worker()
    person = Candidate.objects.get(email="lena.devries@example.org")
    others = Candidate.objects.exclude(pk=person.pk).count()
    with at_work(live_server) as (_browser, recruiter, officer):
        address = request_erasure(recruiter)
        blocker = connections.create_connection("default")
        try:
            with blocker.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute("SELECT FROM candidates_skill WHERE data_subject_id = %s FOR UPDATE", [person.pk])
                run = approve(officer, address)
                job = Job.objects.get(kind="erasure.run", target_id=run.pk)
                wait_until(lambda: job.steps.filter(name="begin").exists() and is_in_a_step(job))
                first.kill()
                cursor.execute("ROLLBACK")
        finally:
            blocker.close()
        assert Candidate.objects.filter(pk=person.pk).exists()
        end_lease(job)
        worker()
        reap()  # what beat does every ten seconds
        wait_until(lambda: ErasureRun.objects.filter(pk=run.pk, state="verified").exists())
    after = dump(settings)

    assert found_in(after, TRACES[:4]) == set()
    assert found_in(after, OTHERS) == set(OTHERS)
    assert Candidate.objects.count() == others
    assert run.subjects.get().state == "erased"
    assert list(run.lines.filter(planned_rows__gt=0, erased_rows=0)) == []
