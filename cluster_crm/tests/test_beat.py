"""What must happen without anybody asking is on the clock, and what an operator may set is written down."""

import re
from inspect import Parameter, signature

from django.conf import settings

from cluster_crm.celery import app
from cluster_crm.tests.tree import ROOT

OURS = ("candidates.", "clients.", "suppliers.", "privacy.", "cluster_crm.")
ENDS_SOMETHING = re.compile(r"expire|forget|sweep|destroy|trim")


def tasks_without_arguments():
    """Our tasks that nobody can mean anything particular by: beat must ask for them."""
    app.loader.import_default_modules()
    return {
        name
        for name, task in app.tasks.items()
        if task.__module__.startswith(OURS)
        and not any(one.default is Parameter.empty for one in signature(task.run).parameters.values())
    }


def test_every_task_that_ends_something_is_on_the_clock():
    asked = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    tasks = tasks_without_arguments()

    assert asked == tasks
    assert {name for name in tasks if ENDS_SOMETHING.search(name)} >= {
        "candidates.expire_imports",
        "candidates.destroy_identity_papers",
        "mail.forget_expired",
        "people.expire_recordings",
        "people.forget_merge_steps",
        "privacy.expire_exports",
        "privacy.sweep_files",
        "website.forget_comments",
        "website.trim_access_log",
        "website.trim_cookie_choices",
    }


def test_every_setting_of_the_environment_is_documented():
    source = (ROOT / "cluster_crm" / "settings.py").read_text()
    read = set(re.findall(r'"((?:CRM|IMAP|EMAIL)_[A-Z_]+)"', source))
    table = (ROOT / "docs" / "operations.md").read_text()
    rows = [re.findall(r"`([A-Z_]+)`", line.split("|")[1]) for line in table.splitlines() if line.startswith("| `")]
    documented = {name for names in rows if names for name in _spelled_out(names)}

    assert read
    assert read - documented == set()


def _spelled_out(names):
    """`CRM_CONTROLLER_NAME`, `_ADDRESS` stand for two names that begin alike."""
    stem = names[0].rpartition("_")[0]
    return [stem + name if name.startswith("_") else name for name in names]
