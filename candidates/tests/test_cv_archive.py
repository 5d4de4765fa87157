import io
import struct
import tracemalloc
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.readers.candidate_draft import Problem
from candidates.readers.cv_archive import MAX_MEMBERS, CvArchive, MemberUnreadable, label_of, open_archive
from candidates.readers.cv_text import MAX_BYTES as MAX_CV_BYTES
from candidates.readers.sheet_extract import OLE_MARK
from candidates.readers.zip_listing import ZipRefused

PDF = b"%PDF-1.7 Kees"


def packed(*members: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", packing) as archive:
        warnings.simplefilter("ignore", UserWarning)  # the same name twice
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def opened(content: bytes) -> CvArchive:
    with open_archive(content) as archive:
        return archive


def patched(content: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The archive with other bytes in each of its records of one kind."""
    changed, at = bytearray(content), content.find(mark)
    while at >= 0:
        changed[at + offset : at + offset + len(value)] = value
        at = content.find(mark, at + 1)
    return bytes(changed)


IN_LIST, IN_PLACE = b"PK\x01\x02", b"PK\x03\x04"


def test_archive_gives_its_cvs_by_place_and_label():
    archive = opened(
        packed(("Zoë.pdf", PDF), ("map/jan.docx", b"PK\x03\x04b"), ("c.json", b"{}"), ("zonder", PDF + b"2"))
    )

    found = [(cv.number, cv.name, cv.content()) for cv in archive.cvs]

    assert found == [
        (1, "Zoë.pdf", PDF),
        (2, "jan.docx", b"PK\x03\x04b"),
        (3, "c.json", b"{}"),
        (4, "zonder", PDF + b"2"),
    ]
    assert archive.left_out == ()


def test_archive_says_nothing_of_what_systems_leave_behind():
    behind = ("__MACOSX/._a.pdf", "x/.DS_Store", "Thumbs.db", "desktop.ini", "._b.pdf", "~$cv.docx")

    archive = opened(packed(("map/", b""), *((name, b"x") for name in behind), ("a.pdf", PDF)))

    assert ([cv.number for cv in archive.cvs], archive.left_out) == ([8], ())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.zip", b"PK\x03\x04", Problem.ARCHIVE_INSIDE),
        ("a.rar", b"Rar!", Problem.ARCHIVE_INSIDE),
        ("a.xlsx", b"PK\x03\x04", Problem.TABLE_INSIDE),
        ("a.csv", b"Naam\nKees\n", Problem.TABLE_INSIDE),
        ("a.jpg", b"\xff\xd8\xff", Problem.NOT_A_CV),
        ("a.exe", b"MZ", Problem.NOT_A_CV),
        ("a.pdf", b"", Problem.EMPTY),
        ("a.pdf", b"%PDF" + b"\0" * MAX_CV_BYTES, Problem.TOO_LARGE),
        ("a.pdf", b"%PDF" + b"\0" * 2_000_000, Problem.ZIP_BOMB),
    ],
)
def test_archive_names_what_is_left_out(name: str, content: bytes, reason: Problem):
    archive = opened(packed((name, content), ("b.pdf", PDF)))

    assert [(member.number, member.name, member.reason) for member in archive.left_out] == [(1, name, reason)]
    assert [cv.number for cv in archive.cvs] == [2]


def test_archive_reads_old_word_files_so_that_their_reader_says_what_to_do():
    assert [cv.name for cv in opened(packed(("a.doc", OLE_MARK), ("b", OLE_MARK + b"2"))).cvs] == ["a.doc", "b"]


def test_archive_reads_two_files_of_one_name_but_no_file_twice():
    archive = opened(packed(("a.pdf", PDF), ("a.pdf", PDF + b"2"), ("kopie.pdf", PDF)))

    assert [(cv.number, cv.content()) for cv in archive.cvs] == [(1, PDF), (2, PDF + b"2")]
    assert [(member.number, member.reason) for member in archive.left_out] == [(3, Problem.SAME_FILE)]


@pytest.mark.parametrize(
    ("filename", "label"),
    [
        ("../../etc/passwd", "passwd"),
        ("/etc/cron.d/a.pdf", "a.pdf"),
        ("C:\\Users\\x\\cv.pdf", "cv.pdf"),
        ("..", ".."),
        ("a\x1b[31m\u202efdp.pdf", "a[31mfdp.pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_archive_name_is_a_label_and_never_a_path(filename: str, label: str):
    assert label_of(filename) == label


def test_archive_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    archive = opened(packed(("../slip.pdf", PDF), (f"{tmp_path}/a.pdf", PDF + b"2")))

    assert [cv.content() for cv in archive.cvs] == [PDF, PDF + b"2"]
    assert list(tmp_path.parent.glob("*.pdf")) == list(tmp_path.iterdir()) == []


def test_archive_leaves_out_what_is_locked_or_packed_otherwise():
    locked = patched(patched(packed(("a.pdf", PDF)), IN_LIST, 8, b"\x01\0"), IN_PLACE, 6, b"\x01\0")

    assert [member.reason for member in opened(locked).left_out] == [Problem.ENCRYPTED]
    assert [member.reason for member in opened(packed(("a.pdf", PDF), packing=zipfile.ZIP_LZMA)).left_out] == [
        Problem.PACKED_OTHERWISE
    ]


def test_archive_member_that_lies_about_its_size_is_unpacked_no_further():
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    flood = bomb.compress(b"\0" * 100_000_000) + bomb.flush()
    honest = packed(("a.pdf", b"x" * 1_000), packing=zipfile.ZIP_STORED)
    start = honest.index(b"x" * 1_000)
    lying = honest[:start] + flood + honest[start + 1_000 :]
    sizes = struct.pack("<LL", len(flood), 1_000)
    for mark, at_method, at_sizes in ((IN_PLACE, 8, 18), (IN_LIST, 10, 20)):
        lying = patched(patched(lying, mark, at_method, b"\x08\0"), mark, at_sizes, sizes)
    lying = patched(lying, b"PK\x05\x06", 16, struct.pack("<L", lying.rindex(IN_LIST)))

    (cv,) = opened(lying).cvs

    tracemalloc.start()
    with pytest.raises(MemberUnreadable) as refusal:
        cv.content()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert refusal.value.reason is Problem.CORRUPT
    assert peak < 1_000_000


def test_archive_member_that_is_damaged_does_not_stop_the_others():
    content = packed(("a.pdf", b"x" * 1_000), ("b.pdf", PDF), packing=zipfile.ZIP_STORED)
    archive = opened(content.replace(b"x" * 1_000, b"x" * 999 + b"y"))

    damaged, good = archive.cvs

    with pytest.raises(MemberUnreadable):
        damaged.content()
    assert good.content() == PDF


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 and no end", Problem.CORRUPT),
        (packed(("a.pdf", PDF))[:-8], Problem.CORRUPT),
        (packed(), Problem.EMPTY),
        (packed(("map/", b""), (".DS_Store", b"x")), Problem.EMPTY),
        (packed(*((f"{number}", b"") for number in range(MAX_MEMBERS + 1))), Problem.ZIP_BOMB),
        (patched(packed(("a.pdf", PDF)), b"PK\x05\x06", 12, b"\xff\xff\xff\xff"), Problem.ZIP_BOMB),
        (patched(packed(("a.pdf", PDF), ("b.pdf", PDF)), IN_LIST, 24, b"\xff\xff\xff\x7f"), Problem.ZIP_BOMB),
    ],
    ids=["no end", "cut off", "nothing", "nothing of a person", "many", "endless list", "two gigabytes"],
)
def test_archive_that_cannot_be_looked_at_is_refused_by_name(content: bytes, reason: Problem):
    with pytest.raises(ZipRefused) as refusal:
        opened(content)

    assert refusal.value.reason is reason


def test_archive_is_opened_from_a_path_for_as_long_as_it_is_needed(tmp_path: Path):
    (tmp_path / "cvs").write_bytes(packed(("a.pdf", PDF)))

    with open_archive(tmp_path / "cvs") as archive:
        (cv,) = archive.cvs
        assert cv.content() == PDF
    with pytest.raises(MemberUnreadable):
        cv.content()


WHOLE = packed(("a.pdf", PDF), ("zonder", b"%PDF " + bytes(range(200))))


@given(st.dictionaries(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), max_size=8))
def test_archive_with_any_bytes_changed_is_read_or_refused_by_name(changes: dict[int, int]):
    content = bytearray(WHOLE)
    for at, byte in changes.items():
        content[at] = byte

    try:
        archive = opened(bytes(content))
    except ZipRefused:
        return
    for cv in archive.cvs:
        try:
            assert len(cv.content()) <= MAX_CV_BYTES
        except MemberUnreadable as refusal:
            assert refusal.reason is Problem.CORRUPT  # noqa: PT017 - hypothesis tries both ways
