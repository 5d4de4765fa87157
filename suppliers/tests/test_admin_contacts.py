from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import ToldNote
from privacy.vocabulary import Role, SubjectKind
from suppliers.forms import NewContactForm
from suppliers.models import SupplierContact, SupplierMembership
from suppliers.testing import make_full_supplier_contact, make_supplier, make_supplier_contact

LIST = reverse("admin:suppliers_suppliercontact_changelist")
ADD = reverse("admin:suppliers_suppliercontact_add")
NO_ROWS = {f"{prefix}-{part}_FORMS": "0" for prefix in ("memberships", "told") for part in ("TOTAL", "INITIAL")}


def page_of(contact: SupplierContact) -> str:
    return reverse("admin:suppliers_suppliercontact_change", args=[contact.pk])


def given(supplier, **more):
    return {
        "source": "COOPERATION",
        "collected_on": "2026-01-05",
        "given_name": "Sanne",
        "family_name": "Haar",
        "supplier": str(supplier.pk),
    } | more


@pytest.mark.requirement("SUP-DATA-01")
@pytest.mark.requirement("SRC-06")
def test_contact_is_registered_at_his_organisation_and_of_cooperation_alone(recruiter):
    supplier = make_supplier()

    refused = recruiter.post(ADD, given(supplier, source="JOBBOARD"))
    recruiter.post(ADD, given(supplier, function="Planner", phone="06-12345678", started_on="2020-03-01"))

    contact, period = SupplierContact.objects.get(), SupplierMembership.objects.get()
    assert refused.context["adminform"].form.errors.keys() == {"source"}
    assert {choice for choice, _label in NewContactForm().fields["source"].choices} == {"", "COOPERATION", "AUTO"}
    assert contact.phone == "+31612345678"
    assert (period.contact, period.supplier, period.function) == (contact, supplier, "Planner")


def test_page_of_a_supplier_leads_to_a_contact_of_his(recruiter):
    supplier = make_supplier()
    text = recruiter.get(reverse("admin:suppliers_supplier_change", args=[supplier.pk])).text

    form = recruiter.get(f"{ADD}?supplier={supplier.pk}").context["adminform"].form

    assert f"{ADD}?supplier={supplier.pk}" in text
    assert str(form["supplier"].value()) == str(supplier.pk)


@pytest.mark.parametrize("term", ["haar", "sanne.haar@example.com", "+31612345678"])
def test_contact_is_found_by_name_mail_and_telephone(recruiter, term):
    make_supplier_contact(family_name="Haar", email="sanne.haar@example.com", phone="+31612345678")
    make_supplier_contact(family_name="Zee")

    found = recruiter.post(LIST, {"search": term}, follow=True)

    assert "Haar" in found.text
    assert "Zee" not in found.text
    assert term not in found.redirect_chain[0][0]


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [Role.FINANCE, Role.PRIVACY_OFFICER])
def test_who_may_not_see_names_sees_the_reference(as_role, role):
    contact = make_full_supplier_contact("Zebra", by=make_user())

    pages = as_role(role).get(LIST).text + as_role(role).get(page_of(contact)).text

    assert str(contact) in pages
    assert "Zebra-" not in pages
    assert "Zebra function" not in pages


@pytest.mark.requirement("SUP-DATA-03")
def test_note_of_what_was_told_names_who_said_it(recruiter):
    contact = make_supplier_contact()
    period = contact.memberships.get()
    rows = NO_ROWS | {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": str(period.pk),
        "memberships-0-contact": str(contact.pk),
        "told-TOTAL_FORMS": "1",
        "told-0-text": "Werkt vanaf mei vier dagen.",
        "told-0-told_by": "Een collega",
        "told-0-source": "COOPERATION",
        "told-0-collected_on": "2026-01-05",
    }

    answer = recruiter.post(page_of(contact), {"family_name": "Haar"} | rows)

    assert answer.status_code == 302, answer.context["errors"]
    note = ToldNote.objects.get()
    assert (note.data_subject_id, note.subject_kind, note.told_by) == (
        contact.pk,
        SubjectKind.SUPPLIER_CONTACT,
        "Een collega",
    )


@pytest.mark.requirement("RET-02")
def test_contact_moves_and_leaves_on_a_page_of_its_own(recruiter):
    contact, to = make_supplier_contact(started_on=date(2026, 1, 5)), make_supplier()
    move = reverse("admin:suppliers_suppliercontact_move", args=[contact.pk])

    early = recruiter.post(move, {"on": "2025-01-01"})
    recruiter.post(move, {"to": to.pk, "function": "Directeur", "on": "2026-02-01"})
    recruiter.post(move, {"on": "2026-03-01"})
    gone = recruiter.post(move, {"on": "2026-03-01"})

    assert early.status_code == gone.status_code == 422
    assert list(SupplierMembership.objects.order_by("ended_on").values_list("ended_on", flat=True)) == [
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]


def test_contact_is_never_deleted(recruiter):
    contact = make_supplier_contact()

    answer = recruiter.post(reverse("admin:suppliers_suppliercontact_delete", args=[contact.pk]), {"post": "yes"})

    assert answer.status_code == 403


def test_list_costs_the_same_number_of_queries_at_any_length(recruiter):
    make_supplier_contact()
    recruiter.get(LIST)
    with CaptureQueriesContext(connection) as few:
        recruiter.get(LIST)

    for _number in range(5):
        make_supplier_contact()

    with CaptureQueriesContext(connection) as many:
        recruiter.get(LIST)
    assert len(many) == len(few)
