"""Requirements 1.2 and 1.3 as a table, read back from the database after the Dutch profile was loaded."""

import pytest
from django.utils.translation import override

from privacy.actions.catalogue import Catalogue
from privacy.exceptions import NotInCatalogue
from privacy.models import CatalogueEntry, LegitimateInterestsAssessment
from privacy.registry import personal_models
from privacy.testing import ensure_profile
from privacy.vocabulary import Category, Purpose, Role, Stage, SubjectKind

pytestmark = pytest.mark.django_db

REC, CON, PO, FIN, ADM = (
    Role.RECRUITER,
    Role.CONSULTANT,
    Role.PRIVACY_OFFICER,
    Role.FINANCE,
    Role.ADMINISTRATOR,
)
BOTH = {REC, CON}
KEEP_STAFF = {PO, ADM}

# requirement, kind, category, stage: basis, condition, who sees, goes to clients, retention
ROWS = [
    ("CAND-DATA-01", "candidate", "name", "any", "f", "", BOTH, "consent", "RC-2Y"),
    ("CAND-DATA-01", "candidate", "name", "hire", "b", "", BOTH, "consent", "RC-2Y"),
    ("CAND-DATA-02", "candidate", "birth_date", "registration", "f", "", {REC}, "no", "RC-2Y"),
    ("CAND-DATA-02", "candidate", "birth_date", "hire", "b", "", {REC}, "no", "RC-2Y"),
    ("CAND-DATA-03", "candidate", "foreign_national_id", "hire", "c", "NID", {FIN}, "no", "RC-FISC7"),
    ("CAND-DATA-04", "candidate", "salutation", "registration", "f", "", BOTH, "no", "RC-2Y"),
    ("CAND-DATA-05", "candidate", "photo", "any", "a", "", BOTH, "consent", "RC-CONS"),
    ("CAND-DATA-06", "candidate", "marital_status", "hire", "c", "", {FIN}, "no", "RC-FISC7"),
    ("CAND-DATA-07", "candidate", "contact", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CAND-DATA-07", "candidate", "contact", "hire", "b", "", BOTH, "no", "RC-2Y"),
    ("CAND-DATA-08", "candidate", "education", "any", "f", "", BOTH, "yes", "RC-2Y"),
    ("CAND-DATA-09", "candidate", "work_history", "any", "f", "", BOTH, "yes", "RC-2Y"),
    ("CAND-DATA-10", "candidate", "emergency_contacts", "hire", "f", "", {REC}, "no", "RC-LINK"),
    ("CAND-DATA-11", "candidate", "references", "role", "f", "", BOTH, "no", "RC-LINK"),
    ("CAND-DATA-12", "candidate", "immigration", "registration", "f", "", {REC}, "no", "RC-2Y"),
    ("CAND-DATA-12", "candidate", "immigration", "hire", "c", "", {REC, FIN}, "no", "RC-EMP5"),
    ("CAND-DATA-13", "candidate", "nationality", "hire", "c", "", {FIN}, "no", "RC-EMP5"),
    ("CAND-DATA-14", "candidate", "identity_document", "registration", "c", "NID", {PO, FIN}, "no", "RC-ID4W"),
    ("CAND-DATA-14", "candidate", "identity_document", "hire", "c", "NID", {PO, FIN}, "no", "RC-EMP5"),
    ("CAND-DATA-15", "candidate", "financial_check", "role", "f", "", {PO, REC}, "no", "RC-CHECK"),
    ("CAND-DATA-16", "candidate", "national_id", "hire", "c", "NID", {FIN}, "no", "RC-FISC7"),
    ("CAND-DATA-16", "candidate", "wage_tax", "hire", "c", "NID", {FIN}, "no", "RC-EMP5"),
    ("CAND-DATA-17", "candidate", "diversity", "any", "a", "X", set(), "no", "RC-ANON"),
    ("CAND-DATA-18", "candidate", "adjustment", "any", "a", "X", {PO, REC}, "no", "RC-CONS"),
    ("CAND-DATA-18", "candidate", "adjustment", "hire", "c", "EMP", {PO, REC}, "no", "RC-CHECK"),
    ("CAND-DATA-19", "candidate", "religion", "role", "a", "X", {PO}, "no", "RC-CHECK"),
    ("CAND-DATA-20", "candidate", "criminal", "final", "a", "CRIM", {PO, REC}, "no", "RC-CHECK"),
    ("CAND-DATA-21", "candidate", "remuneration", "any", "f", "", BOTH, "consent", "RC-2Y"),
    ("CAND-DATA-21", "candidate", "current_remuneration", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CAND-DATA-22", "candidate", "preferences", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CAND-DATA-22", "candidate", "inferred_interests", "any", "a", "", BOTH, "no", "RC-CONS"),
    ("CAND-DATA-23", "candidate", "own_statements", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CAND-DATA-24", "candidate", "referee_statements", "role", "f", "", BOTH, "no", "RC-CHECK"),
    ("CAND-DATA-25", "candidate", "third_party_statements", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CAND-DATA-26", "candidate", "online_identifier", "any", "f", "", {PO}, "no", "RC-LOG"),
    ("CAND-DATA-27", "candidate", "usage", "any", "f", "", {PO}, "no", "RC-LOG"),
    ("CAND-DATA-28", "candidate", "camera_image", "any", "f", "", {PO}, "no", "RC-CCTV"),
    ("CAND-DATA-29", "candidate", "assessment", "role", "f", "", BOTH, "consent", "RC-CHECK"),
    ("CAND-DATA-30", "candidate", "payroll", "hire", "b", "", {FIN}, "no", "RC-FISC7"),
    ("CAND-DATA-33", "candidate", "skills", "any", "f", "", BOTH, "yes", "RC-2Y"),
    ("USE-CA-05", "candidate", "online_interaction", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("RET-07", "candidate", "dealings", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("USE-CA-06", "candidate", "dealings", "hire", "b", "", {REC, CON, FIN}, "no", "RC-2Y"),
    ("SRC-01", "candidate", "correspondence", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("WEB-DATA-05", "candidate", "browsing", "any", "a", "", BOTH, "no", "RC-CONS"),
    ("CLI-DATA-01", "client_contact", "name", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CLI-DATA-01", "client_contact", "contact", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CLI-DATA-01", "client_contact", "position", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CLI-DATA-02", "client_contact", "online_interaction", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CLI-DATA-03", "client_contact", "colleague_statements", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CLI-DATA-04", "client_contact", "call_recording", "any", "f", "", BOTH, "no", "RC-CALL"),
    ("CLI-DATA-06", "client_contact", "dealings", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("CLI-DATA-06", "client_contact", "correspondence", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("WEB-DATA-05", "client_contact", "browsing", "any", "a", "", BOTH, "no", "RC-CONS"),
    ("SUP-DATA-01", "supplier_contact", "name", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("SUP-DATA-01", "supplier_contact", "contact", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("SUP-DATA-01", "supplier_contact", "position", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("SUP-DATA-02", "supplier_contact", "bank_details", "any", "b", "", {FIN}, "no", "RC-FISC7"),
    ("SUP-DATA-03", "supplier_contact", "colleague_statements", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("SUP-DATA-03", "supplier_contact", "call_recording", "any", "f", "", BOTH, "no", "RC-CALL"),
    ("SRC-06", "supplier_contact", "dealings", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("SRC-06", "supplier_contact", "correspondence", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("REF-DATA-01", "referee", "name", "any", "f", "", BOTH | KEEP_STAFF, "no", "RC-LINK"),
    ("REF-DATA-01", "referee", "contact", "any", "f", "", BOTH | KEEP_STAFF, "no", "RC-LINK"),
    ("REF-DATA-01", "referee", "position", "any", "f", "", BOTH | KEEP_STAFF, "no", "RC-LINK"),
    ("REF-DATA-04", "referee", "relation", "any", "f", "", BOTH, "no", "RC-LINK"),
    ("REF-DATA-03", "referee", "dealings", "any", "f", "", BOTH, "no", "RC-LINK"),
    ("REF-DATA-03", "referee", "correspondence", "any", "f", "", BOTH, "no", "RC-LINK"),
    ("REF-DATA-02", "emergency_contact", "name", "any", "f", "", {REC} | KEEP_STAFF, "no", "RC-LINK"),
    ("REF-DATA-02", "emergency_contact", "contact", "any", "f", "", {REC} | KEEP_STAFF, "no", "RC-LINK"),
    ("REF-DATA-05", "emergency_contact", "relation", "any", "f", "", {REC}, "no", "RC-LINK"),
    ("USE-EM-01", "emergency_contact", "dealings", "any", "f", "", {REC}, "no", "RC-LINK"),
    ("USE-EM-01", "emergency_contact", "correspondence", "any", "f", "", {REC}, "no", "RC-LINK"),
    ("STAFF-01", "staff", "name", "any", "b", "", {PO, ADM}, "no", "RC-2Y"),
    ("STAFF-01", "staff", "contact", "any", "b", "", {PO, ADM}, "no", "RC-2Y"),
    ("STAFF-01", "staff", "position", "any", "b", "", {PO, ADM}, "no", "RC-2Y"),
    ("STAFF-01", "staff", "dealings", "any", "b", "", {PO, ADM}, "no", "RC-2Y"),
    ("SEC-01", "staff", "account", "any", "b", "", {PO, ADM}, "no", "RC-2Y"),
    ("REF-DATA-04", "staff", "emergency_contacts", "any", "f", "", {PO, ADM}, "no", "RC-LINK"),
    ("REF-DATA-04", "staff", "references", "any", "b", "", {PO, ADM}, "no", "RC-LINK"),
    ("STAFF-02", "staff", "correspondence", "any", "f", "", {PO}, "no", "RC-2Y"),
    ("SEC-01", "staff", "online_identifier", "any", "f", "", {PO}, "no", "RC-LOG"),
    ("SEC-01", "staff", "usage", "any", "f", "", {PO}, "no", "RC-LOG"),
    ("WEB-DATA-01", "website_user", "browsing", "any", "a", "", set(), "no", "RC-COOKIE"),
    ("WEB-DATA-03", "website_user", "name", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("WEB-DATA-03", "website_user", "contact", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("WEB-DATA-03", "website_user", "correspondence", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("WEB-DATA-03", "website_user", "dealings", "any", "f", "", BOTH, "no", "RC-2Y"),
    ("WEB-DATA-04", "website_user", "online_identifier", "any", "f", "", {PO}, "no", "RC-LOG"),
    ("WEB-DATA-04", "website_user", "usage", "any", "f", "", {PO}, "no", "RC-LOG"),
    ("WEB-DATA-05", "website_user", "inferred_interests", "any", "a", "", set(), "no", "RC-CONS"),
    *(("CONS-04", kind.value, "privacy_record", "any", "c", "", {REC, CON, PO}, "no", "RC-RR") for kind in SubjectKind),
]

OFF = [
    (SubjectKind.CANDIDATE, Category.FOREIGN_NATIONAL_ID),
    (SubjectKind.CANDIDATE, Category.CURRENT_REMUNERATION),
    (SubjectKind.CANDIDATE, Category.RELIGION),
    (SubjectKind.CLIENT_CONTACT, Category.CALL_RECORDING),
    (SubjectKind.SUPPLIER_CONTACT, Category.CALL_RECORDING),
]


@pytest.fixture(autouse=True)
def profile_in_english():
    ensure_profile()
    with override("en"):
        yield


@pytest.mark.parametrize(
    "row", [pytest.param(row, id="-".join(row[:4]), marks=pytest.mark.requirement(row[0])) for row in ROWS]
)
def test_row_stands_in_the_catalogue(row):
    requirement, kind, category, stage, basis, condition, roles, client, retention = row

    entry = CatalogueEntry.objects.get(profile="NL", subject_kind=kind, category=category, stage=stage)

    assert requirement in entry.requirements
    assert (entry.basis, entry.special_condition, entry.client_may_see) == (basis, condition, client)
    assert (set(entry.visible_to), entry.retention_class) == (roles, retention)


@pytest.mark.requirement("GEN-09")
def test_nothing_else_stands_in_the_catalogue():
    rows = CatalogueEntry.objects.values_list("subject_kind", "category", "stage")

    assert sorted(rows) == sorted(row[1:4] for row in ROWS)


@pytest.mark.requirement("LAW-16")
@pytest.mark.parametrize(("kind", "category"), OFF)
def test_row_that_ships_switched_off_is_refused_by_name(kind, category):
    with pytest.raises(NotInCatalogue, match=str(category.label)) as refused:
        Catalogue.load(kind).require([Category.NAME, category], stage=Stage.HIRE)

    assert (refused.value.kind, refused.value.missing) == (kind, {category})


def test_only_these_rows_ship_switched_off():
    rows = CatalogueEntry.objects.filter(is_active=False).values_list("subject_kind", "category")

    assert set(rows) == {(kind.value, category.value) for kind, category in OFF}


@pytest.mark.requirement("SEC-01")
def test_special_and_sensitive_values_are_encrypted_and_their_reading_is_logged():
    rows = CatalogueEntry.objects.filter(is_encrypted=True)

    assert set(rows.values_list("category", flat=True)) == {
        Category.FOREIGN_NATIONAL_ID,
        Category.IDENTITY_DOCUMENT,
        Category.NATIONAL_ID,
        Category.WAGE_TAX,
        Category.ADJUSTMENT,
        Category.RELIGION,
        Category.CRIMINAL,
        Category.PAYROLL,
        Category.BANK_DETAILS,
    }
    assert not rows.filter(logs_reads=False).exists()


@pytest.mark.requirement("LB-01")
def test_every_purpose_on_interests_is_weighed_for_its_kind():
    kinds = {row.purpose: set(row.subject_kinds) for row in LegitimateInterestsAssessment.objects.all()}
    by_law = {Purpose.RIGHTS_REQUEST, Purpose.LEGAL_DUTY, Purpose.SERVICE}

    missing = {
        (row.subject_kind, purpose)
        for row in CatalogueEntry.objects.filter(basis="f")
        for purpose in row.purposes
        if purpose not in by_law and row.subject_kind not in kinds.get(purpose, set())
    }

    assert missing == set()


@pytest.mark.requirement("CAND-DATA-33")
def test_clients_see_career_and_skills_without_more():
    rows = CatalogueEntry.objects.filter(client_may_see="yes")

    assert set(rows.values_list("category", flat=True)) == {Category.EDUCATION, Category.WORK_HISTORY, Category.SKILLS}


@pytest.mark.requirement("GEN-09")
def test_every_category_that_a_model_declares_has_an_active_row():
    active = set(CatalogueEntry.objects.active().values_list("subject_kind", "category"))
    shipped_off = {category for _kind, category in OFF}

    missing = {
        (model.label, field.field.name)
        for model in personal_models()
        for field in model.fields
        if field.category not in shipped_off
        and not active & {(kind.value, field.category.value) for kind in SubjectKind if model.concerns(kind)}
    }

    assert missing == set()
