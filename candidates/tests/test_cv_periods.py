import pytest

from candidates.readers.cv.lines import Span
from candidates.readers.cv.periods import find_period, period_at_edge

HEADLESS = [
    ("2010 - 2012", "2010", "2012"),
    ("2008-2010", "2008", "2010"),
    ("2015-16", "2015", "2016"),
    ("jan 2019 - heden", "2019-01", ""),
    ("mrt 2014 – dec 2018", "2014-03", "2018-12"),
    ("jan ’16 – heden", "2016-01", ""),
    ("’06 – ’10", "2006", "2010"),
    ("09/2005 - 11/2013", "2005-09", "2013-11"),
    ("2018-10 → now", "2018-10", ""),
    ("04-2012 tot heden", "2012-04", ""),
    ("mei 2019 t/m heden", "2019-05", ""),
    ("Q3 2010-2011", "2010", "2011"),
    ("sinds 2018", "2018", ""),
    ("tot 2012", "", "2012"),
    ("2018 tot nu toe", "2018", ""),
    ("2018 – …", "2018", ""),
    ("Since March 2013", "2013-03", ""),
    ("2020 – tot op heden", "2020", ""),
    ("Feb 2015 – to date", "2015-02", ""),
    ("September 2013 – date", "2013-09", ""),
    ("van 2006 tot 2008", "2006", "2008"),
    ("sep 2009 – 2012", "2009-09", "2012"),
    ("juni - augustus 2015", "2015-06", "2015-08"),
    ("1 maart 2015 t/m 31 mei 2016", "2015-03-01", "2016-05-31"),
    ("01-03-2015 - 31-05-2016", "2015-03-01", "2016-05-31"),
    ("14-02-2022", "2022-02-14", "2022-02-14"),
    ("2020", "2020", "2020"),
    ("zomer 2015", "2015", "2015"),
]


@pytest.mark.parametrize(("written", "started", "ended"), HEADLESS)
def test_period_says_what_is_written_and_no_more(written: str, started: str, ended: str):
    period = find_period(Span(written, 0))

    assert period is not None
    assert (str(period.started_on or ""), str(period.ended_on or "")) == (started, ended)


@pytest.mark.parametrize("written", ["2012 - 2010", "06-12345678", "1234 AB", "1.400 machines", "31-02-2015", "abc"])
def test_what_is_no_period_is_left(written: str):
    assert find_period(Span(written, 0)) is None


@pytest.mark.parametrize(
    ("line", "is_dated"),
    [
        ("2010 - 2012 Kok, Hotel Pol", True),
        ("Kok, Hotel Pol (2010 - 2012)", True),
        ("Kok | Hotel Pol | mei 2010 – heden (3 jaar 2 maanden)", True),
        ("Tenured in 2021. Supervise four.", False),
        ("In 2021 won ik met de ploeg uit Ede de prijs van de stad.", False),
        ("Master kok, Academie, 2018", True),
        ("Kok\tmei 2010 – heden\tHotel Pol", True),
        ("2010 - hedenHotel Pol", True),
        ("mei 2010\theden\tKok\tHotel Pol", True),
    ],
)
def test_period_dates_a_line_only_at_its_edge(line: str, is_dated: bool):
    assert (period_at_edge(Span(line, 0)) is not None) is is_dated
