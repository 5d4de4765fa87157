from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.readers.partial_date import NotADate, PartialDate, is_ongoing


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2014", PartialDate(2014)),
        ("2014-06", PartialDate(2014, 6)),
        ("2014-6-9", PartialDate(2014, 6, 9)),
        ("2014/06", PartialDate(2014, 6)),
        ("2014-06-29T00:00:00.000Z", PartialDate(2014, 6, 29)),
        ("29-06-2014", PartialDate(2014, 6, 29)),
        ("06/2014", PartialDate(2014, 6)),
        ("juni 2014", PartialDate(2014, 6)),
        ("Sept. 2014", PartialDate(2014, 9)),
        ("1 mrt 2014", PartialDate(2014, 3, 1)),
        (" mei  2014 ", PartialDate(2014, 5)),
    ],
)
def test_partial_date_reads_what_people_write(written: str, expected: PartialDate):
    assert PartialDate.parse(written) == expected


@pytest.mark.parametrize(
    "written", ["", "2014-13", "31-02-2014", "14-06-12", "lente 2014", "0214", "2014-00", "31 juni 2014"]
)
def test_partial_date_refuses_the_rest(written: str):
    with pytest.raises(NotADate):
        PartialDate.parse(written)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_partial_date_reads_back_what_it_writes(day: date):
    written = PartialDate(day.year, day.month, day.day)

    assert PartialDate.parse(str(written)) == written
    assert written.first_day == day
    assert PartialDate.parse(str(PartialDate(day.year, day.month))).first_day == day.replace(day=1)


@given(st.text(max_size=20))
def test_partial_date_takes_any_text(text: str):
    try:
        parsed = PartialDate.parse(text)
    except NotADate:
        return

    assert parsed.first_day.year == parsed.year


@pytest.mark.parametrize(("written", "expected"), [("heden", True), ("Present", True), ("", True), ("2014", False)])
def test_ongoing_is_said_in_words(written: str, *, expected: bool):
    assert is_ongoing(written) is expected
