"""Whether a message may be sent: gathers the facts of one person or of many, and asks `privacy.sending`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product
from typing import Final
from uuid import UUID

from django.utils import timezone

from privacy.actions import send_rows as rows
from privacy.models import Message
from privacy.reach import REACHED_BY, Address, Reach, ad_cookies_of, births_of, reach_of, returned_addresses
from privacy.send_facts import SERVICE, SendFacts
from privacy.sending import SendCode, SendDecision, decide_send
from privacy.vocabulary import Channel, Purpose, SubjectKind

ASKED_OF_PEOPLE: Final = (
    Purpose.SERVICE,
    Purpose.JOB_ALERT,
    Purpose.ROLE_CONTACT,
    Purpose.DM_RECRUIT,
    Purpose.DM_OTHER,
    Purpose.REFERRAL_ASK,
    Purpose.SURVEY,
    Purpose.ADS,
    Purpose.SUCCESS_STORY,
    Purpose.PROFILING,
    Purpose.EQUAL_OPPORTUNITIES,
    Purpose.HEALTH,
    Purpose.RELIGION,
    Purpose.CRIMINAL,
)
"""The purposes of requirements 5.1, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Where a message is to go, if that is known already, and what it says of itself.

    Who asks for his rights may say where the answer is to go: his identity is checked before that.
    """

    address: str = ""
    is_vouched_for: bool = False
    carried_on: date | None = None
    except_message: UUID | None = None
    about: str = ""


def may_send(
    data_subject_id: UUID,
    kind: SubjectKind,
    purpose: Purpose,
    channel: Channel,
    *,
    at: datetime | None = None,
    address: str = "",
    carries_notice: bool = False,
    about: str = "",
) -> SendDecision:
    """Decide for one person in one role; an `address` that is not his own, or came back, is no good.

    `about` names the one thing that an explicit consent must be about; `carries_notice` says that the message itself
    tells him where we have his data from.
    """
    moment = at or timezone.now()
    carried_on = timezone.localdate(moment) if carries_notice else None
    aim = Aim(address=address, carried_on=carried_on, about=about)
    facts = facts_of([data_subject_id], kind, channel, aim)[data_subject_id]
    return decide_send(facts, purpose, channel, moment)


def may_send_message(message: Message, *, at: datetime) -> SendDecision:
    """Decide about a message before it is queued, and right before it goes: its own approach is no second one.

    What goes to an organisation about a person is owed by law (Article 19), and so is what must still be said to
    somebody who was erased meanwhile.
    """
    is_new = message._state.adding
    is_owed = message.keep_until_delivered and message.purpose == Purpose.RIGHTS_REQUEST
    if message.recipient_id is not None or (is_owed and not is_new):
        return SendDecision(is_allowed=True, code=SendCode.SERVICE)
    person, kind, channel = message.data_subject_id, SubjectKind(message.subject_kind), Channel(message.channel)
    aim = Aim(
        address=message.to_address,
        is_vouched_for=message.purpose == Purpose.RIGHTS_REQUEST,
        carried_on=timezone.localdate(at if is_new else message.created_at) if message.carries_notice else None,
        except_message=message.pk,
    )
    if message.purpose in SERVICE:
        facts = _facts_of_service(person, kind, channel, aim)
    else:
        facts = facts_of([person], kind, channel, aim)[person]
    return decide_send(facts, Purpose(message.purpose), channel, at)


def _facts_of_service(person: UUID, kind: SubjectKind, channel: Channel, aim: Aim) -> SendFacts:
    """Gather what test 2 asks for alone: the person, and an address that is his."""
    reach = reach_of([person], kind).get(person, Reach())
    returned = returned_addresses([person], kind).get(person, frozenset())
    is_gone = not rows.sources([person], kind) or bool(rows.deaths([person]))
    return SendFacts(kind=kind, is_gone=is_gone, reachable=_reachable(reach, returned, channel, aim))


def may_send_many(
    persons: Collection[UUID], kind: SubjectKind, purpose: Purpose, channel: Channel, *, at: datetime | None = None
) -> Mapping[UUID, SendDecision]:
    """Decide for many persons of one role, in the statements of one."""
    moment = at or timezone.now()
    return {
        person: decide_send(facts, purpose, channel, moment)
        for person, facts in facts_of(persons, kind, channel).items()
    }


def explain(
    data_subject_id: UUID, kind: SubjectKind, *, at: datetime | None = None
) -> Mapping[tuple[Purpose, Channel], SendDecision]:
    """Decide every purpose and channel of requirements 5.1 for one person, in the statements of one decision."""
    moment = at or timezone.now()
    facts = facts_of([data_subject_id], kind, None)[data_subject_id]
    return {
        (purpose, channel): decide_send(facts, purpose, channel, moment)
        for purpose, channel in product(ASKED_OF_PEOPLE, Channel)
    }


def facts_of(
    persons: Collection[UUID],
    kind: SubjectKind,
    channel: Channel | None,
    aim: Aim = Aim(),
) -> dict[UUID, SendFacts]:
    """Gather what the decision about persons of one role depends on; the number of statements is constant."""
    reached, returned = reach_of(persons, kind), returned_addresses(persons, kind)
    barred = rows.barred({person: reach.addresses for person, reach in reached.items()}, persons, kind)
    sources, deaths = rows.sources(persons, kind), rows.deaths(persons)
    restricted, held = rows.restricted(persons, kind), rows.held(persons, kind)
    terms, words, objected = rows.terms(persons, kind), rows.words(persons, kind), rows.objected(persons)
    acts, notices, paused = rows.acts(persons, kind), rows.notices(persons, kind), rows.paused(persons)
    silent = rows.silent_approaches(persons, kind, except_message=aim.except_message)
    continued, born = rows.continued(persons, kind), births_of(persons)
    common, allowing = rows.common_facts(kind), ad_cookies_of(persons, kind)
    facts = {}
    for person in persons:
        reach = reached.get(person, Reach())
        facts[person] = replace(
            common,
            is_gone=person not in sources or person in deaths,
            restricted_since=restricted.get(person),
            retain_until=terms.get(person),
            is_held=person in held,
            words=words.get(person, ()),
            objections=objected.get(person, ()),
            barred=barred.get(person, ()),
            acts=acts.get(person, ()),
            paused_until=paused.get(person),
            notice_due_on=notices.get(person),
            notice_carried_on=aim.carried_on,
            reachable=_reachable(reach, returned.get(person, frozenset()), channel, aim),
            gave_address=rows.gave_address(sources.get(person), acts.get(person, ())),
            is_at_legal_person=reach.is_at_legal_person,
            is_sole_trader=reach.is_sole_trader,
            is_open_to_approach=reach.is_open_to_approach,
            has_silent_approach=person in silent,
            accepts_ad_cookies=person in allowing,
            birth_date=born.get(person),
            about=aim.about,
            continued=continued.get(person, frozenset()),
        )
    return facts


def _reachable(reach: Reach, returned: frozenset[Address], channel: Channel | None, aim: Aim) -> frozenset[Channel]:
    """The channels by which a person can be reached; of the one that is meant, by the address that is meant.

    A report that mail came back, which anybody can write, keeps nobody from his rights.
    """
    channels = reach.channels(returned)
    if channel is None or not aim.address:
        return channels
    came_back = (REACHED_BY.get(channel), aim.address) in returned and not aim.is_vouched_for
    is_own = aim.is_vouched_for or reach.owns(channel, aim.address)
    return channels | {channel} if is_own and not came_back else channels - {channel}
