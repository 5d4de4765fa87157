from datetime import date

import pytest
from django.core.exceptions import ValidationError

from clients.actions.organisations import register_client, register_sole_trader
from clients.models import Client, ClientContact, ClientMembership
from clients.testing import make_client, make_sole_trader
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.drafts import ContactDraft
from privacy.exceptions import SourceNotAllowed
from privacy.models import Recipient, RetentionClock, SubjectRole
from privacy.vocabulary import Source, SubjectKind

SHOEMAKER = ContactDraft(given_name="Wies", infix="van", family_name="Leest", email="Wies@Example.com")


@pytest.mark.requirement("GLO-04")
def test_organisation_is_taken_on_with_the_recipient_that_holds_its_name():
    owner = make_user()

    client = register_client(name="Haven Logistiek B.V.", country="be", sector="Vervoer", owner=owner, by=owner)

    recipient = Recipient.objects.get()
    assert client.recipient == recipient
    assert (recipient.name, recipient.country, recipient.recipient_role) == ("Haven Logistiek B.V.", "BE", "controller")
    assert (recipient.data_subject, recipient.subject_kind, client.is_sole_trader) == (None, "", False)
    assert (client.sector, client.owner) == ("Vervoer", owner)
    assert client.history.get().history_user_id == owner.pk


def test_organisation_without_a_name_is_refused():
    with pytest.raises(ValidationError):
        register_client(name="", by=None)

    assert not Recipient.objects.exists()


@pytest.mark.requirement("GLO-04")
@pytest.mark.requirement("GEN-01")
def test_sole_trader_is_organisation_and_person_at_once():
    client = register_sole_trader(
        SHOEMAKER, name="Leest Schoenen", source=Source.CLIENT_INBOUND, collected_on=date(2026, 1, 5), by=None
    )

    contact, role = ClientContact.objects.get(), SubjectRole.objects.get()
    assert client.is_sole_trader
    assert (client.recipient.name, client.recipient.data_subject) == ("Leest Schoenen", contact.data_subject)
    assert client.recipient.subject_kind == role.subject_kind == SubjectKind.CLIENT_CONTACT
    assert (contact.full_name, contact.email, contact.number) == ("Wies van Leest", "wies@example.com", role.number)
    assert ClientMembership.objects.get().client == client
    assert RetentionClock.objects.get().organisation == client.recipient


def test_sole_trader_without_a_firm_name_trades_in_his_own():
    client = make_sole_trader(given_name="Wies", family_name="Leest")

    assert client.recipient.name == "Wies Leest"


def test_refused_sole_trader_leaves_no_organisation_behind():
    with pytest.raises(SourceNotAllowed):
        register_sole_trader(SHOEMAKER, source=Source.JOBBOARD, collected_on=date(2026, 1, 5), by=None)

    assert not Client.objects.exists()
    assert not Recipient.objects.exists()


def test_clients_are_asked_for_by_name_and_activity():
    make_client("Zand B.V.")
    make_client("Aarde B.V.")
    Client.objects.filter(recipient__name="Zand B.V.").update(is_active=False)

    assert [client.recipient.name for client in Client.objects.by_name()] == ["Aarde B.V.", "Zand B.V."]
    assert [client.recipient.name for client in Client.objects.active()] == ["Aarde B.V."]
