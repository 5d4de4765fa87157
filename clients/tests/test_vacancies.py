from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.actions.contacts import leave_client
from clients.actions.vacancies import close_vacancy, name_contact, open_vacancy, pause_vacancy, reopen_vacancy
from clients.exceptions import VacancyDecided, VacancyOpen
from clients.models import Vacancy, VacancyContact
from clients.testing import make_client, make_client_contact, make_vacancy
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.exceptions import EndsBeforeItBegan, InFuture, NoMembership
from privacy.actions.restriction import restrict
from privacy.exceptions import ProcessingRestricted
from privacy.models import Restriction, RetentionClock
from privacy.vocabulary import SubjectKind

MARCH = date(2026, 3, 2)
Status = Vacancy.Status


@pytest.mark.requirement("CLI-DATA-06")
@pytest.mark.requirement("RET-06")
def test_vacancy_is_meaningful_contact_with_those_who_deal_with_it():
    client = make_client()
    told, other = (make_client_contact(client, collected_on=date(2025, 1, 1)) for _ in range(2))

    vacancy = make_vacancy(client, contacts=[told], opened_on=MARCH)

    clocks = {clock.data_subject_id: clock for clock in RetentionClock.objects.all()}
    assert list(VacancyContact.objects.values_list("vacancy", "contact")) == [(vacancy.pk, told.pk)]
    assert (clocks[told.pk].contact_on, clocks[told.pk].retain_until) == (MARCH, date(2028, 3, 2))
    assert clocks[other.pk].contact_on is None


@pytest.mark.requirement("CLI-DATA-06")
def test_vacancy_has_its_history_with_who_and_why():
    user, vacancy = make_user(), make_vacancy(opened_on=MARCH)

    close_vacancy(vacancy, status=Status.FILLED, on=MARCH, by=user)

    last = vacancy.history.latest()
    assert [row.status for row in vacancy.history.order_by("pk")] == ["open", "filled"]
    assert (last.history_user_id, last.history_change_reason) == (user.pk, "clients.vacancy")


def test_naming_a_contact_twice_changes_nothing():
    contact = make_client_contact()
    vacancy = make_vacancy(contact.memberships.get().client)

    first, second = (name_contact(vacancy, contact, by=None) for _ in range(2))

    assert first == second


def test_contact_of_another_organisation_is_refused():
    vacancy = make_vacancy()

    with pytest.raises(NoMembership):
        name_contact(vacancy, make_client_contact(), by=None)


def test_contact_who_left_is_refused():
    contact = make_client_contact()
    client = contact.memberships.get().client
    leave_client(contact, on=MARCH, by=None)

    with pytest.raises(NoMembership):
        make_vacancy(client, contacts=[contact])

    assert not Vacancy.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_contact_is_refused():
    contact = make_client_contact()
    restrict(contact.pk, SubjectKind.CLIENT_CONTACT, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        make_vacancy(contact.memberships.get().client, contacts=[contact])


def test_vacancy_does_not_open_in_the_future():
    with pytest.raises(InFuture):
        open_vacancy(
            Vacancy(client=make_client(), title="Kok", opened_on=timezone.localdate() + timedelta(days=1)), by=None
        )


def test_vacancy_is_paused_filled_and_reopened():
    vacancy = make_vacancy(opened_on=MARCH)

    paused = pause_vacancy(vacancy, by=None)
    filled = close_vacancy(vacancy, status=Status.FILLED, on=MARCH, by=None)
    reopened = reopen_vacancy(vacancy, by=None)

    assert [(row.status, row.closed_on) for row in (paused, filled, reopened)] == [
        ("on_hold", None),
        ("filled", MARCH),
        ("open", None),
    ]
    assert list(Vacancy.objects.open()) == [vacancy]


def test_decided_vacancy_is_neither_closed_again_nor_paused():
    vacancy = make_vacancy(opened_on=MARCH)
    close_vacancy(vacancy, status=Status.CLOSED, on=MARCH, by=None)

    with pytest.raises(VacancyDecided):
        close_vacancy(vacancy, status=Status.FILLED, on=MARCH, by=None)
    with pytest.raises(VacancyDecided):
        pause_vacancy(vacancy, by=None)


def test_open_vacancy_is_neither_reopened_nor_closed_as_open():
    vacancy = make_vacancy(opened_on=MARCH)

    with pytest.raises(VacancyOpen):
        reopen_vacancy(vacancy, by=None)
    with pytest.raises(VacancyOpen):
        close_vacancy(vacancy, status=Status.ON_HOLD, on=MARCH, by=None)


def test_vacancy_closes_neither_before_it_opened_nor_in_the_future():
    vacancy = make_vacancy(opened_on=MARCH)

    with pytest.raises(EndsBeforeItBegan):
        close_vacancy(vacancy, status=Status.CLOSED, on=MARCH - timedelta(days=1), by=None)
    with pytest.raises(InFuture):
        close_vacancy(vacancy, status=Status.CLOSED, on=timezone.localdate() + timedelta(days=1), by=None)


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"closed_on": MARCH}, {"status": "filled"}, {"pay_from": 3000, "pay_to": 2000}],
)
def test_database_refuses_what_contradicts_itself(wrong):
    vacancy = make_vacancy(opened_on=MARCH)

    with pytest.raises(IntegrityError), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(**wrong)
