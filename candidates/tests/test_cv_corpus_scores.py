"""How well CVs are read, on both halves of the corpus; docs/decisions/reading-cvs.md says what the figures mean."""

import sys

import pytest

from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.cv.parser import read_cv_text
from candidates.readers.extract import extract
from candidates.tests.cv_scoring import Score, files, score_reader

# Precision and recall that reading CVs must reach at least: on the open half what was aimed at, on the other what it
# reached when it was seen for the first time, rounded down.
FLOORS = {
    "open": {
        "whole name": (0.95, 0.0),
        "email": (0.97, 0.0),
        "phone": (0.97, 0.0),
        "city": (0.9, 0.0),
        "experience": (0.85, 0.75),
        "experience: employer": (0.85, 0.75),
        "experience: position": (0.85, 0.75),
        "experience: started": (0.85, 0.75),
        "education": (0.85, 0.75),
        "education: institution": (0.85, 0.75),
        "skills": (0.85, 0.7),
        "languages": (0.95, 0.9),
    },
    "held": {
        "whole name": (0.9, 0.65),
        "family_name": (0.85, 0.65),
        "email": (1.0, 0.95),
        "phone": (0.95, 0.75),
        "city": (0.9, 0.65),
        "headline": (0.8, 0.55),
        "profile_urls": (1.0, 0.8),
        "experience": (0.9, 0.85),
        "experience: employer": (0.8, 0.65),
        "experience: position": (0.95, 0.8),
        "experience: started": (0.9, 0.8),
        "experience: ended": (0.75, 0.8),
        "education": (0.95, 0.85),
        "education: institution": (0.85, 0.75),
        "education: both titles": (0.85, 0.75),
        "skills": (1.0, 0.6),
        "languages": (0.95, 0.9),
    },
}


def read(content: bytes) -> CandidateDraft:
    """What reading a file makes of it, without the child process that the application reads it in."""
    answer = extract(content)
    return read_cv_text(answer["text"], tuple(answer["looks"])).draft


@pytest.mark.requirement("CAND-DATA-09")
@pytest.mark.parametrize("side", FLOORS)
def test_cvs_are_read_as_well_as_promised(side: str, capsys: pytest.CaptureFixture[str]):
    score = score_reader(read, side)

    with capsys.disabled():
        sys.stdout.write(f"\nCVs of the {side} half\n{score.table()}\n")
    assert missed(score, FLOORS[side]) == {}
    assert score.leaks == {}


def missed(score: Score, floors: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The fields that stay under their floor, with what they reach."""
    reached = {name: (score.fields[name].precision, score.fields[name].recall) for name in floors}
    return {
        name: (precision, recall)
        for name, (precision, recall) in reached.items()
        if precision < floors[name][0] or recall < floors[name][1]
    }


@pytest.mark.parametrize(("cv", "truth"), [pytest.param(*pair, id=pair[0].stem) for pair in files("open")])
def test_every_value_of_a_cv_has_its_place_in_the_text(cv, truth):
    answer = extract(cv.read_bytes())

    reading = read_cv_text(answer["text"], tuple(answer["looks"]))

    fields = {piece.field for piece in reading.evidence}
    jobs = {
        f"experience[{at}].{name}"
        for at, job in enumerate(reading.draft.experience)
        for name in ("organisation", "position", "place")
        if getattr(job, name)
    }
    skills = {f"skills[{at}]" for at in range(len(reading.draft.skills))}
    single = {name for name in ("family_name", "email", "phone", "city", "headline") if getattr(reading.draft, name)}
    assert jobs | skills | single <= fields
    assert all(answer["text"][piece.start : piece.end].strip() for piece in reading.evidence)
    assert truth["email"] == reading.draft.email
