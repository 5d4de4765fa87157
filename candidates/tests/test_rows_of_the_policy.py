"""Requirements 1.2 as a table: where each item stands, who sees it, from when, sealed or not, and how long it stays.

What refuses an item stands beside its rule: test_hire, test_checks, test_identity, test_consented, test_employment.
"""

import pytest
from django.apps import apps

from candidates.tests.rows_of_the_policy import ROWS
from privacy.exceptions import NotInCatalogue
from privacy.fields import EncryptedField, SealedFileField
from privacy.masks import Masks
from privacy.models import CatalogueEntry
from privacy.models.catalogue_view import Catalogue
from privacy.registry import declaration_for, personal_model, personal_models
from privacy.vocabulary import Category, RetentionClass, Role, SubjectKind

pytestmark = pytest.mark.django_db

each_row = pytest.mark.parametrize("row", ROWS, ids=str)
LOGGED = {row.category for row in ROWS if "*" in row.fields}


def entries_of(row):
    return CatalogueEntry.objects.filter(subject_kind=SubjectKind.CANDIDATE, category=row.category)


def test_every_row_of_the_policy_has_its_line():
    assert sorted({row.number for row in ROWS}) == [f"{number:02}" for number in range(1, 31)]


@pytest.mark.requirement(*(f"CAND-DATA-{number:02}" for number in range(1, 31)))
@each_row
def test_item_stands_where_the_table_says_and_nowhere_else(row):
    stored = {
        f"{model.label}.{item.field.name}": isinstance(item.field, EncryptedField | SealedFileField)
        for model in personal_models()
        for item in model.fields
        if item.category is row.category and model.label.startswith(("candidates.", "website.accessevent"))
        if model.concerns(SubjectKind.CANDIDATE)
    }

    assert stored == row.places


@pytest.mark.requirement("SEC-01", "LAW-16")
@each_row
def test_item_is_seen_by_the_roles_of_the_table(row):
    entries_of(row).update(is_active=True)

    seen_by = {
        role
        for role in Role
        if all(
            Masks(role).shows(row.category, [SubjectKind.CANDIDATE])
            and name.rpartition(".")[2] not in Masks(role).hidden(apps.get_model(name.rpartition(".")[0]), None)
            for name in row.places
            if personal_model(name.rpartition(".")[0]).record.kind
        )
        and Masks(role).shows(row.category, [SubjectKind.CANDIDATE])
    }

    assert seen_by == row.seen_by


@pytest.mark.requirement("GEN-09")
@each_row
def test_item_is_refused_before_its_stage(row):
    entries_of(row).update(is_active=True)
    catalogue = Catalogue.load(SubjectKind.CANDIDATE)
    before = row.stage.reached[:-1]

    for stage in before:
        with pytest.raises(NotInCatalogue):
            catalogue.require([row.category], stage=stage)

    assert catalogue.entry(row.category, row.stage) is not None


@each_row
def test_item_is_off_where_the_table_says(row):
    is_off = Catalogue.load(SubjectKind.CANDIDATE).entry(row.category) is None

    assert is_off is row.is_off


@each_row
def test_item_has_the_term_of_the_table(row):
    assert {RetentionClass(entry.retention_class) for entry in entries_of(row)} == set(row.retention)


@each_row
def test_item_that_is_sealed_has_its_reads_logged(row):
    marks = set(entries_of(row).values_list("is_encrypted", "logs_reads"))

    assert (row.category not in LOGGED) or marks == {(True, True)}


@pytest.mark.requirement("ERASE-06")
@each_row
def test_item_goes_with_an_erasure_unless_a_law_keeps_it(row):
    labels = {name.rpartition(".")[0] for name in row.places}

    kept = {label: keep.retention for label in labels if (keep := personal_model(label).record.keep)}

    assert kept == {name if "." in name else f"candidates.{name}": term for name, term in row.kept.items()}


@pytest.mark.requirement("CAND-DATA-28")
def test_camera_images_are_stored_nowhere():
    declared = {
        said.category
        for model in apps.get_models()
        for item in model._meta.concrete_fields
        if (said := declaration_for(model, item))
    }

    assert Category.CAMERA_IMAGE not in declared


@pytest.mark.requirement("CAND-DATA-17")
def test_diversity_answers_carry_no_person():
    names = {item.name for item in apps.get_model("candidates.diversityanswer")._meta.concrete_fields}

    assert not names & {"candidate", "data_subject"}
