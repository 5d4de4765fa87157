from dataclasses import fields
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.actions.contacts import leave_client, move_contact, register_client_contact
from clients.models import ClientContact, ClientMembership
from clients.testing import make_client, make_client_contact, make_full_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.drafts import ContactDraft
from cluster_crm.people.exceptions import (
    CannotBeStored,
    EndsBeforeItBegan,
    InFuture,
    NoMembership,
)
from privacy.actions.restriction import restrict
from privacy.actions.suppression import suppress
from privacy.exceptions import AlreadyHeld, NotInCatalogue, PersonErased, ProcessingRestricted, SourceNotAllowed
from privacy.models import CatalogueEntry, Controller, NoticeTask, Restriction, RetentionClock, SubjectRole
from privacy.registry import personal_models
from privacy.sources import SOURCES_OF
from privacy.testing import make_subject
from privacy.vocabulary import Category, Identifier, Source, SubjectKind

KIND = SubjectKind.CLIENT_CONTACT
JANUARY = date(2026, 1, 5)


def register(client, **given):
    draft = ContactDraft(**{"given_name": "Joris", "family_name": "Dam"} | given.pop("draft", {}))
    return register_client_contact(
        draft, **{"client": client, "source": Source.CLIENT_INBOUND, "collected_on": JANUARY, "by": None} | given
    )


@pytest.mark.requirement("CLI-DATA-01")
@pytest.mark.requirement("GLO-04")
def test_contact_is_held_at_his_organisation_with_source_clock_and_number():
    client, user = make_client(), make_user()

    contact = register(
        client,
        by=user,
        function="Inkoper",
        started_on=date(2020, 3, 1),
        draft={"email": "Joris@Example.com", "phone": "06 12345678", "postcode": "1234ab", "country": "nl"},
    )

    role, clock = SubjectRole.objects.get(), RetentionClock.objects.get()
    period = ClientMembership.objects.get()
    assert (contact.number, role.subject_kind, role.source) == (role.number, KIND, Source.CLIENT_INBOUND)
    assert (contact.email, contact.phone, contact.postcode) == ("joris@example.com", "+31612345678", "1234 AB")
    assert (period.contact, period.client, period.function) == (contact, client, "Inkoper")
    assert (clock.organisation, clock.collected_on) == (client.recipient, JANUARY)
    assert contact.history.get().history_user_id == user.pk
    assert not NoticeTask.objects.owed().exists()


@pytest.mark.requirement("CLI-DATA-01")
def test_draft_and_table_hold_business_details_and_no_more():
    held = {
        Category.NAME: {"given_name", "infix", "family_name", "full_name", "sort_name", "search_name"},
        Category.CONTACT: {"email", "phone", "street", "postcode", "city", "country"},
    }
    table = {personal.model: personal for personal in personal_models()}[ClientContact]

    assert {item.field.name: item.category for item in table.fields} == {
        name: category for category, names in held.items() for name in names
    }
    assert {item.name for item in fields(ContactDraft)} < set().union(*held.values())


@pytest.mark.requirement("SRC-05")
@pytest.mark.parametrize("source", [Source.MARKET_RESEARCH, Source.MEDIA, Source.EVENT_LIST, Source.VIA_CANDIDATE])
def test_contact_from_others_must_be_told(source):
    contact = register(make_client(), source=source, source_detail="beurs 2026")

    task = NoticeTask.objects.get()
    assert (task.data_subject, task.subject_kind, task.source) == (contact.data_subject, KIND, source)
    assert task.due_on == date(2026, 2, 5)


@pytest.mark.requirement("SRC-04")
@pytest.mark.parametrize("source", [Source.CLIENT_INBOUND, Source.CLIENT_OUTBOUND])
def test_contact_from_himself_is_owed_no_notice_of_other_sources(source):
    register(make_client(), source=source)

    assert not NoticeTask.objects.owed().exists()


@pytest.mark.requirement("SRC-04")
@pytest.mark.requirement("SRC-05")
@pytest.mark.parametrize("source", sorted(set(Source) - set(SOURCES_OF[KIND])))
def test_other_sources_are_refused(source):
    client = make_client()

    with pytest.raises(SourceNotAllowed):
        register(client, source=source)

    assert not SubjectRole.objects.exists()


@pytest.mark.requirement("GEN-09")
@pytest.mark.parametrize(
    ("category", "given"),
    [
        (Category.NAME, {}),
        (Category.CONTACT, {"draft": {"email": "joris@example.com"}}),
        (Category.POSITION, {"function": "Inkoper"}),
    ],
)
def test_what_the_catalogue_does_not_allow_is_refused(category, given):
    client = make_client()
    CatalogueEntry.objects.filter(subject_kind=KIND, category=category).update(is_active=False)

    with pytest.raises(NotInCatalogue) as refusal:
        register(client, **given)

    assert refusal.value.missing == {category}
    assert not SubjectRole.objects.exists()


@pytest.mark.requirement("GEN-09")
def test_clean_refuses_what_the_catalogue_does_not_allow():
    contact = make_client_contact()
    CatalogueEntry.objects.filter(subject_kind=KIND, category=Category.CONTACT).update(is_active=False)

    with pytest.raises(ValidationError, match="contact"):
        contact.full_clean()


def test_values_that_cannot_be_right_are_refused_by_the_name_of_their_fields():
    client = make_client()

    with pytest.raises(CannotBeStored) as refusal:
        register(client, draft={"family_name": "", "phone": "12", "street": "BSN 111222333"})

    assert refusal.value.fields == ("family_name", "phone", "street")
    assert not SubjectRole.objects.exists()


@pytest.mark.requirement("CONTACT-04")
def test_relation_stands_under_the_controller_that_is_named_or_the_default():
    client = make_client()
    other = Controller.objects.create(name="Zuster B.V.", address="Kade 1", mailbox="zuster@example.org")

    by_default, named = register(client), register(client, controller=other)

    controllers = dict(SubjectRole.objects.values_list("data_subject", "controller__is_default"))
    assert controllers == {by_default.pk: True, named.pk: False}


@pytest.mark.requirement("GEN-01")
def test_candidate_becomes_contact_under_the_same_number():
    candidate = make_subject(SubjectKind.CANDIDATE)

    contact = register(make_client(), data_subject=candidate)

    kinds = SubjectRole.objects.filter(data_subject=candidate).values_list("subject_kind", flat=True)
    assert contact.data_subject == candidate
    assert set(kinds) == {SubjectKind.CANDIDATE, KIND}
    with pytest.raises(AlreadyHeld):
        register(make_client(), data_subject=candidate)


@pytest.mark.requirement("MKT-07")
def test_suppressed_address_counts_as_a_hit_and_does_not_block():
    entry = suppress(Identifier.EMAIL, "joris@example.com", reason="objection")

    register(make_client(), draft={"email": "joris@example.com"})

    entry.refresh_from_db()
    assert entry.hit_count == 1


@pytest.mark.requirement("RET-02")
def test_moving_keeps_the_period_before_and_the_new_colleagues_count():
    contact = make_client_contact(started_on=date(2020, 1, 1))
    before = ClientMembership.objects.get()
    to = make_client()

    period = move_contact(contact, to=to, on=JANUARY, function="Directeur", by=None)

    before.refresh_from_db()
    assert (before.started_on, before.ended_on) == (date(2020, 1, 1), JANUARY)
    assert list(ClientMembership.objects.current()) == [period]
    assert (period.client, period.function, period.started_on) == (to, "Directeur", JANUARY)
    assert RetentionClock.objects.get().organisation == to.recipient


@pytest.mark.requirement("RET-02")
def test_who_left_belongs_to_no_organisation_and_stays_held():
    contact = make_client_contact()

    period = leave_client(contact, on=JANUARY, by=None)

    assert (period.ended_on, RetentionClock.objects.get().organisation) == (JANUARY, None)
    assert ClientContact.objects.get() == contact
    with pytest.raises(NoMembership):
        leave_client(contact, on=JANUARY, by=None)


def test_who_left_can_come_back():
    contact, client = make_client_contact(), make_client()
    leave_client(contact, on=JANUARY, by=None)

    move_contact(contact, to=client, on=JANUARY, by=None)

    assert ClientMembership.objects.current().get().client == client
    assert ClientMembership.objects.count() == 2


def test_period_ends_neither_before_it_began_nor_in_the_future():
    contact = make_client_contact(started_on=JANUARY)

    with pytest.raises(EndsBeforeItBegan):
        leave_client(contact, on=JANUARY - timedelta(days=1), by=None)
    with pytest.raises(InFuture):
        move_contact(contact, to=make_client(), on=timezone.localdate() + timedelta(days=1), by=None)

    assert ClientMembership.objects.get().ended_on is None


def test_contact_has_one_current_organisation():
    contact = make_client_contact()

    with pytest.raises(IntegrityError), transaction.atomic():
        ClientMembership.objects.create(contact=contact, client=make_client())


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_contact_is_not_moved():
    contact = make_client_contact()
    restrict(contact.pk, KIND, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        move_contact(contact, to=make_client(), on=JANUARY, by=None)


def test_erased_contact_is_not_moved():
    contact = make_client_contact()
    SubjectRole.objects.update(erased_at=timezone.now())

    with pytest.raises(PersonErased):
        leave_client(contact, on=JANUARY, by=None)


def test_full_contact_has_every_personal_column_filled():
    contact = make_full_client_contact("Zebra", by=make_user())

    empty = [
        f"{personal.label}.{item.field.name}"
        for personal in personal_models()
        if personal.label.startswith("clients.") or personal.label == "people.toldnote"
        for row in list(personal.model._default_manager.filter(**{f"{personal.record.subject}_id": contact.pk}))
        or [pytest.fail(personal.label)]
        for item in personal.fields
        if item.field.value_from_object(row) in (None, "", [], {})
    ]

    assert set(empty) == {"clients.clientmembership.ended_on"}


@pytest.mark.requirement("CLI-DATA-05")
@pytest.mark.parametrize(("function", "then", "told_of"), [("", "Buyer", ["position"]), ("Clerk", "Buyer", [])])
def test_move_opens_a_notice_of_a_new_kind_of_data_alone(function, then, told_of):
    contact = make_client_contact(function=function)

    move_contact(contact, to=make_client(), on=timezone.localdate(), by=None, function=then)

    assert list(NoticeTask.objects.exclude(category="").values_list("category", flat=True)) == told_of
