"""People whom we hold, for any number of probes at once: one statement a role of persons, by index.

Table and column names come from the models, never from outside; values are parameters.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from cluster_crm.people.duplicates.judging import Known, Verdict, judge
from cluster_crm.people.duplicates.likeness import area_of, compare_names, other_place, place_key, words_of
from cluster_crm.people.duplicates.probes import Certainty, Match, Probe, Reason
from cluster_crm.people.models import AddressedPerson, Person
from cluster_crm.people.search.matching import forgive
from privacy.keyed_hash import hash_identifier
from privacy.models import FormerAddress, Restriction
from privacy.registry import KIND_COLUMN, SUBJECT_COLUMN, person_model, personal_models
from privacy.vocabulary import Identifier, SubjectKind

NAME_LIKENESS: Final = 0.45
"""What a name may differ in trigrams; the judge looks closer at whom this finds."""

PLACE_LIKENESS: Final = 0.4
MOST: Final = 20
"""People that are looked at for one name or address of a probe, those with the name most alike first."""

REASON_OF: Final = {
    Identifier.EMAIL: Reason.EMAIL,
    Identifier.PHONE: Reason.PHONE,
    Identifier.PROFILE_URL: Reason.PROFILE_URL,
}
IDENTIFIER_OF: Final = {reason: identifier for identifier, reason in REASON_OF.items()}

PROBES: Final = """
WITH probe AS MATERIALIZED (
    SELECT at, name, NULLIF(place, '') AS place, other_place, NULLIF(area, '') AS area
    FROM unnest(%(at)s::int[], %(name)s::text[], %(place)s::text[], %(other_place)s::text[], %(area)s::text[])
        AS one (at, name, place, other_place, area)),
address AS MATERIALIZED (
    SELECT at, identifier, value, digest, name
    FROM unnest(%(address_at)s::int[], %(identifier)s::text[], %(value)s::text[], %(digest)s::text[])
        AS one (at, identifier, value, digest)
    JOIN probe USING (at))"""
BY_ADDRESS: Final = """
    SELECT address.at, near.person, address.identifier AS reason FROM address CROSS JOIN LATERAL (
        SELECT person.{subject} AS person FROM {table} held JOIN {people} person USING ({subject})
        WHERE held.{column} = address.value
        ORDER BY similarity(person.search_name, address.name) DESC, person.{subject} LIMIT {most}) near
    WHERE address.identifier = '{identifier}'"""
BY_FORMER: Final = """
    SELECT address.at, former.{subject} AS person, 'former' AS reason
    FROM address JOIN {formers} former ON former.digest = address.digest AND former.{kind_column} = %(kind)s"""
BY_NAME: Final = """
    SELECT probe.at, near.person, 'name' AS reason FROM probe CROSS JOIN LATERAL (
        SELECT person.{subject} AS person FROM {people} person
        WHERE person.search_name %% probe.name AND (left(person.postcode, 4) = probe.area
            OR left(lower(person.city), 1) = left(probe.place, 1)
            OR similarity(lower(person.city), probe.other_place) >= {place_likeness})
        ORDER BY similarity(person.search_name, probe.name) + similarity(lower(person.city), probe.place) DESC,
            person.{subject} LIMIT {most}) near
    WHERE probe.name <> '' AND (probe.place IS NOT NULL OR probe.area IS NOT NULL)"""
FOUND: Final = """
SELECT found.at, person.{subject}, array_agg(found.reason), person.given_name, person.infix, person.family_name,
    {city}, {postcode}, EXISTS (
        SELECT FROM {restrictions} WHERE {restrictions}.{subject} = person.{subject}
        AND {restrictions}.{kind_column} = %(kind)s AND {restrictions}.lifted_at IS NULL)
FROM ({sources}) found JOIN {people} person ON person.{subject} = found.person
GROUP BY found.at, person.{subject}"""


@dataclass(frozen=True, slots=True)
class _Found:
    """Somebody whom the statement found for a probe."""

    at: int
    data_subject_id: UUID
    known: Known
    is_restricted: bool


def find_duplicates(
    kind: SubjectKind, probes: Sequence[Probe], *, also: Collection[SubjectKind] = ()
) -> dict[Hashable, list[Match]]:
    """Return for each probe, by its key, whom we hold that may be he; best first, no key where there is nobody.

    Looks at people in the role `kind`, and in those of `also`: the same human may be held in several roles. The
    number of statements is that of the roles, whatever the number of probes. Restricted people are found too, for
    else a second registration would walk round the restriction; erased people are nobody.
    """
    matches: dict[Hashable, list[Match]] = defaultdict(list)
    with transaction.atomic():
        forgive(NAME_LIKENESS)
        for each in dict.fromkeys((kind, *also)):
            for found in _found(each, probes):
                probe = probes[found.at]
                likeness = compare_names(probe.name, found.known.name)
                if verdict := judge(probe, found.known, likeness, kind=each):
                    matches[probe.key].append(_match(found, each, verdict))
    return {key: sorted(found, key=_rank) for key, found in matches.items()}


def _match(found: _Found, kind: SubjectKind, verdict: Verdict) -> Match:
    certainty, reasons = verdict
    return Match(found.data_subject_id, kind, certainty, reasons, found.is_restricted)


def _rank(match: Match) -> tuple[bool, bool, int, UUID]:
    """The sure ones first, then those whose names agree, then those with more in common."""
    is_other = Reason.OTHER_NAME in match.reasons
    return match.certainty is not Certainty.SURE, is_other, -len(match.reasons), match.data_subject_id


def _found(kind: SubjectKind, probes: Sequence[Probe]) -> Iterable[_Found]:
    model = person_model(kind)
    if not probes or model is None or not issubclass(model, Person):
        return
    with connection.cursor() as cursor:
        cursor.execute(statement_of(kind, model), {**_columns(probes), **_addresses(probes), "kind": kind.value})
        rows = cursor.fetchall()
    for at, person, reasons, given, infix, family, city, postcode, is_restricted in rows:
        shared = frozenset(Reason(reason) for reason in reasons) - {Reason.NAME}
        yield _Found(at, person, Known((given, infix, family), city, postcode, shared), is_restricted)


def statement_of(kind: SubjectKind, model: type[Person]) -> str:
    """Return the statement that finds people in a role: a source for each column that identifies, and names."""
    names = {
        "people": model._meta.db_table,
        "restrictions": Restriction._meta.db_table,
        "formers": FormerAddress._meta.db_table,
        "subject": SUBJECT_COLUMN,
        "kind_column": KIND_COLUMN,
        "most": MOST,
        "place_likeness": PLACE_LIKENESS,
    }
    has_place = issubclass(model, AddressedPerson)
    sources = [BY_ADDRESS.format(**names, **column) for column in _identifying_columns(kind)]
    sources += [BY_FORMER.format(**names)]
    sources += [BY_NAME.format(**names)] if has_place else []
    city, postcode = ("person.city", "person.postcode") if has_place else ("''", "''")
    found = FOUND.format(**names, city=city, postcode=postcode, sources=" UNION ALL ".join(sources))
    return PROBES + found


def _identifying_columns(kind: SubjectKind) -> list[Mapping[str, str]]:
    """The columns with addresses of people in a role, wherever an app keeps them."""
    return [
        {"table": personal.table, "column": field.column, "identifier": REASON_OF[field.identifier].value}
        for personal in personal_models()
        if personal.record.kind == kind and not personal.may_lack_person
        for field in personal.solid_identifiers
        if field.identifier in REASON_OF
    ]


def _columns(probes: Sequence[Probe]) -> Mapping[str, list[Any]]:
    places = [place_key(probe.city) for probe in probes]
    return {
        "at": list(range(len(probes))),
        "name": [_name_of(probe) for probe in probes],
        "place": places,
        "other_place": [other_place(place) for place in places],
        "area": [area_of(probe.postcode) for probe in probes],
    }


def _name_of(probe: Probe) -> str:
    """The words of a name in the order in which the database has them."""
    return " ".join(words_of(("", probe.infix, f"{probe.family_name} {probe.given_name}")))


def _addresses(probes: Sequence[Probe]) -> Mapping[str, list[Any]]:
    held = [
        (at, reason, value)
        for at, probe in enumerate(probes)
        for reason, values in (
            (Reason.EMAIL, (probe.email,)),
            (Reason.PHONE, probe.phones),
            (Reason.PROFILE_URL, probe.profile_urls),
        )
        for value in values
        if value
    ]
    return {
        "address_at": [at for at, _reason, _value in held],
        "identifier": [reason.value for _at, reason, _value in held],
        "value": [value for _at, _reason, value in held],
        "digest": [hash_identifier(IDENTIFIER_OF[reason], value) for _at, reason, value in held],
    }
