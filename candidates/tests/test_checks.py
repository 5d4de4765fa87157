"""Checks that a role demands: refused without its mark, its stage and consent; gone with the consent (SENS-01, -02)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from candidates.actions.adjustments import name_reader, reveal_adjustment
from candidates.actions.guarded import record, sealed_field_of
from candidates.exceptions import NoConsent, NotForThisRole, NotNamed, OtherPerson
from candidates.models import (
    AdjustmentReader,
    Application,
    Assessment,
    ConductCheck,
    FinancialCheck,
    RoleDeclaration,
    WorkplaceAdjustment,
)
from candidates.testing import make_candidate
from candidates.testing_pipeline import make_application
from candidates.testing_sensitive import give_consent
from candidates.tests.test_consented import withdraw
from clients.testing import make_vacancy
from cluster_crm.accounts.testing import make_user
from privacy.actions.reveal import reveal
from privacy.exceptions import NotForYourRole
from privacy.models import CatalogueEntry, ReadLogEntry
from privacy.vocabulary import Category, Purpose, Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
Step = Application.Step
CHECKS = {
    FinancialCheck: {"reason": "wft", "outcome": "clear", "checked_on": DAY},
    ConductCheck: {"requested_on": DAY},
    RoleDeclaration: {"declared_on": DAY},
    WorkplaceAdjustment: {"volunteered_on": DAY},
    Assessment: {"provider": "Bureau", "kind": "skills", "announced_on": DAY, "assessed_on": DAY},
}
CONSENTED = [ConductCheck, RoleDeclaration, WorkplaceAdjustment]


def apply(*, step=Step.OFFER, **marks) -> Application:
    return make_application(vacancy=make_vacancy(**marks), step=step)


def marked(model) -> Application:
    """An application for a role that needs it; where the law of the country knows no such role, as if it did."""
    if model is RoleDeclaration:
        CatalogueEntry.objects.filter(category=Category.RELIGION).update(is_active=True)
    return apply(**({model.role_mark: True} if model.role_mark else {}))


def keep(model, application, **fields):
    row = model(candidate=application.candidate, application=application, **CHECKS[model] | fields)
    sealed = {name: "sealed value"} if (name := sealed_field_of(model)) else {}
    return record(row, by=None, sealed=sealed)


@pytest.mark.requirement("SENS-01", "CAND-DATA-15", "CAND-DATA-19", "CAND-DATA-20")
@pytest.mark.parametrize("model", [FinancialCheck, ConductCheck, RoleDeclaration])
def test_check_is_refused_where_the_role_does_not_need_it(model):
    application = apply()
    if issubclass(model, ConductCheck | RoleDeclaration):
        give_consent(application.candidate, model.consent_purpose, role=application)

    with pytest.raises(NotForThisRole):
        keep(model, application)


@pytest.mark.requirement("SENS-01", "CAND-DATA-18", "CAND-DATA-19", "CAND-DATA-20")
@pytest.mark.parametrize("model", CONSENTED)
def test_check_is_refused_without_a_living_explicit_consent(model):
    application = marked(model)

    with pytest.raises(NoConsent):
        keep(model, application)
    give_consent(application.candidate, model.consent_purpose, is_explicit=False, role=application)
    with pytest.raises(NoConsent):
        keep(model, application)
    give_consent(application.candidate, model.consent_purpose, role=application)
    withdraw(application.candidate, model.consent_purpose)
    with pytest.raises(NoConsent):
        keep(model, application)

    assert not model.objects.exists()


@pytest.mark.requirement("SENS-01", "AMB-11")
@pytest.mark.parametrize("model", CONSENTED)
def test_consent_for_one_role_is_none_for_another_and_its_withdrawal_leaves_the_other(model):
    first = marked(model)
    other = make_application(first.candidate, make_vacancy(**{model.role_mark: True} if model.role_mark else {}))
    Application.objects.update(step=Step.OFFER)
    other.refresh_from_db()
    give_consent(first.candidate, model.consent_purpose)
    give_consent(first.candidate, model.consent_purpose, role=first)
    kept = keep(model, first)

    with pytest.raises(NoConsent):
        keep(model, other)
    give_consent(first.candidate, model.consent_purpose, role=other)
    keep(model, other)
    withdraw(first.candidate, model.consent_purpose, application=other)

    assert list(model.objects.all()) == [kept]


@pytest.mark.requirement("AMB-11", "AMB-12", "CAND-DATA-19")
def test_religion_is_collected_for_no_role_whatever_anybody_consents_to():
    application = apply(needs_religion=True)
    give_consent(application.candidate, Purpose.RELIGION, role=application)

    with pytest.raises(ValidationError, match="cata"):
        keep(RoleDeclaration, application)

    assert not RoleDeclaration.objects.exists()


@pytest.mark.requirement("CAND-DATA-20")
@pytest.mark.parametrize("step", [Step.NEW, Step.SCREENING, Step.PROPOSED])
def test_certificate_of_conduct_waits_for_the_final_stage(step):
    application = apply(step=step, needs_conduct_certificate=True)
    give_consent(application.candidate, Purpose.CRIMINAL, role=application)

    with pytest.raises(ValidationError, match="cata"):
        keep(ConductCheck, application)


@pytest.mark.requirement("SENS-02")
@pytest.mark.parametrize("model", CONSENTED)
def test_withdrawal_deletes_the_row_at_once_and_says_the_effect(model):
    application = marked(model)
    give_consent(application.candidate, model.consent_purpose, role=application)
    row = keep(model, application)
    if model is WorkplaceAdjustment:
        name_reader(row, make_user(Role.RECRUITER), by=None)

    effect = withdraw(application.candidate, model.consent_purpose)

    assert len(effect) > 40
    assert (model.objects.count(), model.history.count()) == (0, 0)
    assert (AdjustmentReader.objects.count(), AdjustmentReader.history.count()) == (0, 0)
    assert Application.objects.get() == application


@pytest.mark.requirement("CAND-DATA-18")
def test_adjustment_is_read_by_the_officer_and_named_recruiters_alone():
    application = apply()
    give_consent(application.candidate, Purpose.HEALTH, role=application)
    row, named, other = keep(WorkplaceAdjustment, application), make_user(Role.RECRUITER), make_user(Role.RECRUITER)
    name_reader(row, named, by=make_user(Role.PRIVACY_OFFICER))

    with pytest.raises(NotNamed):
        reveal_adjustment(row, purpose=Purpose.HEALTH, by=other)
    with pytest.raises(NotForYourRole):
        reveal_adjustment(row, purpose=Purpose.HEALTH, by=make_user(Role.CONSULTANT))
    readers = [named, make_user(Role.PRIVACY_OFFICER)]
    shown = [reveal_adjustment(row, purpose=Purpose.HEALTH, by=user) for user in readers]

    assert shown == ["sealed value", "sealed value"]
    assert ReadLogEntry.objects.count() == 2


@pytest.mark.requirement("CAND-DATA-19")
def test_declaration_is_read_by_the_officer_alone():
    application = marked(RoleDeclaration)
    give_consent(application.candidate, Purpose.RELIGION, role=application)
    row = keep(RoleDeclaration, application)

    with pytest.raises(NotForYourRole):
        reveal(row, "declaration", purpose=Purpose.RELIGION, by=make_user(Role.RECRUITER))

    officer = make_user(Role.PRIVACY_OFFICER)
    assert reveal(row, "declaration", purpose=Purpose.RELIGION, by=officer) == "sealed value"


@pytest.mark.requirement("CAND-DATA-29")
def test_test_that_was_not_announced_first_is_refused():
    application = apply()

    with pytest.raises(ValidationError):
        keep(Assessment, application, announced_on=DAY + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(
            candidate=application.candidate,
            application=application,
            **CHECKS[Assessment] | {"announced_on": None},
        )


@pytest.mark.requirement("CAND-DATA-29", "LAW-30")
@pytest.mark.parametrize("kind", ["medical", "clinical", "drugs"])
def test_clinical_test_is_refused(kind):
    with pytest.raises(ValidationError):
        keep(Assessment, apply(), kind=kind)


@pytest.mark.requirement("CAND-DATA-15")
def test_financial_check_has_no_place_for_a_report():
    names = {field.name for field in FinancialCheck._meta.fields}

    assert names == {"id", "candidate", "application", "reason", "outcome", "checked_on"}


def test_check_on_the_application_of_somebody_else_is_refused():
    row = FinancialCheck(candidate=make_candidate(), application=marked(FinancialCheck), **CHECKS[FinancialCheck])

    with pytest.raises(OtherPerson):
        record(row, by=None)
