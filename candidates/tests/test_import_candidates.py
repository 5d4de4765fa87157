"""The command as somebody types it: what it prints names nobody."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from candidates.models import Candidate
from candidates.testing_files import DUTCH_CV, pdf_cv
from cluster_crm.accounts.testing import make_user
from privacy.actions.subjects import ensure_controller
from privacy.actions.suppression import suppress
from privacy.models import CatalogueEntry, SuppressionEntry
from privacy.vocabulary import Category, Identifier, Role

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "files"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def run(*files: Path, **options: str) -> str:
    printed = StringIO()
    call_command("import_candidates", *map(str, files), **{"source": "APPLICATION"} | options, stdout=printed)
    return printed.getvalue()


def test_command_prints_rows_by_number_and_people_by_reference(tmp_path: Path):
    ensure_controller()
    suppress(Identifier.EMAIL, "sjoerd.bakker@example.org", reason=SuppressionEntry.Reason.values[0])
    cv = tmp_path / "zoe-van-t-hoff.pdf"
    cv.write_bytes(pdf_cv(DUTCH_CV))

    printed = run(FILES / "resume-one-job.json", FILES / "candidates-dutch.csv", cv, tmp_path / "gone.csv")

    plain = re.sub(r"I-[0-9a-f]{8}", "I-#", re.sub(r"C-\d+", "C-#", printed))
    assert [line.split(maxsplit=2) for line in plain.splitlines()[:-1]] == [
        ["file", "line", "result"],
        ["1", "1", "registered as C-#"],
        *[["1", "1", line] for line in LEFT_OUT_OF_THE_SAMPLE],
        ["2", "1", "left out: 11: This has no place in a candidate's dossier and was left out."],
        ["2", "2", "registered as C-#"],
        ["2", "3", "left out: This person did not want to be approached again."],
        ["2", "3", "On the suppression list, not to be approached."],
        ["2", "4", "refused: email: This isn't an e-mail address."],
        ["2", "5", "refused: skills: This holds a citizen service number (BSN): remove it from the file."],
        ["2", "6", "registered as C-#"],
        ["2", "8", "refused: This row has more cells than there are columns."],
        ["2", "9", "waits for a person: There is no name."],
        ["3", "1", "waits for a person: This may be the person of an earlier row: compare, and decide."],
        ["4", "1", "refused: The file can't be opened."],
    ]
    assert plain.splitlines()[-1] == ("I-#: 3 people registered, 0 updated, 2 rows wait, 1 left out, 4 rows refused.")


LEFT_OUT_OF_THE_SAMPLE = (
    "left out: references: This is about other people, who are recorded in their own right: left out.",
    *(
        f"left out: {section}: This has no place in a candidate's dossier and was left out."
        for section in ("projects", "publications", "awards", "interests")
    ),
)


def test_command_names_no_person(tmp_path: Path):
    ensure_controller()
    cv = tmp_path / "zoe-van-t-hoff.pdf"
    cv.write_bytes(pdf_cv(DUTCH_CV))

    printed = run(FILES / "candidates-dutch.csv", FILES / "resume-one-job.json", cv).lower()

    for candidate in Candidate.objects.all():
        assert candidate.family_name.lower() not in printed
    assert "@" not in printed
    assert "zoe" not in printed


@pytest.mark.requirement("GEN-09")
def test_command_says_which_row_of_the_catalogue_is_missing():
    ensure_controller()
    CatalogueEntry.objects.filter(category=Category.NAME).update(is_active=False)

    with pytest.raises(CommandError, match="The catalogue has no active row for"):
        run(FILES / "resume-one-job.json")


def test_command_asks_for_a_controller_first():
    with pytest.raises(CommandError, match="No organisation of ours"):
        run(FILES / "resume-one-job.json")


def test_command_refuses_a_source_that_is_not_on_the_list():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("import_candidates", "a.csv", "--source", "SOMEWHERE")


def test_command_refuses_a_day_to_come():
    with pytest.raises(CommandError, match="future"):
        call_command("import_candidates", "a.csv", "--source", "EMAIL_CV", "--collected-on", "2999-01-01")


@pytest.mark.requirement("SEC-01")
def test_command_acts_for_a_user_whose_role_imports():
    ensure_controller()
    recruiter, consultant = make_user(Role.RECRUITER), make_user(Role.CONSULTANT)

    run(FILES / "resume-one-job.json", by=recruiter.email.upper())

    assert Candidate.objects.get().owner == recruiter
    with pytest.raises(CommandError, match="role"):
        run(FILES / "resume-one-job.json", by=consultant.email)
    with pytest.raises(CommandError, match="No such user"):
        run(FILES / "resume-one-job.json", by="nobody@example.org")
