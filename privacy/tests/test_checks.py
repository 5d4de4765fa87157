"""The gate on declarations, judged from outside: each kind of fault is planted in a registry of its own."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import checks
from django.db import models
from django.test.utils import isolate_apps
from simple_history.models import HistoricalRecords as ForeignHistory

from cluster_crm.history.models import HistoricalRecords
from privacy import checks as gate
from privacy import registry
from privacy.checks import check_declarations
from privacy.declarations import NOT_PERSONAL, PersonalRecord, not_personal, personal
from privacy.declared_elsewhere import DECLARED_ELSEWHERE, about_nobody
from privacy.vocabulary import Category, Identifier, SubjectKind

pytestmark = pytest.mark.requirement("ACC-19")

RECORD = PersonalRecord(kind=SubjectKind.CANDIDATE)


class Row(models.Model):
    """What the planted tables have in common, declared in full."""

    id = not_personal(models.BigAutoField(primary_key=True))

    class Meta:
        abstract = True
        app_label = "privacy"


class PersonRow(Row):
    """The same with its person."""

    personal_data = RECORD

    data_subject_id = not_personal(models.UUIDField())

    class Meta(Row.Meta):
        abstract = True


@pytest.fixture(autouse=True)
def registry_of_its_own():
    """The models of a test are seen by that test alone."""
    with isolate_apps() as isolated:
        isolated.register_model(get_user_model()._meta.app_label, get_user_model())
        yield isolated


def faults(*planted):
    """Number and text of what the check says of these models."""
    return [(message.id, message.msg) for message in check_declarations(models=planted)]


def test_the_check_is_installed_and_content_with_every_model():
    assert check_declarations in checks.registry.registry.get_checks()
    assert check_declarations() == []
    assert checks.run_checks(tags=[checks.Tags.models]) == []


def test_declared_model_passes():
    class Planted(PersonRow):
        nickname = personal(models.CharField(max_length=20), Category.NAME)
        history = HistoricalRecords()

    assert faults(Planted, Planted.history.model) == []


def test_undeclared_model_is_named():
    class Planted(Row):
        pass

    assert faults(Planted) == [("privacy.E001", "privacy.Planted: does not say whether its rows are about a person.")]


def test_undeclared_field_is_named():
    class Planted(PersonRow):
        nickname = models.CharField(max_length=20)

    assert faults(Planted) == [("privacy.E002", "privacy.Planted: field nickname has no declaration.")]


def test_undeclared_file_field_is_named():
    class Planted(PersonRow):
        scan = models.FileField()

    assert faults(Planted) == [("privacy.E002", "privacy.Planted: field scan has no declaration.")]


def test_undeclared_field_is_named_in_its_history_too():
    class Planted(PersonRow):
        nickname = models.CharField(max_length=20)
        history = HistoricalRecords()

    assert faults(Planted.history.model) == [
        ("privacy.E002", "privacy.HistoricalPlanted: field nickname has no declaration.")
    ]


def test_history_of_an_undeclared_model_is_named():
    class Planted(Row):
        history = ForeignHistory(app="privacy")

    assert faults(Planted.history.model) == [
        ("privacy.E001", "privacy.HistoricalPlanted: does not say whether its rows are about a person.")
    ]


def test_undeclared_keys_of_a_json_field_are_named():
    class Planted(PersonRow):
        facts = personal(models.JSONField(), Category.SKILLS)
        history = HistoricalRecords()

    assert faults(Planted) == [("privacy.E005", "privacy.Planted: JSON field facts does not declare its keys.")]


def test_declared_keys_of_a_json_field_pass():
    class Planted(PersonRow):
        facts = personal(models.JSONField(), Category.SKILLS, json_keys=["language"])
        history = HistoricalRecords()

    assert faults(Planted) == []


def test_undeclared_many_to_many_is_named_with_its_through_table():
    class Target(Row):
        personal_data = NOT_PERSONAL

    class Planted(Row):
        personal_data = NOT_PERSONAL

        targets = models.ManyToManyField(Target)

    assert faults(Planted, Planted.targets.through) == [
        ("privacy.E002", "privacy.Planted: field targets has no declaration."),
        ("privacy.E001", "privacy.Planted_targets: does not say whether its rows are about a person."),
    ]


def test_undeclared_model_of_a_third_party_is_named():
    class Token(models.Model):
        key = models.CharField(max_length=40)

        class Meta:
            app_label = "third_party"

    assert faults(Token) == [("privacy.E001", "third_party.Token: does not say whether its rows are about a person.")]


def test_field_that_a_third_party_adds_is_named(monkeypatch):
    session = DECLARED_ELSEWHERE["sessions.session"]
    fields = {name: said for name, said in session.fields.items() if name != "session_data"}
    monkeypatch.setitem(DECLARED_ELSEWHERE, "sessions.session", replace(session, fields=fields))

    assert faults(apps.get_model("sessions.session")) == [
        ("privacy.E002", "sessions.Session: field session_data has no declaration.")
    ]


def test_field_that_a_third_party_drops_is_named(monkeypatch):
    names = (*DECLARED_ELSEWHERE["sessions.session"].fields, "dropped")
    monkeypatch.setitem(DECLARED_ELSEWHERE, "sessions.session", about_nobody("Numbers.", *names))

    assert faults(apps.get_model("sessions.session")) == [
        ("privacy.E003", "sessions.Session: declares dropped, which it does not have.")
    ]


def test_personal_field_of_a_table_about_nobody_is_named():
    class Planted(Row):
        personal_data = NOT_PERSONAL

        nickname = personal(models.CharField(max_length=20), Category.NAME)

    assert faults(Planted) == [
        ("privacy.E004", "privacy.Planted: field nickname is personal, its rows are said not to be.")
    ]


def test_rows_without_their_person_and_role_are_named():
    class Planted(Row):
        personal_data = PersonalRecord()

    assert faults(Planted) == [
        ("privacy.E006", "privacy.Planted: has no column data_subject_id."),
        ("privacy.E007", "privacy.Planted: has neither a constant kind nor a column subject_kind."),
    ]


def test_personal_data_without_history_are_named():
    class Planted(PersonRow):
        nickname = personal(models.CharField(max_length=20), Category.NAME)

    assert faults(Planted) == [("privacy.E008", "privacy.Planted: has no audit history.")]


def test_proof_that_nobody_changes_needs_no_history():
    class Planted(PersonRow):
        is_append_only = True

        nickname = personal(models.CharField(max_length=20), Category.NAME)

    assert faults(Planted) == []


def test_check_walks_generated_and_third_party_models():
    walked = {model._meta.label for model in registry.all_models()}

    assert {
        "candidates.HistoricalCandidate",
        "auth.Group_permissions",
        "sessions.Session",
        "admin.LogEntry",
        "jobs.Job",
    } <= walked


def test_a_gate_that_looks_away_is_noticed(monkeypatch):
    class Planted(Row):
        pass

    assert faults(Planted) != []
    monkeypatch.setattr(gate, "record_of", lambda _model: NOT_PERSONAL)

    assert faults(Planted) == []  # so the tests above would fail with it


def test_row_that_holds_a_token_needs_a_person_behind_it_and_no_identifier():
    class Link(PersonRow):
        token = not_personal(models.UUIDField(unique=True))

    class Stray(Row):
        personal_data = NOT_PERSONAL

        token = not_personal(models.UUIDField(unique=True))

    class Planted(Row):
        personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE, subject="link__data_subject_id")

        link = not_personal(models.ForeignKey(Link, models.CASCADE, to_field="token"))

    class Lost(Row):
        personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE, subject="link__data_subject_id")
        is_append_only = True

        link = not_personal(models.ForeignKey(Stray, models.CASCADE, to_field="token"))
        email = personal(models.EmailField(), Category.CONTACT, identifier=Identifier.EMAIL)

    assert faults(Planted) == []
    assert faults(Lost) == [
        ("privacy.E006", "privacy.Lost: has no column data_subject_id."),
        ("privacy.E009", "privacy.Lost: holds a token, and identifies or stays."),
    ]


def test_row_that_names_somebody_says_who_and_in_which_role():
    class Planted(PersonRow):
        personal_data = PersonalRecord(kind=SubjectKind.CANDIDATE, names="referee")

        referee = not_personal(models.ForeignKey(get_user_model(), models.PROTECT, related_name="+"))

    assert faults(Planted) == [("privacy.E010", "privacy.Planted: does not say rightly whom its rows name.")]
