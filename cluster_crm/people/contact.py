"""One written form per e-mail address, telephone number, postcode and profile page (CAND-DATA-07)."""

import re
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

DUTCH_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*(?!SA|SD|SS)([A-Z]{2})")
DUTCH_MOBILE = re.compile(r"06[1-58][0-9]{7}")
HOSTS_IGNORING_CASE = ("linkedin.com", "github.com", "xing.com", "facebook.com", "twitter.com", "x.com")
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


class NotAnEmailAddress(ValueError):
    """The text can't be an e-mail address; the message doesn't repeat it."""


class NotAPhoneNumber(ValueError):
    """The text can't be a telephone number in the region that was assumed."""


class NotAPostcode(ValueError):
    """The text can't be a Dutch postcode."""


class NotAProfileUrl(ValueError):
    """The text can't be the address of a public page."""


def normalise_email(text: str) -> str:
    """Trim, lower the case and write the domain as it stands in DNS: the form that is stored and mailed to."""
    local, at, domain = re.sub(r"^mailto:", "", text.strip(), flags=re.IGNORECASE).lower().rpartition("@")
    try:
        address = f"{local}{at}{domain.rstrip('.').encode('idna').decode('ascii')}"
        validate_email(address)
    except (UnicodeError, ValidationError):
        raise NotAnEmailAddress("not an e-mail address") from None
    return address


def normalise_phone(text: str, *, region: str = "NL") -> str:
    """Write a telephone number as E.164; a number without country code is read as one of the region."""
    if region == "NL" and DUTCH_MOBILE.fullmatch(text):
        return f"+31{text[1:]}"  # what most people have; to look it up takes a hundred times as long
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        raise NotAPhoneNumber("not a telephone number") from None
    if not phonenumbers.is_valid_number(number):
        raise NotAPhoneNumber("not a telephone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_postcode(text: str) -> str:
    """Write a Dutch postcode as "1234 AB"; the letters SA, SD and SS are not issued."""
    found = DUTCH_POSTCODE.fullmatch(text.strip().upper())
    if found is None:
        raise NotAPostcode("not a Dutch postcode")
    return f"{found[1]} {found[2]}"


def normalise_profile_url(text: str) -> str:
    """Write a profile page as https, host in lower case, without query, fragment and closing slash."""
    address = text.strip()
    try:
        parts = urlsplit(address if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)", address) else f"https://{address}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise NotAProfileUrl("not the address of a page") from None
    if parts.scheme not in {"http", "https"} or parts.username or port or not HOST.fullmatch(host):
        raise NotAProfileUrl("not the address of a page")
    return f"https://{_one_host(host)}{_path(host, parts.path)}"


def _one_host(host: str) -> str:
    """LinkedIn answers under one host per country for the same page."""
    return "www.linkedin.com" if _is_under(host, "linkedin.com") else host


def _path(host: str, path: str) -> str:
    bare = re.sub(r"\s", "%20", path).rstrip("/")
    return bare.lower() if any(_is_under(host, known) for known in HOSTS_IGNORING_CASE) else bare


def _is_under(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")
