"""What stands in a list is decided by category and role, never by the name of a field."""

import pytest

from candidates.models import Candidate
from cluster_crm.people.exported import MAY_GO, offered
from privacy.masks import Masks
from privacy.models import CatalogueEntry
from privacy.registry import personal_models
from privacy.vocabulary import Category, Role

pytestmark = pytest.mark.django_db
NEVER = {
    Category.BIRTH_DATE, Category.SALUTATION, Category.PHOTO, Category.NATIONALITY, Category.MARITAL_STATUS,
    Category.RELIGION, Category.ADJUSTMENT, Category.DIVERSITY, Category.NATIONAL_ID, Category.FOREIGN_NATIONAL_ID,
    Category.BANK_DETAILS, Category.CURRENT_REMUNERATION, Category.CRIMINAL, Category.IMMIGRATION, Category.PAYROLL,
    Category.IDENTITY_DOCUMENT, Category.FINANCIAL_CHECK, Category.WAGE_TAX, Category.EMERGENCY_CONTACTS,
}  # fmt: skip


@pytest.mark.requirement("CAND-DATA-32", "EO-03")
@pytest.mark.parametrize("role", Role)
def test_no_list_holds_what_decides_about_nobody(role):
    CatalogueEntry.objects.update(is_active=True, visible_to=list(Role))  # whatever an officer may switch on
    masks = Masks(role)

    found = [column for personal in personal_models() for column in offered(personal.model, masks).values()]

    assert {column.category for column in found} & NEVER == set()
    assert {column.category for column in found} == MAY_GO


@pytest.mark.requirement("LAW-16", "SEC-01")
@pytest.mark.parametrize("role", Role)
def test_columns_are_those_that_the_role_sees(role):
    masks = Masks(role)

    found = set(offered(Candidate, masks))

    assert found & masks.hidden(Candidate) == set()
    assert ("full_name" in found) == (role in {Role.RECRUITER, Role.CONSULTANT})
