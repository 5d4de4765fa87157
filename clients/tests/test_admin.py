import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from clients.models import Client
from cluster_crm.accounts.testing import make_user
from privacy.models import Recipient
from privacy.vocabulary import Role

pytestmark = pytest.mark.django_db


def make_client(name="Voorbeeld B.V."):
    return Client.objects.create(recipient=Recipient.objects.create(name=name, recipient_role="controller"))


def test_client_is_listed_and_found_by_the_name_of_its_recipient(client):
    make_client("Haven Logistiek B.V.")
    make_client("Polder Bouw B.V.")
    client.force_login(make_user(Role.RECRUITER))
    address = reverse("admin:clients_client_changelist")

    everything = client.get(address).text
    found = client.post(address, {"search": "haven"}, follow=True).text

    assert "Haven Logistiek" in everything
    assert "Polder Bouw" in everything
    assert "Haven Logistiek" in found
    assert "Polder Bouw" not in found


def test_list_costs_the_same_number_of_queries_at_any_length(client, django_assert_num_queries):
    client.force_login(make_user(Role.RECRUITER))
    address = reverse("admin:clients_client_changelist")
    make_client()
    client.get(address)
    with django_assert_num_queries(2) as few:
        client.get(address)

    for number in range(10):
        make_client(f"Voorbeeld {number} B.V.")

    with django_assert_num_queries(len(few)):
        client.get(address)


def test_organisation_is_a_client_once():
    row = make_client()

    with pytest.raises(IntegrityError), transaction.atomic():
        Client.objects.create(recipient=row.recipient)
