import json
from pathlib import Path

import pytest

from candidates.readers.candidate_draft import (
    CandidateDraft,
    EducationDraft,
    ExperienceDraft,
    LanguageDraft,
    Problem,
    ReadResult,
    RowProblem,
    SkillDraft,
)
from candidates.readers.json_resume import MAX_BYTES, read_json_resume
from candidates.readers.partial_date import PartialDate

FILES = Path(__file__).parent / "files"


def read(**sections: object) -> ReadResult:
    return read_json_resume(json.dumps(sections).encode())


def left_out(where: str, reason: Problem) -> RowProblem:
    return RowProblem(1, where, reason, is_refused=False)


def test_json_resume_reads_the_sample_of_the_schema():
    result = read_json_resume((FILES / "resume-one-job.json").read_bytes())

    [draft] = result.drafts
    assert (draft.given_name, draft.infix, draft.family_name) == ("Roos", "van der", "Kuil")
    assert (draft.email, draft.phone) == ("roos.vanderkuil@example.org", "+31205554321")
    assert (draft.street, draft.postcode, draft.city, draft.country) == ("Vuurtorenlaan 12", "1411 AB", "Naarden", "NL")
    assert draft.headline == "Programmer"
    assert draft.profile_urls == (
        "https://roos.example.org",
        "https://social.example.org/rvdkuil",
        "https://soundcloud.example.com/rvdkuil",
    )
    assert [(job.organisation, job.is_voluntary) for job in draft.experience] == [
        ("Pijpers Compressie", False),
        ("CoderDojo", True),
    ]
    assert draft.experience[0].started_on == PartialDate(2013, 12, 1)
    assert draft.experience[0].description.endswith("holds the current world record for Weisman Scores")
    assert draft.education[0].description == (
        "4.0\nhttps://www.ou.edu/\n- DB1101 - Basic SQL\n- CS2011 - Java Introduction"
    )
    assert SkillDraft("Mpeg", "Master") in draft.skills
    assert draft.languages == (LanguageDraft("English", "Native speaker"),)
    assert draft.guesses == frozenset()


def test_json_resume_says_what_of_the_sample_has_no_place():
    result = read_json_resume((FILES / "resume-one-job.json").read_bytes())

    assert result.problems == (
        left_out("references", Problem.OTHER_PEOPLE),
        left_out("projects", Problem.LEFT_OUT),
        left_out("publications", Problem.LEFT_OUT),
        left_out("awards", Problem.LEFT_OUT),
        left_out("interests", Problem.LEFT_OUT),
    )


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("resume-first-job.json", "Imane El Ouardi"),
        ("resume-long-career.json", "Lena de Vries-van den Heuvel"),
    ],
)
def test_json_resume_reads_the_longer_samples(file: str, name: str):
    result = read_json_resume((FILES / file).read_bytes())

    [draft] = result.drafts
    assert f"{draft.given_name} {draft.infix} {draft.family_name}" == name
    assert {problem.reason for problem in result.problems} <= {Problem.LEFT_OUT, Problem.OTHER_PEOPLE}


def test_json_resume_accepts_deviations_that_lose_nothing():
    result = read(
        basics={
            "name": "Kees Oster",
            "website": "kees.example.org",
            "label": None,
            "location": {"postalCode": "1234ab", "countryCode": "nl"},
        },
        work=[{"company": "Duin", "startDate": "juni 2014", "endDate": "heden", "highlights": "bouwde dammen"}],
        education=[{"institution": "MTS", "gpa": 8, "startDate": 2010, "endDate": "2014-6-1"}],
        skills=[{"name": "Web", "keywords": "HTML, CSS; html"}],
        languages=[{"name": "Fries"}],
    )

    assert result == ReadResult(
        (
            CandidateDraft(
                given_name="Kees",
                family_name="Oster",
                postcode="1234 AB",
                country="NL",
                profile_urls=("https://kees.example.org",),
                experience=(ExperienceDraft("Duin", started_on=PartialDate(2014, 6), description="- bouwde dammen"),),
                education=(
                    EducationDraft(
                        "MTS", started_on=PartialDate(2010), ended_on=PartialDate(2014, 6, 1), description="8"
                    ),
                ),
                skills=(SkillDraft("Web"), SkillDraft("HTML"), SkillDraft("CSS")),
                languages=(LanguageDraft("Fries"),),
            ),
        )
    )


def test_json_resume_reports_what_it_can_not_read_by_its_path_and_keeps_the_rest():
    result = read(
        basics={
            "name": "Kees Oster",
            "email": "kees at home",
            "phone": "12",
            "shoeSize": 44,
            "profiles": [{"url": "x"}],
        },
        work=["Duin", {"name": "Dijk", "startDate": "de zomer", "endDate": "2014-13"}],
        education={"institution": "MTS"},
        references=[{"name": "Teun Bakvis"}],
    )

    assert [draft.experience for draft in result.drafts] == [(ExperienceDraft("Dijk"),)]
    assert set(result.problems) == {
        left_out("education", Problem.WRONG_KIND),
        left_out("work[0]", Problem.WRONG_KIND),
        left_out("work[1].startDate", Problem.NOT_A_DATE),
        left_out("work[1].endDate", Problem.NOT_A_DATE),
        left_out("basics.email", Problem.NOT_AN_EMAIL),
        left_out("basics.phone", Problem.NOT_A_PHONE),
        left_out("basics.profiles[0].url", Problem.NOT_A_URL),
        left_out("basics.*", Problem.LEFT_OUT),
        left_out("references", Problem.OTHER_PEOPLE),
    }


@pytest.mark.requirement("CAND-DATA-31")
def test_json_resume_leaves_out_a_text_with_a_service_number():
    result = read(basics={"name": "Kees Oster", "summary": "BSN 111222333, rijbewijs B"})

    assert [draft.summary for draft in result.drafts] == [""]
    assert result.problems == (left_out("basics.summary", Problem.HOLDS_BSN),)


def test_json_resume_without_name_is_read_for_a_person_to_fill_in():
    result = read(basics={"email": "kees@example.org"})

    assert [draft.has_plain_name for draft in result.drafts] == [False]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", RowProblem(1, "", Problem.NOT_JSON)),
        (b'{"basics": {\n"name": }}', RowProblem(2, "", Problem.NOT_JSON)),
        (b'{"a": "\xe9"}', RowProblem(1, "", Problem.NOT_UTF8)),
        (b"[" * 100_000, RowProblem(1, "", Problem.NESTED_TOO_DEEP)),
        (b'{"a": ' + b"9" * 5000 + b"}", RowProblem(1, "", Problem.NOT_JSON)),
        (b"[]", RowProblem(1, "", Problem.WRONG_KIND)),
        (b'{"name": "a-package", "version": "1.0"}', RowProblem(1, "", Problem.EMPTY)),
        (b" " * (MAX_BYTES + 1), RowProblem(1, "", Problem.TOO_LARGE)),
    ],
    ids=["nothing", "syntax", "latin", "deep", "number", "list", "package", "large"],
)
def test_json_resume_refuses_a_file_with_its_reason(content: bytes, problem: RowProblem):
    assert read_json_resume(content) == ReadResult(problems=(problem,))


def test_json_resume_leaves_out_what_a_database_can_not_hold():
    result = read_json_resume(b'{"basics": {"name": "Kees Oster", "label": "a\\u0000b\\ud800", "url": "x.nl/\\ud800"}}')

    assert [draft.headline for draft in result.drafts] == ["ab?"]
    assert [draft.profile_urls for draft in result.drafts] == [("https://x.nl",)]


def test_json_resume_reads_windows_byte_order_marks():
    content = json.dumps({"basics": {"name": "Zoë Oster"}}, ensure_ascii=False)

    results = [read_json_resume(content.encode(encoding)) for encoding in ("utf-8-sig", "utf-16")]

    assert [draft.given_name for result in results for draft in result.drafts] == ["Zoë", "Zoë"]
