"""Keyed hashes of identifiers: they recognise a person again without holding anything readable (MKT-07, ERASE-05)."""

import hmac
import re
import unicodedata
from urllib.parse import urlsplit

from django.conf import settings

from privacy.vocabulary import Identifier

OUR_COUNTRY = "31"
GOOGLE = frozenset({"gmail.com", "googlemail.com"})


def hash_identifier(identifier: Identifier, value: str) -> str:
    """Return the HMAC-SHA256 of the identifier's one form, in hexadecimal; kinds never match one another."""
    text = f"{identifier.value}:{normal_form(identifier, value)}"
    return hmac.digest(settings.CRM_HMAC_KEY, text.encode(), "sha256").hex()


def normal_form(identifier: Identifier, value: str) -> str:
    """Return the form in which two spellings of one identifier are equal; spellings that differ may still be one."""
    text = unicodedata.normalize("NFKC", value).strip().casefold()
    match identifier:
        case Identifier.EMAIL:
            return _mailbox(text)
        case Identifier.PHONE:
            return _number(text)
        case Identifier.PROFILE_URL:
            return _page(text)
        case Identifier.NAME:
            return _letters(text)


def _mailbox(text: str) -> str:
    """One mailbox: no plus tag, and none of the dots that Gmail ignores."""
    local, _at, domain = text.removeprefix("mailto:").rpartition("@")
    local = local.split("+", maxsplit=1)[0] or local
    if domain in GOOGLE:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def _number(text: str) -> str:
    """Digits with the country first, as E.164 has them; a number written within the country is one of ours."""
    digits = re.sub(r"\D", "", text)
    if text.startswith("+"):
        return digits
    if digits.startswith("00"):
        return digits[2:]
    return f"{OUR_COUNTRY}{digits[1:]}" if digits.startswith("0") else digits


def _page(text: str) -> str:
    """Host and path alone: neither scheme, query and fragment, nor the country host of LinkedIn."""
    parts = urlsplit(text if "://" in text else f"https://{text}")
    host = (parts.hostname or "").removeprefix("www.")
    return f"{'linkedin.com' if host.endswith('.linkedin.com') else host}{parts.path.rstrip('/')}"


def _letters(text: str) -> str:
    """Words without accents and double spaces."""
    if not text.isascii():
        text = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return " ".join(text.split())


def hash_words(scope: str, words: str) -> str:
    """Return the keyed hash of words of a text, by which they are known again in one place and not in another."""
    text = f"words:{scope}:{_letters(words.casefold())}"
    return hmac.digest(settings.CRM_HMAC_KEY, text.encode(), "sha256").hex()
