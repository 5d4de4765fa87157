"""The one way out of a consent: what it deletes, what stays, and that there is no other."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from candidates.models import Photo, SuccessStory, WorkplaceAdjustment
from candidates.testing import make_candidate, make_full_candidate
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.holds import place_hold
from privacy.actions.messages import queue_message
from privacy.actions.sending import may_send
from privacy.exceptions import GuardianNeeded, TextDoesNotCover
from privacy.models import ConsentEvent, LegalText, Message, SuppressionEntry
from privacy.sending import SendCode
from privacy.testing import make_actor, make_policy
from privacy.vocabulary import Channel, Purpose, SubjectKind, TextKind

CANDIDATE, EMAIL, OTHER = SubjectKind.CANDIDATE, Channel.EMAIL, Purpose.DM_OTHER
METHOD = ConsentEvent.Method
HOW = {"method": METHOD.UNSUBSCRIBE_LINK, "language": "nl"}
DEED = "privacy/actions/consents.py"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policy(db):
    return make_policy(published_at=timezone.now())


def consent_text(**fields):
    said = {
        "code": "test.marketing",
        "kind": TextKind.CONSENT,
        "version": 3,
        "language": "nl",
        "body": "Ja, stuur mij nieuws.",
        "purpose": OTHER,
        "channels": [EMAIL],
        "valid_months": 24,
        "published_at": timezone.now(),
    }
    return LegalText.objects.create(**said | fields)


def the_text():
    return LegalText.objects.filter(code="test.marketing").first() or consent_text()


def agree(candidate, **fields):
    said = {"purpose": OTHER, "channel": EMAIL, "method": METHOD.BOX_TICKED, "is_affirmed": True}
    return record_consent(candidate.pk, CANDIDATE, **said | {"text": the_text()} | fields)


@pytest.mark.requirement("CONS-04", "LAW-03")
def test_consent_names_the_text_and_how_long_it_holds():
    event = agree(make_candidate())

    today = timezone.localdate()
    assert (event.text_version, event.language) == ("test.marketing 3", "nl")
    assert event.expires_on.year - today.year == 2
    with pytest.raises(TextDoesNotCover):
        agree(make_candidate(), text=event.text, channel=Channel.PHONE)
    with pytest.raises(TextDoesNotCover):
        agree(make_candidate(), text=event.text, purpose=Purpose.SURVEY)


@pytest.mark.requirement("LAW-04")
def test_somebody_under_sixteen_needs_a_guardian():
    candidate, today = make_candidate(), timezone.localdate()
    type(candidate).objects.filter(pk=candidate.pk).update(birth_date=today.replace(year=today.year - 15, day=1))

    with pytest.raises(GuardianNeeded):
        agree(candidate)
    agree(candidate, guardian="A. de Vries, moeder")

    assert may_send(candidate.pk, CANDIDATE, OTHER, EMAIL).code == SendCode.OPTIN


@pytest.mark.requirement("MKT-06", "CONS-06")
def test_withdrawal_stops_what_waits_and_bars_the_addresses_first():
    candidate = make_candidate()
    agree(candidate)
    waiting = queue_message(
        candidate.pk, CANDIDATE, to_address=candidate.email, subject_line="Nieuws", body="Nieuws", purpose=OTHER,
        language="nl",
    )  # fmt: skip

    done = withdraw(candidate.pk, CANDIDATE, purpose=OTHER, channel=EMAIL, **HOW)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.error_code) == (Message.State.CANCELLED, "WITHDRAWN")
    assert may_send(candidate.pk, CANDIDATE, OTHER, EMAIL).code == SendCode.WITHDRAWN
    entry = SuppressionEntry.objects.get()
    assert (entry.purpose, entry.channel, entry.reason) == (OTHER, EMAIL, "unsubscribed")
    assert entry.created_at <= done.event.recorded_at
    assert done.effect


@pytest.mark.requirement("SENS-02", "EO-04", "STORY-01", "PROF-04")
def test_withdrawal_takes_along_what_stood_on_the_consent_alone():
    candidate = make_full_candidate("Zonnevlek")
    agreed = Photo.objects.filter(candidate=candidate).count(), WorkplaceAdjustment.objects.count()

    for purpose in (Purpose.PHOTO, Purpose.HEALTH, Purpose.SUCCESS_STORY, Purpose.EQUAL_OPPORTUNITIES):
        withdraw(candidate.pk, CANDIDATE, purpose=purpose, **HOW)

    assert agreed == (1, 1)
    assert not Photo.objects.exists()
    assert not WorkplaceAdjustment.objects.exists()
    assert not SuccessStory.objects.filter(candidate=candidate, consent__isnull=False).exists()
    kinds = set(ConsentEvent.objects.filter(action="withdrawn").values_list("purpose", "kind"))
    assert (Purpose.HEALTH, "explicit") in kinds
    assert (Purpose.PHOTO, "opt_in") in kinds


@pytest.mark.requirement("CLAIM-01")
def test_what_a_hold_covers_stays_and_is_not_used():
    candidate = make_full_candidate("Zonnevlek")
    place_hold(candidate.pk, CANDIDATE, matter="M-1", reason="Claim", by=make_actor(), scope=["candidates.photo"])

    withdraw(candidate.pk, CANDIDATE, purpose=Purpose.PHOTO, **HOW)
    withdraw(candidate.pk, CANDIDATE, purpose=Purpose.HEALTH, **HOW)

    assert (Photo.objects.count(), WorkplaceAdjustment.objects.count()) == (1, 0)


def test_withdrawal_of_nothing_is_accepted():
    candidate = make_candidate()

    done = withdraw(candidate.pk, CANDIDATE, purpose=Purpose.REFERENCE_CHECK, **HOW)

    assert done.event.action == "withdrawn"


def test_consent_given_again_lifts_its_own_withdrawal():
    candidate = make_candidate()
    withdraw(candidate.pk, CANDIDATE, purpose=OTHER, **HOW)

    agree(candidate)

    assert may_send(candidate.pk, CANDIDATE, OTHER, EMAIL).code == SendCode.OPTIN


def test_no_other_module_writes_the_log_of_consents():
    written = re.compile(r"ConsentEvent(\.objects\.(create|bulk_create|update|get_or_create)\(|\([a-z_]+=)")
    own = [
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in ("privacy", "candidates", "clients", "suppliers", "cluster_crm")
        for path in sorted(Path(settings.BASE_DIR, app).rglob("*.py"))
        if "tests" not in path.parts and "migrations" not in path.parts and written.search(path.read_text())
    ]

    assert own == [DEED]
