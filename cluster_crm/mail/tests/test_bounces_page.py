"""Addresses from which mail came back: nothing goes there, until somebody says that they work again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.mail.models import UndeliverableAddress
from privacy.actions.restriction import restrict
from privacy.actions.sending import may_send
from privacy.models import Restriction
from privacy.vocabulary import Channel, Purpose, Role, SubjectKind

CANDIDATE = SubjectKind.CANDIDATE

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark():
    candidate = make_candidate()
    return UndeliverableAddress.objects.create(
        data_subject_id=candidate.pk, subject_kind=CANDIDATE, address=candidate.email, bounced_at=timezone.now()
    )


def page_of(mark, deed="change"):
    return reverse(f"admin:mail_undeliverableaddress_{deed}", args=[mark.pk])


def code_of(mark):
    return may_send(mark.data_subject_id, CANDIDATE, Purpose.SERVICE, Channel.EMAIL, address=mark.address).code


def test_address_is_written_to_again_when_a_recruiter_says_that_it_works(client, mark):
    client.force_login(make_user(Role.RECRUITER, language="en"))
    before = code_of(mark)

    page = client.get(page_of(mark)).text
    client.post(page_of(mark, "works"))

    assert mark.address in page
    assert "It works again" in page
    assert (before, code_of(mark)) == ("UNVERIFIED", "SERVICE")
    assert UndeliverableAddress.history.count() == 0


@pytest.mark.requirement("SEC-01", "RIGHT-RESTR-02")
def test_consultant_and_restriction_leave_the_mark(client, mark):
    client.force_login(make_user(Role.CONSULTANT))
    by_consultant = client.post(page_of(mark, "works")).status_code
    restrict(mark.data_subject_id, CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=None)
    client.force_login(make_user(Role.RECRUITER))

    assert (by_consultant, client.post(page_of(mark, "works")).status_code) == (403, 403)
    assert UndeliverableAddress.objects.exists()
