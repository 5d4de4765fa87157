"""Who a CV is about, where the text says so plainly; each value is a guess that a human confirms.

Plain means: labelled, or on the first lines. A referee's name and telephone number stand further down, so what is
neither is left for a human to fill in.
"""

import re
from collections.abc import Iterable, Iterator

import phonenumbers

from candidates.readers.candidate_draft import CandidateDraft
from candidates.readers.language import guessed_language
from cluster_crm.people.contact import NotAnEmailAddress, normalise_email
from cluster_crm.people.names import INFIXES, PersonName, split_name, unaccented
from cluster_crm.people.national_id import find_bsns

FIRST_LINES = 25
LINES_OF_NAME = 4
MOST_WORDS_OF_NAME = 7
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
EMAIL_LABELS = frozenset(("e-mail", "email", "mail", "e-mailadres", "emailadres"))
LABEL = re.compile(r"\s*(?P<label>[A-Za-zé-]+(?: [a-z]+)?)\s*[:\t]\s*(?P<value>\S.*)")
NAME_LABELS = {
    "name": ("naam", "volledige naam", "name", "full name"),
    "given_name": ("voornaam", "voornamen", "roepnaam", "first name", "given name"),
    "infix": ("tussenvoegsel",),
    "family_name": ("achternaam", "familienaam", "surname", "last name", "family name"),
}
TITLE_OF_CV = re.compile(
    r"^(curriculum vitae|curriculum|c\.?v\.?|resume|r[eé]sum[eé])\b(\s+(van|of))?[\s:|–-]*", re.IGNORECASE
)
HEADINGS = frozenset(
    (
        *("personalia", "persoonlijke gegevens", "persoonsgegevens", "personal details", "personal information"),
        *("contact", "contactgegevens", "profiel", "profile", "werkervaring", "experience", "work experience"),
        *("opleiding", "opleidingen", "education", "vaardigheden", "skills"),
    )
)
NOT_IN_A_NAME = re.compile(
    r"engineer|developer|manager|consultant|medewerk|adviseur|analist|analyst|designer|ontwerp|ontwikkel|architect|"
    r"specialist|teacher|docent|director|directeur|nurse|verple|student|officer|assistent|assistant|ervaring|opleiding|"
    r"straat|laan|weg$|nederland|netherlands|profiel|profile|professional|accountant|recruiter|administra",
    re.IGNORECASE,
)
PREPOSITIONS = frozenset(
    ("in", "bij", "uit", "voor", "over", "aan", "onder", "op", "to", "do", "tot")
)  # Timmerman in Ede
WORD_OF_NAME = re.compile(r"(?:[^\W\d_]\.){1,6}|[^\W\d_](?:[^\W\d_]|['’.-])*")


def guess_candidate(text: str) -> CandidateDraft:
    """The draft of whom a CV is about; empty where the CV doesn't say it plainly."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    email = _email(lines)
    phone = _phone(lines[:FIRST_LINES])
    name = _labelled_name(lines[:FIRST_LINES]) or _name_on_first_lines(lines, email) or PersonName("", "", "")
    found = {
        "given_name": name.given_name,
        "infix": name.infix,
        "family_name": name.family_name,
        "email": email,
        "phone": phone,
    }
    guesses = frozenset(field for field, value in found.items() if value)
    return CandidateDraft(
        given_name=name.given_name,
        infix=name.infix,
        family_name=name.family_name,
        email=email,
        phone=phone,
        guesses=guesses,
        source_language=guessed_language(text),
    )


def _email(lines: list[str]) -> str:
    """The only labelled address of the first lines, else their only one, else the only one of the whole text."""
    first = lines[:FIRST_LINES]
    labelled = [line for line in first if (label := LABEL.fullmatch(line)) and label["label"].lower() in EMAIL_LABELS]
    for part in (labelled, first, lines):
        found = set(_emails(part))
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _emails(lines: Iterable[str]) -> Iterator[str]:
    for written in EMAIL.findall("\n".join(lines)):
        try:
            yield normalise_email(written)
        except NotAnEmailAddress:
            continue


def _phone(lines: list[str]) -> str:
    """The first telephone number of the first lines, a mobile one before others."""
    text = "\n".join(lines)
    bsns = {bsn.start for bsn in find_bsns(text)}
    found = [match.number for match in phonenumbers.PhoneNumberMatcher(text, "NL") if match.start not in bsns]
    mobile = [number for number in found if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE]
    first = next(iter(mobile or found), None)
    return phonenumbers.format_number(first, phonenumbers.PhoneNumberFormat.E164) if first else ""


def _labelled_name(lines: list[str]) -> PersonName | None:
    labelled: dict[str, str] = {}
    for line in lines:
        if found := LABEL.fullmatch(line):
            labelled.setdefault(found["label"].lower(), found["value"].strip())
    parts = {
        field: next((labelled[label] for label in labels if label in labelled), "")
        for field, labels in NAME_LABELS.items()
    }
    if parts["family_name"]:
        return split_name(
            " ".join(part for part in (parts["given_name"], parts["infix"], parts["family_name"]) if part)
        )
    return split_name(parts["name"]) if _reads_as_name(parts["name"]) else None


def _name_on_first_lines(lines: list[str], email: str) -> PersonName | None:
    """A line that reads as a name: the one that the e-mail address confirms, else the very first line."""
    bare = [TITLE_OF_CV.sub("", line).strip() for line in lines[: LINES_OF_NAME * 2]]
    first = [line for line in bare if line and line.lower().rstrip(":") not in HEADINGS][:LINES_OF_NAME]
    names = [split_name(_recased(line)) if _reads_as_name(line) else None for line in first]
    local = unaccented(email.partition("@")[0])
    confirmed = (name for name in names if name and local and unaccented(name.family_name).split("-")[0] in local)
    return next(confirmed, names[0] if names else None)


def _reads_as_name(line: str) -> bool:
    words = line.replace(",", " ").split()
    if not 1 < len(words) <= MOST_WORDS_OF_NAME or NOT_IN_A_NAME.search(line) or split_name(line).infix in PREPOSITIONS:
        return False
    are_of_name = (_is_of_infix(word) or (word[0].isupper() and WORD_OF_NAME.fullmatch(word)) for word in words)
    return words[-1][0].isupper() and all(are_of_name)


def _is_of_infix(word: str) -> bool:
    return any(word.lower().replace("’", "'") in infix for infix in INFIXES)


def _recased(line: str) -> str:
    """A name in capitals as it is written elsewhere: JAN DE VRIES is Jan de Vries."""
    if not line.isupper():
        return line
    return " ".join(word.lower() if _is_of_infix(word) else _title_cased(word) for word in line.split())


def _title_cased(word: str) -> str:
    return word if "." in word else word.title()
