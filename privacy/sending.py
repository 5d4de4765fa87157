"""Whether a message may be sent: the decision over facts that deeds gather (requirements 5.2; GDPR, Tw 11.7).

The order of the tests is the law's own: what forbids comes before what allows, and what nothing allows is refused.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.dates import add_years
from privacy.exceptions import PrivacyRefusal
from privacy.send_facts import APPROACHES, MARKETING, OWN_ACTS, SERVICE, SendFacts, Word
from privacy.vocabulary import Channel, Ground, Purpose, SubjectKind

__all__ = ["SendCode", "SendDecision", "SendFacts", "SendingRefused", "decide_send"]

AGE_OF_CONSENT: Final = 16  # UAVG 5
EXPLICIT_ONLY: Final = frozenset(
    {
        Purpose.SUCCESS_STORY,
        Purpose.PROFILING,
        Purpose.EQUAL_OPPORTUNITIES,
        Purpose.HEALTH,
        Purpose.RELIGION,
        Purpose.CRIMINAL,
    }
)
ELECTRONIC: Final = frozenset({Channel.EMAIL, Channel.SMS, Channel.SOCIAL_DM})
WITHOUT_ADDRESS: Final = frozenset({Channel.ONSITE, Channel.ADPLATFORM})
BUSINESS: Final = frozenset({SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT})
OF_BUSINESS: Final = frozenset(
    {Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.SURVEY, Purpose.ADS, Purpose.SUCCESS_STORY}
)
OFFERED: Final = {
    SubjectKind.CANDIDATE: APPROACHES | EXPLICIT_ONLY,
    SubjectKind.CLIENT_CONTACT: OF_BUSINESS,
    SubjectKind.SUPPLIER_CONTACT: OF_BUSINESS,
    SubjectKind.REFEREE: MARKETING | {Purpose.ROLE_CONTACT},
    SubjectKind.WEBSITE_USER: frozenset({Purpose.DM_RECRUIT, Purpose.DM_OTHER, Purpose.ADS}),
    SubjectKind.STAFF: frozenset({Purpose.SUCCESS_STORY}),
    SubjectKind.EMERGENCY_CONTACT: frozenset(),
}
"""For what people in each role may be approached at all; a dash in requirements 5.1 means never (reading 11)."""
SOFT: Final = frozenset({Purpose.DM_RECRUIT, Purpose.REFERRAL_ASK})
CUSTOMER: Final = frozenset({Ground.VACANCY_REGISTRATION, Ground.SALE})


class SendCode(TextChoices):
    """Which test of 5.2 decided, and the sentence for people."""

    GONE = "GONE", _("This person is no longer held, or has died.")
    SERVICE = "SERVICE", _("A service message: it belongs to what we do for this person.")
    EM_NEVER = "EM_NEVER", _("Somebody named for an emergency is approached for nothing else.")
    RE_NEEDS_OPTIN = "RE_NEEDS_OPTIN", _("A referee gets marketing only after saying yes to it.")
    RESTRICTED = "RESTRICTED", _("Processing is restricted: the data may only be stored.")
    RETENTION = "RETENTION", _("The term for which we may keep this person has passed.")
    HOLD_ONLY = "HOLD_ONLY", _("The term has passed; the data are kept for a legal claim alone.")
    OBJECTED = "OBJECTED", _("This person objected to it.")
    WITHDRAWN = "WITHDRAWN", _("This person withdrew the consent, or unsubscribed.")
    PAUSED = "PAUSED", _("This person asked us to be quiet for a while.")
    SUPPRESSED = "SUPPRESSED", _("An address of this person stands on the suppression list.")
    NO_NOTICE = "NO_NOTICE", _("This person has not been told yet where we have the data from.")
    UNVERIFIED = "UNVERIFIED", _("We have no address for it that is known to be good and this person's own.")
    EXPLICIT = "EXPLICIT", _("This person consented to it explicitly.")
    EXPLICIT_REQUIRED = "EXPLICIT_REQUIRED", _("It needs explicit consent, and there is none.")
    OPTIN = "OPTIN", _("This person said yes to it.")
    SOFT = "SOFT", _("An own application, CV or order, with an opt-out that was offered and not used.")
    B2B = "B2B", _("A business address of a customer, or one that was published for it.")
    LI = "LI", _("Legitimate interests, which were weighed.")
    OPTIN_REQUIRED = "OPTIN_REQUIRED", _("It needs a yes of this person, and there is none.")


ALLOWING: Final = frozenset(
    {SendCode.SERVICE, SendCode.EXPLICIT, SendCode.OPTIN, SendCode.SOFT, SendCode.B2B, SendCode.LI}
)


@dataclass(frozen=True, slots=True)
class SendDecision:
    """Whether it may be sent, and the test that decided."""

    is_allowed: bool
    code: SendCode

    @property
    def sentence(self) -> str:
        """The reason, for people, in the language of the moment."""
        return str(self.code.label)


class SendingRefused(PrivacyRefusal):
    """The message may not be sent; `decision` says by which test."""

    def __init__(self, decision: SendDecision) -> None:
        self.decision = decision
        super().__init__(decision.code)


@dataclass(frozen=True, slots=True)
class Question:
    """The facts, and what is asked of them."""

    facts: SendFacts
    purpose: Purpose
    channel: Channel
    at: datetime

    @property
    def on(self) -> date:
        """The local day."""
        return timezone.localdate(self.at)

    def given(self) -> list[Word]:
        """The consents that count for this purpose and channel at this moment."""
        return [word for word in self.facts.words if word.is_given and self._is_about(word) and self._is_valid(word)]

    def withdrawn(self) -> list[Word]:
        """The withdrawals of this purpose and channel."""
        return [word for word in self.facts.words if not word.is_given and self._is_about(word)]

    def standing(self) -> list[Word]:
        """The consents that no withdrawal followed; on the same moment the withdrawal wins."""
        ends = self.withdrawn()
        return [
            word
            for word in self.given()
            if not any(end.at >= word.at and end.about in {"", word.about} for end in ends)
        ]

    def _is_about(self, word: Word) -> bool:
        """Whether a word says something on this; a withdrawal may be of all channels and all things at once."""
        if word.purpose != self.purpose or word.at > self.at:
            return False
        things = {self.facts.about} if word.is_given else {"", self.facts.about}
        if self.facts.about and word.about not in things:
            return False
        is_of_all = self.purpose in EXPLICIT_ONLY or not word.is_given
        return word.channel == self.channel or (word.channel == "" and is_of_all)

    def _is_valid(self, word: Word) -> bool:
        """Whether a yes is a consent: a clear act of somebody old enough, and not past its term (Articles 4, 7, 8)."""
        if not word.is_affirmed or (word.until is not None and self.on > word.until):
            return False
        born = self.facts.birth_date
        return born is None or word.has_guardian or add_years(born, AGE_OF_CONSENT) <= timezone.localdate(word.at)

    def is_lifted(self, moments: Iterable[datetime]) -> bool:
        """Whether the person's own yes to exactly this came after all of these moments (reading 10)."""
        last = max(moments)
        return any(word.at > last for word in self.standing())


def decide_send(facts: SendFacts, purpose: Purpose, channel: Channel, at: datetime) -> SendDecision:
    """Decide, by the first test that answers (5.2); an unknown purpose or channel is refused like all the rest."""
    if purpose not in Purpose or channel not in Channel:
        return SendDecision(is_allowed=False, code=SendCode.OPTIN_REQUIRED)
    asked = Question(facts, Purpose(purpose), Channel(channel), at)
    code = next((code for test in TESTS if (code := test(asked)) is not None), SendCode.OPTIN_REQUIRED)
    return SendDecision(is_allowed=code in ALLOWING, code=code)


def _is_gone(asked: Question) -> SendCode | None:
    return SendCode.GONE if asked.facts.is_gone else None


def _is_service(asked: Question) -> SendCode | None:
    if asked.purpose not in SERVICE:
        return None
    return _has_no_address(asked) or SendCode.SERVICE


def _is_named_only(asked: Question) -> SendCode | None:
    """Test 3: people who were only named to us."""
    if asked.facts.kind == SubjectKind.EMERGENCY_CONTACT:
        return SendCode.EM_NEVER
    if asked.facts.kind == SubjectKind.REFEREE and asked.purpose in MARKETING and not asked.standing():
        return SendCode.RE_NEEDS_OPTIN
    return None


def _is_restricted(asked: Question) -> SendCode | None:
    since = asked.facts.restricted_since
    if since is None or any(word.at >= since for word in asked.standing()):
        return None
    return SendCode.RESTRICTED


def _is_past_term(asked: Question) -> SendCode | None:
    facts = asked.facts
    if facts.retain_until is None or asked.on <= facts.retain_until:
        return None
    return SendCode.HOLD_ONLY if facts.is_held else SendCode.RETENTION


def _is_objected(asked: Question) -> SendCode | None:
    stops = [
        objection.at
        for objection in asked.facts.objections
        if objection.at <= asked.at and objection.covers(asked.purpose, asked.channel)
    ]
    return SendCode.OBJECTED if stops and not asked.is_lifted(stops) else None


def _is_withdrawn(asked: Question) -> SendCode | None:
    """Test 7; what goes on upon another basis was announced first, and is never marketing (AMB-24)."""
    if asked.purpose in asked.facts.continued - MARKETING - EXPLICIT_ONLY:
        return None
    return SendCode.WITHDRAWN if asked.withdrawn() and not asked.standing() else None


def _is_paused(asked: Question) -> SendCode | None:
    until = asked.facts.paused_until
    return SendCode.PAUSED if until and asked.on <= until and asked.purpose in APPROACHES else None


def _is_suppressed(asked: Question) -> SendCode | None:
    stops = [
        entry.since
        for entry in asked.facts.barred
        if entry.since <= asked.at and entry.covers(asked.purpose, asked.channel)
    ]
    return SendCode.SUPPRESSED if stops and not asked.is_lifted(stops) else None


def _is_untold(asked: Question) -> SendCode | None:
    """Test 9: an approach that carries the notice itself may go until the day on which it is due (reading 9)."""
    due_on, carried_on = asked.facts.notice_due_on, asked.facts.notice_carried_on
    if due_on is None:
        return None
    carries = asked.purpose == Purpose.ROLE_CONTACT and carried_on is not None and carried_on <= due_on
    return None if carries else SendCode.NO_NOTICE


def _has_no_address(asked: Question) -> SendCode | None:
    is_reachable = asked.channel in WITHOUT_ADDRESS or asked.channel in asked.facts.reachable
    return None if is_reachable else SendCode.UNVERIFIED


def _is_explicit(asked: Question) -> SendCode | None:
    if asked.purpose not in EXPLICIT_ONLY:
        return None
    agreed = any(word.is_explicit for word in asked.standing())
    return SendCode.EXPLICIT if agreed and _is_open(asked) else SendCode.EXPLICIT_REQUIRED


def _is_agreed(asked: Question) -> SendCode | None:
    if not _is_open(asked) or not asked.standing():
        return None
    return SendCode.OPTIN if asked.purpose != Purpose.ADS or asked.facts.accepts_ad_cookies else None


def _is_soft(asked: Question) -> SendCode | None:
    """Test 13: Tw 11.7(3), for people who came to us; business contacts are judged by the next (reading 8)."""
    facts = asked.facts
    is_asked = facts.kind == SubjectKind.CANDIDATE and asked.purpose in SOFT and asked.channel in ELECTRONIC
    if not is_asked or not (facts.has_soft_opt_in and facts.gave_address and _is_weighed(asked)):
        return None
    return SendCode.SOFT if _did(asked, OWN_ACTS) else None


def _is_business(asked: Question) -> SendCode | None:
    """Test 14: Tw 11.7(2) and (3), for people in their trade."""
    facts = asked.facts
    is_trade = facts.kind in BUSINESS and (facts.is_at_legal_person or facts.is_sole_trader)
    is_asked = asked.purpose == Purpose.DM_RECRUIT and asked.channel in ELECTRONIC
    if not (is_trade and is_asked and _is_weighed(asked)):
        return None
    published = any(
        act.ground == Ground.PUBLISHED_ADDRESS and act.channel == asked.channel and act.on <= asked.on
        for act in facts.acts
    )
    return SendCode.B2B if published or _did(asked, CUSTOMER) else None


def _is_interest(asked: Question) -> SendCode | None:
    """Test 15: legitimate interests, where somebody has weighed them (Article 6(1)(f))."""
    if not _is_weighed(asked):
        return None
    if asked.purpose == Purpose.SURVEY:
        return SendCode.LI if asked.facts.kind != SubjectKind.REFEREE else None
    if asked.purpose == Purpose.ROLE_CONTACT:
        return SendCode.LI if _may_approach(asked) else None
    if asked.purpose != Purpose.DM_RECRUIT or asked.facts.kind not in BUSINESS:
        return None
    at_work = asked.facts.is_at_legal_person
    is_post = asked.channel == Channel.POST and (at_work or asked.facts.is_sole_trader)
    return SendCode.LI if is_post or (asked.channel == Channel.PHONE and at_work) else None


def _may_approach(asked: Question) -> bool:
    """One personal message on a concrete role, the next after an answer (AMB-14); a referee by telephone (AMB-16)."""
    facts = asked.facts
    if facts.kind == SubjectKind.REFEREE:
        return asked.channel == Channel.PHONE and facts.is_at_legal_person and facts.is_open_to_approach
    is_second = asked.channel in ELECTRONIC and not facts.gave_address and facts.has_silent_approach
    return facts.kind == SubjectKind.CANDIDATE and asked.channel not in WITHOUT_ADDRESS and not is_second


def _did(asked: Question, grounds: frozenset[Ground]) -> bool:
    """Whether the person did one of these, and an opt-out was offered then for this channel."""
    return any(
        act.ground in grounds and act.opt_out_offered and act.channel == asked.channel and act.on <= asked.on
        for act in asked.facts.acts
    )


def _is_open(asked: Question) -> bool:
    """Whether people in this role may be asked for it at all, by 5.1 and by the catalogue (LAW-02)."""
    return asked.purpose in OFFERED[asked.facts.kind] and asked.purpose in asked.facts.catalogued


def _is_weighed(asked: Question) -> bool:
    return _is_open(asked) and asked.purpose in asked.facts.assessed


TESTS: Final[tuple[Callable[[Question], SendCode | None], ...]] = (
    _is_gone,
    _is_service,
    _is_named_only,
    _is_restricted,
    _is_past_term,
    _is_objected,
    _is_withdrawn,
    _is_paused,
    _is_suppressed,
    _is_untold,
    _has_no_address,
    _is_explicit,
    _is_agreed,
    _is_soft,
    _is_business,
    _is_interest,
)
"""The tests of 5.2 in their order; what none of them answers is refused (16)."""
