"""What a person's own pages ask of the database does not grow with what he said or got (requirements 8.2)."""

from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from candidates.testing import make_candidate
from privacy.actions.consents import record_consent
from privacy.actions.objections import object_to_marketing
from privacy.models import ConsentEvent, Message, Objection
from privacy.testing import make_policy
from privacy.tests.visiting import MINE, enter
from privacy.vocabulary import Channel, Purpose, SubjectKind
from privacy.way_out import seal_way_out

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE
WAYS = [(Purpose.SURVEY, Channel.PHONE), (Purpose.DM_OTHER, Channel.EMAIL), (Purpose.JOB_ALERT, Channel.EMAIL)]


@pytest.fixture(autouse=True)
def counts_begin_anew():
    cache.clear()


def speaker(times: int, policy):
    """Somebody who said yes and no a number of times, and to whom as many messages wait."""
    candidate = make_candidate()
    for number in range(times):
        purpose, channel = WAYS[number % len(WAYS)]
        object_to_marketing(candidate.pk, purpose=purpose, channel=channel, method="written", language="nl")
        record_consent(
            candidate.pk, CANDIDATE, purpose=purpose, channel=channel, method=ConsentEvent.Method.SIGNED_FORM,
            text_version="1", language="nl", policy_version=policy, is_affirmed=True,
        )  # fmt: skip
    for number in range(times):
        Message.objects.create(
            data_subject_id=candidate.pk, subject_kind=CANDIDATE, purpose=Purpose.DM_OTHER, to_address=candidate.email,
            subject_line="x", body=f"y {number}", decision_code="OPTIN", language="nl",
        )  # fmt: skip
    return candidate


def statements_of(deed) -> int:
    with CaptureQueriesContext(connection) as asked:
        deed()
    return len(asked)


@pytest.mark.parametrize("page", ["", "consents/", "recipients/", "data/"])
def test_own_page_takes_as_many_statements_for_fifty_consents_as_for_three(client, page):
    policy, counts = make_policy(published_at=timezone.now()), []
    for times in (3, 51):
        enter(client, speaker(times, policy).pk)
        client.get(f"{MINE}{page}")  # what is looked up once a process
        counts.append(statements_of(partial(client.get, f"{MINE}{page}")))

    assert Objection.objects.count() == 54
    assert counts[0] == counts[1]


@pytest.mark.parametrize("purpose", [Purpose.DM_OTHER, Purpose.JOB_ALERT])
@pytest.mark.parametrize("what", ["this", "everything"])
def test_unsubscribing_takes_as_many_statements_for_fifty_messages_as_for_three(client, what, purpose):
    policy, counts = make_policy(published_at=timezone.now()), []
    for times in (3, 3, 51):
        candidate = speaker(times, policy)
        with override("nl"):
            address = reverse("privacy:stop", args=[seal_way_out(candidate.pk, CANDIDATE, purpose, candidate.email)])
        counts.append(statements_of(partial(client.post, address, {"what": what})))

    assert counts[1] == counts[2]
