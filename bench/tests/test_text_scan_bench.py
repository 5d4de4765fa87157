"""The measurement of the look through all texts runs, and sees every text."""

import re

import pytest

from bench.many_people import fill_with_people
from bench.text_scan import report
from cluster_crm.people.models import TextScan

pytestmark = pytest.mark.django_db


def test_report_tells_ratio_and_rows():
    fill_with_people(40)

    seen, ratio = report(rounds=1)

    assert TextScan.objects.get().rows_seen >= 80
    assert re.fullmatch(r"\d+ rows with text, 0 new findings in the last round", seen)
    assert re.fullmatch(r"look through all texts +[\d.]+ x COPY +\d+ rows/s", ratio)
