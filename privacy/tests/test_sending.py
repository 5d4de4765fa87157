"""Whether a message may be sent: the worked examples of requirements 5.3."""

from datetime import date

import pytest

from privacy.send_facts import Objected, SendFacts
from privacy.sending import ALLOWING, SendCode, SendDecision, decide_send
from privacy.tests.sending_facts import (
    APPLIED,
    CLIENT,
    DM,
    EMAIL,
    ERASED,
    FIFTEEN,
    NOW,
    OTHER,
    PHONE,
    POST,
    SUPPLIER,
    at,
    candidate,
    did,
    no,
    yes,
)
from privacy.vocabulary import Channel, Ground, Purpose, SubjectKind

M_ROWS = {
    "M01": (candidate(acts=(APPLIED,)), DM, EMAIL, "SOFT"),
    "M02": (candidate(acts=(did(Ground.APPLICATION, "2025-01-10", offered=False),)), DM, EMAIL, "OPTIN_REQUIRED"),
    "M03": (candidate(gave_address=False), DM, EMAIL, "OPTIN_REQUIRED"),
    "M04": (
        candidate(gave_address=False, notice_due_on=date(2025, 7, 1), notice_carried_on=date(2025, 7, 1)),
        Purpose.ROLE_CONTACT,
        EMAIL,
        "LI",
    ),
    "M05": (candidate(acts=(APPLIED,)), OTHER, EMAIL, "OPTIN_REQUIRED"),
    "M06": (candidate(words=(yes(OTHER, "2025-02-01"),)), OTHER, EMAIL, "OPTIN"),
    "M07": (candidate(words=(yes(OTHER, "2025-02-01"), no(OTHER, "2025-03-01"))), OTHER, EMAIL, "WITHDRAWN"),
    "M08": (
        candidate(words=(yes(OTHER, "2025-01-01"),), objections=(Objected(at=at("2025-03-01")),)),
        OTHER,
        EMAIL,
        "OBJECTED",
    ),
    "M09": (
        candidate(words=(yes(OTHER, "2025-06-01"),), objections=(Objected(at=at("2025-03-01")),)),
        OTHER,
        EMAIL,
        "OPTIN",
    ),
    "M10": (candidate(gave_address=False, barred=(ERASED,)), DM, EMAIL, "SUPPRESSED"),
    "M11": (
        candidate(barred=(ERASED,), acts=(did(Ground.APPLICATION, "2025-06-06"),)),
        Purpose.SERVICE,
        EMAIL,
        "SERVICE",
    ),
    "M12": (
        candidate(acts=(APPLIED,), words=(yes(Purpose.JOB_ALERT, "2025-01-10"), no(Purpose.JOB_ALERT, "2025-02-02"))),
        Purpose.JOB_ALERT,
        EMAIL,
        "WITHDRAWN",
    ),
    "M13": (
        candidate(acts=(APPLIED,), words=(yes(Purpose.JOB_ALERT, "2025-01-10"), no(Purpose.JOB_ALERT, "2025-02-02"))),
        DM,
        EMAIL,
        "SOFT",
    ),
    "M14": (
        candidate(acts=(APPLIED,), objections=(Objected(at=at("2025-02-02")),)),
        Purpose.REFERRAL_ASK,
        EMAIL,
        "OBJECTED",
    ),
    "M15": (
        SendFacts(kind=CLIENT, is_at_legal_person=True, acts=(did(Ground.SALE, "2023-02-01"),)),
        DM,
        EMAIL,
        "B2B",
    ),
    "M16": (
        SendFacts(
            kind=CLIENT,
            is_at_legal_person=True,
            gave_address=False,
            acts=(did(Ground.PUBLISHED_ADDRESS, "2025-02-01", offered=False),),
        ),
        DM,
        EMAIL,
        "B2B",
    ),
    "M17": (SendFacts(kind=CLIENT, is_at_legal_person=True, gave_address=False), DM, POST, "LI"),
    "M18": (SendFacts(kind=SUPPLIER, is_at_legal_person=True), DM, EMAIL, "OPTIN_REQUIRED"),
    "M19": (SendFacts(kind=SubjectKind.REFEREE, gave_address=False), DM, EMAIL, "RE_NEEDS_OPTIN"),
    "M20": (SendFacts(kind=SubjectKind.EMERGENCY_CONTACT), DM, PHONE, "EM_NEVER"),
    "M21": (
        candidate(words=(yes(OTHER, "2025-02-01"),), restricted_since=at("2025-03-01")),
        OTHER,
        EMAIL,
        "RESTRICTED",
    ),
    "M22": (
        candidate(words=(yes(Purpose.JOB_ALERT, "2025-01-10"),), retain_until=date(2025, 6, 30), is_held=True),
        Purpose.JOB_ALERT,
        EMAIL,
        "HOLD_ONLY",
    ),
    "M23": (candidate(words=(yes(OTHER, "2025-02-01"),), birth_date=FIFTEEN), OTHER, EMAIL, "OPTIN_REQUIRED"),
    "M24": (candidate(words=(yes(OTHER, "2025-02-01", is_affirmed=False),)), OTHER, EMAIL, "OPTIN_REQUIRED"),
    "M25": (
        candidate(words=(yes(OTHER, "2025-02-01"),)),
        Purpose.SUCCESS_STORY,
        Channel.ONSITE,
        "EXPLICIT_REQUIRED",
    ),
    "M26": (candidate(objections=(Objected(at=at("2025-03-01")),)), Purpose.SERVICE, EMAIL, "SERVICE"),
}


@pytest.mark.requirement("MKT-03", "MKT-04", "MKT-05", "MKT-10", "LAW-41", "LAW-42", "LAW-43")
@pytest.mark.parametrize("row", M_ROWS)
def test_worked_examples_of_the_requirements(row):
    facts, purpose, channel, code = M_ROWS[row]

    decision = decide_send(facts, purpose, channel, NOW)

    assert decision == SendDecision(code in ALLOWING, SendCode(code))
    assert decision.sentence
