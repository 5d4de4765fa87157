"""The account of one person in one role: what we may do with his data and why, and what he said and was told (LAW-01).

Read in a constant number of statements, whatever there is. The number of a person goes in, nothing is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.actions.sending import explain
from privacy.actions.suppression import known_digests
from privacy.models import (
    ConsentEvent,
    Disclosure,
    Message,
    NoticeTask,
    Objection,
    PolicyNotification,
    PolicyVersion,
    SubjectRole,
    SuppressionEntry,
)
from privacy.sending import OFFERED, WITHOUT_ADDRESS, SendCode, SendDecision
from privacy.vocabulary import Channel, Purpose, SubjectKind

NEWEST: Final = 20
"""How many lines of each kind the page shows; the rest stands in the access package."""

WHAT_CHANGES_IT: Final[Mapping[SendCode, str | Promise]] = {
    SendCode.GONE: _("Nothing: nobody is approached any more."),
    SendCode.SERVICE: _("Nothing stops a service message; it says nothing but what belongs to the service."),
    SendCode.EM_NEVER: _("Nothing: this person was named for an accident and for nothing else."),
    SendCode.RE_NEEDS_OPTIN: _("An own yes of the referee, to this purpose and channel."),
    SendCode.RESTRICTED: _("The privacy officer lifts the restriction, after telling the person."),
    SendCode.RETENTION: _("An own act of the person before the erasure: an application, an answer, a confirmation."),
    SendCode.HOLD_ONLY: _("Nothing: when the claim is settled the data go."),
    SendCode.OBJECTED: _("Only an own later yes of the person, to exactly this purpose and channel."),
    SendCode.WITHDRAWN: _("Only an own new yes of the person, to exactly this purpose and channel."),
    SendCode.PAUSED: _("The end of the pause, or the person ends it."),
    SendCode.SUPPRESSED: _("Only an own later yes of the person, to exactly this purpose and channel."),
    SendCode.NO_NOTICE: _("The notice of Article 14 is given, or a message carries it."),
    SendCode.UNVERIFIED: _("The person gives an address of this kind, or confirms the one we have."),
    SendCode.EXPLICIT: _("The person withdraws the consent, or it expires."),
    SendCode.EXPLICIT_REQUIRED: _("Explicit consent of the person to exactly this."),
    SendCode.OPTIN: _("The person withdraws the consent or objects, or the consent expires."),
    SendCode.SOFT: _("The person unsubscribes or objects."),
    SendCode.B2B: _("The person unsubscribes or objects."),
    SendCode.LI: _("The person objects."),
    SendCode.OPTIN_REQUIRED: _("A yes of the person to this purpose and channel."),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer for one purpose, with the channels for which it is the same."""

    decision: SendDecision
    channels: tuple[Channel, ...]

    @property
    def channel_labels(self) -> str:
        """The channels in words; what is done on our side alone has none."""
        return ", ".join(str(channel.label) for channel in self.channels if channel != Channel.ONSITE)

    @property
    def change(self) -> str:
        """What would change the answer."""
        return str(WHAT_CHANGES_IT[self.decision.code])


@dataclass(frozen=True, slots=True)
class PurposeAnswers:
    """What may be done for one purpose."""

    purpose: Purpose
    answers: tuple[Answer, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether any channel is open."""
        return any(answer.decision.is_allowed for answer in self.answers)


@dataclass(frozen=True, slots=True)
class SeenPolicy:
    """A version of the policy that the person was shown, and how."""

    version: PolicyVersion
    on: date
    how: str


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that the page about a person shows."""

    purposes: Sequence[PurposeAnswers]
    consents: Sequence[ConsentEvent]
    objections: Sequence[Objection]
    barred: Sequence[SuppressionEntry]
    notices: Sequence[NoticeTask]
    messages: Sequence[Message]
    disclosures: Sequence[Disclosure]
    policies: Sequence[SeenPolicy]


def account_of(data_subject_id: UUID, kind: SubjectKind) -> Account:
    """Return the account of a person in a role."""
    of = {"data_subject": data_subject_id, "subject_kind": kind}
    consents = ConsentEvent.objects.filter(**of).select_related("policy_version", "text", "recorded_by")
    notices = NoticeTask.objects.filter(**of).select_related("policy_version").order_by("-collected_on", "-pk")
    said, told = list(consents.order_by("-recorded_at", "-pk")[:NEWEST]), list(notices[:NEWEST])
    return Account(
        purposes=list(_purposes(kind, explain(data_subject_id, kind))),
        consents=said,
        objections=list(
            Objection.objects.of(data_subject_id).select_related("recorded_by").order_by("-recorded_at")[:NEWEST]
        ),
        barred=barred_addresses(data_subject_id),
        notices=told,
        messages=list(Message.objects.filter(**of).defer("body", "to_address").order_by("-created_at", "-pk")[:NEWEST]),
        disclosures=list(
            Disclosure.objects.filter(**of).select_related("recipient").order_by("-disclosed_at", "-pk")[:NEWEST]
        ),
        policies=_policies(of, said, told),
    )


def barred_addresses(data_subject_id: UUID) -> list[SuppressionEntry]:
    """Return the lines of the suppression list that an address of the person hits: which address is not told."""
    digests = {digest for _identifier, digest in known_digests(data_subject_id)}
    return list(SuppressionEntry.objects.filter(digest__in=digests).order_by("identifier", "created_at", "pk"))


def _purposes(kind: SubjectKind, decided: Mapping[tuple[Purpose, Channel], SendDecision]) -> Iterator[PurposeAnswers]:
    """The answers by purpose, for those that people in the role are asked about at all; equal ones stand together."""
    for purpose, of_purpose in groupby(decided.items(), key=lambda item: item[0][0]):
        if purpose != Purpose.SERVICE and purpose not in OFFERED[kind]:
            continue
        grouped: dict[SendDecision, list[Channel]] = {}
        for (_purpose, channel), decision in of_purpose:
            if _is_a_way(purpose, channel):
                grouped.setdefault(decision, []).append(channel)
        answers = (Answer(decision, tuple(channels)) for decision, channels in grouped.items())
        yield PurposeAnswers(purpose, tuple(sorted(answers, key=lambda answer: not answer.decision.is_allowed)))


def _is_a_way(purpose: Purpose, channel: Channel) -> bool:
    """Whether a channel is a way for a purpose: adverts go to platforms, special data stay here, the rest is sent."""
    if purpose == Purpose.ADS:
        return channel == Channel.ADPLATFORM
    if purpose in ON_OUR_SIDE:
        return channel == Channel.ONSITE
    return channel not in WITHOUT_ADDRESS


ON_OUR_SIDE: Final = frozenset(
    {
        Purpose.SUCCESS_STORY,
        Purpose.PROFILING,
        Purpose.EQUAL_OPPORTUNITIES,
        Purpose.HEALTH,
        Purpose.RELIGION,
        Purpose.CRIMINAL,
    }
)
"""What is done with data here, and sent to nobody: it has one answer and no channels."""


def _policies(
    of: Mapping[str, Any], consents: Sequence[ConsentEvent], notices: Sequence[NoticeTask]
) -> list[SeenPolicy]:
    """Every version that the person was shown, the newest first, each by the first way in which he was."""
    roles = SubjectRole.objects.live().filter(**of, policy_version__isnull=False).select_related("policy_version")
    news = PolicyNotification.objects.filter(**of, state=PolicyNotification.State.SENT).select_related("policy_version")
    seen = [
        *(SeenPolicy(role.policy_version, role.collected_on, str(_("at registration"))) for role in roles),
        *(
            SeenPolicy(task.policy_version, task.given_on, str(_("with a notice")))
            for task in notices
            if task.policy_version and task.given_on
        ),
        *(
            SeenPolicy(told.policy_version, timezone.localdate(told.created_at), str(_("as a new version")))
            for told in news
        ),
        *(
            SeenPolicy(event.policy_version, timezone.localdate(event.recorded_at), str(_("with a consent")))
            for event in consents
            if event.action == ConsentEvent.Action.GIVEN
        ),
    ]
    first: dict[int, SeenPolicy] = {}
    for each in sorted(seen, key=lambda each: each.on):
        first.setdefault(each.version.pk, each)
    return sorted(first.values(), key=lambda each: each.on, reverse=True)
