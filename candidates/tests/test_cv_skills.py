import pytest

from candidates.readers.candidate_draft import LanguageDraft, SkillDraft
from candidates.readers.cv.parser import read_cv_text


@pytest.mark.parametrize(
    ("written", "skills"),
    [
        ("Triage, Wondzorg; ONS", ("Triage", "Wondzorg", "ONS")),
        ("• Triage\n• Wondzorg", ("Triage", "Wondzorg")),
        ("Triage\tWondzorg\nONS", ("Triage", "Wondzorg", "ONS")),
        ("Software: Revit, Solibri (viewer, editor)", ("Revit", "Solibri (viewer, editor)")),
        ("Triage · MATLAB/Simulink · R", ("Triage", "MATLAB/Simulink", "R")),
        ("Triage, Triage, triage", ("Triage",)),
        ("Ik ben goed in het leiden van ploegen en ik houd van orde.\nTriage", ()),
    ],
)
def test_skills_are_what_is_listed(written: str, skills: tuple[str, ...]):
    draft = read_cv_text(f"Jan de Vries\n\nVaardigheden\n{written}\n").draft

    assert tuple(skill.name for skill in draft.skills) == skills


def test_level_of_a_skill_is_kept_apart():
    draft = read_cv_text("Competenties\nIFRS\texpert\nRust ★★★☆☆\nCognos gevorderd\n").draft

    assert draft.skills == (SkillDraft("IFRS"), SkillDraft("Rust", "★★★☆☆"), SkillDraft("Cognos", "gevorderd"))


def test_europass_table_gives_the_level_of_speaking():
    text = (
        "PERSONAL SKILLS\nMother tongue(s)\tPolish\nOther language(s)\tUNDERSTANDING\tSPEAKING\tWRITING\n"
        "Listening\tReading\tSpoken interaction\tSpoken production\nDutch\tB2\tB2\tA2\tA2\tA1\n"
        "Digital competence\tPower BI, SQL\nDriving licence\tB\n"
    )

    draft = read_cv_text(text).draft

    assert draft.languages == (LanguageDraft("Dutch", "A2"), LanguageDraft("Polish"))
    assert [skill.name for skill in draft.skills] == ["Power BI", "SQL"]


@pytest.mark.parametrize(
    ("written", "languages"),
    [
        ("Nederlands (moedertaal), Engels (C1)", [("Nederlands", "moedertaal"), ("Engels", "C1")]),
        ("Nederlands: goed\nEngels – redelijk", [("Nederlands", "goed"), ("Engels", "redelijk")]),
        ("Nederlands\nmoedertaal\nEngels\nvoldoende", [("Nederlands", "moedertaal"), ("Engels", "voldoende")]),
        ("Nederlands\tmoedertaal\nEngels\tC1", [("Nederlands", "moedertaal"), ("Engels", "C1")]),
        ("English C2\tTwi native\tDutch A2", [("English", "C2"), ("Twi", "native"), ("Dutch", "A2")]),
        (
            "Nederlands en Berbers (moedertaal), Frans (B2)",
            [("Nederlands", "moedertaal"), ("Berbers", "moedertaal"), ("Frans", "B2")],
        ),
        ("Nederlands en een beetje Pools", [("Nederlands", ""), ("Pools", "een beetje")]),
        ("Engels (professionele\nvaardigheid)", [("Engels", "professionele vaardigheid")]),
        ("Fries ●●●●○", [("Fries", "●●●●○")]),
        ("Muziek en sport", []),
    ],
)
def test_languages_are_read_with_their_level(written: str, languages: list[tuple[str, str]]):
    draft = read_cv_text(f"Jan de Vries\n\nTalen\n{written}\n").draft

    assert draft.languages == tuple(LanguageDraft(name, level) for name, level in languages)
