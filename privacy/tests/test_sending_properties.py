"""What holds of the decision about sending for all facts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.send_facts import MARKETING, Act, Barred, Objected, SendFacts, Word
from privacy.sending import ALLOWING, EXPLICIT_ONLY, OFFERED, SendCode, decide_send
from privacy.vocabulary import Channel, Ground, Purpose, SubjectKind

NOW = datetime(2025, 7, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
FIFTEEN = date(2009, 9, 1)
CANDIDATE, EMAIL, PHONE = SubjectKind.CANDIDATE, Channel.EMAIL, Channel.PHONE

moments = st.integers(-900, 5).map(lambda days: NOW + timedelta(days=days, hours=-3))
days = moments.map(lambda moment: moment.date())
purposes = st.sampled_from(sorted(MARKETING | {Purpose.JOB_ALERT, Purpose.ROLE_CONTACT, Purpose.SUCCESS_STORY}))
channels = st.sampled_from([*Channel])
or_all = lambda choice: st.one_of(st.just(""), choice)  # noqa: E731 - a strategy in a line
words = st.builds(
    Word,
    purpose=purposes,
    channel=or_all(channels),
    at=moments,
    is_given=st.booleans(),
    is_explicit=st.booleans(),
    is_affirmed=st.booleans(),
    has_guardian=st.booleans(),
    until=st.none() | days,
    about=st.sampled_from(["", "a", "b"]),
)
objections = st.builds(
    Objected,
    at=moments,
    is_to_recruitment=st.booleans(),
    purpose=or_all(purposes),
    channel=or_all(channels),
    includes_alerts=st.booleans(),
)
entries = st.builds(Barred, since=moments, purpose=or_all(purposes), channel=or_all(channels), is_erased=st.booleans())
acts = st.builds(Act, ground=st.sampled_from([*Ground]), on=days, channel=channels, opt_out_offered=st.booleans())
some_facts = st.builds(
    SendFacts,
    kind=st.sampled_from([*SubjectKind]),
    is_gone=st.integers(0, 9).map(lambda number: not number),
    restricted_since=st.none() | moments,
    retain_until=st.none() | days,
    is_held=st.booleans(),
    words=st.lists(words, max_size=4).map(tuple),
    objections=st.lists(objections, max_size=2).map(tuple),
    barred=st.lists(entries, max_size=2).map(tuple),
    acts=st.lists(acts, max_size=3).map(tuple),
    paused_until=st.none() | days,
    notice_due_on=st.none() | days,
    notice_carried_on=st.none() | days,
    is_at_legal_person=st.booleans(),
    is_sole_trader=st.booleans(),
    is_open_to_approach=st.booleans(),
    accepts_ad_cookies=st.booleans(),
    about=st.sampled_from(["", "a"]),
    continued=st.sets(purposes).map(frozenset),
    birth_date=st.none() | st.just(FIFTEEN),
)


def allowed(facts: SendFacts) -> set[tuple[Purpose, Channel]]:
    return {
        (purpose, channel)
        for purpose in Purpose
        for channel in Channel
        if decide_send(facts, purpose, channel, NOW).is_allowed
    }


def with_(facts: SendFacts, **fields) -> SendFacts:
    held = {name: getattr(facts, name) for name in SendFacts.__slots__}
    return SendFacts(**held | fields)


@pytest.mark.requirement("LAW-03", "MKT-06")
@given(some_facts, words)
def test_withdrawal_never_increases_what_may_be_sent(facts, word):
    withdrawn = Word(purpose=word.purpose, channel=word.channel, at=word.at, is_given=False, about=word.about)

    assert allowed(with_(facts, words=(*facts.words, withdrawn))) <= allowed(facts)


@pytest.mark.requirement("LAW-12")
@given(some_facts, objections, entries)
def test_objection_and_list_never_increase_what_may_be_sent(facts, objection, entry):
    before = allowed(facts)

    assert allowed(with_(facts, objections=(*facts.objections, objection))) <= before
    assert allowed(with_(facts, barred=(*facts.barred, entry))) <= before


@given(some_facts, st.randoms(use_true_random=False))
def test_order_in_which_facts_are_read_is_irrelevant(facts, random):
    def mixed(rows):
        return tuple(random.sample(rows, len(rows)))

    again = with_(
        facts,
        words=mixed(facts.words),
        objections=mixed(facts.objections),
        barred=mixed(facts.barred),
        acts=mixed(facts.acts),
    )

    assert allowed(again) == allowed(facts)


@given(some_facts)
def test_withdrawal_wins_over_a_yes_of_the_same_moment(facts):
    both = [
        Word(purpose=Purpose.DM_OTHER, channel=EMAIL, at=NOW, is_given=is_given, is_explicit=is_given)
        for is_given in (True, False)
    ]

    decision = decide_send(with_(facts, words=(*facts.words, *both)), Purpose.DM_OTHER, EMAIL, NOW)

    assert not decision.is_allowed


@pytest.mark.requirement("USE-EM-01")
@given(some_facts)
def test_what_is_allowed_has_a_reason_that_the_law_knows(facts):
    for purpose, channel in allowed(facts):
        decision = decide_send(facts, purpose, channel, NOW)
        assert decision.code in ALLOWING
        assert purpose in {Purpose.SERVICE, Purpose.RIGHTS_REQUEST} | OFFERED[facts.kind]
        if purpose in EXPLICIT_ONLY:
            assert decision.code == SendCode.EXPLICIT
        if channel == PHONE and purpose in MARKETING - {Purpose.SURVEY}:
            assert decision.code == SendCode.OPTIN or facts.is_at_legal_person


@given(some_facts)
def test_without_own_words_and_acts_no_marketing_reaches_a_private_person(facts):
    private = with_(facts, kind=CANDIDATE, words=(), acts=())

    assert {purpose for purpose, _channel in allowed(private)} & MARKETING <= {Purpose.SURVEY}
