"""Short words for the facts that the tests of sending are about."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from privacy.send_facts import Act, Barred, SendFacts, Word
from privacy.vocabulary import Channel, Ground, Purpose, SubjectKind

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2025, 7, 1, 12, tzinfo=ZONE)
CANDIDATE, CLIENT, SUPPLIER = SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT
EMAIL, PHONE, POST = Channel.EMAIL, Channel.PHONE, Channel.POST


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZONE)


def yes(purpose: Purpose, day: str, channel: Channel | str = EMAIL, **fields) -> Word:
    return Word(purpose=purpose, channel=channel, at=at(day), is_given=True, **fields)


def no(purpose: Purpose, day: str, channel: Channel | str = EMAIL, **fields) -> Word:
    return Word(purpose=purpose, channel=channel, at=at(day), is_given=False, **fields)


def did(ground: Ground, day: str, channel: Channel = EMAIL, *, offered: bool = True) -> Act:
    return Act(ground=ground, on=date.fromisoformat(day), channel=channel, opt_out_offered=offered)


def candidate(**fields) -> SendFacts:
    return SendFacts(kind=CANDIDATE, **fields)


APPLIED = did(Ground.APPLICATION, "2025-01-10")
ERASED = Barred(since=at("2024-05-01"), is_erased=True)
FIFTEEN = date(2009, 9, 1)
DM, OTHER = Purpose.DM_RECRUIT, Purpose.DM_OTHER
