from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, models
from django.utils.translation import override

from privacy.actions.catalogue import Catalogue, load_profile
from privacy.declarations import PersonalRecord, not_personal, personal
from privacy.exceptions import NotInCatalogue, PurposeNotAllowed
from privacy.models import CatalogueEntry, LegitimateInterestsAssessment
from privacy.models.personal import PersonalModel, Sourced
from privacy.testing import ensure_profile
from privacy.vocabulary import (
    Category,
    LawfulBasis,
    Purpose,
    RetentionClass,
    Role,
    SpecialCondition,
    Stage,
    SubjectKind,
)

pytestmark = pytest.mark.django_db

CANDIDATE = SubjectKind.CANDIDATE


class Sheet(PersonalModel, Sourced):
    """An unmanaged row about a candidate, to ask the catalogue with."""

    personal_data = PersonalRecord(kind=CANDIDATE)

    family_name = personal(models.CharField(max_length=50, blank=True), Category.NAME)
    pay = personal(models.IntegerField(null=True), Category.CURRENT_REMUNERATION)
    number = personal(models.CharField(max_length=9, blank=True), Category.NATIONAL_ID)
    colour = not_personal(models.CharField(max_length=9, blank=True))

    class Meta:
        app_label = "sheets"
        managed = False


@pytest.fixture(autouse=True)
def profile_in_english():
    ensure_profile()
    with override("en"):
        yield


def entry(**given: object) -> CatalogueEntry:
    values = {
        "subject_kind": SubjectKind.EMERGENCY_CONTACT,
        "category": Category.EDUCATION,
        "purposes": [Purpose.EMERGENCY],
        "basis": LawfulBasis.CONSENT,
        "retention_class": RetentionClass.TWO_YEARS,
    }
    return CatalogueEntry(**(values | given))


@pytest.mark.requirement("GEN-09")
def test_require_accepts_what_active_rows_allow():
    Catalogue.load(CANDIDATE).require([Category.NAME, Category.CONTACT, Category.EDUCATION])


@pytest.mark.requirement("GEN-09")
def test_require_refuses_by_naming_kind_category_stage_and_who_can_add():
    with pytest.raises(NotInCatalogue) as refused:
        Catalogue.load(CANDIDATE).require([Category.NAME, Category.FOREIGN_NATIONAL_ID], stage=Stage.HIRE)

    assert " ".join(refused.value.messages) == (
        "The catalogue has no active row for candidate: foreign national number (stage: hire by the agency or "
        "placement). The privacy officer can add it, under Privacy > Catalogue."
    )
    assert refused.value.missing == {Category.FOREIGN_NATIONAL_ID}


@pytest.mark.requirement("GEN-10")
def test_require_refuses_once_the_privacy_officer_switches_a_row_off():
    Catalogue.load(CANDIDATE).require([Category.EDUCATION])
    CatalogueEntry.objects.for_kind(CANDIDATE).filter(category=Category.EDUCATION).update(is_active=False)

    with pytest.raises(NotInCatalogue):
        Catalogue.load(CANDIDATE).require([Category.EDUCATION])


@pytest.mark.requirement("CAND-DATA-16")
@pytest.mark.parametrize("stage", [Stage.ANY, Stage.REGISTRATION, Stage.ROLE, Stage.FINAL])
def test_require_refuses_a_national_number_before_hire(stage):
    catalogue = Catalogue.load(CANDIDATE)
    catalogue.require([Category.NATIONAL_ID], stage=Stage.HIRE)

    with pytest.raises(NotInCatalogue):
        catalogue.require([Category.NATIONAL_ID], stage=stage)


@pytest.mark.requirement("GEN-09")
def test_require_refuses_everything_where_the_catalogue_is_empty():
    CatalogueEntry.objects.all().delete()

    with pytest.raises(NotInCatalogue):
        Catalogue.load(CANDIDATE).require([Category.NAME])


@pytest.mark.requirement("LB-05")
def test_load_reads_one_country_profile_alone():
    entry(profile="BE", basis=LawfulBasis.CONSENT).save()

    assert Catalogue.load(SubjectKind.EMERGENCY_CONTACT).entry(Category.EDUCATION) is None
    assert Catalogue.load(SubjectKind.EMERGENCY_CONTACT, profile="BE").entry(Category.EDUCATION) is not None


def test_load_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        catalogue = Catalogue.load(CANDIDATE)
        catalogue.require([Category.NAME])
        catalogue.visible_to(Role.FINANCE)


@pytest.mark.requirement("LB-06")
def test_basis_follows_the_stage_and_the_use():
    catalogue = Catalogue.load(CANDIDATE)

    assert catalogue.basis(Category.CONTACT, Stage.ANY) == LawfulBasis.LEGITIMATE_INTERESTS
    assert catalogue.basis(Category.CONTACT, Stage.HIRE) == LawfulBasis.CONTRACT
    assert catalogue.basis(Category.CONTACT, Stage.ANY, purpose=Purpose.JOB_ALERT) == LawfulBasis.CONSENT
    assert catalogue.basis(Category.NATIONAL_ID, Stage.REGISTRATION) is None


@pytest.mark.requirement("LAW-02")
def test_require_purpose_refuses_a_use_that_no_row_names():
    catalogue = Catalogue.load(SubjectKind.EMERGENCY_CONTACT)
    catalogue.require_purpose(Purpose.EMERGENCY, Category.CONTACT)

    with pytest.raises(PurposeNotAllowed):
        catalogue.require_purpose(Purpose.DM_RECRUIT, Category.CONTACT)
    with pytest.raises(PurposeNotAllowed):
        catalogue.require_purpose(Purpose.EMERGENCY, Category.EDUCATION)


@pytest.mark.requirement("USE-EM-01")
def test_emergency_contacts_are_open_to_no_campaign():
    marketing = {Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.REFERRAL_ASK, Purpose.SURVEY, Purpose.ADS}

    rows = CatalogueEntry.objects.for_kind(SubjectKind.EMERGENCY_CONTACT)

    assert [row for row in rows if marketing & {*row.purposes, *row.consent_purposes}] == []


@pytest.mark.requirement("USE-SU-01")
def test_supplier_contacts_serve_the_listed_uses_only():
    listed = {
        "obtaining services": {Purpose.SUPPLY, Purpose.SERVICE},
        "legal duties": {Purpose.LEGAL_DUTY, Purpose.RIGHTS_REQUEST},
        "campaigns": {Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.ADS},
        "claims": {Purpose.LEGAL_CLAIM},
    }
    rows = CatalogueEntry.objects.for_kind(SubjectKind.SUPPLIER_CONTACT)

    assert {purpose for row in rows for purpose in [*row.purposes, *row.consent_purposes]} == set().union(
        *listed.values()
    )


@pytest.mark.requirement("USE-SU-01")
@pytest.mark.parametrize(
    "purpose", [Purpose.RECRUITMENT, Purpose.SURVEY, Purpose.ROLE_CONTACT, Purpose.PROFILING, Purpose.REFERRAL_ASK]
)
def test_supplier_contacts_are_used_for_nothing_else(purpose):
    catalogue = Catalogue.load(SubjectKind.SUPPLIER_CONTACT)
    catalogue.require_purpose(Purpose.SUPPLY, Category.NAME)

    for category in Category:
        with pytest.raises(PurposeNotAllowed):
            catalogue.require_purpose(purpose, category)


@pytest.mark.requirement("EO-05")
def test_diversity_answers_are_visible_to_no_role():
    catalogue = Catalogue.load(CANDIDATE)

    assert {role for role in Role if Category.DIVERSITY in catalogue.visible_to(role)} == set()


@pytest.mark.requirement("LB-01")
def test_an_active_row_on_interests_needs_an_assessment():
    row = entry(basis=LawfulBasis.LEGITIMATE_INTERESTS)

    with pytest.raises(ValidationError, match="needs an assessment"):
        row.full_clean()
    with pytest.raises(IntegrityError, match="privacy_catalogue_interest_is_assessed"):
        row.save()


@pytest.mark.requirement("LB-01")
def test_a_purpose_that_nobody_weighed_cannot_be_activated():
    recruitment = LegitimateInterestsAssessment.objects.get(purpose=Purpose.RECRUITMENT)
    row = entry(
        subject_kind=CANDIDATE,
        category=Category.BANK_DETAILS,
        basis=LawfulBasis.LEGITIMATE_INTERESTS,
        assessment=recruitment,
        purposes=[Purpose.RECRUITMENT, Purpose.ADS],
    )

    with pytest.raises(ValidationError) as refused:
        row.full_clean()

    assert refused.value.message_dict == {
        "purposes": [
            "These purposes have no assessment of legitimate interests for this role yet: advertising on platforms."
        ]
    }


@pytest.mark.requirement("SENS-01")
@pytest.mark.parametrize(
    ("category", "condition"),
    [
        (Category.DIVERSITY, ""),
        (Category.RELIGION, SpecialCondition.EMPLOYMENT_LAW),
        (Category.CRIMINAL, SpecialCondition.EXPLICIT_CONSENT),
        (Category.NATIONAL_ID, ""),
        (Category.EDUCATION, SpecialCondition.NATIONAL_ID),
    ],
)
def test_special_data_need_a_condition_of_their_own(category, condition):
    with pytest.raises(IntegrityError, match="privacy_catalogue_special_condition"):
        entry(category=category, special_condition=condition).save()


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("subject_kind", "robot", "known_kind"),
        ("category", "aura", "known_category"),
        ("purposes", ["fun"], "known_purposes"),
        ("consent_purposes", ["fun"], "known_purposes"),
        ("purposes", [], "has_purpose"),
        ("visible_to", ["neighbour"], "known_roles"),
        ("basis", "z", "known_basis"),
        ("retention_class", "RC-EVER", "known_retention"),
        ("stage", "later", "known_stage"),
    ],
)
def test_the_database_refuses_unknown_words(field, value, constraint):
    with pytest.raises(IntegrityError, match=f"privacy_catalogue_{constraint}"):
        entry(**{field: value}).save()


def test_load_profile_adds_nothing_twice_and_keeps_what_was_edited():
    CatalogueEntry.objects.for_kind(CANDIDATE).filter(category=Category.PHOTO).update(is_active=False)
    CatalogueEntry.objects.for_kind(CANDIDATE).filter(category=Category.SKILLS).delete()

    assert [load_profile("nl"), load_profile("nl")] == [1, 0]
    assert not CatalogueEntry.objects.get(subject_kind=CANDIDATE, category=Category.PHOTO).is_active


@pytest.mark.requirement("LB-01")
def test_every_shipped_row_is_clean():
    for row in CatalogueEntry.objects.all():
        row.full_clean()


@pytest.mark.requirement("GEN-10")
def test_a_change_of_the_catalogue_is_kept_in_history():
    row = CatalogueEntry.objects.get(subject_kind=CANDIDATE, category=Category.PHOTO)
    row.is_active = False
    row.save()

    assert list(row.history.order_by("history_id").values_list("is_active", flat=True)) == [True, False]


def test_an_assessment_is_reviewed_after_it_was_made():
    with pytest.raises(IntegrityError, match="privacy_assessment_review_follows"):
        LegitimateInterestsAssessment.objects.update(review_on=date(2020, 1, 1))


@pytest.mark.requirement("GEN-09")
def test_clean_refuses_data_that_the_catalogue_switched_off():
    sheet = Sheet(family_name="Jansen", pay=4000, source="APPLICATION")

    with pytest.raises(ValidationError) as refused:
        sheet.full_clean(validate_unique=False)

    message = (
        "The catalogue has no active row for candidate: current salary, pension and benefits (stage: from the "
        "start). The privacy officer can add it, under Privacy > Catalogue."
    )
    assert refused.value.message_dict == {"__all__": [message]}


@pytest.mark.requirement("GEN-08")
def test_clean_asks_only_for_what_is_filled_in():
    sheet = Sheet(family_name="Jansen", colour="green", source="APPLICATION")

    sheet.full_clean(exclude=["pay"], validate_unique=False)

    assert sheet.categories_held() == {Category.NAME}


@pytest.mark.requirement("CAND-DATA-16")
def test_clean_asks_for_the_stage_of_the_row():
    class Hired(Sheet):
        def catalogue_stage(self) -> Stage:
            return Stage.HIRE

        class Meta:
            app_label = "sheets"
            proxy = True

    with pytest.raises(NotInCatalogue):
        Sheet(number="111222333").clean()

    Hired(number="111222333").clean()


def test_load_catalogue_command_says_how_many_rows_it_added(capsys):
    CatalogueEntry.objects.for_kind(CANDIDATE).filter(category=Category.SKILLS).delete()

    call_command("load_catalogue")

    assert capsys.readouterr().out == "1 rows added.\n"
