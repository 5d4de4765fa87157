import pytest

from candidates.models import Candidate, EmergencyNaming, RefereeNaming
from candidates.testing import bsn_of, make_full_candidate
from cluster_crm.people.national_id import normalise_bsn
from privacy.registry import PersonalModel, personal_models


def rows_of(personal: PersonalModel, candidate: Candidate):
    named = [*RefereeNaming.objects.values_list("referee"), *EmergencyNaming.objects.values_list("contact")]
    people = [candidate.pk, *(person for (person,) in named)]
    return list(personal.model._default_manager.filter(**{f"{personal.record.subject}_id__in": people}))


@pytest.mark.django_db
def test_full_candidate_has_every_personal_column_filled():
    candidate = make_full_candidate("Zebra", by=None)

    empty = [
        f"{personal.label}.{item.field.name}"
        for personal in personal_models()
        if personal.label.startswith("candidates.")
        if (rows := rows_of(personal, candidate) or [pytest.fail(personal.label)])
        for item in personal.fields
        if all(item.field.value_from_object(row) in (None, "", [], {}) for row in rows)
    ]

    assert empty == []


@pytest.mark.parametrize("marker", ["Zebra", "Okapi", "Lynx"])
def test_number_of_a_marker_passes_the_eleven_test(marker):
    assert normalise_bsn(bsn_of(marker)) == bsn_of(marker)
