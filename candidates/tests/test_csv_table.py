import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.readers.candidate_draft import Problem
from candidates.readers.table import MAX_BYTES, TableRefused, TableRow
from candidates.readers.tables import open_table

HEADINGS = ("Naam", "Plaats")


def rows(content: bytes, **chosen) -> list[tuple[str, ...]]:
    return [row.cells for row in open_table(content, **chosen).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_csv_finds_encoding_and_separator(encoding, separator, line_end):
    text = line_end.join(separator.join(row) for row in (HEADINGS, ("Zoë", "Ede"), ("Kees\u2019s", "Oss")))

    table = open_table(text.encode(encoding))

    assert (table.headings, table.separator, table.encoding) == (HEADINGS, separator, encoding.removesuffix("-sig"))
    assert list(table.rows) == [TableRow(2, ("Zoë", "Ede")), TableRow(3, ("Kees\u2019s", "Oss"))]


def test_csv_obeys_the_person_in_encoding_and_separator():
    content = "Naam|x;Plaats\nZoë|y;Ede\n".encode("mac-roman")

    assert rows(content, encoding="mac-roman", separator=";") == [("Zoë|y", "Ede")]


@pytest.mark.parametrize("named", ["sep=;", '"sep=;"', "\ufeffsep=;"])
def test_csv_obeys_the_separator_that_excel_names(named):
    assert rows(f"{named}\r\nNaam;Plaats\r\nKees, jr;Ede\r\n".encode()) == [("Kees, jr", "Ede")]


def test_csv_finds_the_separator_of_one_column_by_the_rows_that_would_slip():
    assert rows(b"Naam\nOster, Kees\nBakker, Jan\n") == [("Oster, Kees",), ("Bakker, Jan",)]


def test_csv_puts_letters_of_another_encoding_right_and_says_where():
    good = "Naam;Plaats\nZoë;Ede\nAnaïs;Urk\n".encode()

    table = open_table(good + "Renée;Oss\n".encode("cp1252") + b"Jos\x9d;Epe\n")

    assert list(table.rows) == [
        TableRow(2, ("Zoë", "Ede")),
        TableRow(3, ("Anaïs", "Urk")),
        TableRow(4, ("Renée", "Oss"), remark=Problem.OTHER_ENCODING),
        TableRow(5, ("Jos\ufffd", "Epe"), remark=Problem.OTHER_ENCODING),
    ]


def test_csv_reads_utf8_among_windows_rows_as_it_was_meant():
    content = "Naam;Plaats\nRenée;Oss\nChloë;Ede\nAndré;Epe\nRené;Wîns\n".encode("cp1252") + "Zoë;Ede\n".encode()

    assert list(open_table(content).rows)[-1] == TableRow(6, ("Zoë", "Ede"), remark=Problem.OTHER_ENCODING)


def test_csv_drops_nul_and_marks_in_the_middle():
    assert rows("Naam;\ufeffPlaats\nKe\0es;\ufeffEde\n".encode()) == [("Kees", "Ede")]


def test_csv_keeps_emoji_letters_from_right_to_left_and_lines_within_a_cell():
    assert rows('Naam;Plaats\nمريم;"Ede\r\n🙂"\nKees;Oss\n'.encode()) == [("مريم", "Ede\r\n🙂"), ("Kees", "Oss")]


def test_csv_goes_on_after_an_open_quotation_mark():
    content = b'Naam,Plaats\nKees,Ede\n"Jan,Ede\nPiet,Urk\nAnna,"Oss"x\nRoos,Epe\n'

    assert list(open_table(content).rows) == [
        TableRow(2, ("Kees", "Ede")),
        TableRow(3, ('"Jan,Ede',), Problem.BROKEN_ROW),
        TableRow(4, ("Piet", "Urk")),
        TableRow(5, ('Anna,"Oss"x',), Problem.BROKEN_ROW),
        TableRow(6, ("Roos", "Epe")),
    ]


def test_csv_of_nothing_but_open_quotation_marks_is_read_in_linear_time():
    lines = 60_000
    content = b"Naam;Plaats\n" + b'Jan";"Ede\n' * lines + b"Kees;Oss\n"  # each line goes on in the next, to the end

    *broken, last = open_table(content, encoding="utf-8", separator=";").rows

    assert {row.fault for row in broken} == {Problem.BROKEN_ROW}
    assert len(broken) == lines
    assert last == TableRow(lines + 2, ("Kees", "Oss"))


def test_csv_names_a_cell_that_is_too_long_and_goes_on():
    content = b"Naam;Plaats\nKees;" + b"x" * 200_000 + b"\nPiet;Urk\n"

    faults = [(row.line, row.fault) for row in open_table(content).rows]

    assert faults == [(2, Problem.CELL_TOO_LONG), (3, None)]


def test_csv_of_one_endless_line_is_cut_up():
    table = open_table(b"Naam;Plaats\nKees;Ede\n" + b"x;" * 3_000_000, encoding="utf-8", separator=";")

    first, *rest = table.rows

    assert len(rest) == 3
    assert first == TableRow(2, ("Kees", "Ede"))
    assert {(row.line, row.fault) for row in rest} == {(3, Problem.TOO_MANY_CELLS)}


@pytest.mark.parametrize(
    ("content", "headings", "heading_line", "first"),
    [
        ("Export;;\n\nNaam;Plaats;E-mail\nKees;Ede;\n", ("Naam", "Plaats", "E-mail"), 3, (4, ("Kees", "Ede", ""))),
        (";;\nNaam;Plaats;\nKees;Ede\n", ("Naam", "Plaats", ""), 2, (3, ("Kees", "Ede"))),
        ("Kees;kees@example.org\nJan;jan@example.org\n", ("", ""), 0, (1, ("Kees", "kees@example.org"))),
        ("Wie;Waar\nKees;Ede\n", ("Wie", "Waar"), 1, (2, ("Kees", "Ede"))),
        ('"Naam\nvoluit";Plaats\nKees;Ede\n', ("Naam\nvoluit", "Plaats"), 1, (3, ("Kees", "Ede"))),
        ("Wie;Waar;Wat\nKees;Naam;Plaats\n", ("Wie", "Waar", "Wat"), 1, (2, ("Kees", "Naam", "Plaats"))),
    ],
    ids=["title above", "blank above", "no headings", "unknown headings", "of two lines", "data like headings"],
)
def test_csv_finds_the_line_of_headings(content, headings, heading_line, first):
    table = open_table(content.encode())

    assert (table.headings, table.heading_line) == (headings, heading_line)
    assert next(table.rows) == TableRow(*first)


def test_csv_row_may_be_short_but_not_slip():
    found = [(row.line, row.fault) for row in open_table(b"Naam;Plaats\nKees\nJan;Ede;;\nPiet;Urk;x\n").rows]

    assert found == [(2, None), (3, None), (4, Problem.TOO_MANY_CELLS)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Problem.EMPTY),
        (b" \n;;\n", Problem.EMPTY),
        (b"sep=;\n", Problem.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20, Problem.NOT_A_TABLE),
        (b"Naam" + b";" * 1_001, Problem.TOO_MANY_COLUMNS),
        (b"Naam\n" + b"x" * MAX_BYTES, Problem.TOO_LARGE),
    ],
    ids=["nothing", "blank", "only sep", "picture", "wide", "large"],
)
def test_csv_that_is_no_table_is_refused_by_name(content, reason):
    with pytest.raises(TableRefused) as refusal:
        open_table(content)

    assert refusal.value.reason is reason


def test_csv_is_read_alike_from_bytes_a_path_and_a_stream_that_stays_open(tmp_path: Path):
    content = "Naam;Plaats\nZoë;Ede\n".encode()
    (tmp_path / "list").write_bytes(content)
    stream = io.BytesIO(content)

    assert rows(content) == [row.cells for row in open_table(tmp_path / "list").rows]
    assert rows(content) == [row.cells for row in open_table(stream).rows]
    assert not stream.closed


def test_csv_of_50_megabytes_takes_the_memory_of_its_longest_row(tmp_path: Path):
    line = b"Kees Oster;" + b"x" * 2_000 + b"\n"
    (tmp_path / "list").write_bytes(b"Naam;Plaats\n" + line * ((MAX_BYTES - 20) // len(line)))

    tracemalloc.start()
    count = sum(1 for _row in open_table(tmp_path / "list").rows)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == (MAX_BYTES - 20) // len(line)
    assert peak < MAX_BYTES // 4


@given(st.binary(max_size=300))
def test_csv_takes_any_bytes(content: bytes):
    try:
        found = list(open_table(b"Naam;Plaats\n" + content + b"\nKees;Ede\n").rows)
    except TableRefused as refusal:
        assert refusal.reason is Problem.NOT_A_TABLE  # noqa: PT017 - hypothesis tries both ways
    else:
        assert found
