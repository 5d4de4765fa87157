"""Refused rows come back as a file that says what to mend, and are imported again without another look at columns."""

import csv
from io import BytesIO, StringIO

import pytest
from django.utils.translation import override

from candidates.actions.imports import Upload, choose_mapping, error_file
from candidates.models import Candidate
from candidates.readers.tables import open_table
from candidates.testing_imports import import_all, read_batch, table
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.spreadsheets import SheetKind
from privacy.actions.subjects import ensure_controller

pytestmark = pytest.mark.django_db
LINES = (
    "Naam,Adres,Notitie",
    "Kees Oster,kees at example.org,=1+2",
    "Anna Smit,anna@example.org,",
    "Piet Bos,piet@example.org,x,slipped",
)


@pytest.fixture(autouse=True)
def _english():
    ensure_controller()
    with override("en"):
        yield


def refused(kind: SheetKind) -> bytes:
    columns = {0: "name", 1: "email", 2: "note"}
    choose_mapping(read_batch(table(*LINES)).files.get(), columns, by=make_user())
    file = import_all(table(*LINES)).files.get()
    return b"".join(error_file(file, kind))


def test_error_file_holds_the_refused_rows_and_what_to_mend():
    rows = list(csv.reader(StringIO(refused(SheetKind.CSV).decode())))

    assert rows == [
        ["Naam", "Adres", "Notitie", "What to mend"],
        ["Kees Oster", "kees at example.org", "'=1+2", "e-mail: This isn't an e-mail address."],
        ["Piet Bos", "piet@example.org", "x", "This row has more cells than there are columns.", "slipped"],
    ]


@pytest.mark.parametrize("kind", SheetKind)
def test_error_file_can_be_mended_and_imported_again(kind):
    content = refused(kind)
    if kind is not SheetKind.XLSX:
        content = content.replace(b" at example", b"@example")

    batch = import_all(Upload(f"mended.{kind.suffix}", lambda: content))

    file = batch.files.get()
    assert (file.is_mapping_saved, file.mapping) == (True, {"0": "name", "1": "email", "2": "note"})
    mended = {"Anna Smit"} if kind is SheetKind.XLSX else {"Anna Smit", "Kees Oster"}
    assert set(Candidate.objects.values_list("full_name", flat=True)) == mended


def test_workbook_of_errors_runs_nothing():
    opened = open_table(BytesIO(refused(SheetKind.XLSX)))

    assert [row.cells[2] for row in opened.rows] == ["=1+2", "x"]
