import pytest

from candidates.readers.candidate_draft import (
    CandidateDraft,
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    SkillDraft,
)
from candidates.readers.partial_date import PartialDate
from candidates.tests.cv_scoring import CORPUS, Score, Tally, add_draft, holds, matched, score_reader

TRUTH = {
    "language": "nl",
    "given_name": "Zoë",
    "infix": "van 't",
    "family_name": "Hoff",
    "email": "zoe@example.org",
    "phone": "+31612345678",
    "other_phone": "",
    "street": "Kade 1-hs",
    "postcode": "1011 AB",
    "city": "Amsterdam",
    "country": "NL",
    "headline": "Kok",
    "profile_urls": ["linkedin.com/in/zoe-example"],
    "education": [
        {"institution": "ROC Noord", "qualification": "MBO 4", "field_of_study": "Kok", "started": "", "ended": "2011"}
    ],
    "experience": [
        {
            "employer": "De Pan",
            "position": "Kok",
            "city": "Ede",
            "started": "2011",
            "ended": "2015",
            "voluntary": False,
        },
        {
            "employer": "De Pan",
            "position": "Chef",
            "city": "Ede",
            "started": "2015-03",
            "ended": "",
            "voluntary": False,
        },
    ],
    "skills": ["HACCP", "Inkoop"],
    "languages": [{"name": "Nederlands", "level": "moedertaal"}, {"name": "Fries", "level": "★★☆"}],
    "must_not_contain": ["Bas Tolsma", "030-2123499", "1985-03-12", "gehuwd"],
}
PERFECT = CandidateDraft(
    given_name="Zoë",
    infix="van ’t",
    family_name="Hoff",
    email="Zoe@example.org",
    phone="+31612345678",
    street="Kade 1-hs",
    postcode="1011 AB",
    city="Amsterdam",
    country="NL",
    headline="Kok",
    profile_urls=("https://www.linkedin.com/in/zoe-example/",),
    education=(EducationDraft(institution="ROC Noord", study_type="MBO 4", area="Kok", ended_on=PartialDate(2011)),),
    experience=(
        ExperienceDraft(organisation="De Pan", position="chef", place="Ede", started_on=PartialDate(2015, 3)),
        ExperienceDraft("De Pan", "Kok", "Ede", PartialDate(2011), PartialDate(2015)),
    ),
    skills=(SkillDraft("inkoop"), SkillDraft("HACCP")),
    languages=(LanguageDraft("Nederlands", "(moedertaal)"), LanguageDraft("Fries", "★★☆")),
    source_language="nl",
)


def scored(draft, truth=TRUTH):
    score = Score()
    add_draft(score, draft, truth, name="cv.pdf")
    return score


def imperfect(score):
    """The fields with a mistake, as right, given and expected."""
    return {
        name: (tally.right, tally.given, tally.expected)
        for name, tally in score.fields.items()
        if not tally.right == tally.given == tally.expected
    }


def test_scoring_a_perfect_draft_has_no_mistake_in_any_order_or_capitals():
    score = scored(PERFECT)

    assert imperfect(score) == {}
    assert score.leaks == {}
    assert {tally.precision for tally in score.fields.values()} == {1.0}


def test_scoring_an_empty_draft_recalls_nothing_and_gives_nothing_wrong():
    score = scored(CandidateDraft())

    assert {tally.given for tally in score.fields.values()} == {0}
    assert {name for name, tally in score.fields.items() if tally.recall == 1.0} == {
        "other_phone",
        "education: started",
        "experience: voluntary",
    }


@pytest.mark.parametrize(
    ("change", "mistakes"),
    [
        ({"given_name": "Zoe"}, {"given_name": (0, 1, 1), "whole name": (0, 1, 1)}),
        ({"given_name": "ZOË"}, {"given_name": (0, 1, 1)}),
        ({"phone": "06-12345678"}, {"phone": (0, 1, 1)}),
        ({"headline": ""}, {"headline": (0, 0, 1)}),
        ({"skills": (SkillDraft("HACCP, Inkoop"),)}, {"skills": (0, 1, 2)}),
        ({"source_language": "en"}, {"language": (0, 1, 1)}),
        (
            {"languages": (LanguageDraft("Nederlands", "goed"),)},
            {"languages": (1, 1, 2), "languages: level": (0, 1, 2)},
        ),
        ({"profile_urls": ()}, {"profile_urls": (0, 0, 1)}),
    ],
)
def test_scoring_counts_a_mistake_in_its_own_field(change, mistakes):
    changed = CandidateDraft(**{name: getattr(PERFECT, name) for name in PERFECT.__slots__} | change)

    assert imperfect(scored(changed)) == mistakes


def test_scoring_counts_a_study_whose_titles_are_split_elsewhere_as_one_of_two():
    study = EducationDraft(institution="ROC Noord", study_type="MBO", area="4 Kok", ended_on=PartialDate(2011))
    draft = CandidateDraft(education=(study,))

    score = scored(draft)

    assert score.fields["education"] == Tally(right=1, given=1, expected=1)
    assert score.fields["education: both titles"] == Tally(right=1, given=1, expected=1)
    assert score.fields["education: qualification"] == Tally(right=0, given=1, expected=1)


def test_scoring_an_invented_job_and_an_invented_day_cost_precision():
    jobs = (
        ExperienceDraft(organisation="De Pan", position="Chef", started_on=PartialDate(2015, 3, 1)),
        ExperienceDraft(organisation="Referenties", position="Op aanvraag"),
    )

    score = scored(CandidateDraft(experience=jobs))

    assert score.fields["experience"] == Tally(right=1, given=2, expected=2)
    assert score.fields["experience: started"] == Tally(right=0, given=1, expected=2)
    assert score.fields["experience: position"] == Tally(right=1, given=2, expected=2)


def test_scoring_an_entry_is_matched_once():
    job = {"employer": "De Pan", "position": "Kok", "started": "", "ended": ""}

    assert matched([job, job], [job]) == [(job, job), (job, {})]
    assert matched([job], [job, job]) == [(job, job), ({}, job)]


@pytest.mark.parametrize(
    ("draft", "leaked"),
    [
        (CandidateDraft(summary="Vraag het Bas Tolsma."), ["Bas Tolsma"]),
        (CandidateDraft(phone="+31302123499"), ["030-2123499"]),
        (CandidateDraft(education=(EducationDraft(started_on=PartialDate(1985, 3, 12)),)), ["1985-03-12"]),
        (CandidateDraft(skills=(SkillDraft("Gehuwd"),)), ["gehuwd"]),
        (CandidateDraft(skills=(SkillDraft("ongehuwd"),)), []),
    ],
)
def test_scoring_names_what_must_not_be_taken_over(draft, leaked):
    assert scored(draft).leaks.get("cv.pdf", []) == leaked


def test_scoring_finds_a_telephone_number_in_any_notation():
    assert holds(CandidateDraft(summary="bel (030) 212 34 99"), "+31302123499")
    assert not holds(CandidateDraft(summary="bel 030 299 34 98"), "+31302123499")


def test_scoring_prints_a_row_per_field():
    score = scored(CandidateDraft(given_name="Zoë", infix="van"))

    rows = {line[:28].strip(): line[28:].split() for line in score.table().splitlines()}

    assert rows["given_name"] == ["1.000", "1.000", "1", "1", "1"]
    assert rows["infix"] == ["0.000", "0.000", "0", "1", "1"]
    assert rows["email"] == ["1.000", "0.000", "0", "0", "1"]
    assert score.table().endswith("taken over that must not be: 0 in 0 files")


@pytest.mark.parametrize("side", ["open", "held"])
def test_scoring_reads_every_file_of_a_half(side):
    sizes = []

    score = score_reader(lambda content: CandidateDraft(summary=str(sizes.append(len(content)))), side)

    cvs = [path for path in (CORPUS / side).glob("*.*") if path.suffix != ".json"]
    assert sorted(sizes) == sorted(path.stat().st_size for path in cvs)
    assert score.fields["family_name"] == Tally(right=0, given=0, expected=len(sizes))
