"""Deeds of pages that forget rows, under the web's own login: it may delete rows, and never what the history says."""

import pytest

from candidates.actions.consents import withdraw_consent
from candidates.actions.imports import cancel_import
from candidates.actions.mail_files import take_mail_file
from candidates.actions.photos import keep_photo
from candidates.models import Document, ImportFile, ImportRow, Photo
from candidates.testing import make_candidate
from candidates.testing_imports import read_batch, table
from candidates.testing_sensitive import give_consent, picture
from cluster_crm.accounts.testing import make_user
from cluster_crm.history.testing import logged_in_as
from cluster_crm.jobs.actions import run
from cluster_crm.jobs.models import Job
from cluster_crm.mail.actions.take_in import take_in
from cluster_crm.mail.actions.waiting import put_on_timeline, throw_away
from cluster_crm.mail.actions.whose import Direction
from cluster_crm.mail.models import MailFile, WaitingMail
from cluster_crm.mail.readers.message import read_mail
from cluster_crm.mail.testing import make_mail
from privacy.actions.files import stored_files, sweep_files
from privacy.actions.subjects import ensure_controller
from privacy.models import ConsentEvent, PastToForget, PolicyVersion
from privacy.stores.forget import FORGET_PAST
from privacy.testing import ensure_profile
from privacy.vocabulary import Purpose, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db(transaction=True)
MARK = "Zonnevlek"


@pytest.fixture
def recruiter(transactional_db):
    ensure_profile()
    ensure_controller()
    return make_user(Role.RECRUITER, email="recruiter@example.org")


def message(sender, recruiter):
    content = make_mail(f"{MARK} works", sender=sender, files=[(f"{MARK}.txt", b"words")])
    return take_in(read_mail(content), by=recruiter)


def withdraw_photo(recruiter):
    candidate = make_candidate()
    give_consent(candidate, Purpose.PHOTO, is_explicit=False)
    keep_photo(candidate, picture(), source=Source.SITE_FORM, by=recruiter)
    said = {"method": ConsentEvent.Method.WRITTEN, "language": "nl", "policy_version": PolicyVersion.objects.get()}
    return lambda: withdraw_consent(candidate, Purpose.PHOTO, **said, by=recruiter)


def throw_mail_away(recruiter):
    waiting = message("ruben@example.net", recruiter).waiting
    return lambda: throw_away(waiting, by=recruiter)


def settle_mail(recruiter):
    waiting, ruben = message("ruben@example.net", recruiter).waiting, make_candidate()
    person = (ruben.pk, SubjectKind.CANDIDATE)
    return lambda: put_on_timeline(waiting, person, direction=Direction.OUTBOUND, by=recruiter)


def take_file(recruiter):
    message(make_candidate(email="noor@example.com").email, recruiter)
    file = MailFile.objects.get()
    return lambda: take_mail_file(file, kind=Document.Kind.OTHER, by=recruiter)


def give_import_up(recruiter):
    batch = read_batch(table("Naam,Functie", f"Kees Oster,{MARK}"), by=recruiter)
    return lambda: cancel_import(batch, by=recruiter)


@pytest.mark.requirement("SENS-02", "ERASE-03")
@pytest.mark.parametrize(
    ("prepare", "models"),
    [
        (withdraw_photo, [Photo]),
        (throw_mail_away, [WaitingMail, MailFile]),
        (settle_mail, [WaitingMail, MailFile]),
        (take_file, [MailFile]),
        (give_import_up, [ImportRow, ImportFile]),
    ],
)
def test_rows_go_at_once_and_a_worker_removes_their_past(recruiter, prepare, models):
    deed = prepare(recruiter)
    files = {name for model in models for name in stored_names(model)}
    assert all(model.history.exists() for model in models)

    with logged_in_as("crm_app"):
        deed()
        gone = [model._base_manager.exists() for model in models]
        is_known = all(model.history.exists() for model in models)
        left = list(PastToForget.objects.values_list("model_label", flat=True))
    with logged_in_as("crm_worker"):
        for job in Job.objects.filter(kind=FORGET_PAST):
            run(job.pk)
        sweep_files()

    assert (gone, is_known) == ([False] * len(models), True)
    assert sorted(left) == sorted(model._meta.label_lower for model in models)
    assert not any(model.history.exists() for model in models)
    assert not PastToForget.objects.exists()
    assert not files & set(stored_files())


def stored_names(model):
    return model._base_manager.values_list("file", flat=True) if hasattr(model, "file") else []
