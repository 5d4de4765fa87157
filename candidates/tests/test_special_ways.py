"""Every way by which health, religion or criminal data could come in: one leads there, and it asks (SENS-01)."""

import ast
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin import site
from django.db import IntegrityError, transaction

from candidates.actions.consents import FOR_ONE_ROLE, STAND_ON_CONSENT, record_candidate_consent
from candidates.actions.guarded import record, sealed_field_of
from candidates.admin.guarded import GuardedAdmin
from candidates.exceptions import NotApplied
from candidates.models import ConductCheck, RoleDeclaration, WorkplaceAdjustment
from candidates.models.checks import RoleRow
from candidates.models.consents import ConsentedRow
from candidates.readers.candidate_draft import CandidateDraft
from candidates.testing import make_candidate
from candidates.testing_pipeline import make_application
from privacy.actions.reveal import seal
from privacy.actions.texts import current_text
from privacy.exceptions import TextDoesNotCover
from privacy.models import ConsentEvent
from privacy.registry import personal_models
from privacy.testing import make_policy
from privacy.vocabulary import Category, Purpose

pytestmark = pytest.mark.requirement("SENS-01", "AMB-11", "LAW-30", "LAW-31")
Method = ConsentEvent.Method
SPECIAL = {
    Category.ADJUSTMENT: WorkplaceAdjustment,
    Category.RELIGION: RoleDeclaration,
    Category.CRIMINAL: ConductCheck,
}
NAMES = {model.__name__ for model in SPECIAL.values()}
ROOT = Path(settings.BASE_DIR)


def test_no_other_table_holds_such_data():
    places = {
        (field.declaration.category, model.model)
        for model in personal_models()
        for field in model.fields
        if field.declaration.category in SPECIAL
    }

    assert places == set(SPECIAL.items())


def test_each_table_asks_for_the_role_and_for_consent_to_that_role():
    for model in SPECIAL.values():
        assert issubclass(model, ConsentedRow)
        assert issubclass(model, RoleRow)
        assert model.needs_explicit_consent
        assert model in STAND_ON_CONSENT
        assert not model._meta.get_field("consent").null
    assert {model.consent_purpose for model in SPECIAL.values()} == FOR_ONE_ROLE


def makers():
    """Where code of ours, but for tests, makes a row of these tables or lets the database make one."""
    for app in ("candidates", "clients", "suppliers", "privacy", "cluster_crm"):
        for path in (ROOT / app).rglob("*.py"):
            if {"tests", "migrations"} & set(path.parts) or path.name.startswith("testing"):
                continue
            for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
                made = ast.unparse(call.func)
                if made in NAMES or any(made.startswith(f"{name}.objects.") and "create" in made for name in NAMES):
                    yield f"{path.relative_to(ROOT)}: {made}"


def test_no_code_makes_such_a_row_by_itself():
    assert list(makers()) == []


def test_pages_save_such_a_row_by_the_one_deed_that_asks():
    pages = {model: site._registry[model] for model in SPECIAL.values()}

    assert {type(page).save_model for page in pages.values()} == {GuardedAdmin.save_model}
    assert GuardedAdmin.save_model.__globals__["record"] is record
    inlines = {inline.model for page in site._registry.values() for inline in page.inlines}
    assert not inlines & set(SPECIAL.values())


def test_files_lists_and_mail_have_no_place_for_it():
    """A draft is all that readers of CVs, lists, JSON and mail hand over; what a text says is looked through apart."""
    words = {"health", "disability", "religion", "belief", "criminal", "conviction", "conduct", "adjustment"}

    assert not {field.name for field in fields(CandidateDraft)} & words


@pytest.mark.django_db
@pytest.mark.parametrize("model", SPECIAL.values())
def test_database_refuses_a_row_without_consent(model):
    candidate = make_candidate()
    application = make_application(candidate)
    values = {"candidate": candidate, "application": application}
    day = next(field.name for field in model._meta.fields if field.get_internal_type() == "DateField")

    row = model(**values, **{day: "2026-03-01"})
    seal(row, sealed_field_of(model), "seen")

    with pytest.raises(IntegrityError, match="consent_id"), transaction.atomic():
        row.save()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("purpose", sorted(FOR_ONE_ROLE))
def test_express_consent_names_the_words_that_were_agreed_to_and_only_paper_has_its_own(purpose, language):
    make_policy(published_at="2026-01-01T00:00:00Z")
    application = make_application()
    text = current_text(f"consent.{purpose}", language)
    said = {"language": language, "policy_version": None, "by": None, "application": application}
    asked, spoken, paper = (application.candidate, Purpose(purpose)), Method.SPOKEN, Method.SIGNED_FORM

    with pytest.raises(TextDoesNotCover):
        record_candidate_consent(*asked, method=spoken, text_version="read out", **said)
    by_mouth = record_candidate_consent(*asked, method=spoken, text=text, **said)
    on_paper = record_candidate_consent(*asked, method=paper, text_version="form 7", **said)

    assert (by_mouth.text, by_mouth.text_version, by_mouth.language) == (text, f"consent.{purpose} 1", language)
    assert (by_mouth.kind, by_mouth.about, by_mouth.expires_on is not None) == ("explicit", application.pk.hex, True)
    assert (on_paper.text, on_paper.text_version) == (None, "form 7")


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", sorted(FOR_ONE_ROLE))
def test_consent_without_a_role_or_for_the_role_of_another_is_refused(purpose):
    candidate, another = make_candidate(), make_application(make_candidate())
    said = {
        "method": ConsentEvent.Method.SIGNED_FORM,
        "text_version": "1",
        "language": "nl",
        "policy_version": make_policy(),
        "by": None,
    }

    for application in (None, another):
        with pytest.raises(NotApplied):
            record_candidate_consent(candidate, Purpose(purpose), application=application, **said)

    assert not ConsentEvent.objects.exists()
