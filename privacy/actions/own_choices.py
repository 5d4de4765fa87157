"""What a person lets us do, by purpose and channel: how it stands, why, and how he changes it himself (CONS-02)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_crm.history.acting import acting
from privacy.actions.consents import is_minor, record_consent, withdraw
from privacy.actions.objections import object_to_marketing, object_to_recruitment
from privacy.actions.preferences import HIMSELF
from privacy.actions.sending import facts_of
from privacy.actions.texts import current_text
from privacy.actions.usable import lock_persons
from privacy.models import ConsentEvent, LegalText, PolicyVersion
from privacy.profiles.texts_consents import TO_PEOPLE
from privacy.send_facts import APPROACHES, MARKETING, SendFacts
from privacy.sending import OFFERED, SendCode, SendDecision, decide_send
from privacy.texts import all_declared
from privacy.vocabulary import Channel, Purpose, SubjectKind, TextKind

METHOD: Final = ConsentEvent.Method.PREFERENCE_CENTRE
OWN_WORD: Final = frozenset({SendCode.OBJECTED, SendCode.WITHDRAWN, SendCode.SUPPRESSED})
"""Codes by which a person's own no shows, so that he can take it back."""

SAID: Final[dict[SendCode, str | Promise]] = {
    SendCode.OBJECTED: _("You objected to this, so we do not do it."),
    SendCode.WITHDRAWN: _("You stopped this, so we do not do it."),
    SendCode.SUPPRESSED: _("Your address stands on our list of whom not to write to."),
    SendCode.PAUSED: _("You chose a pause, so nothing comes until it ends."),
    SendCode.RESTRICTED: _("Your data are restricted, so nothing comes now."),
    SendCode.RETENTION: _("Our term for your data has ended, so nothing comes."),
    SendCode.HOLD_ONLY: _("We keep your data for a legal claim alone, so nothing comes."),
    SendCode.NO_NOTICE: _("We must first tell you where we have your data from."),
    SendCode.UNVERIFIED: _("We have no address of yours for this that works."),
    SendCode.RE_NEEDS_OPTIN: _("Only if you say yes yourself."),
    SendCode.OPTIN_REQUIRED: _("Only if you say yes yourself."),
    SendCode.EXPLICIT_REQUIRED: _("Only if you say yes yourself."),
    SendCode.OPTIN: _("You said yes to this."),
    SendCode.EXPLICIT: _("You said yes to this explicitly."),
    SendCode.SOFT: _("You applied or registered with us and did not object then."),
    SendCode.B2B: _("You are a customer, or your business address was published for this."),
    SendCode.LI: _("We have a legitimate interest, which we weighed against yours."),
}
"""Why something may be sent or not, said to the person himself."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One purpose on one channel in one role: whether the person lets us, what decides now, and what a yes says."""

    kind: SubjectKind
    purpose: Purpose
    channel: Channel
    is_on: bool
    decision: SendDecision
    text: LegalText | None
    is_consent: bool

    @property
    def name(self) -> str:
        """The name of the question in a form."""
        return f"{self.kind.value}-{self.purpose.value}-{self.channel.value}"

    @property
    def why(self) -> str:
        """The present state in words to the person."""
        return str(SAID.get(self.decision.code, self.decision.sentence))


Answer = tuple[Choice, bool]
"""A choice, and whether the person says yes to it."""


def choices_of(data_subject_id: UUID, kinds: Collection[SubjectKind], *, language: str) -> list[Choice]:
    """Return the choices that exist for a person in each of his roles; a dash in requirements 5.1 gives none.

    Nobody can say yes before a policy is published, nor somebody under 16 by himself; a no is always possible.
    """
    now = timezone.now()
    can_agree = PolicyVersion.objects.in_force().exists() and not is_minor(data_subject_id, on=timezone.localdate(now))
    texts = consent_texts(language) if can_agree else {}
    return [
        choice
        for kind in kinds
        for choice in _choices(facts_of([data_subject_id], kind, None)[data_subject_id], texts, now)
    ]


def _choices(facts: SendFacts, texts: Mapping[Purpose, LegalText], at: datetime) -> Iterator[Choice]:
    kind, willing = facts.kind, _without_circumstances(facts)
    for purpose in (purpose for purpose in Purpose if purpose in OFFERED[kind] & APPROACHES):
        text = texts.get(purpose) if purpose in facts.catalogued else None
        for channel in (Channel.ADPLATFORM,) if purpose == Purpose.ADS else TO_PEOPLE:
            wish, now = decide_send(willing, purpose, channel, at), decide_send(facts, purpose, channel, at)
            is_consent = wish.code == SendCode.OPTIN
            if not (is_consent or _is_reached(facts, channel)):
                continue
            offered = text if text and channel in text.channels else None
            if offered or wish.is_allowed or wish.code in OWN_WORD:
                shown = wish if wish.code in OWN_WORD else now
                yield Choice(kind, purpose, channel, wish.is_allowed, shown, offered, is_consent=is_consent)


def _without_circumstances(facts: SendFacts) -> SendFacts:
    """The facts without what passes by itself: what is left is what the person wants."""
    return replace(
        facts, paused_until=None, restricted_since=None, retain_until=None, notice_due_on=None,
        has_silent_approach=False, accepts_ad_cookies=True, reachable=frozenset(Channel),
    )  # fmt: skip


def _is_reached(facts: SendFacts, channel: Channel) -> bool:
    """Whether we could reach the person there at all: nobody is asked about a telephone that we do not know."""
    return channel in facts.reachable or (channel == Channel.ADPLATFORM and Channel.EMAIL in facts.reachable)


def consent_texts(language: str) -> dict[Purpose, LegalText]:
    """Return the text in force of each purpose to which a person can say yes on his own page."""
    return {
        text.purpose: current_text(text.code, language)
        for text in all_declared().values()
        if text.kind == TextKind.CONSENT and text.purpose in APPROACHES and text.code == f"consent.{text.purpose}"
    }


@transaction.atomic
def choose(data_subject_id: UUID, wishes: Collection[Answer], *, language: str) -> list[Answer]:
    """Carry out what a person changed on his page, in the state of this moment; returns what did change.

    A yes is a consent to the text that he saw, on this one purpose and channel. A no ends a consent, or else is an
    objection: of these neither is ever refused. What stands already is not said again.
    """
    with acting(None, HIMSELF):
        lock_persons([data_subject_id])
        now = {
            choice.name: choice
            for choice in choices_of(data_subject_id, {choice.kind for choice, _yes in wishes}, language=language)
        }
        changed = [
            (replace(now[choice.name], text=now[choice.name].text and choice.text), yes)
            for choice, yes in wishes
            if choice.name in now and now[choice.name].is_on != yes
        ]
        for choice, yes in changed:
            if yes:
                _agree(data_subject_id, choice)
            else:
                _stop(data_subject_id, choice, language)
    return changed


def _agree(data_subject_id: UUID, choice: Choice) -> None:
    if choice.text is not None:
        record_consent(
            data_subject_id,
            choice.kind,
            purpose=choice.purpose,
            channel=choice.channel,
            method=METHOD,
            is_affirmed=True,
            text=choice.text,
        )


def _stop(data_subject_id: UUID, choice: Choice, language: str) -> None:
    if choice.is_consent or choice.purpose not in MARKETING | {Purpose.ROLE_CONTACT}:
        withdraw(
            data_subject_id,
            choice.kind,
            purpose=choice.purpose,
            channel=choice.channel,
            method=METHOD,
            language=language,
        )
    elif choice.purpose == Purpose.ROLE_CONTACT:
        object_to_recruitment(
            data_subject_id, channel=choice.channel, method=METHOD, language=language, kind=choice.kind
        )
    else:
        object_to_marketing(
            data_subject_id,
            purpose=choice.purpose,
            channel=choice.channel,
            method=METHOD,
            language=language,
            kind=choice.kind,
        )
