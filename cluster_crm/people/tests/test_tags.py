"""Tags: one list of words, and who carries them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.tags import is_tag, set_tags, tag_people, tags_of
from cluster_crm.people.exceptions import NotATag, NotHeld
from cluster_crm.people.models import PersonTag, Tag
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.restriction import restrict
from privacy.exceptions import ProcessingRestricted
from privacy.models import Restriction
from privacy.vocabulary import SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE


def test_people_carry_words_of_one_list_however_they_are_written():
    noor, sem = make_candidate().pk, make_candidate().pk

    tag_people(CANDIDATE, {noor: ["Open  dag", "lasser"], sem: ["open DAG"]})
    again = tag_people(CANDIDATE, {noor: ["LASSER"]})

    assert list(Tag.objects.values_list("name", flat=True)) == ["Open dag", "lasser"]
    assert (tags_of(noor, CANDIDATE), tags_of(sem, CANDIDATE), again) == (["Open dag", "lasser"], ["Open dag"], {})


def test_chosen_tags_are_all_that_a_person_carries_and_history_knows():
    noor, user = make_candidate().pk, make_user()
    set_tags(noor, CANDIDATE, ["lasser", "nacht"], by=user)

    set_tags(noor, CANDIDATE, ["Lasser", "haven"], by=user)

    assert tags_of(noor, CANDIDATE) == ["haven", "lasser"]
    assert PersonTag.history.filter(history_type="-", history_user=user).count() == 1


@pytest.mark.requirement("CAND-DATA-31")
@pytest.mark.parametrize("word", ["", "x" * 51, "111222333", "zwanger", "heeft een burn-out"])
def test_no_tag_tells_what_may_not_be_told(word):
    assert not is_tag(word)
    with pytest.raises(NotATag):
        tag_people(CANDIDATE, {make_candidate().pk: [word]})


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_nobody_is_tagged_who_is_restricted_or_not_held():
    noor = make_candidate().pk
    restrict(noor, CANDIDATE, ground=Restriction.Ground.values[0], by=None)

    with pytest.raises(ProcessingRestricted):
        set_tags(noor, CANDIDATE, ["lasser"], by=make_user())
    with pytest.raises(NotHeld):
        set_tags(uuid7(), CANDIDATE, ["lasser"], by=make_user())


def test_tags_ask_no_more_of_the_database_for_more_people():
    def queries(number: int) -> int:
        people = {make_candidate().pk: ["lasser", f"list {number}"] for _ in range(number)}
        with CaptureQueriesContext(connection) as captured:
            tag_people(CANDIDATE, people)
        return len(captured)

    assert queries(2) == queries(12)
