"""Whether a message may be sent: the worked examples of requirements 5.3, and each test of 5.2."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from privacy.send_facts import Act, Barred, Objected, SendFacts, Word
from privacy.sending import ALLOWING, SendCode, SendDecision, decide_send
from privacy.vocabulary import Channel, Ground, Purpose, SubjectKind

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2025, 7, 1, 12, tzinfo=ZONE)
CANDIDATE, CLIENT, SUPPLIER = SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT
EMAIL, PHONE, POST = Channel.EMAIL, Channel.PHONE, Channel.POST


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZONE)


def yes(purpose: Purpose, day: str, channel: Channel | str = EMAIL, **fields) -> Word:
    return Word(purpose=purpose, channel=channel, at=at(day), is_given=True, **fields)


def no(purpose: Purpose, day: str, channel: Channel | str = EMAIL) -> Word:
    return Word(purpose=purpose, channel=channel, at=at(day), is_given=False)


def did(ground: Ground, day: str, channel: Channel = EMAIL, *, offered: bool = True) -> Act:
    return Act(ground=ground, on=date.fromisoformat(day), channel=channel, opt_out_offered=offered)


def candidate(**fields) -> SendFacts:
    return SendFacts(kind=CANDIDATE, **fields)


APPLIED = did(Ground.APPLICATION, "2025-01-10")
ERASED = Barred(since=at("2024-05-01"), is_erased=True)
FIFTEEN = date(2009, 9, 1)
DM, OTHER = Purpose.DM_RECRUIT, Purpose.DM_OTHER

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
        candidate(words=(yes(Purpose.SUCCESS_STORY, "2025-02-01", "", is_explicit=True, text="story-1"),)),
        Purpose.SUCCESS_STORY,
        Channel.ONSITE,
        "EXPLICIT",
    ),
    "explicit about another text": (
        candidate(
            words=(yes(Purpose.SUCCESS_STORY, "2025-02-01", "", is_explicit=True, text="story-1"),), text="story-2"
        ),
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
