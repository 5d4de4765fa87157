"""What a value looks like, where no heading says what it is: patterns only, nothing is stored or judged."""

import re

from cluster_crm.people.national_id import find_bsns

EMAIL = re.compile(r"(?:mailto:)?[^@\s<>,;]+@[^@\s<>,;]+\.[a-z]{2,}", re.IGNORECASE)
PHONE = re.compile(r"(?:\+|00|0)[1-9](?:[ ()./-]{0,2}\d){7,13}|\+\d{2} ?\(0\)(?:[ .-]?\d){8,10}")
POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Z]{2}", re.IGNORECASE)
PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?(?:linkedin\.com/|github\.com/|xing\.com/)\S+|https?://\S+", re.IGNORECASE
)
DATE = re.compile(
    r"(?P<iso>[12]\d{3})[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T].*)?|\d{1,2}[-/.]\d{1,2}[-/.](?P<dutch>[12]\d{3})(?: .*)?"
)
LONGEST = 300


def kind_of_value(value: str) -> str:
    """The field that a value shows by its form: email, phone, postcode, profile_url; or bsn or date; or nothing."""
    text = value.strip()
    if not text or len(text) > LONGEST:
        return ""
    forms = (("email", EMAIL), ("postcode", POSTCODE), ("profile_url", PROFILE), ("date", DATE))
    named = next((kind for kind, form in forms if form.fullmatch(text)), "")
    if named:
        return named
    if len(text) <= len("123 456 789") and find_bsns(text):
        return "bsn"
    return "phone" if PHONE.fullmatch(text) else ""


def year_of(value: str) -> int:
    """The year of a date as `kind_of_value` knows it."""
    found = DATE.fullmatch(value.strip())
    return int(found["iso"] or found["dutch"]) if found else 0


def looks_like_data(value: str) -> bool:
    """Whether no heading would look like this."""
    return bool(kind_of_value(value))
