"""Whom we hold already: what makes it sure or likely, across roles, under restriction, and among those who come in."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from candidates.models import ProfilePage
from candidates.testing import make_candidate
from candidates.testing_named import make_emergency_contact
from clients.testing import make_client_contact
from cluster_crm.people.duplicates import Arrival, Arrivals, Certainty, Match, Probe, Reason, find_duplicates, probe_of
from privacy.actions.restriction import restrict
from privacy.keyed_hash import hash_identifier
from privacy.models import FormerAddress, Restriction
from privacy.vocabulary import Identifier, SubjectKind

CANDIDATE, CLIENT_CONTACT = SubjectKind.CANDIDATE, SubjectKind.CLIENT_CONTACT
NOOR = {"given_name": "Noor", "infix": "de", "family_name": "Vries", "email": "noor@example.org"}
NAMES = st.sampled_from(["Noor", "Jan", "Petra", "Vries", "Jansen", "Janssen", "J.", ""])
PROBES = st.lists(
    st.builds(
        Probe,
        key=st.uuids(),
        given_name=NAMES,
        family_name=NAMES,
        email=st.sampled_from(["", "a@example.org", "b@example.org"]),
        phones=st.sampled_from([(), ("+31612345678",)]),
        city=st.sampled_from(["", "Delft", "Utrecht"]),
    ),
    max_size=8,
    unique_by=lambda probe: probe.key,
)


def one_match(kind=CANDIDATE, **probe):
    """The single match of a probe as certainty and reasons; None where there is none."""
    found = find_duplicates(kind, [Probe(key="row", **probe)])
    if not found:
        return None
    (match,) = found["row"]
    return match.certainty, match.reasons


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("probe", "expected"),
    [
        (NOOR, (Certainty.SURE, (Reason.EMAIL, Reason.NAME))),
        ({"email": "noor@example.org"}, (Certainty.SURE, (Reason.EMAIL,))),
        ({**NOOR, "given_name": "Bram"}, (Certainty.LIKELY, (Reason.EMAIL, Reason.OTHER_NAME))),
        ({"phones": ("+31612345678",), "family_name": "Vries"}, (Certainty.SURE, (Reason.PHONE,))),
        (
            {"profile_urls": ("https://www.linkedin.com/in/noor",), "family_name": "Vries"},
            (Certainty.SURE, (Reason.PROFILE_URL,)),
        ),
        (
            {"given_name": "Noor", "family_name": "Vriess", "city": "Utrcht"},
            (Certainty.LIKELY, (Reason.NAME, Reason.PLACE)),
        ),
        (
            {"given_name": "Vries", "family_name": "Noor", "postcode": "3511 XZ"},
            (Certainty.LIKELY, (Reason.NAME, Reason.PLACE)),
        ),
        (
            {"given_name": "N.", "family_name": "Vries", "postcode": "3511 XZ"},
            (Certainty.LIKELY, (Reason.NAME, Reason.PLACE)),
        ),
        ({"given_name": "N.", "family_name": "Vries", "city": "Utrecht"}, None),
        ({"given_name": "Noor", "family_name": "Vries", "city": "Delft"}, None),
        ({"given_name": "Noor", "family_name": "Vries"}, None),
        ({"email": "noor@example.com", "phones": ("+31612345679",)}, None),
    ],
)
def test_what_is_concluded(probe, expected):
    noor = make_candidate(**NOOR, phone="+31612345678", city="Utrecht", postcode="3511 AB", country="NL")
    ProfilePage.objects.create(candidate=noor, url="https://www.linkedin.com/in/noor", source="APPLICATION")
    make_candidate(family_name="Bakker", city="Utrecht")

    assert one_match(**probe) == expected


@pytest.mark.django_db
def test_best_comes_first_and_names_person_and_role():
    family = make_candidate(**NOOR | {"given_name": "Bram"})
    noor = make_candidate(**NOOR)

    found = find_duplicates(CANDIDATE, [Probe(key=7, **NOOR), Probe(key=8, email="nobody@example.org")])

    assert found == {
        7: [
            Match(noor.pk, CANDIDATE, Certainty.SURE, (Reason.EMAIL, Reason.NAME), False),
            Match(family.pk, CANDIDATE, Certainty.LIKELY, (Reason.EMAIL, Reason.OTHER_NAME), False),
        ]
    }


@pytest.mark.django_db
def test_number_of_statements_does_not_grow():
    people = [make_candidate(city="Delft") for _ in range(12)]

    counts = []
    for number in (1, 12):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = find_duplicates(CANDIDATE, [probe_of(person) for person in people[:number]])
        counts.append(len(queries))
        assert len(found) == number

    assert counts == [4, 4]  # savepoint, likeness, people, release


@pytest.mark.django_db
def test_other_roles_are_searched_where_asked():
    contact = make_client_contact(**NOOR)

    alone = find_duplicates(CANDIDATE, [Probe(key=1, **NOOR)])
    across = find_duplicates(CANDIDATE, [Probe(key=1, **NOOR)], also=[CLIENT_CONTACT])

    assert alone == {}
    assert across == {1: [Match(contact.pk, CLIENT_CONTACT, Certainty.SURE, (Reason.EMAIL, Reason.NAME), False)]}


@pytest.mark.django_db
def test_address_that_a_merge_did_not_keep_still_finds_the_person():
    noor = make_candidate(**NOOR)
    digest = hash_identifier(Identifier.EMAIL, "noor@example.com")
    own = {"data_subject_id": noor.pk, "subject_kind": CANDIDATE}
    FormerAddress.objects.create(identifier=Identifier.EMAIL, digest=digest, **own)

    assert one_match(email="Noor@example.com", family_name="Vries") == (Certainty.SURE, (Reason.FORMER,))
    assert one_match(email="noor@example.com", family_name="Bakker") == (
        Certainty.LIKELY,
        (Reason.FORMER, Reason.OTHER_NAME),
    )


@pytest.mark.django_db
def test_switchboard_makes_no_duplicates_of_colleagues():
    make_client_contact(given_name="Bram", family_name="Bakker", phone="+31201234567")
    switchboard = {"phones": ("+31201234567",)}

    assert one_match(CLIENT_CONTACT, given_name="Noor", family_name="Vries", **switchboard) is None
    assert one_match(CLIENT_CONTACT, given_name="Bram", family_name="Bakker", **switchboard) == (
        Certainty.SURE,
        (Reason.PHONE, Reason.NAME),
    )


@pytest.mark.django_db
def test_second_number_of_an_emergency_contact_counts():
    contact = make_emergency_contact(phone="+31612345678", other_phone="+31687654321")

    found = find_duplicates(SubjectKind.EMERGENCY_CONTACT, [Probe(key=1, phones=("+31687654321",))])

    assert [match.data_subject_id for match in found[1]] == [contact.pk]


@pytest.mark.django_db
@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_is_found_and_said_to_be_restricted():
    noor = make_candidate(**NOOR)
    restrict(noor.pk, CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    (match,) = find_duplicates(CANDIDATE, [Probe(key=1, **NOOR)])[1]

    assert (match.data_subject_id, match.is_restricted) == (noor.pk, True)


@pytest.mark.django_db
def test_crowd_at_one_address_does_not_hide_the_same_name():
    for number in range(25):
        make_candidate(given_name="Bram", family_name=f"Aalst{number}", email="post@example.org")
    noor = make_candidate(**NOOR | {"email": "post@example.org"})

    found = find_duplicates(CANDIDATE, [Probe(key=1, **NOOR | {"email": "post@example.org"})])[1]

    assert found[0].data_subject_id == noor.pk
    assert len(found) == 20


@pytest.mark.django_db
def test_nobody_is_found_without_probes_or_anything_known():
    make_candidate()

    assert find_duplicates(CANDIDATE, []) == {}
    assert find_duplicates(CANDIDATE, [Probe(key=1)]) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["%", "'; DROP TABLE x; --", "\\", "O'Brien \u0000"[:7], "{table}", "😀" * 50])
def test_hostile_text_is_text(text):
    make_candidate()

    assert find_duplicates(CANDIDATE, [Probe(key=1, given_name=text, family_name=text, email=text, city=text)]) == {}


def twins_among(probes):
    """Who may be the same person as whom of those before him, when everybody is added."""
    arrivals, found = Arrivals(), set()
    for arrival in map(Arrival.of, probes):
        found |= {(arrival.probe.key, twin.key, twin.certainty) for twin in arrivals.twins_of(arrival)}
        arrivals.add(arrival)
    return found


def test_two_rows_of_one_file_are_the_same_person():
    rows = [
        Probe(key=1, **NOOR),
        Probe(key=2, given_name="Bram", family_name="Bakker", city="Delft"),
        Probe(key=3, **NOOR),
        Probe(key=4, given_name="Brma", family_name="Baker", city="DELFT"),
        Probe(key=5, given_name="Bram", family_name="Bakker", city="Utrecht"),
    ]

    found = twins_among(rows)

    assert found == {(3, 1, Certainty.SURE), (4, 2, Certainty.LIKELY)}


@given(PROBES)
def test_twins_are_twins_of_each_other(probes):
    found, backwards = twins_among(probes), twins_among(probes[::-1])

    assert found == {(other, key, certainty) for key, other, certainty in backwards}


def test_crowd_of_namesakes_hides_nobody_with_the_same_address():
    noor = Probe(key="new", given_name="Noor", family_name="Vries", city="Delft", email="7@example.org")
    arrivals = Arrivals()
    for number in range(200):
        arrivals.add(Arrival.of(replace(noor, key=number, email=f"{number}@example.org")))

    twins = arrivals.twins_of(Arrival.of(noor))

    assert [twin.key for twin in twins if twin.certainty is Certainty.SURE] == [7]
    assert len(twins) == 51


@given(PROBES)
def test_row_that_stands_twice_with_an_address_finds_itself(probes):
    copies = [Probe(("copy", p.key), *[getattr(p, n) for n in Probe.__slots__[1:]]) for p in probes]

    found = twins_among([*probes, *copies])

    reachable = [probe for probe in probes if probe.email or probe.phones]
    missed = {probe.key for probe in reachable} - {other for key, other, _ in found if key == ("copy", other)}
    assert missed == set()
