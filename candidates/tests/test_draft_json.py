import json

from hypothesis import given
from hypothesis import strategies as st

from candidates.readers.candidate_draft import (
    CandidateDraft,
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    SkillDraft,
)
from candidates.readers.draft_json import draft_from_json, draft_to_json
from candidates.readers.partial_date import PartialDate

texts = st.text(max_size=5)
names = st.text(min_size=1, max_size=5)
dates = st.none() | st.builds(PartialDate, st.integers(1000, 2999), st.none() | st.integers(1, 12))
periods = {"started_on": dates, "ended_on": dates}
drafts = st.builds(
    CandidateDraft,
    line=st.integers(1, 9),
    given_name=texts,
    profile_urls=st.lists(texts, max_size=2).map(tuple),
    education=st.lists(st.builds(EducationDraft, institution=texts, **periods), max_size=2).map(tuple),
    experience=st.lists(st.builds(ExperienceDraft, organisation=texts, is_voluntary=st.booleans(), **periods)).map(
        tuple
    ),
    skills=st.lists(st.builds(SkillDraft, name=names), max_size=2).map(tuple),
    languages=st.lists(st.builds(LanguageDraft, name=names, fluency=texts), max_size=2).map(tuple),
    tags=st.lists(names, max_size=2).map(tuple),
    last_contact_on=dates,
    work_permit_required=st.none() | st.booleans(),
    guesses=st.frozensets(st.sampled_from(["email", "phone"])),
)


def test_draft_says_in_json_only_what_it_holds():
    draft = CandidateDraft(
        line=3, email="kees@example.org", experience=(ExperienceDraft("Duin", started_on=PartialDate(2014, 6)),)
    )

    assert draft_to_json(draft) == {
        "line": 3,
        "email": "kees@example.org",
        "experience": [{"organisation": "Duin", "started_on": "2014-06"}],
    }


@given(drafts)
def test_draft_comes_back_from_json(draft: CandidateDraft):
    written = json.dumps(draft_to_json(draft))

    assert draft_from_json(json.loads(written)) == draft
