from datetime import date

import pytest
from django.urls import reverse

from candidates.models import Application, Placement
from candidates.testing import ensure_controller, make_candidate
from candidates.testing_pipeline import make_application, make_placement
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.uuid7 import uuid7
from privacy.models import Recipient, RetentionClock
from privacy.testing import make_recipient
from privacy.vocabulary import Role
from suppliers.models import Supplier, SupplyRelation

pytestmark = pytest.mark.django_db
LIST = "/admin/candidates/placement/"


@pytest.fixture
def recruiter(client):
    client.force_login(make_user(Role.RECRUITER, language="en"))
    return client


def place_of(application) -> str:
    return reverse("admin:candidates_application_place", args=[application.pk])


@pytest.mark.requirement("USE-CA-06")
def test_placement_is_agreed_on_the_page_of_the_application(recruiter):
    application = make_application(step=Application.Step.OFFER)
    form = {"contract": "agency", "contract_reference": "UZ-1", "started_on": "2026-03-02", "fills_vacancy": "on"}

    answer = recruiter.post(place_of(application), form)

    placement = Placement.objects.get()
    assert answer.url == reverse("admin:candidates_placement_change", args=[placement.pk])
    assert (placement.contract_reference, placement.started_on) == ("UZ-1", date(2026, 3, 2))
    assert placement.application.vacancy.status == "filled"


def test_placement_without_a_first_day_is_asked_again(recruiter):
    application = make_application(step=Application.Step.OFFER)

    answer = recruiter.post(place_of(application), {"contract": "agency"})

    assert answer.status_code == 422
    assert not Placement.objects.exists()


def test_end_of_a_placement_moves_the_term(recruiter):
    placement = make_placement(make_candidate(collected_on=date(2026, 1, 5)))
    address = reverse("admin:candidates_placement_change", args=[placement.pk])

    answer = recruiter.post(
        address, {"contract": "client", "contract_reference": "", "started_on": "2026-02-01", "ended_on": "2026-05-31"}
    )

    clock = RetentionClock.objects.get(data_subject=placement.candidate_id)
    assert answer.status_code == 302, answer.context["errors"]
    assert (clock.running_until, clock.retain_until) == (date(2026, 5, 31), date(2028, 5, 31))


@pytest.mark.requirement("LAW-16")
def test_finance_sees_placements_by_reference(client):
    placement = make_placement(make_candidate(given_name="Fenna"))
    client.force_login(make_user(Role.FINANCE, language="en"))

    pages = [client.get(address).text for address in (LIST, f"{LIST}{placement.pk}/change/")]

    assert all(str(placement.candidate) in page and "Fenna" not in page for page in pages)
    assert "hidden for your role" not in pages[0]
    assert 'name="_save"' not in pages[1]


@pytest.mark.requirement("GLO-02")
def test_supplied_worker_is_registered_on_a_page_of_its_own(recruiter):
    ensure_controller()
    supplier = Supplier.objects.create(recipient=make_recipient(name="Uitzendvoorbeeld B.V."))
    form = {"supplier": supplier.pk, "collected_on": "2026-03-02", "family_name": "Voorbeeld", "email": "s@example.org"}

    answer = recruiter.post(reverse("admin:candidates_candidate_supplied"), form)

    assert answer.status_code == 302
    assert SupplyRelation.objects.get().supplier == supplier


def test_supplied_worker_with_an_impossible_telephone_is_asked_again(recruiter):
    supplier = Supplier.objects.create(recipient=make_recipient())
    form = {"supplier": supplier.pk, "collected_on": "2026-03-02", "family_name": "Voorbeeld", "phone": "12"}

    answer = recruiter.post(reverse("admin:candidates_candidate_supplied"), form)

    assert answer.status_code == 422
    assert not SupplyRelation.objects.exists()


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.FINANCE])
def test_only_recruiters_register_supplied_workers(client, role):
    client.force_login(make_user(role))

    assert client.get(reverse("admin:candidates_candidate_supplied")).status_code == 403


@pytest.mark.requirement("GLO-04", "SEC-01")
def test_name_of_a_sole_trader_stands_on_his_own_pages_alone():
    firm = Recipient(name="Havenhandel B.V.", recipient_role=Recipient.RecipientRole.CONTROLLER)
    trader = Recipient(name="Jan Vos", recipient_role=Recipient.RecipientRole.CONTROLLER, data_subject_id=uuid7())

    assert (firm.public_name, trader.public_name) == ("Havenhandel B.V.", str(trader))
