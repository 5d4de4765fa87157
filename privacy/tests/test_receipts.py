import json
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from candidates.testing import make_candidate
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.objections import object_to_marketing, stop_everything
from privacy.models import ConsentEvent, LegalText
from privacy.receipts import ReceiptState, receipt_of, receipts_of
from privacy.testing import make_policy
from privacy.vocabulary import Channel, Purpose, SubjectKind, TextKind

CANDIDATE = SubjectKind.CANDIDATE

pytestmark = pytest.mark.django_db


def agree(candidate, **fields):
    text, _is_new = LegalText.objects.get_or_create(
        code="test.news", kind=TextKind.CONSENT, version=2, language="nl", purpose=Purpose.DM_OTHER,
        channels=[Channel.EMAIL, Channel.PHONE], valid_months=12,
        defaults={"body": "Ja, <b>nieuws</b>.", "published_at": timezone.now()},
    )  # fmt: skip
    said = {"purpose": Purpose.DM_OTHER, "channel": Channel.EMAIL, "method": "box_ticked", "is_affirmed": True}
    return record_consent(candidate.pk, CANDIDATE, text=text, **said | fields)


@pytest.mark.requirement("CONS-04", "LAW-03")
def test_receipt_says_what_was_agreed_to_and_when_it_ended(django_assert_num_queries):
    make_policy(version="7.1", published_at=timezone.now())
    candidate = make_candidate()
    by_mail, by_phone = agree(candidate), agree(candidate, channel=Channel.PHONE, guardian="A. de Vries")
    done = withdraw(
        candidate.pk, CANDIDATE, purpose=Purpose.DM_OTHER, channel=Channel.EMAIL, method="written", language="nl"
    )

    with django_assert_num_queries(3):
        phone, mail = receipts_of(candidate.pk)

    assert (mail.number, mail.person, mail.text_version, mail.text) == (
        str(by_mail), str(candidate), "test.news 2", "Ja, <b>nieuws</b>.",
    )  # fmt: skip
    assert (mail.state, mail.withdrawn_at, mail.policy_version) == ("withdrawn", done.event.recorded_at, "7.1")
    assert (phone.state, phone.guardian, phone.withdrawn_at) == (ReceiptState.VALID, "A. de Vries", None)
    later = phone.expires_on + timedelta(days=1)
    assert receipt_of(by_phone, on=later).state == ReceiptState.EXPIRED


@pytest.mark.requirement("CONS-04", "LAW-12")
def test_receipt_says_since_when_an_objection_stands_in_the_way_of_the_consent():
    make_policy(published_at=timezone.now())
    candidate, another, how = make_candidate(), make_candidate(), {"method": "spoken", "language": "nl"}
    elsewhere = agree(another)
    object_to_marketing(another.pk, purpose=Purpose.SURVEY, **how)
    by_mail, by_phone = agree(candidate), agree(candidate, channel=Channel.PHONE)
    to_mail = object_to_marketing(candidate.pk, purpose=Purpose.DM_OTHER, channel=Channel.EMAIL, **how)
    of_mail_alone = [receipt_of(each).state for each in (by_mail, by_phone)]

    stopped = stop_everything(candidate.pk, **how)
    mail, phone = receipt_of(by_mail), receipt_of(by_phone)
    again = receipt_of(agree(candidate, channel=Channel.PHONE))

    assert receipt_of(elsewhere).state == ReceiptState.VALID
    assert of_mail_alone == [ReceiptState.OBJECTED, ReceiptState.VALID]
    assert (mail.state, mail.objected_at, mail.withdrawn_at) == ("objected", to_mail.recorded_at, None)
    assert (phone.state, phone.objected_at) == ("objected", stopped.recorded_at)
    assert (again.state, again.objected_at, receipt_of(by_phone).state) == ("valid", None, "valid")
    page = render_to_string("privacy/_receipt.html", {"receipt": mail})
    assert f'datetime="{timezone.localtime(to_mail.recorded_at).isoformat()}"' in page
    assert mail.as_json()["objected_at"] == to_mail.recorded_at.isoformat()


def test_receipt_is_json_and_prints_without_reading_a_text_as_html():
    make_policy(published_at=timezone.now())
    candidate = make_candidate()
    receipt = receipt_of(agree(candidate))

    said = json.loads(json.dumps(receipt.as_json()))
    page = render_to_string("privacy/_receipt.html", {"receipt": receipt})

    assert (said["number"], said["purpose"], said["channel"]) == (receipt.number, "dm_other", "email")
    assert said["given_at"] == receipt.given_at.isoformat()
    assert ConsentEvent.objects.get().text.body not in page
    assert "&lt;b&gt;nieuws&lt;/b&gt;" in page
