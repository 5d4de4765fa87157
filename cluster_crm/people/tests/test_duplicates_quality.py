"""How many of those who come in again are found, and how many of those found are they: invented names."""

from dataclasses import replace
from random import Random

import pytest
from django.utils import timezone

from candidates.actions.register import register_candidates
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.people.duplicates import Arrival, Arrivals, Probe, find_duplicates, probe_of
from privacy.actions.subjects import ensure_controller
from privacy.vocabulary import Source, SubjectKind

PEOPLE = 600
GIVEN = (
    "Noor Sem Daan Emma Lotte Bram Fleur Ruben Sanne Milan Julia Thijs Anouk Lars Eva Jesse Tim Lieke Finn Sophie Jan "
    "Piet Kees Johannes Maria Anna Youssef Fatima Mehmet Aylin Zoë Chloé Willem Hendrik Marieke Petra"
)
FAMILY = (
    "Jong Jansen Vries Berg Bakker Dijk Visser Smit Meijer Boer Mulder Bos Vos Peters Hendriks Leeuwen Dekker Brouwer "
    "Dijkstra Graaf Meer Linden Kok Jacobs Haan Vermeulen Heuvel Schouten Willems Hoekstra Verhoeven Huisman Kuipers "
    "Postma Gerritsen Timmermans Verbeek Scholten Yılmaz Şahin Müller García"
)
INFIXES = ("", "", "", "de", "van", "van der", "van den")
PLACES = ("Amsterdam", "Rotterdam", "Utrecht", "Den Haag", "Eindhoven", "Groningen", "Leeuwarden", "Delft", "Den Bosch")
OTHER = {"Den Haag": "'s-Gravenhage", "Den Bosch": "'s-Hertogenbosch"}


def with_a_mistake(word, random):
    """One letter swapped, dropped, doubled or replaced, never the first; very short words stay."""
    if len(word) < 4:
        return word
    at = random.randrange(1, len(word) - 1)
    here, there = word[at], word[at + 1]
    return random.choice(
        [
            word[:at] + there + here + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + here + word[at:],
            word[:at] + random.choice("aeinrst") + word[at + 1 :],
        ]
    )


def written_again(probe, random):
    """The same person as somebody else writes him down: one or two of the things that go wrong."""
    of_name = [
        lambda p: replace(p, family_name=with_a_mistake(p.family_name, random)),
        lambda p: replace(p, given_name=with_a_mistake(p.given_name, random)),
        lambda p: replace(p, infix=""),
        lambda p: replace(p, infix="", family_name=f"{p.infix} {p.family_name}".strip()),
        lambda p: replace(p, given_name=p.family_name, family_name=p.given_name),
        lambda p: replace(p, given_name=p.given_name.upper(), family_name=p.family_name.upper()),
        lambda p: replace(p, family_name=p.family_name.replace("ij", "y").replace("ü", "u").replace("ı", "i")),
    ]
    of_place = [
        lambda p: replace(p, city=with_a_mistake(p.city, random), postcode=""),
        lambda p: replace(p, city=OTHER.get(p.city, p.city.upper()), postcode=""),
        lambda p: replace(p, city="", postcode=p.postcode[:5] + "XZ"),
        lambda p: replace(p, postcode=""),
    ]
    for change in (random.choice(of_name), random.choice([*of_name, *of_place])):
        probe = change(probe)
    return probe


def drafts(random):
    return [
        CandidateDraft(
            given_name=random.choice(GIVEN.split()),
            infix=random.choice(INFIXES),
            family_name=random.choice(FAMILY.split()),
            city=(place := random.choice(PLACES)),
            postcode=f"{1100 + 700 * PLACES.index(place) + random.randrange(60)} AB",
            country="NL",
        )
        for _ in range(PEOPLE)
    ]


@pytest.fixture
def people(db):
    random = Random(4)
    registered = []
    for start in range(0, PEOPLE, 300):
        registered += register_candidates(
            drafts(random)[start : start + 300],
            source=Source.APPLICATION,
            collected_on=timezone.localdate(),
            by=None,
            controller=ensure_controller(),
        )
    return [registration.person for registration in registered]


def test_name_and_place_find_who_comes_in_again(people):
    random = Random(5)
    probes = [replace(written_again(probe_of(person), random), key=person.pk) for person in people]

    found = find_duplicates(SubjectKind.CANDIDATE, probes)

    hits = [(key, match.data_subject_id) for key, matches in found.items() for match in matches]
    first = sum(matches[0].data_subject_id == key for key, matches in found.items())
    right = sum(key == person for key, person in hits)
    assert right / len(probes) >= 0.97
    assert first / len(probes) >= 0.95
    assert right / len(hits) >= 0.96


def test_two_rows_of_a_file_find_each_other():
    random = Random(6)
    rows = [
        Probe(key=number, **{n: getattr(d, n) for n in ("given_name", "infix", "family_name", "city", "postcode")})
        for number, d in enumerate(drafts(random))
    ]
    again = [replace(written_again(row, random), key=(row.key, "again")) for row in rows]

    arrivals = Arrivals()
    for row in rows:
        arrivals.add(Arrival.of(row))
    hits = [(probe.key[0], twin.key) for probe in again for twin in arrivals.twins_of(Arrival.of(probe))]

    right = sum(key == twin for key, twin in hits)
    assert right / len(rows) >= 0.95
    assert right / len(hits) >= 0.95
