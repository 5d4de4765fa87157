"""The small parts of the pages."""

import pytest
from django.template.loader import render_to_string

from cluster_crm.jobs.models import Job
from cluster_crm.web.templatetags.house import badge, icon, initials


@pytest.mark.parametrize(
    ("name", "letters"), [("Noor de Vries", "NV"), ("Sem", "S"), ("milan@example.org", "ME"), ("", "")]
)
def test_initials_are_of_the_first_and_the_last_word(name, letters):
    assert initials(name) == letters


def test_badge_escapes_its_words():
    assert badge("<b>", "red") == '<span class="badge badge--red">&lt;b&gt;</span>'


def test_icon_is_for_the_eye_only():
    assert 'aria-hidden="true"' in icon("users")


def progress_of(**fields):
    job = Job(kind="erasure.run", **fields)
    return render_to_string("jobs/_progress_region.html", {"job": job, "progress_url": "/p/", "page_url": "/job/"})


def test_progress_asks_again_while_the_job_runs():
    page = progress_of(state="running", steps_total=4, steps_done=1)

    assert 'hx-trigger="every 2s"' in page
    assert 'value="1" max="4"' in page
    assert 'href="/job/"' in page
    assert 'role="status"' in page


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_progress_of_a_closed_job_asks_no_more(state):
    assert "hx-" not in progress_of(state=state)
