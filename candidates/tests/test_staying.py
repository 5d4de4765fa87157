"""A registration for one vacancy, kept 12 months on consent: what a withdrawal takes, and what a contract keeps."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from candidates.models import Candidate, Education, Placement, Preference
from candidates.testing import make_candidate, make_full_candidate
from cluster_crm.jobs.actions import run
from cluster_crm.jobs.models import Job
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.holds import place_hold
from privacy.actions.retention import set_running_until
from privacy.models import RetentionClock, SubjectRole
from privacy.testing import make_actor, make_policy
from privacy.vocabulary import Purpose, RetentionProfile, SubjectKind

CANDIDATE, STAY = SubjectKind.CANDIDATE, Purpose.RECRUITMENT
HOW = {"method": "written", "language": "nl"}

pytestmark = pytest.mark.django_db


def agree_to_stay(candidate) -> RetentionClock:
    make_policy(published_at=timezone.now())
    RetentionClock.objects.filter(data_subject=candidate.pk).update(profile=RetentionProfile.VACANCY_ONLY)
    SubjectRole.objects.filter(data_subject=candidate.pk).update(retention_profile=RetentionProfile.VACANCY_ONLY)
    record_consent(candidate.pk, CANDIDATE, purpose=STAY, text_version="stay-1", is_affirmed=True, **HOW)
    return RetentionClock.objects.get(data_subject=candidate.pk, subject_kind=CANDIDATE)


@pytest.mark.requirement("ACC-04", "LAW-39")
def test_consent_lengthens_the_term_and_its_withdrawal_shortens_it_at_once():
    candidate = make_candidate(collected_on=date(2025, 6, 1))

    longer = agree_to_stay(candidate)
    withdraw(candidate.pk, CANDIDATE, purpose=STAY, **HOW)
    shorter = RetentionClock.objects.get(data_subject=candidate.pk)

    assert (longer.rule, longer.retain_until) == ("VAC-12M", date(2026, 6, 1))
    assert (shorter.rule, shorter.retain_until) == ("VAC-28D", date(2025, 6, 29))


@pytest.mark.requirement("ACC-04", "CONS-06")
def test_running_contract_keeps_what_it_needs_and_nothing_else():
    candidate = make_full_candidate("Zonnevlek")
    agree_to_stay(candidate)
    set_running_until(candidate.pk, CANDIDATE, running_until=timezone.localdate() + timedelta(days=90))
    held = Education.objects.filter(candidate=candidate).count(), Preference.objects.filter(candidate=candidate).count()

    withdraw(candidate.pk, CANDIDATE, purpose=STAY, **HOW)
    for job in Job.objects.filter(state=Job.State.QUEUED, not_before=None).order_by("created_at"):
        run(job.pk)

    assert all(held)
    assert not Preference.objects.filter(candidate=candidate).exists()
    assert not Preference.history.filter(candidate=candidate.pk).exists()
    assert Placement.objects.filter(candidate=candidate).exists()
    kept = Candidate.objects.get(pk=candidate.pk)
    assert (kept.family_name != "", kept.email != "", kept.summary) == (True, True, "")
    assert not Candidate.history.filter(data_subject=candidate.pk).exclude(summary="").exists()


@pytest.mark.requirement("ACC-04")
def test_nobody_who_is_held_on_another_basis_loses_anything():
    candidate = make_full_candidate("Zonnevlek")
    make_policy(published_at=timezone.now())
    before = Preference.objects.filter(candidate=candidate).count()

    withdraw(candidate.pk, CANDIDATE, purpose=STAY, **HOW)

    assert Preference.objects.filter(candidate=candidate).count() == before > 0


@pytest.mark.requirement("CLAIM-01")
def test_hold_keeps_the_dossier():
    candidate = make_full_candidate("Zonnevlek")
    agree_to_stay(candidate)
    set_running_until(candidate.pk, CANDIDATE, running_until=timezone.localdate() + timedelta(days=90))
    place_hold(candidate.pk, CANDIDATE, matter="M-1", reason="Claim", by=make_actor())

    withdraw(candidate.pk, CANDIDATE, purpose=STAY, **HOW)

    assert Preference.objects.filter(candidate=candidate).exists()
