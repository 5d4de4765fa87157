"""Whether a message may be sent: each test of requirements 5.2, and what it does not stop."""

from datetime import date

import pytest

from privacy.send_facts import Barred, Objected, SendFacts
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
    at,
    candidate,
    did,
    no,
    yes,
)
from privacy.vocabulary import Channel, Ground, Purpose, SubjectKind

BY_TEST = {
    "erased or dead, also for service": (candidate(is_gone=True), Purpose.SERVICE, EMAIL, "GONE"),
    "service needs a good address": (candidate(reachable=frozenset()), Purpose.SERVICE, EMAIL, "UNVERIFIED"),
    "service to somebody named for an emergency": (
        SendFacts(kind=SubjectKind.EMERGENCY_CONTACT),
        Purpose.SERVICE,
        PHONE,
        "SERVICE",
    ),
    "referee who said yes": (
        SendFacts(kind=SubjectKind.REFEREE, words=(yes(DM, "2025-02-01"),)),
        DM,
        EMAIL,
        "OPTIN",
    ),
    "referee by telephone after the reference": (
        SendFacts(kind=SubjectKind.REFEREE, is_at_legal_person=True, is_open_to_approach=True),
        Purpose.ROLE_CONTACT,
        PHONE,
        "LI",
    ),
    "referee before the reference": (
        SendFacts(kind=SubjectKind.REFEREE, is_at_legal_person=True),
        Purpose.ROLE_CONTACT,
        PHONE,
        "OPTIN_REQUIRED",
    ),
    "consent during the restriction": (
        candidate(words=(yes(OTHER, "2025-04-01"),), restricted_since=at("2025-03-01")),
        OTHER,
        EMAIL,
        "OPTIN",
    ),
    "past the term": (candidate(acts=(APPLIED,), retain_until=date(2025, 6, 30)), DM, EMAIL, "RETENTION"),
    "on the last lawful day": (candidate(acts=(APPLIED,), retain_until=date(2025, 7, 1)), DM, EMAIL, "SOFT"),
    "objection to another channel": (
        candidate(acts=(APPLIED,), objections=(Objected(at=at("2025-03-01"), channel=PHONE),)),
        DM,
        EMAIL,
        "SOFT",
    ),
    "objection to another purpose": (
        candidate(acts=(APPLIED,), objections=(Objected(at=at("2025-03-01"), purpose=Purpose.SURVEY),)),
        DM,
        EMAIL,
        "SOFT",
    ),
    "objection leaves alerts": (
        candidate(words=(yes(Purpose.JOB_ALERT, "2025-01-10"),), objections=(Objected(at=at("2025-03-01")),)),
        Purpose.JOB_ALERT,
        EMAIL,
        "OPTIN",
    ),
    "stop everything takes alerts, too": (
        candidate(
            words=(yes(Purpose.JOB_ALERT, "2025-01-10"),),
            objections=(Objected(at=at("2025-03-01"), includes_alerts=True),),
        ),
        Purpose.JOB_ALERT,
        EMAIL,
        "OBJECTED",
    ),
    "objection stops surveys": (
        candidate(objections=(Objected(at=at("2025-03-01")),)),
        Purpose.SURVEY,
        EMAIL,
        "OBJECTED",
    ),
    "objection to recruitment": (
        candidate(objections=(Objected(at=at("2025-03-01"), is_to_recruitment=True),)),
        Purpose.ROLE_CONTACT,
        PHONE,
        "OBJECTED",
    ),
    "a yes to one purpose lifts no other": (
        candidate(acts=(APPLIED,), words=(yes(OTHER, "2025-06-01"),), objections=(Objected(at=at("2025-03-01")),)),
        DM,
        EMAIL,
        "OBJECTED",
    ),
    "an application lifts nothing": (
        candidate(acts=(did(Ground.APPLICATION, "2025-06-06"),), barred=(ERASED,)),
        DM,
        EMAIL,
        "SUPPRESSED",
    ),
    "an own later yes lifts the list": (
        candidate(words=(yes(DM, "2025-06-06"),), barred=(ERASED,)),
        DM,
        EMAIL,
        "OPTIN",
    ),
    "the list after an erasure stops approaches": (
        candidate(barred=(ERASED,)),
        Purpose.ROLE_CONTACT,
        PHONE,
        "SUPPRESSED",
    ),
    "the list after an objection leaves alerts": (
        candidate(words=(yes(Purpose.JOB_ALERT, "2025-01-10"),), barred=(Barred(since=at("2025-03-01")),)),
        Purpose.JOB_ALERT,
        EMAIL,
        "OPTIN",
    ),
    "withdrawal for all channels": (
        candidate(words=(yes(OTHER, "2025-02-01"), no(OTHER, "2025-03-01", ""))),
        OTHER,
        EMAIL,
        "WITHDRAWN",
    ),
    "withdrawal for another channel": (
        candidate(words=(yes(OTHER, "2025-02-01"), no(OTHER, "2025-03-01", PHONE))),
        OTHER,
        EMAIL,
        "OPTIN",
    ),
    "said again after a withdrawal": (
        candidate(words=(yes(OTHER, "2025-02-01"), no(OTHER, "2025-03-01"), yes(OTHER, "2025-04-01"))),
        OTHER,
        EMAIL,
        "OPTIN",
    ),
    "paused": (candidate(acts=(APPLIED,), paused_until=date(2025, 7, 1)), DM, EMAIL, "PAUSED"),
    "pause is over": (candidate(acts=(APPLIED,), paused_until=date(2025, 6, 30)), DM, EMAIL, "SOFT"),
    "not told yet": (candidate(notice_due_on=date(2025, 8, 1)), Purpose.ROLE_CONTACT, EMAIL, "NO_NOTICE"),
    "notice is overdue, also for an approach that carries it": (
        candidate(notice_due_on=date(2025, 6, 30), notice_carried_on=date(2025, 7, 1)),
        Purpose.ROLE_CONTACT,
        EMAIL,
        "NO_NOTICE",
    ),
    "carrying the notice opens nothing but the approach": (
        candidate(acts=(APPLIED,), notice_due_on=date(2025, 8, 1), notice_carried_on=date(2025, 7, 1)),
        DM,
        EMAIL,
        "NO_NOTICE",
    ),
    "no good address": (candidate(acts=(APPLIED,), reachable=frozenset({PHONE})), DM, EMAIL, "UNVERIFIED"),
    "second approach without an answer": (
        candidate(gave_address=False, has_silent_approach=True),
        Purpose.ROLE_CONTACT,
        EMAIL,
        "OPTIN_REQUIRED",
    ),
    "explicit": (
        candidate(words=(yes(Purpose.SUCCESS_STORY, "2025-02-01", "", is_explicit=True, about="1"),)),
        Purpose.SUCCESS_STORY,
        Channel.ONSITE,
        "EXPLICIT",
    ),
    "one of two stories was withdrawn": (
        candidate(
            words=(
                yes(Purpose.SUCCESS_STORY, "2025-02-01", "", is_explicit=True, about="1"),
                yes(Purpose.SUCCESS_STORY, "2025-02-02", "", is_explicit=True, about="2"),
                no(Purpose.SUCCESS_STORY, "2025-02-03", "", about="2"),
            ),
            about="1",
        ),
        Purpose.SUCCESS_STORY,
        Channel.ONSITE,
        "EXPLICIT",
    ),
    "withdrawal of all stories": (
        candidate(
            words=(
                yes(Purpose.SUCCESS_STORY, "2025-02-01", "", is_explicit=True, about="1"),
                no(Purpose.SUCCESS_STORY, "2025-02-03", ""),
            ),
            about="1",
        ),
        Purpose.SUCCESS_STORY,
        Channel.ONSITE,
        "WITHDRAWN",
    ),
    "continued on another basis": (
        candidate(words=(no(Purpose.ROLE_CONTACT, "2025-02-03"),), continued=frozenset({Purpose.ROLE_CONTACT})),
        Purpose.ROLE_CONTACT,
        EMAIL,
        "LI",
    ),
    "marketing is never continued": (
        candidate(words=(no(DM, "2025-02-03"),), acts=(APPLIED,), continued=frozenset({DM})),
        DM,
        EMAIL,
        "WITHDRAWN",
    ),
    "explicit about another text": (
        candidate(words=(yes(Purpose.SUCCESS_STORY, "2025-02-01", "", is_explicit=True, about="1"),), about="2"),
        Purpose.SUCCESS_STORY,
        Channel.ONSITE,
        "EXPLICIT_REQUIRED",
    ),
    "a guardian said yes": (
        candidate(words=(yes(OTHER, "2025-02-01", has_guardian=True),), birth_date=FIFTEEN),
        OTHER,
        EMAIL,
        "OPTIN",
    ),
    "sixteen on the day": (
        candidate(words=(yes(OTHER, "2025-02-01"),), birth_date=date(2009, 2, 1)),
        OTHER,
        EMAIL,
        "OPTIN",
    ),
    "consent has expired": (
        candidate(words=(yes(OTHER, "2025-02-01", until=date(2025, 6, 30)),)),
        OTHER,
        EMAIL,
        "OPTIN_REQUIRED",
    ),
    "an expired yes lifts no withdrawal": (
        candidate(acts=(APPLIED,), words=(no(DM, "2025-01-20"), yes(DM, "2025-02-01", until=date(2025, 6, 30)))),
        DM,
        EMAIL,
        "WITHDRAWN",
    ),
    "advertising without the cookies": (
        candidate(words=(yes(Purpose.ADS, "2025-02-01", Channel.ADPLATFORM),)),
        Purpose.ADS,
        Channel.ADPLATFORM,
        "OPTIN_REQUIRED",
    ),
    "advertising": (
        candidate(words=(yes(Purpose.ADS, "2025-02-01", Channel.ADPLATFORM),), accepts_ad_cookies=True),
        Purpose.ADS,
        Channel.ADPLATFORM,
        "OPTIN",
    ),
    "soft opt-in is by electronic message": (
        candidate(acts=(did(Ground.APPLICATION, "2025-01-10", PHONE),)),
        DM,
        PHONE,
        "OPTIN_REQUIRED",
    ),
    "soft opt-in is switched off": (candidate(acts=(APPLIED,), has_soft_opt_in=False), DM, EMAIL, "OPTIN_REQUIRED"),
    "sole trader by telephone": (SendFacts(kind=CLIENT, is_sole_trader=True), DM, PHONE, "OPTIN_REQUIRED"),
    "contact at a legal person by telephone": (SendFacts(kind=CLIENT, is_at_legal_person=True), DM, PHONE, "LI"),
    "customer gets no other marketing without a yes": (
        SendFacts(kind=CLIENT, is_at_legal_person=True, acts=(did(Ground.SALE, "2023-02-01"),)),
        OTHER,
        EMAIL,
        "OPTIN_REQUIRED",
    ),
    "a dash means never": (
        SendFacts(kind=CLIENT, is_at_legal_person=True, words=(yes(Purpose.JOB_ALERT, "2025-02-01"),)),
        Purpose.JOB_ALERT,
        EMAIL,
        "OPTIN_REQUIRED",
    ),
    "survey": (candidate(), Purpose.SURVEY, EMAIL, "LI"),
    "nobody weighed it": (candidate(assessed=frozenset()), Purpose.SURVEY, EMAIL, "OPTIN_REQUIRED"),
    "not in the catalogue": (
        candidate(words=(yes(OTHER, "2025-02-01"),), catalogued=frozenset()),
        OTHER,
        EMAIL,
        "OPTIN_REQUIRED",
    ),
    "no purpose of messages": (candidate(), Purpose.PAYROLL, EMAIL, "OPTIN_REQUIRED"),
    "unknown purpose": (candidate(), "telepathy", EMAIL, "OPTIN_REQUIRED"),
    "unknown channel": (candidate(), Purpose.SERVICE, "pigeon", "OPTIN_REQUIRED"),
    "website user": (SendFacts(kind=SubjectKind.WEBSITE_USER), DM, EMAIL, "OPTIN_REQUIRED"),
    "staff": (SendFacts(kind=SubjectKind.STAFF), DM, EMAIL, "OPTIN_REQUIRED"),
}


@pytest.mark.requirement("MKT-06", "LAW-03", "LAW-04", "LAW-44", "AMB-13", "AMB-14", "AMB-15", "AMB-16")
@pytest.mark.parametrize("case", BY_TEST)
def test_each_test_of_the_order_decides(case):
    facts, purpose, channel, code = BY_TEST[case]

    assert decide_send(facts, purpose, channel, NOW) == SendDecision(code in ALLOWING, SendCode(code))
