"""What raw cells hold of people: an erasure finds it, and a citizen service number stands nowhere."""

import pytest
from django.db import connection

from candidates.actions.imports.traces import traces_in
from candidates.models import ImportRow
from candidates.testing import bsn_of, make_candidate
from candidates.testing_imports import read_batch, table
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.national_id import without_bsn
from privacy.actions.erasure import approve_erasure, request_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.subjects import ensure_controller
from privacy.vocabulary import ErasureGround, Role


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["Kees", "mailto:Kees@Example.org; of bel"], {"email": "kees@example.org", "phone": "", "profile_url": ""}),
        (["tel 06-1234 5678 thuis"], {"email": "", "phone": "+31612345678", "profile_url": ""}),
        (
            ["nl.linkedin.com/in/Kees/"],
            {"email": "", "phone": "", "profile_url": "https://www.linkedin.com/in/kees"},
        ),
        (["a@b", "12345678901234567890", ""], {"email": "", "phone": "", "profile_url": ""}),
    ],
)
def test_traces_are_found_wherever_they_stand(cells, found):
    assert traces_in(cells) == found


def test_bsn_is_made_unreadable_where_it_stands():
    number = bsn_of("somebody")

    assert without_bsn(f"Bsn {number}, 24 jaar") == "Bsn *********, 24 jaar"
    assert without_bsn("06-12345678") == "06-12345678"


@pytest.mark.django_db
@pytest.mark.requirement("CAND-DATA-31")
def test_bsn_of_a_file_is_stored_nowhere():
    ensure_controller()
    number = bsn_of("somebody")

    batch = read_batch(table("Naam,Kennis,BSN", f"Kees Oster,lassen,{number}", f"Piet Smit,{number},"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM candidates_importrow t WHERE position(%s in t::text) > 0", [number])
        assert cursor.fetchone() == (0,)
    assert batch.rows.get(line=2).cells == ["Kees Oster", "lassen", ""]


@pytest.mark.django_db
@pytest.mark.requirement("ERASE-03")
def test_erasure_reaches_rows_that_nobody_could_read():
    ensure_controller()
    person = make_candidate(email="kees@example.org", phone="+31612345678")
    read_batch(
        table(
            "Naam,E-mail,Mobiel,Opmerking",
            "Kees Oster,kees at example.org,,mail kees@example.org",
            "Kees Oster,x,06-12345678,",
            "Anna Smit,anna@example.org,,",
        )
    )

    run = request_erasure(person.pk, ["candidate"], ground=ErasureGround.NO_LONGER_NEEDED, by=make_user(Role.RECRUITER))
    approve_erasure(run, by=make_user(Role.PRIVACY_OFFICER))
    erase_part(run, 0)

    assert list(ImportRow.objects.of_people().values_list("line", flat=True)) == [4]
    assert not ImportRow.history.filter(line__in=[2, 3]).exists()
