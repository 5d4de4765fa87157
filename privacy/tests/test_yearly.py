"""Once a year: "is this still right?" - who is asked, once, and who is not."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from candidates.testing import make_candidate
from candidates.testing_named import make_referee
from clients.testing import make_client_contact
from cluster_crm.jobs import actions as jobs
from cluster_crm.jobs.models import Job
from privacy.actions.preferences import choose_language, confirm_details, preferences_of
from privacy.actions.restriction import restrict
from privacy.actions.yearly import ASK, ask_part, ask_who_is_due, due
from privacy.dates import add_years
from privacy.models import Message, PersonPreference, RetentionClock
from privacy.vocabulary import Purpose, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE


@pytest.fixture(autouse=True)
def can_send(settings):
    settings.CRM_CAN_SEND_MAIL = True


def long_ago() -> date:
    return add_years(timezone.localdate(), -1)


def asked() -> list:
    """Let a day pass for the worker; return who was written to."""
    if job := ask_who_is_due():
        jobs.run(job.pk)
    return sorted(Message.objects.values_list("data_subject", flat=True))


@pytest.mark.requirement("GEN-11")
def test_who_was_not_heard_of_for_a_year_is_asked_once():
    old, fresh = make_candidate(collected_on=long_ago()), make_candidate()

    first, second = asked(), asked()

    message = Message.objects.get()
    assert (first, second) == ([old.pk], [old.pk])
    assert (message.purpose, message.decision_code, message.to_address) == (Purpose.SERVICE, "SERVICE", old.email)
    assert "/nl/privacy/choices/" in message.body
    assert preferences_of(old.pk).asked_on == timezone.localdate()
    assert preferences_of(fresh.pk).asked_on is None


@pytest.mark.parametrize(("days", "is_asked"), [(364, False), (366, True)])
def test_who_confirmed_is_asked_a_year_later(days, is_asked):
    candidate = make_candidate(collected_on=long_ago())
    confirm_details(candidate.pk, on=timezone.localdate() - timedelta(days=days))

    assert asked() == ([candidate.pk] if is_asked else [])


def test_person_of_two_roles_is_asked_once_in_his_language():
    candidate = make_candidate(collected_on=long_ago())
    make_client_contact(data_subject=candidate.data_subject, email="work@example.org", collected_on=long_ago())
    choose_language(candidate.pk, "en")

    asked()

    assert [message.subject_line for message in Message.objects.all()] == ["Are your data still right?"]


def test_restricted_people_people_past_their_term_and_people_whom_others_named_are_not_asked():
    restricted, over = make_candidate(collected_on=long_ago()), make_candidate(collected_on=long_ago())
    make_referee(email="re@example.org")
    restrict(restricted.pk, CANDIDATE, ground="R1", by=None)
    RetentionClock.objects.filter(data_subject=over.pk).update(
        anchor_on=date(2020, 1, 1), collected_on=date(2020, 1, 1), contact_on=None, retain_until=date(2022, 1, 1)
    )

    assert asked() == []


def test_who_has_no_address_does_not_keep_the_others_waiting():
    candidate = make_candidate(collected_on=long_ago(), email="")

    assert asked() == []
    assert not due(timezone.localdate()).filter(data_subject=candidate.pk).exists()


def test_asking_twice_at_once_asks_once():
    candidate = make_candidate(collected_on=long_ago())

    counts = [ask_part([candidate.pk], on=timezone.localdate()) for _time in range(2)]

    assert counts == [1, 0]
    assert PersonPreference.objects.count() == 1


def test_round_that_still_runs_is_not_begun_again():
    make_candidate(collected_on=long_ago())
    ask_who_is_due()

    assert ask_who_is_due() is None
    assert Job.objects.filter(kind=ASK).count() == 1
