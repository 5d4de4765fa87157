import json
from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from candidates.actions.imports import check_import
from candidates.models import (
    Application,
    Candidate,
    Document,
    Employment,
    ImportBatch,
    NationalIdentifier,
    Placement,
)
from candidates.testing_imports import work
from clients.models import Vacancy
from cluster_crm.accounts.models import User
from cluster_crm.people.models import Interaction, Task
from privacy.models import PolicyVersion, Restriction, SubjectRole
from privacy.vocabulary import Role, Source
from suppliers.models import BankDetails, SupplyRelation

pytestmark = pytest.mark.django_db


def load(capsys, *options):
    call_command("load_demo", *options)
    return capsys.readouterr().out


def test_every_role_can_sign_in_with_the_password_that_is_printed(capsys, rf):
    sign_ins = json.loads(load(capsys, "--json"))

    users = {
        role: authenticate(rf.post("/"), username=it["email"], password=it["password"]) for role, it in sign_ins.items()
    }
    assert {role: user.role for role, user in users.items()} == {role.value: role for role in Role}


def test_agency_is_whole(capsys):
    load(capsys)

    kinds = Counter(SubjectRole.objects.values_list("subject_kind", flat=True))
    assert kinds == {
        "candidate": 41,
        "client_contact": 5,
        "emergency_contact": 1,
        "referee": 1,
        "staff": 6,
        "supplier_contact": 1,
        "website_user": 1,
    }
    assert Candidate.objects.exclude(infix="").count() > 10
    assert not Candidate.objects.exclude(email__endswith="@example.org").exists()
    assert Document.objects.filter(text_state="read").count() == 8
    assert Interaction.objects.count() == 29
    assert (Employment.objects.count(), NationalIdentifier.objects.count(), Restriction.objects.count()) == (1, 1, 1)
    assert (Vacancy.objects.count(), Application.objects.count(), Placement.objects.count()) == (4, 20, 1)
    assert (SupplyRelation.objects.count(), BankDetails.objects.count(), Task.objects.count()) == (1, 1, 3)
    shown = {role.policy_version for role in SubjectRole.objects.all() if Source(role.source).shows_notice}
    unseen = {role.policy_version for role in SubjectRole.objects.all() if not Source(role.source).shows_notice}
    assert (shown, unseen) == ({PolicyVersion.objects.get()}, {None})


def test_list_that_came_in_holds_something_to_look_at(capsys):
    load(capsys)

    batch = work(ImportBatch.objects.get())
    check_import(batch, by=batch.started_by)
    work(batch)

    assert (batch.ready_count, batch.refused_count, batch.duplicate_count) == (3, 2, 1)


def test_second_load_changes_nothing(capsys):
    load(capsys)
    people, users = Candidate.objects.count(), User.objects.count()

    again = load(capsys)

    assert (Candidate.objects.count(), User.objects.count()) == (people, users)
    assert "example.org" not in again
    assert load(capsys, "--json").strip() == "{}"
