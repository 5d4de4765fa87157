"""What the registry reads from the declarations: every table once, in the order in which it can be deleted."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import isolate_apps

from candidates.models import Candidate, Education, EmergencyNaming, ImportRow, Referee, RefereeNaming
from privacy.declarations import NOT_PERSONAL, FieldDeclaration, NotPersonal, PersonalRecord, not_personal, personal
from privacy.models import DataSubject, ErasureLedgerEntry, ReadLogEntry, RetentionClock, SubjectRole
from privacy.registry import (
    all_models,
    append_only_tables,
    declaration_for,
    history_tables,
    naming_models,
    person_model,
    personal_model,
    personal_models,
    record_of,
    web_columns,
)
from privacy.vocabulary import Category, Identifier, SubjectKind


def field_of(model, name):
    return model._meta.get_field(name)


@pytest.mark.requirement("ERASE-03")
def test_dependants_stand_before_what_they_point_at():
    order = [personal.model for personal in personal_models()]

    upside_down = [
        f"{model._meta.label}.{field.name}"
        for place, model in enumerate(order)
        for field in model._meta.local_concrete_fields
        if field.related_model in order[:place] and field.related_model is not model
    ]

    assert upside_down == []
    assert order.index(Education) < order.index(Candidate)


def test_personal_models_are_those_that_say_so_once():
    said = {model for model in all_models() if isinstance(record_of(model), PersonalRecord)}
    history = {model for model in said if model._meta.db_table in history_tables()}

    assert {personal.model for personal in personal_models()} == said - history
    assert len(personal_models()) == len(said - history)


@pytest.mark.django_db
@pytest.mark.requirement("ACC-19")
def test_every_table_with_a_person_in_it_is_known():
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'data_subject_id'")
        in_database = {table for (table,) in cursor.fetchall()}

    known = {table for each in personal_models() for table in (each.table, each.history_table) if table}
    by_token = {each.table for each in personal_models() if each.token}
    about_nobody = {model._meta.db_table for model in all_models() if isinstance(record_of(model), NotPersonal)}

    assert in_database - known - about_nobody == set()
    assert known - in_database == by_token == {"candidates_diversityanswer", "privacy_mergestep"}


def test_history_tables_are_those_of_simple_history():
    written_by_triggers = {
        model._meta.db_table for model in apps.get_models() if "history_type" in {f.name for f in model._meta.fields}
    }

    assert set(history_tables()) == written_by_triggers
    assert "candidates_historicalcandidate" in written_by_triggers


@pytest.mark.requirement("SEC-06")
def test_proof_and_logs_are_append_only():
    tables = set(append_only_tables())

    assert {ErasureLedgerEntry._meta.db_table, ReadLogEntry._meta.db_table} <= tables
    assert not tables & {Candidate._meta.db_table, SubjectRole._meta.db_table, *history_tables()}


def test_record_is_found_wherever_it_was_said():
    assert record_of(Candidate) == Candidate.personal_data
    assert record_of(Candidate.history.model) is Candidate.personal_data
    assert isinstance(record_of(apps.get_model("sessions.Session")), NotPersonal)
    assert isinstance(record_of(apps.get_model("auth.Group").permissions.through), NotPersonal)


@isolate_apps()
def test_record_of_a_forgotten_model_is_none():
    class Planted(models.Model):
        class Meta:
            app_label = "privacy"

    assert record_of(Planted) is None


@isolate_apps()
def test_record_survives_abstract_inheritance():
    class Parent(models.Model):
        personal_data = NOT_PERSONAL

        nickname = personal(models.CharField(max_length=20), Category.NAME)

        class Meta:
            abstract = True
            app_label = "privacy"

    class Planted(Parent):
        class Meta(Parent.Meta):
            abstract = False

    assert record_of(Planted) is NOT_PERSONAL
    assert declaration_for(Planted, field_of(Planted, "nickname")) == FieldDeclaration(Category.NAME)


def test_declaration_of_a_history_field_is_that_of_its_original():
    history = Candidate.history.model

    original = declaration_for(Candidate, field_of(Candidate, "email"))

    assert original == FieldDeclaration(Category.CONTACT, identifier=Identifier.EMAIL)
    assert declaration_for(history, field_of(history, "email")) == original
    assert declaration_for(history, field_of(history, "history_user")) == FieldDeclaration(None)
    assert declaration_for(history, field_of(history, "data_subject")) == FieldDeclaration(None)


@isolate_apps()
def test_declarations_of_a_made_through_table_are_numbers_and_of_fields_are_their_own():
    class Target(models.Model):
        class Meta:
            app_label = "privacy"

    class Planted(models.Model):
        id = not_personal(models.BigAutoField(primary_key=True))
        targets = models.ManyToManyField(Target)

        class Meta:
            app_label = "privacy"

    through = Planted.targets.through

    assert declaration_for(Planted, field_of(Planted, "id")) == FieldDeclaration(None)
    assert declaration_for(Planted, field_of(Planted, "targets")) is None
    assert declaration_for(through, field_of(through, "id")) == FieldDeclaration(None)
    assert declaration_for(through, field_of(through, "planted")) is None


def test_personal_model_knows_its_tables_and_fields():
    candidate = personal_model("candidates.candidate")

    assert (candidate.table, candidate.history_table) == ("candidates_candidate", "candidates_historicalcandidate")
    assert candidate.primary_key == "data_subject_id"
    assert {field.field.name for field in candidate.identifiers} >= {"email", "full_name"}
    assert "full_name" not in {field.field.name for field in candidate.solid_identifiers}
    assert candidate.concerns(SubjectKind.CANDIDATE)
    assert not candidate.concerns(SubjectKind.STAFF)


def test_rows_say_their_role_by_column_where_the_model_does_not():
    assert personal_model(RetentionClock._meta.label_lower).has_kind_column
    assert not personal_model("candidates.candidate").has_kind_column


def test_only_personal_models_have_a_label():
    with pytest.raises(KeyError):
        personal_model(DataSubject._meta.label_lower)


def test_person_model_is_the_row_that_is_the_person():
    assert person_model(SubjectKind.CANDIDATE) is Candidate
    assert person_model(SubjectKind.REFEREE) is Referee
    assert ImportRow._meta.label_lower in {personal.label for personal in personal_models()}


@pytest.mark.requirement("SRC-07")
def test_naming_models_say_whom_their_rows_name():
    columns = {personal.model: personal.names_column for personal in naming_models()}

    assert (columns[RefereeNaming], columns[EmergencyNaming]) == ("referee_id", "contact_id")
    assert [personal.model for personal in naming_models(SubjectKind.REFEREE)] == [RefereeNaming]
    assert personal_model("candidates.refereenaming").concerns(SubjectKind.REFEREE)
    assert personal_model("candidates.candidate").names_column == ""


@pytest.mark.requirement("EO-05")
def test_columns_that_the_web_reads_are_said_on_the_model():
    assert web_columns() == {"candidates_diversityanswer": ["id", "token"]}
