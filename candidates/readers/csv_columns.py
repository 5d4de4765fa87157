"""Which column of a CSV file means what, by its Dutch or English heading."""

import re

from cluster_crm.people.names import unaccented

HEADINGS = {
    "name": ("naam", "volledige naam", "kandidaat", "name", "full name", "candidate", "candidate name"),
    "given_name": ("voornaam", "voornamen", "roepnaam", "first name", "given name", "forename"),
    "initials": ("voorletters", "initialen", "initials"),
    "infix": ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "tv", "infix", "middle name", "prefix"),
    "family_name": ("achternaam", "familienaam", "last name", "family name", "surname"),
    "email": ("e-mail", "email", "mail", "e-mailadres", "emailadres", "e-mail address", "email address", "mailadres"),
    "phone": (
        *("telefoon", "telefoonnummer", "tel", "mobiel", "mobiel nummer", "mobiele telefoon", "gsm", "06-nummer"),
        *("phone", "phone number", "telephone", "mobile", "mobile phone", "cell phone"),
    ),
    "street": ("adres", "straat", "straat en huisnummer", "address", "street", "street address"),
    "postcode": ("postcode", "zip", "zip code", "postal code"),
    "city": ("plaats", "woonplaats", "stad", "city", "town", "place"),
    "country": ("land", "landcode", "country", "country code"),
    "headline": ("functietitel", "beroep", "gewenste functie", "headline", "label", "profession"),
    "position": ("functie", "huidige functie", "position", "job title", "current position", "title"),
    "organisation": ("werkgever", "huidige werkgever", "bedrijf", "company", "employer", "current employer"),
    "education": ("opleiding", "hoogste opleiding", "studie", "education", "degree", "study"),
    "institution": ("school", "onderwijsinstelling", "instelling", "institution", "university", "college"),
    "skills": ("vaardigheden", "competenties", "kennis", "skills", "competences"),
    "languages": ("talen", "talenkennis", "languages"),
    "summary": ("samenvatting", "profiel", "omschrijving", "opmerkingen", "toelichting", "summary", "about", "notes"),
    "profile_url": ("linkedin", "linkedin url", "linkedin profiel", "profile url", "profile", "website", "url"),
}


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unaccented(heading))


FIELD_OF_HEADING = {_plain(heading): field for field, headings in HEADINGS.items() for heading in headings}


def known_columns(headings: list[str]) -> dict[int, str]:
    """The fields by column number; the first of two columns with one meaning counts."""
    found: dict[int, str] = {}
    for column, heading in enumerate(headings):
        field = FIELD_OF_HEADING.get(_plain(heading))
        if field and field not in found.values():
            found[column] = field
    return found


def columns_left_out(headings: list[str]) -> str:
    """The numbers of the columns without a place, as "3, 7-9"; a heading may be personal and isn't repeated."""
    known = known_columns(headings)
    numbers = [
        number for number, heading in enumerate(headings, start=1) if heading.strip() and number - 1 not in known
    ]
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    return ", ".join("-".join(map(str, span)) for span in ranges)
