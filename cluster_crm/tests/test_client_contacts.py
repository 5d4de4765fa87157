"""A client contact of whom everything is filled: exported, and erased without his other role or his vacancies."""

import json
import zipfile

import pytest
from django.core.files.storage import default_storage

from candidates.models import Candidate
from candidates.testing import make_full_candidate
from clients.models import Client, ClientContact, ClientMembership, Vacancy, VacancyContact
from clients.testing import make_client_contact, make_full_client_contact, make_sole_trader
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import ToldNote
from cluster_crm.tests.test_canary import columns_about_persons, columns_with, values_with
from cluster_crm.tests.test_erasure import work
from privacy.actions.access import request_access
from privacy.actions.erasure import approve_erasure, request_erasure
from privacy.models import ErasureRun, Recipient, SubjectRole
from privacy.registry import personal_models
from privacy.testing import make_actor
from privacy.vocabulary import ErasureGround, Role, SubjectKind

pytestmark = pytest.mark.django_db
MARK = "Zonnevlek"
KIND = SubjectKind.CLIENT_CONTACT


def erase(contact: ClientContact) -> ErasureRun:
    run = request_erasure(contact.pk, [KIND], ground=ErasureGround.NO_LONGER_NEEDED, by=make_actor(Role.RECRUITER))
    approve_erasure(run, by=make_actor(Role.PRIVACY_OFFICER))
    work()
    run.refresh_from_db()
    return run


@pytest.mark.requirement("GEN-09")
def test_full_contact_fills_every_text_column_of_his_own_tables():
    make_full_client_contact(MARK, by=make_user())

    own = {personal.table for personal in personal_models() if personal.record.kind == KIND} | {"people_toldnote"}
    columns = {place for place in columns_about_persons() if place.partition(".")[0] in own}

    assert len(columns) > 10
    assert columns - columns_with(MARK) == set()


@pytest.mark.requirement("ERASE-01")
@pytest.mark.requirement("ERASE-03")
def test_erasure_of_a_contact_leaves_no_trace_and_leaves_the_vacancy():
    contact = make_full_client_contact(MARK, by=make_user())
    colleague = make_client_contact(contact.memberships.current().get().client)
    sang = columns_with(MARK)

    run = erase(contact)

    assert len(sang) > 20
    assert columns_with(MARK) == set()
    assert run.state == ErasureRun.State.VERIFIED
    assert list(ClientContact.objects.all()) == [colleague]
    assert not VacancyContact.objects.exists()
    assert not ToldNote.objects.exists()
    assert Vacancy.objects.count() == 1
    assert Client.objects.count() == 2


@pytest.mark.requirement("ACC-01")
def test_erasure_of_the_contact_leaves_the_candidate_who_is_the_same_human():
    candidate = make_full_candidate("Waterlelie")
    contact = make_full_client_contact(MARK, by=make_user(), data_subject=candidate.data_subject)

    erase(contact)

    assert columns_with(MARK) == set()
    assert Candidate.objects.get() == candidate
    assert len(columns_with("Waterlelie")) > 20
    assert [role.subject_kind for role in SubjectRole.objects.live().filter(data_subject=candidate.pk)] == ["candidate"]


@pytest.mark.requirement("GLO-04")
@pytest.mark.requirement("RIGHT-NOTIFY-01")
def test_name_of_an_erased_sole_trader_stays_as_that_of_a_recipient_alone():
    client = make_sole_trader(f"{MARK} Schoenen", family_name="Leestman", email="wies@example.com")
    Recipient.objects.update(notice_email="wies@example.com")

    run = erase(client.memberships.get().contact)

    recipient, line = Recipient.objects.get(), run.lines.get(model_label="privacy.recipient")
    assert (recipient.name, recipient.notice_email) == (f"{MARK} Schoenen", "")
    assert (line.rule, line.kept_rows) == ("keep", 1)
    assert columns_with(MARK) == {"privacy_recipient.name", "privacy_historicalrecipient.name"}
    assert columns_with("wies@example.com") | columns_with("Leestman") == set()
    assert not ClientMembership.objects.exists()
    assert Client.objects.get() == client


@pytest.mark.requirement("RIGHT-ACCESS-01")
@pytest.mark.requirement("CLI-DATA-03")
def test_contact_finds_what_we_hold_in_his_export_but_for_what_others_told():
    contact = make_full_client_contact(MARK, by=make_user())

    export = request_access(contact.pk, KIND, by=make_actor(Role.PRIVACY_OFFICER))
    work()
    export.refresh_from_db()

    with default_storage.open(export.file.name) as file, zipfile.ZipFile(file) as archive:
        text = archive.read("data.json").decode()
    withheld = {"people_toldnote.text", "people_toldnote.told_by"}
    missing = {place for place, value in values_with(MARK, contact) if value not in text}
    assert missing == withheld
    assert json.loads(text)
    assert "O1" in text
