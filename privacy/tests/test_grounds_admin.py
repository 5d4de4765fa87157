import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from privacy.actions.consents import withdraw
from privacy.actions.continuations import go_on
from privacy.actions.messages import deliver
from privacy.actions.sending import may_send
from privacy.exceptions import NotToBeContinued
from privacy.models import Continuation, Death, MarketingGround, Message
from privacy.sending import SendCode, SendingRefused
from privacy.testing import make_policy
from privacy.vocabulary import Channel, LawfulBasis, Purpose, Role, SubjectKind

CANDIDATE, EMAIL = SubjectKind.CANDIDATE, Channel.EMAIL
APPROACH = Purpose.ROLE_CONTACT

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = make_user(Role.PRIVACY_OFFICER, language="en")
    client.force_login(user)
    return user


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, language="en")
    client.force_login(user)
    return user


def add(client, name, **fields):
    return client.post(reverse(f"admin:privacy_{name}_add"), fields)


def today():
    return timezone.localdate().isoformat()


@pytest.mark.requirement("MKT-04", "MKT-10")
def test_recruiter_notes_what_was_offered_and_marketing_may_rest_on_it(client, recruiter):
    candidate = make_candidate()
    before = may_send(candidate.pk, CANDIDATE, Purpose.DM_RECRUIT, EMAIL).code

    answer = add(
        client, "marketingground", person=str(candidate), ground="application", channel="email",
        is_opt_out_offered="on", happened_on=today(),
    )  # fmt: skip

    assert (answer.status_code, before) == (302, SendCode.OPTIN_REQUIRED)
    assert may_send(candidate.pk, CANDIDATE, Purpose.DM_RECRUIT, EMAIL).code == SendCode.SOFT
    assert MarketingGround.objects.get().recorded_by_id == recruiter.pk


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ground": "published", "channel": "email"}, "Say on which page"),
        ({"ground": "sale", "is_opt_out_offered": "on"}, "Say for which channel"),
        ({"ground": "sale", "happened_on": "2999-01-01"}, "not come yet"),
        ({"ground": "telepathy"}, "error"),
    ],
)
def test_ground_that_proves_nothing_is_sent_back(client, recruiter, fields, words):
    answer = add(client, "marketingground", **{"person": str(make_candidate()), "happened_on": today()} | fields)

    assert words in answer.text
    assert not MarketingGround.objects.exists()


@pytest.mark.requirement("LAW-53")
def test_death_is_recorded_by_staff_and_taken_back_by_the_officer(client, officer):
    candidate = make_candidate()

    add(client, "death", person=str(candidate), heard_on=today())
    dead = may_send(candidate.pk, CANDIDATE, Purpose.SERVICE, EMAIL).code
    chosen = {"action": "take_back", "_selected_action": [str(Death.objects.get().pk)]}
    client.post(reverse("admin:privacy_death_changelist"), chosen)

    assert (dead, Death.objects.exists()) == (SendCode.GONE, False)
    assert may_send(candidate.pk, CANDIDATE, Purpose.SERVICE, EMAIL).code == SendCode.SERVICE


@pytest.mark.requirement("CONS-06")
def test_what_goes_on_upon_another_basis_waits_until_the_person_was_told(client, officer):
    make_policy(published_at=timezone.now())
    candidate = make_candidate()
    withdraw(candidate.pk, CANDIDATE, purpose=APPROACH, method="written", language="nl")
    stopped = may_send(candidate.pk, CANDIDATE, APPROACH, EMAIL).code

    add(client, "continuation", person=str(candidate), purpose=APPROACH, basis="f", reason="An open application.")
    waits = may_send(candidate.pk, CANDIDATE, APPROACH, EMAIL).code
    sent = []
    deliver(Message.objects.get().pk, send=lambda message: sent.append(message.body))

    assert (stopped, waits) == (SendCode.WITHDRAWN, SendCode.WITHDRAWN)
    assert may_send(candidate.pk, CANDIDATE, APPROACH, EMAIL).code == SendCode.LI
    assert "An open application." in sent[0]
    assert Continuation.objects.get().decided_by_id == officer.pk


@pytest.mark.requirement("CONS-06")
@pytest.mark.parametrize(
    ("purpose", "basis", "reason"),
    [
        (Purpose.DM_OTHER, LawfulBasis.LEGITIMATE_INTERESTS, "Why not."),
        (Purpose.PROFILING, LawfulBasis.CONTRACT, "Why not."),
        (Purpose.HEALTH, LawfulBasis.LEGAL_OBLIGATION, "Why not."),
        (Purpose.REFERENCE_CHECK, LawfulBasis.CONSENT, "Why not."),
        (Purpose.REFERENCE_CHECK, LawfulBasis.CONTRACT, " "),
    ],
)
def test_marketing_profiling_and_special_data_never_go_on(officer, purpose, basis, reason):
    with pytest.raises(NotToBeContinued):
        go_on(make_candidate().pk, CANDIDATE, purpose=purpose, basis=basis, reason=reason, by=officer)

    assert not Message.objects.exists()


def test_nothing_goes_on_where_the_person_cannot_be_told(officer):
    with pytest.raises(SendingRefused):
        go_on(
            make_candidate(email="").pk, CANDIDATE, purpose=APPROACH, basis=LawfulBasis.CONTRACT, reason="Why.",
            by=officer,
        )  # fmt: skip

    assert not Continuation.objects.exists()
