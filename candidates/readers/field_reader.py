"""One value at a time, from text as people write it to the form that is stored; what can't be read is noted."""

from collections.abc import Callable
from dataclasses import dataclass, field

import phonenumbers

from candidates.readers.candidate_draft import Problem
from candidates.readers.partial_date import NotADate, PartialDate, is_ongoing
from cluster_crm.people.contact import (
    NotAnEmailAddress,
    NotAPhoneNumber,
    NotAPostcode,
    NotAProfileUrl,
    normalise_email,
    normalise_phone,
    normalise_postcode,
    normalise_profile_url,
)
from cluster_crm.people.names import unaccented
from cluster_crm.people.national_id import find_bsns

COUNTRIES = {
    "nederland": "NL",
    "netherlands": "NL",
    "the netherlands": "NL",
    "holland": "NL",
    "belgie": "BE",
    "belgium": "BE",
    "duitsland": "DE",
    "germany": "DE",
    "deutschland": "DE",
    "frankrijk": "FR",
    "france": "FR",
    "luxemburg": "LU",
    "luxembourg": "LU",
    "verenigd koninkrijk": "GB",
    "united kingdom": "GB",
    "uk": "GB",
    "verenigde staten": "US",
    "united states": "US",
    "usa": "US",
    "spanje": "ES",
    "spain": "ES",
    "italie": "IT",
    "italy": "IT",
    "polen": "PL",
    "poland": "PL",
    "suriname": "SR",
    "turkije": "TR",
    "turkey": "TR",
    "marokko": "MA",
    "morocco": "MA",
    "portugal": "PT",
    "zweden": "SE",
    "sweden": "SE",
    "noorwegen": "NO",
    "norway": "NO",
    "denemarken": "DK",
    "denmark": "DK",
    "finland": "FI",
    "ierland": "IE",
    "ireland": "IE",
    "oostenrijk": "AT",
    "austria": "AT",
    "zwitserland": "CH",
    "switzerland": "CH",
    "griekenland": "GR",
    "greece": "GR",
    "roemenie": "RO",
    "romania": "RO",
    "bulgarije": "BG",
    "bulgaria": "BG",
    "hongarije": "HU",
    "hungary": "HU",
    "tsjechie": "CZ",
    "czech republic": "CZ",
    "slowakije": "SK",
    "slovakia": "SK",
    "kroatie": "HR",
    "croatia": "HR",
    "oekraine": "UA",
    "ukraine": "UA",
}


def storable(value: str) -> str:
    """Text without what PostgreSQL can't hold: NUL, and halves of letters as broken JSON writes them."""
    return value.replace("\0", "").encode("utf-8", "replace").decode().strip()


@dataclass(slots=True)
class FieldReader:
    """Reads the values of one person and remembers what it refused, as (where, why)."""

    refused: list[tuple[str, Problem]] = field(default_factory=list)

    def text(self, value: str, where: str) -> str:
        """Text without a citizen service number (CAND-DATA-31)."""
        tidy = storable(value)
        if not find_bsns(tidy):
            return tidy
        self.refused.append((where, Problem.HOLDS_BSN))
        return ""

    def email(self, value: str, where: str) -> str:
        """An e-mail address in its stored form."""
        return self._read(normalise_email, value, where, NotAnEmailAddress, Problem.NOT_AN_EMAIL)

    def phone(self, value: str, where: str, country: str) -> str:
        """A telephone number as E.164, read as one of the person's country."""
        region = country or "NL"
        return self._read(
            lambda text: normalise_phone(text, region=region), value, where, NotAPhoneNumber, Problem.NOT_A_PHONE
        )

    def postcode(self, value: str, where: str, country: str) -> str:
        """A Dutch postcode as "1234 AB"; one of another country as it was written."""
        if country not in {"", "NL"}:
            return self.text(value, where)
        return self._read(normalise_postcode, value, where, NotAPostcode, Problem.NOT_A_POSTCODE)

    def country(self, value: str, where: str) -> str:
        """A two-letter country code, from a code or from a name that is often written."""
        name = unaccented(value).strip()
        code = COUNTRIES.get(name, name.upper())
        if code in phonenumbers.SUPPORTED_REGIONS or not code:
            return code
        self.refused.append((where, Problem.NOT_A_COUNTRY))
        return ""

    def profile_url(self, value: str, where: str) -> str:
        """The address of a public profile."""
        return self._read(normalise_profile_url, value, where, NotAProfileUrl, Problem.NOT_A_URL)

    def date(self, value: str, where: str) -> PartialDate | None:
        """A date, or None while it goes on."""
        if is_ongoing(value):
            return None
        try:
            return PartialDate.parse(value)
        except NotADate:
            self.refused.append((where, Problem.NOT_A_DATE))
            return None

    def _read(
        self, normalise: Callable[[str], str], value: str, where: str, error: type[ValueError], problem: Problem
    ) -> str:
        tidy = storable(value)
        try:
            return normalise(tidy) if tidy else ""
        except error:
            self.refused.append((where, problem))
            return ""
