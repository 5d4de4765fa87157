from datetime import date, timedelta

import pytest
from django.utils import timezone

from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.drafts import ContactDraft
from cluster_crm.people.exceptions import CannotBeStored, EndsBeforeItBegan, InFuture, NoMembership
from privacy.actions.restriction import restrict
from privacy.exceptions import AlreadyHeld, NotInCatalogue, PersonErased, ProcessingRestricted, SourceNotAllowed
from privacy.models import CatalogueEntry, NoticeTask, Restriction, RetentionClock, SubjectRole
from privacy.registry import personal_models
from privacy.sources import SOURCES_OF
from privacy.testing import make_subject
from privacy.vocabulary import Category, Source, SubjectKind
from suppliers.actions.contacts import leave_supplier, move_contact, register_supplier_contact
from suppliers.models import SupplierContact, SupplierMembership
from suppliers.testing import make_full_supplier_contact, make_supplier, make_supplier_contact

KIND = SubjectKind.SUPPLIER_CONTACT
JANUARY = date(2026, 1, 5)


def register(supplier, **given):
    draft = ContactDraft(**{"given_name": "Sanne", "family_name": "Haar"} | given.pop("draft", {}))
    return register_supplier_contact(
        draft, **{"supplier": supplier, "source": Source.COOPERATION, "collected_on": JANUARY, "by": None} | given
    )


@pytest.mark.requirement("SUP-DATA-01")
@pytest.mark.requirement("SRC-06")
def test_contact_is_held_at_his_organisation_with_source_clock_and_number():
    supplier, user = make_supplier(), make_user()

    contact = register(
        supplier,
        by=user,
        function="Planner",
        started_on=date(2020, 3, 1),
        draft={"email": "Sanne@Example.com", "phone": "06 12345678", "postcode": "1234ab", "country": "nl"},
    )

    role, clock, period = SubjectRole.objects.get(), RetentionClock.objects.get(), SupplierMembership.objects.get()
    assert (contact.number, role.subject_kind, role.source) == (role.number, KIND, Source.COOPERATION)
    assert (contact.email, contact.phone, contact.postcode) == ("sanne@example.com", "+31612345678", "1234 AB")
    assert (period.contact, period.supplier, period.function) == (contact, supplier, "Planner")
    assert (clock.organisation, clock.retain_until) == (supplier.recipient, date(2028, 1, 5))
    assert contact.history.get().history_user_id == user.pk
    assert not NoticeTask.objects.owed().exists()


@pytest.mark.requirement("SUP-DATA-01")
def test_table_holds_business_details_and_no_more():
    table = {personal.model: personal for personal in personal_models()}[SupplierContact]

    assert {item.category for item in table.fields} == {Category.NAME, Category.CONTACT}


@pytest.mark.requirement("SRC-06")
@pytest.mark.parametrize("source", sorted(set(Source) - set(SOURCES_OF[KIND])))
def test_other_sources_are_refused(source):
    supplier = make_supplier()

    with pytest.raises(SourceNotAllowed):
        register(supplier, source=source)

    assert not SubjectRole.objects.exists()


@pytest.mark.requirement("GEN-09")
def test_what_the_catalogue_does_not_allow_is_refused():
    supplier = make_supplier()
    CatalogueEntry.objects.filter(subject_kind=KIND, category=Category.POSITION).update(is_active=False)

    with pytest.raises(NotInCatalogue):
        register(supplier, function="Planner")

    assert not SubjectRole.objects.exists()


def test_values_that_cannot_be_right_are_refused_by_the_name_of_their_fields():
    with pytest.raises(CannotBeStored) as refusal:
        register(make_supplier(), draft={"family_name": "", "phone": "12"})

    assert refusal.value.fields == ("family_name", "phone")


@pytest.mark.requirement("GEN-01")
def test_candidate_becomes_contact_under_the_same_number():
    candidate = make_subject(SubjectKind.CANDIDATE)

    contact = register(make_supplier(), data_subject=candidate)

    assert contact.data_subject == candidate
    with pytest.raises(AlreadyHeld):
        register(make_supplier(), data_subject=candidate)


@pytest.mark.requirement("RET-02")
def test_moving_keeps_the_period_before_and_the_new_colleagues_count():
    contact, to = make_supplier_contact(started_on=date(2020, 1, 1)), make_supplier()
    before = SupplierMembership.objects.get()

    period = move_contact(contact, to=to, on=JANUARY, function="Directeur", by=None)

    before.refresh_from_db()
    assert (before.started_on, before.ended_on) == (date(2020, 1, 1), JANUARY)
    assert list(SupplierMembership.objects.current()) == [period]
    assert (period.supplier, period.function, period.started_on) == (to, "Directeur", JANUARY)
    assert RetentionClock.objects.get().organisation == to.recipient


@pytest.mark.requirement("RET-02")
def test_who_left_belongs_to_no_organisation_and_can_come_back():
    contact, other = make_supplier_contact(), make_supplier()

    period = leave_supplier(contact, on=JANUARY, by=None)

    assert (period.ended_on, RetentionClock.objects.get().organisation) == (JANUARY, None)
    with pytest.raises(NoMembership):
        leave_supplier(contact, on=JANUARY, by=None)
    move_contact(contact, to=other, on=JANUARY, by=None)
    assert SupplierMembership.objects.current().get().supplier == other


def test_period_ends_neither_before_it_began_nor_in_the_future():
    contact = make_supplier_contact(started_on=JANUARY)

    with pytest.raises(EndsBeforeItBegan):
        leave_supplier(contact, on=JANUARY - timedelta(days=1), by=None)
    with pytest.raises(InFuture):
        move_contact(contact, to=make_supplier(), on=timezone.localdate() + timedelta(days=1), by=None)

    assert SupplierMembership.objects.get().ended_on is None


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_or_erased_contact_is_not_moved():
    restricted, erased = make_supplier_contact(), make_supplier_contact()
    restrict(restricted.pk, KIND, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    SubjectRole.objects.filter(data_subject=erased.pk).update(erased_at=timezone.now())

    with pytest.raises(ProcessingRestricted):
        move_contact(restricted, to=make_supplier(), on=JANUARY, by=None)
    with pytest.raises(PersonErased):
        leave_supplier(erased, on=JANUARY, by=None)


def test_full_contact_has_every_personal_column_filled():
    contact = make_full_supplier_contact("Zebra", by=make_user())

    empty = [
        f"{personal.label}.{item.field.name}"
        for personal in personal_models()
        if personal.concerns(KIND) and (personal.label.startswith("suppliers.") or personal.label == "people.toldnote")
        for row in list(personal.model._default_manager.filter(**{f"{personal.record.subject}_id": contact.pk}))
        or [pytest.fail(personal.label)]
        for item in personal.fields
        if item.field.value_from_object(row) in (None, "", [], {})
    ]

    assert set(empty) == {"suppliers.suppliermembership.ended_on"}
