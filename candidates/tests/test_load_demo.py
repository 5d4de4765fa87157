import json
from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from candidates.models import Candidate, Document, Employment, NationalIdentifier
from cluster_crm.accounts.models import User
from cluster_crm.people.models import Interaction
from privacy.models import NoticeTask, PolicyVersion, Restriction, SubjectRole
from privacy.vocabulary import Role

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
    assert kinds == {"candidate": 40, "staff": 5}
    assert Candidate.objects.exclude(infix="").count() > 10
    assert not Candidate.objects.exclude(email__endswith="@example.org").exists()
    assert Document.objects.filter(text_state="read").count() == 8
    assert Interaction.objects.count() == 24
    assert (Employment.objects.count(), NationalIdentifier.objects.count(), Restriction.objects.count()) == (1, 1, 1)
    assert NoticeTask.objects.count() == 14
    assert SubjectRole.objects.filter(policy_version=PolicyVersion.objects.get()).count() == 45


def test_second_load_changes_nothing(capsys):
    load(capsys)
    people, users = Candidate.objects.count(), User.objects.count()

    again = load(capsys)

    assert (Candidate.objects.count(), User.objects.count()) == (people, users)
    assert "example.org" not in again
    assert load(capsys, "--json").strip() == "{}"
