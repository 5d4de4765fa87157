"""A campaign: a list as large as one may be, the whole way; each part is committed, as the worker does it."""

import pytest
from django.utils import timezone

from candidates.models import Candidate, ImportBatch, Note
from candidates.readers.table import MAX_BYTES
from candidates.testing_imports import import_all, table
from privacy.actions.subjects import ensure_controller
from privacy.testing import ensure_profile

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROWS = 20_000
WORDS = "werkt graag in ploegen en rijdt zelf "


def test_twenty_thousand_rows_of_nearly_fifty_megabytes_become_people():
    """In one place, under names that differ by a few signs: as many may be the same person as can be."""
    ensure_profile()
    ensure_controller()
    note = WORDS * 64
    days = timezone.localdate().isoformat()
    lines = [
        f"Voornaam{number},Achternaam{number},p{number}@example.org,Delft,{note},{days}" for number in range(ROWS - 1)
    ]
    file = table("Voornaam,Achternaam,E-mail,Plaats,Opmerkingen,Laatste contact", *lines, "Kees,Oster,geen adres,,,")

    batch = import_all(file, on_likely=ImportBatch.OnLikely.REGISTER)

    assert 0.9 * MAX_BYTES < len(file.content()) <= MAX_BYTES
    assert (batch.created_count, batch.refused_count, batch.row_count) == (ROWS - 1, 1, ROWS)
    assert (Candidate.objects.count(), Note.objects.count()) == (ROWS - 1, ROWS - 1)
