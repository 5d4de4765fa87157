"""Where the person lives: street, postcode, place and country, from labels, postcodes or names of places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from candidates.readers.cv.labels import LABELLED, label_of
from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.notes import Notes
from candidates.readers.cv.place_names import is_place
from candidates.readers.cv.prose import place_told
from candidates.readers.field_reader import COUNTRIES
from cluster_crm.people.names import unaccented

DUTCH_POSTCODE = re.compile(r"(?<!\w)[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}(?!\w)")
POSTCODE_AND_PLACE = re.compile(
    r"(?P<postcode>[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|[1-9]\d{3}\s?[A-Z]{2}|(?:[A-Z]{1,2}-)?\d{4,5}|\d{2}-\d{3}|\d{3}\s\d{2})[\s,]{1,3}(?P<place>[^\W\d_][^\d,|·•()@]{1,40})"
)
STREET = re.compile(
    r"(?:[^\W\d_]|[1-9]e\s)[\w.'’\- ]{1,45}?[\s,]{1,2}\d{1,5}(?:[\s/-]{0,3}\w{1,4}){0,3}"
    r"(?:\s(?:bus|hs|huis|bis|sous|rood|zwart|app?\.?|flat)\s?\w{0,4})?"
)
STREET_FIRST_NUMBER = re.compile(
    r"\d{1,5}[a-z]?\s[A-Z][\w.'’ -]{2,40}(?:Street|Road|Avenue|Lane|Drive|Way|Close|Court|Square|St|Rd|Ave)\.?"
)
SEGMENTS = re.compile(r"\s*[,|·•\t;\n]\s*|\s+/\s+|\s+[–—-]\s+|\s{3,}")
AROUND_PLACE = re.compile(
    r"^(?:omgeving|regio|greater|region|area|in|te|de regio|woonachtig in|woonachtig te|based in|wonend in|wonend te|"
    r"woont in|lives in|living in)\s+|"
    r"\s+(?:e\.?\s?o\.?|en omgeving|omgeving|area|"
    r"region|metropolitan area|and surroundings)$|\s+area$",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]{2,30})\)$")
MOST_WORDS_OF_PLACE = 3
CODES = frozenset(["NL", "BE", "DE", "FR", "LU", "GB", "UK", "US", "ES", "IT", "PL", "SR", "TR", "MA"])


@dataclass(frozen=True, slots=True)
class Address:
    """What is known of where somebody lives."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""


def country_code(text: str) -> str:
    """The code of a country by its name, or a code in capitals."""
    bare = text.strip(" .()")
    if bare in CODES:
        return "GB" if bare == "UK" else bare
    return COUNTRIES.get(unaccented(bare), "")


def read_address(
    lines: Sequence[Line], fields: Sequence[tuple[str, Span]], letter: Span | None, notes: Notes
) -> Address:
    """The address; a part that isn't plain is left out."""
    segments = [_unlabelled(segment) for line in lines for segment in line.span.split(SEGMENTS)]
    at, postcode, place = _postcode(segments)
    labels = dict(reversed(fields))
    street = _street(labels, segments, at)
    city = place or _city(labels, segments) or (place_told(letter) if letter else None)
    country = _country(segments, city, labels)
    code = country_code(country.text) if country else ""
    if postcode and DUTCH_POSTCODE.fullmatch(postcode.text):
        code = code or "NL"
        country = country or postcode
    taken = {"street": street, "postcode": postcode, "city": city}
    values = {field: notes.take(field, span, "address") for field, span in taken.items() if span}
    if code and country:
        notes.take("country", country, "address")
    return Address(**values, country=code)


def _unlabelled(segment: Span) -> Span:
    found = LABELLED.match(segment.text)
    if found and label_of(found["label"] or found["short"]):
        return segment.part(found.end()).stripped()
    head = re.match(r"[^\w(+]*(?:(?:adres|address|woonplaats|home|woonadres)\b[\s:.]+)?", segment.text, re.IGNORECASE)
    return segment.part(head.end()) if head else segment


def _postcode(segments: Sequence[Span]) -> tuple[int | None, Span | None, Span | None]:
    """The first postcode with its place; one alone takes the next segment as its place."""
    for at, segment in enumerate(segments):
        found = POSTCODE_AND_PLACE.search(segment.text)
        if found and _is_credible(found, segments, at):
            place = segment.part(*found.span("place")).stripped(" .,-–")
            if country_code(place.shown.rsplit(" ", 1)[-1]) and " " in place.text:
                place = place.part(0, place.text.rindex(" ")).stripped()
            return at, segment.part(*found.span("postcode")), place
    for at, segment in enumerate(segments):
        if found := DUTCH_POSTCODE.search(segment.text):
            following = segments[at + 1] if at + 1 < len(segments) and is_place(segments[at + 1].shown) else None
            return at, segment.part(found.start(), found.end()), following
    return None, None, None


def _is_credible(found: re.Match[str], segments: Sequence[Span], at: int) -> bool:
    """Digits and a word are a postcode abroad only behind a street or before a country."""
    if DUTCH_POSTCODE.fullmatch(found["postcode"]):
        return True
    around = (segments[at - 1] if at else None, segments[at + 1] if at + 1 < len(segments) else None)
    is_behind_street = bool(around[0] and _is_street(around[0].text))
    return found.start() == 0 and (
        bool(around[1] and country_code(around[1].text)) or (is_behind_street and is_place(found["place"].strip()))
    )


def _is_street(text: str) -> bool:
    return bool(STREET.fullmatch(text.strip()) or STREET_FIRST_NUMBER.fullmatch(text.strip()))


def _street(labels: dict[str, Span], segments: Sequence[Span], at: int | None) -> Span | None:
    if "street" in labels:
        first = labels["street"].split(SEGMENTS)[:1]
        if first and _is_street(first[0].text):
            return first[0]
    if at is None:
        return None
    before = DUTCH_POSTCODE.search(segments[at].text)
    if before and before.start() and _is_street(segments[at].text[: before.start()]):
        return segments[at].part(0, before.start()).stripped()
    behind = [segments[number] for number in (at - 1, at + 1) if 0 <= number < len(segments)]
    return next((segment for segment in behind if _is_street(segment.text)), None)


def _city(labels: dict[str, Span], segments: Sequence[Span]) -> Span | None:
    """By label, before a country, or as a place that is known."""
    if "city" in labels and (first := labels["city"].split(SEGMENTS)[:1]):
        return _bare_place(first[0])
    for segment, following in _with_following(segments):
        place = _bare_place(segment)
        inside = IN_BRACKETS.search(segment.text)
        is_before_country = bool(country_code(inside["inside"] if inside else following.text))
        if is_place(place.shown) or (
            is_before_country
            and re.fullmatch(r"[^\W\d_][^\d@]{1,30}", place.text)
            and len(place.text.split()) <= MOST_WORDS_OF_PLACE
        ):
            return place
    return None


def _with_following(segments: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    return zip_longest(segments, segments[1:], fillvalue=Span("", 0)) if segments else iter(())


def _bare_place(segment: Span) -> Span:
    inside = IN_BRACKETS.search(segment.text)
    bare = segment.part(0, inside.start()) if inside else segment
    while (around := AROUND_PLACE.search(bare.text)) and around.end() - around.start() < len(bare.text):
        bare = bare.part(around.end()) if around.start() == 0 else bare.part(0, around.start())
    return bare.stripped(" .,")


def _country(segments: Sequence[Span], city: Span | None, labels: dict[str, Span]) -> Span | None:
    """By label, or right behind the place."""
    if "country" in labels and country_code(labels["country"].text):
        return labels["country"]
    for segment, following in _with_following(segments):
        if city and segment.start <= city.start < max(segment.end, segment.start + 1):
            inside = IN_BRACKETS.search(segment.text)
            if inside and country_code(inside["inside"]):
                return segment.part(*inside.span("inside"))
            rest = segment.part(city.end - segment.start).stripped()
            return next((span for span in (rest, following) if country_code(span.text)), None)
    return None
