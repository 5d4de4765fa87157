"""What the decision about sending depends on (requirements 5.2): facts alone, without a question to the database."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from privacy.vocabulary import Channel, Ground, Purpose, SubjectKind

SERVICE: Final = frozenset({Purpose.SERVICE, Purpose.RIGHTS_REQUEST})
MARKETING: Final = frozenset({Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.REFERRAL_ASK, Purpose.SURVEY, Purpose.ADS})
APPROACHES: Final = MARKETING | {Purpose.JOB_ALERT, Purpose.ROLE_CONTACT}
"""What we begin ourselves: a pause and an erasure at the person's request stop all of it."""
OWN_ACTS: Final = frozenset({Ground.APPLICATION, Ground.CV, Ground.VACANCY_REGISTRATION, Ground.SALE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One event of the log of consents. An empty channel: a purpose without one, or a withdrawal for all channels.

    `until` is the last day on which a consent holds; `about` names the one thing that it is about, such as one story.
    """

    purpose: Purpose
    channel: Channel | str = ""
    at: datetime
    is_given: bool
    is_explicit: bool = False
    is_affirmed: bool = True
    has_guardian: bool = False
    until: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    """An objection (Article 21): to marketing, or to being approached about roles; empty is all of it."""

    at: datetime
    is_to_recruitment: bool = False
    purpose: Purpose | str = ""
    channel: Channel | str = ""
    includes_alerts: bool = False

    def covers(self, purpose: Purpose, channel: Channel) -> bool:
        """Whether the objection stops this."""
        if self.channel not in {"", channel}:
            return False
        if self.is_to_recruitment:
            return purpose == Purpose.ROLE_CONTACT
        if purpose == Purpose.JOB_ALERT and self.includes_alerts:
            return True
        return self.purpose == purpose if self.purpose else purpose in MARKETING


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A hit on the suppression list; an empty purpose is all marketing, and after an erasure all approaches."""

    since: datetime
    purpose: Purpose | str = ""
    channel: Channel | str = ""
    is_erased: bool = False

    def covers(self, purpose: Purpose, channel: Channel) -> bool:
        """Whether the entry stops this."""
        if self.channel not in {"", channel}:
            return False
        if self.purpose:
            return self.purpose == purpose
        return purpose in (APPROACHES if self.is_erased else MARKETING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person did, or where an address was published, and whether an opt-out was offered then for a channel."""

    ground: Ground
    on: date
    channel: Channel | str = ""
    opt_out_offered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFacts:
    """All that the decision about one person in one role depends on; gathered by `privacy.actions.sending`.

    Objections and hits on the suppression list are those of the whole person, the rest of the role (reading 13).
    `about` is the one thing that is asked about, such as one success story; `continued` are the purposes that go on
    upon another basis after a withdrawal, with the person told first (CONS-06).
    """

    kind: SubjectKind
    is_gone: bool = False
    restricted_since: datetime | None = None
    retain_until: date | None = None
    is_held: bool = False
    words: tuple[Word, ...] = ()
    objections: tuple[Objected, ...] = ()
    barred: tuple[Barred, ...] = ()
    acts: tuple[Act, ...] = ()
    paused_until: date | None = None
    notice_due_on: date | None = None
    notice_carried_on: date | None = None
    reachable: frozenset[Channel] = frozenset(Channel)
    gave_address: bool = True
    is_at_legal_person: bool = False
    is_sole_trader: bool = False
    is_open_to_approach: bool = False
    has_silent_approach: bool = False
    accepts_ad_cookies: bool = False
    birth_date: date | None = None
    about: str = ""
    continued: frozenset[Purpose] = frozenset()
    catalogued: frozenset[Purpose] = frozenset(Purpose)
    assessed: frozenset[Purpose] = frozenset(Purpose)
    has_soft_opt_in: bool = True
