import pytest
from django.core.management import CommandError, call_command

from privacy.management.personal_data_page import personal_data_page
from privacy.management.requirements_page import IDENTIFIER, requirements_page, titles_of

pytestmark = pytest.mark.requirement("LAW-18")

CLAUSES = "id,title\nGEN-09,Only data that help\nRET-01,Erase after two years\n"


@pytest.fixture
def tree(tmp_path):
    for folder in ("docs", "privacy/tests"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs/requirements.in.csv").write_text(CLAUSES)
    (tmp_path / "privacy/catalogue.py").write_text('"""What may be held (GEN-09, SKU-99)."""\n')
    (tmp_path / "privacy/tests/test_catalogue.py").write_text(
        'import pytest\n\n\n@pytest.mark.requirement("GEN-09")\ndef test_refuses():\n    pass\n'
    )
    return tmp_path


def test_requirements_page_joins_clause_code_and_test(tree):
    page = requirements_page(tree)

    assert "1 of 2 clauses are shown by a test." in page
    assert (
        "| GEN-09 | Only data that help | `privacy/catalogue.py` | `privacy/tests/test_catalogue.py::test_refuses` |"
        in page.splitlines()
    )
    assert "| RET-01 | Erase after two years |  |  |" in page.splitlines()


def test_personal_data_page_says_what_is_held_and_why():
    page = personal_data_page()

    assert "### privacy.subjectrole" in page.splitlines()
    assert (
        "| `source_detail` | consents, notices, requests and decisions | CONS-04, RIGHT-GEN-03, SRC-09 | c | "
        "recruiter, consultant, privacy officer | RC-RR | is emptied, the row stays |"
    ) in page.splitlines()
    assert "| [name](https://w3id.org/dpv/pd#Name) | CAND-DATA-01 | hire by the agency or placement | b |" in page


def test_check_fails_on_a_stale_page_and_writes_nothing(tree):
    with pytest.raises(CommandError, match=r"Stale: personal-data.md, requirements.md"):
        call_command("generate_docs", "--check", f"--root={tree}")

    assert not (tree / "docs/requirements.md").exists()


def test_check_accepts_what_was_just_written(tree):
    call_command("generate_docs", f"--root={tree}")

    call_command("generate_docs", "--check", f"--root={tree}")

    assert (tree / "docs/requirements.md").read_text() == requirements_page(tree)


def test_marks_of_a_module_and_of_table_rows_name_the_module(tree):
    (tree / "privacy/tests/test_catalogue.py").write_text('pytestmark = pytest.mark.requirement("GEN-09")\n')
    (tree / "privacy/tests/test_table.py").write_text(
        'ROWS = ["RET-01"]\nPARAMS = [pytest.param(row, marks=pytest.mark.requirement(row)) for row in ROWS]\n'
    )

    page = requirements_page(tree)

    assert "| GEN-09 | Only data that help | `privacy/catalogue.py` | `privacy/tests/test_catalogue.py` |" in page
    assert "| RET-01 | Erase after two years |  | `privacy/tests/test_table.py` |" in page


def test_every_clause_has_one_title_of_its_own(settings):
    lines = (settings.BASE_DIR / "docs/requirements.in.csv").read_text().splitlines()[1:]

    assert len(lines) == len(titles_of(settings.BASE_DIR)) == 333
    assert all(IDENTIFIER.fullmatch(name) and title for name, title in titles_of(settings.BASE_DIR).items())
