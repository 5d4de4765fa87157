"""Automated matching is off, and stays off without assessment, register entry and the person's express yes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from privacy.actions.consents import record_consent, withdraw
from privacy.actions.profiling import is_profiling_on, may_be_profiled
from privacy.actions.restriction import restrict
from privacy.models import AiSystem, ConsentEvent, ImpactAssessment, ProfilingSwitch, Restriction
from privacy.testing import make_actor, make_policy, make_subject
from privacy.vocabulary import Purpose, Role, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("PROF-02")]
CANDIDATE = SubjectKind.CANDIDATE
TODAY = timezone.localdate
YEAR = timedelta(days=365)


def make_assessment(**fields) -> ImpactAssessment:
    given = {
        "reference": f"DPIA-{ImpactAssessment.objects.count() + 1}",
        "purpose": Purpose.PROFILING,
        "what": "Comparing CVs with vacancies",
        "result": ImpactAssessment.Result.ACCEPTABLE,
        "assessor": "privacy officer",
        "carried_out_on": TODAY(),
        "review_on": TODAY() + YEAR,
    }
    return ImpactAssessment.objects.create(**given | fields)


def make_system(**fields) -> AiSystem:
    given = {
        "name": f"Matcher {AiSystem.objects.count() + 1}",
        "provider": "Voorbeeld Software B.V.",
        "what_it_does": "Compares.",
        "oversight": "recruiter",
        "instructions": "Manual 1",
        "notice": "A machine compares.",
        "staff_told_on": TODAY(),
        "entered_on": TODAY(),
    }
    return AiSystem.objects.create(**given | fields)


def switch_on(**fields) -> ProfilingSwitch:
    given = {"is_on": True, "assessment": make_assessment(), "system": make_system()}
    return ProfilingSwitch.objects.create(**given | fields)


def say_yes(subject, consent=ConsentEvent.Kind.EXPLICIT, **fields) -> ConsentEvent:
    return record_consent(
        subject.pk,
        CANDIDATE,
        purpose=Purpose.PROFILING,
        method=ConsentEvent.Method.SIGNED_FORM,
        text_version="1",
        language="nl",
        policy_version=make_policy(),
        is_affirmed=True,
        consent=consent,
        **fields,
    )


def test_installation_as_it_ships_profiles_nobody():
    subject = make_subject()
    say_yes(subject)

    assert (is_profiling_on(), may_be_profiled([subject.pk], CANDIDATE)) == (False, frozenset())


@pytest.mark.requirement("LAW-21")
@pytest.mark.parametrize(
    "missing",
    [
        lambda: {"assessment": None},
        lambda: {"assessment": make_assessment(purpose=Purpose.SURVEY)},
        lambda: {"assessment": make_assessment(result="high")},
        lambda: {"assessment": make_assessment(result="stopped")},
        lambda: {"assessment": make_assessment(carried_out_on=date(2020, 1, 1), review_on=date(2021, 1, 1))},
        lambda: {"assessment": make_assessment(carried_out_on=TODAY() + timedelta(days=1))},
        pytest.param(lambda: {"system": None}, marks=pytest.mark.requirement("LAW-47")),
        pytest.param(lambda: {"system": make_system(retired_on=TODAY())}, marks=pytest.mark.requirement("LAW-47")),
    ],
)
def test_switch_without_assessment_in_force_or_register_entry_is_refused_and_does_nothing(missing):
    switch = ProfilingSwitch(**{"is_on": True, "assessment": make_assessment(), "system": make_system()} | missing())

    with pytest.raises(ValidationError) as refusal:
        switch.full_clean(exclude=["id"])

    assert set(refusal.value.message_dict) <= {"assessment", "system", "__all__"}
    assert not switch.is_allowed(TODAY())


@pytest.mark.parametrize("fields", [{"assessment": None}, {"system": None}])
def test_database_refuses_a_switch_that_is_on_with_nothing_behind_it(fields):
    switch_on()

    with pytest.raises(IntegrityError, match="on_record"), transaction.atomic():
        ProfilingSwitch.objects.update(**fields)
    with pytest.raises(IntegrityError, match="switch_one"), transaction.atomic():
        ProfilingSwitch.objects.create(id=2)


@pytest.mark.requirement("PROF-03", "LAW-15")
def test_machine_may_compare_those_alone_who_said_yes_expressly_and_are_not_restricted(django_assert_num_queries):
    switch_on()
    yes, merely, silent, restricted, back = (make_subject() for _ in range(5))
    for subject in (yes, restricted, back):
        say_yes(subject)
    say_yes(merely, ConsentEvent.Kind.OPT_IN)
    restrict(restricted.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    withdraw(
        back.pk,
        CANDIDATE,
        purpose=Purpose.PROFILING,
        method=ConsentEvent.Method.SPOKEN,
        language="nl",
        policy_version=make_policy(),
    )
    persons = [subject.pk for subject in (yes, merely, silent, restricted, back)]

    with django_assert_num_queries(4):
        allowed = may_be_profiled(persons, CANDIDATE)

    assert allowed == {yes.pk}
    assert may_be_profiled(persons, CANDIDATE, on=TODAY() + 2 * YEAR) == frozenset()


def test_officer_switches_it_on_after_the_papers_and_is_told_what_is_missing_before(client):
    client.force_login(make_actor(Role.PRIVACY_OFFICER))
    address = reverse("admin:privacy_profilingswitch_add")
    page = client.get(address)

    refused = client.post(address, {"is_on": "on"})
    papers = {"assessment": make_assessment().pk, "system": make_system().pk}
    accepted = client.post(address, {"is_on": "on", **papers})

    assert (page.status_code, refused.status_code, accepted.status_code) == (200, 422, 302)
    assert "errorlist" in refused.text
    assert is_profiling_on()


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.CONSULTANT, Role.FINANCE, Role.ADMINISTRATOR])
def test_nobody_but_the_officer_switches(client, role):
    client.force_login(make_actor(role))

    answer = client.post(reverse("admin:privacy_profilingswitch_add"), {"is_on": ""})

    assert answer.status_code == 403
    assert not ProfilingSwitch.objects.exists()
