from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from privacy.actions.policy import publish_policy
from privacy.actions.restriction import restrict
from privacy.models import Restriction, SubjectRole
from privacy.testing import make_policy, make_subject
from privacy.vocabulary import Role, SubjectKind
from suppliers.models import Supplier, SupplierAttestation, SupplierContact, SupplyAgreement, SupplyRelation
from suppliers.testing import make_agreement, make_sole_trader, make_supplier, make_supplier_contact, make_supply

LIST = reverse("admin:suppliers_supplier_changelist")
ADD = reverse("admin:suppliers_supplier_add")
KIND = SubjectKind.SUPPLIER_CONTACT


def page(name, row) -> str:
    return reverse(f"admin:suppliers_supplier_{name}", args=[row.pk])


def test_supplier_is_listed_and_found_by_the_name_of_its_recipient(recruiter):
    make_supplier("Haven Logistiek B.V.")
    make_supplier("Polder Bouw B.V.")

    everything = recruiter.get(LIST).text
    found = recruiter.post(LIST, {"search": "haven"}, follow=True).text

    assert "Haven Logistiek" in everything
    assert "Polder Bouw" in everything
    assert "Haven Logistiek" in found
    assert "Polder Bouw" not in found


def test_organisation_is_taken_on(recruiter):
    answer = recruiter.post(ADD, {"name": "Haven B.V.", "seat": "nl"})

    supplier = Supplier.objects.get()
    assert answer.status_code == 302
    assert (supplier.recipient.name, supplier.recipient.country, supplier.is_sole_trader) == ("Haven B.V.", "NL", False)


@pytest.mark.requirement("GLO-05")
def test_sole_trader_is_taken_on_with_his_person(recruiter):
    firm = {"name": "Haar Advies", "seat": "NL", "is_sole_trader": "on"}

    refused = recruiter.post(ADD, firm)
    recruiter.post(ADD, firm | {"family_name": "Haar", "source": "COOPERATION", "collected_on": "2026-01-05"})

    contact = SupplierContact.objects.get()
    assert refused.context["adminform"].form.errors.keys() == {"family_name", "source", "collected_on"}
    assert Supplier.objects.get().recipient.data_subject_id == contact.pk


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [Role.FINANCE, Role.PRIVACY_OFFICER])
def test_name_of_a_sole_trader_and_his_contact_are_hidden(as_role, role):
    supplier = make_sole_trader("Leest Schoenen", family_name="Leest", email="leest@example.com")

    pages = as_role(role).get(LIST).text + as_role(role).get(page("change", supplier)).text

    assert str(supplier) in pages
    assert "Leest" not in pages
    assert "leest@" not in pages


def test_page_shows_contacts_agreements_attestations_and_candidates_by_reference(recruiter):
    supplier, candidate = make_supplier(), make_subject()
    make_supplier_contact(supplier, family_name="Haar")
    make_agreement(supplier, reference="OVK-77")
    make_supply(candidate.pk, supplier)

    text = recruiter.get(page("change", supplier)).text

    number = SubjectRole.objects.get(data_subject=candidate).number
    for shown in ("Haar", "OVK-77", f"C-{number}", "Not attested"):
        assert shown in text


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_people_are_not_shown(recruiter):
    supplier, candidate = make_supplier(), make_subject()
    contact = make_supplier_contact(supplier, family_name="Haar")
    make_supply(candidate.pk, supplier)
    restrict(contact.pk, KIND, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    text = recruiter.get(page("change", supplier)).text

    assert "Haar" not in text
    assert f"C-{SubjectRole.objects.get(data_subject=candidate).number}" not in text


@pytest.mark.requirement("SUP-DATA-02")
def test_agreement_is_recorded_and_ended(finance):
    supplier = make_supplier()

    finance.post(page("agreement", supplier), {"reference": "OVK-1", "started_on": "2026-01-05"})
    agreement = SupplyAgreement.objects.get()
    wrong = finance.post(page("end_agreement", agreement), {"on": "2025-01-01"})
    finance.post(page("end_agreement", agreement), {"on": "2026-03-01"})

    agreement.refresh_from_db()
    assert wrong.status_code == 422
    assert (agreement.reference, agreement.ended_on) == ("OVK-1", date(2026, 3, 1))


@pytest.mark.requirement("GLO-03")
def test_attestation_is_recorded_by_a_contact_of_the_supplier(recruiter):
    supplier, policy = make_supplier(), make_policy()
    publish_policy(policy)
    contact, other = make_supplier_contact(supplier), make_supplier_contact()
    said = {"policy_version": policy.pk, "on": str(timezone.localdate())}

    refused = recruiter.post(page("attestation", supplier), said | {"attested_by": other.pk})
    recruiter.post(page("attestation", supplier), said | {"attested_by": contact.pk})

    assert refused.context["form"].errors.keys() == {"attested_by"}
    assert SupplierAttestation.objects.get().attested_by_id == contact.pk
    assert str(contact) in recruiter.get(page("change", supplier)).text


@pytest.mark.requirement("GLO-02")
@pytest.mark.requirement("RET-05")
def test_supply_is_recorded_by_reference_and_ended(recruiter):
    supplier, contact = make_supplier(), make_supplier_contact()
    reference = str(SubjectRole.objects.get(data_subject=make_subject()))
    address = page("supply", supplier)

    refused = recruiter.post(
        address, {"candidate": str(SubjectRole.objects.get(data_subject=contact.pk)), "on": "2026-01-05"}
    )
    recruiter.post(address, {"candidate": reference, "on": "2026-01-05"})
    twice = recruiter.post(address, {"candidate": reference, "on": "2026-01-05"})
    relation = SupplyRelation.objects.get()
    recruiter.post(page("report_end", relation), {"notice_on": "2026-02-01"})

    relation.refresh_from_db()
    assert refused.context["form"].errors.keys() == {"candidate"}
    assert twice.context["form"].errors.as_data()["__all__"][0].code == "SupplyRuns"
    assert relation.ended_notice_on == date(2026, 2, 1)


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("agreement", {Role.RECRUITER, Role.FINANCE}),
        ("attestation", {Role.RECRUITER, Role.CONSULTANT}),
        ("supply", {Role.RECRUITER}),
        ("bank", {Role.FINANCE}),
    ],
)
def test_deeds_open_for_a_role_as_the_matrix_says(as_role, name, roles):
    supplier = make_supplier()

    answers = {role: as_role(role).get(page(name, supplier)).status_code for role in Role}

    assert answers == {role: 200 if role in roles else 403 for role in Role}


def test_list_and_page_cost_the_same_number_of_queries_at_any_length(recruiter):
    supplier = make_supplier()
    fill(supplier)
    recruiter.get(LIST)

    few = [queries(recruiter, LIST), queries(recruiter, page("change", supplier))]
    for _number in range(5):
        fill(supplier)
        make_supplier()

    assert [queries(recruiter, LIST), queries(recruiter, page("change", supplier))] == few


def fill(supplier):
    make_supplier_contact(supplier)
    make_agreement(supplier)
    make_supply(make_subject().pk, supplier)


def queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as found:
        browser.get(address)
    return len(found)
