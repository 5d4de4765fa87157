"""E-mail address, telephone numbers and pages of the person; those of referees stand under another heading."""

import re
from collections.abc import Iterable, Iterator, Sequence

import phonenumbers

from candidates.readers.cv.lines import Line, Span
from candidates.readers.cv.notes import Notes
from cluster_crm.people.contact import NotAnEmailAddress, NotAProfileUrl, normalise_email, normalise_profile_url
from cluster_crm.people.national_id import find_bsns

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PAGE = re.compile(
    r"(?<![@\w./-])(?:https?://[^\s,;|()<>]{3,200}|(?:www\.)?(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}(?:/[^\s,;|()<>·]{0,200})?)(?![@\w])",
    re.IGNORECASE,
)
BARE_HOST = re.compile(
    r"[a-z0-9-]{4,63}(?:\.[a-z0-9-]{2,63}){0,3}\.(?:nl|com|org|net|eu|be|de|fr|uk|info|me|dev|io|nu|frl|amsterdam|design|tech|online|site|pl|es|it)",
    re.IGNORECASE,
)
NOT_A_HOST = re.compile(r"(?:asp|ado|vb)\.net|socket\.io|(?:node|vue|next|react|angular)\.js", re.IGNORECASE)
REST_OF_PAGE = re.compile(r"[\w-]{2,60}(?:/[\w-]{0,60})?(?=\s|$)")
ZERO_IN_BRACKETS = re.compile(r"\((?:\+\d{2}|0)\)")
NUMBER = re.compile(
    r"(?<![\w+])(?:0\d{1,3}\s?/\s?\d[\d\s.\u00a0–-]{4,14}\d|[+(]{0,2}\d[\d\s().\u00a0–-]{6,24}\d)(?!\w)"
)
LONGEST_AREA = 6000


def read_email(own: Sequence[Line], rest: Sequence[Line], notes: Notes) -> str:
    """The first address beside the person's data, else the only one of the text outside the referees."""
    for lines, is_only in ((own, False), (rest, True)):
        found = {address: span for span, address in reversed(list(_emails(lines)))}
        if found and (not is_only or len(found) == 1):
            address, span = list(found.items())[-1]
            return notes.take("email", span, "address", address)
    return ""


def _emails(lines: Iterable[Line]) -> Iterator[tuple[Span, str]]:
    for line in lines:
        for found in EMAIL.finditer(line.text):
            try:
                yield line.span.part(found.start(), found.end()), normalise_email(found[0])
            except NotAnEmailAddress:
                continue


def read_phones(own: Sequence[Line], country: str, notes: Notes) -> tuple[str, str]:
    """The first mobile number, else the first number; and the first of the others."""
    found = dict(_numbers(own, country or "NL"))
    mobiles = [number for number in found if _is_mobile(number)]
    first = next(iter(mobiles or found), "")
    other = next((number for number in found if number != first), "")
    for field, number in (("phone", first), ("other_phone", other)):
        if number:
            notes.take(field, found[number], "number")
    return first, other


def _numbers(lines: Iterable[Line], country: str) -> Iterator[tuple[str, Span]]:
    for line in lines:
        bsns = {bsn.start for bsn in find_bsns(line.text)}
        for written in NUMBER.finditer(line.text):
            span = line.span.part(written.start(), written.end())
            if written.start() not in bsns and (number := _normalised(written[0], country)):
                yield number, span


def is_address(text: str) -> bool:
    """Whether a line is an e-mail address or a telephone number, perhaps with a sign or a short label before it."""
    bare = re.sub(r"^[^\w+(]{0,3}(?:[a-zA-Z]{1,6}[.:]?\s{1,2})?", "", text).strip()
    return bool(EMAIL.fullmatch(bare) or (NUMBER.fullmatch(bare) and _normalised(bare, "NL")))


def holds_address(text: str) -> bool:
    """Whether an e-mail address or a telephone number stands in a text."""
    return bool(EMAIL.search(text)) or holds_number(text)


def holds_number(text: str) -> bool:
    """Whether a telephone number stands in a text."""
    return any(_normalised(written[0], "NL") for written in NUMBER.finditer(text))


def _normalised(written: str, country: str) -> str:
    bare = written.strip()
    if re.match(r"\(?(?:\+|00)", bare):
        bare = bare.replace("(0)", " ")
    try:
        number = phonenumbers.parse(bare.lstrip("(").replace(")", " ", 1) if bare.startswith("(+") else bare, country)
    except phonenumbers.NumberParseException:
        return ""
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_valid_number(number)
        else ""
    )


def _is_mobile(number: str) -> bool:
    kind = phonenumbers.number_type(phonenumbers.parse(number))
    return kind in {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


def read_pages(own: Sequence[Line], notes: Notes) -> tuple[str, ...]:
    """Pages of the person; an address that breaks over two lines is put together."""
    pages: dict[str, None] = {}
    for number, line in enumerate(own):
        text = EMAIL.sub(lambda found: " " * len(found[0]), line.text)
        for found in PAGE.finditer(text):
            span = line.span.part(found.start(), found.end()).stripped(".")
            rest = own[number + 1].span if number + 1 < len(own) and found.end() == len(line.text) else None
            address = _completed(span.text, rest)
            if not _is_page(span.text) or (url := _normalised_page(address)) is None or url in pages:
                continue
            notes.take(f"profile_urls[{len(pages)}]", span, "address")
            pages[url] = None
    return tuple(pages)


def _is_page(written: str) -> bool:
    """Whether what looks like a page is one: with a path or www, or a host by itself that ends as hosts do."""
    is_plain = written.lower().startswith(("http", "www.")) or "/" in written
    return not NOT_A_HOST.fullmatch(written) and (is_plain or bool(BARE_HOST.fullmatch(written)))


def _completed(address: str, following: Span | None) -> str:
    rest = REST_OF_PAGE.match(following.text) if following and address.endswith(("/", "-", "=")) else None
    return address + rest[0] if rest else address


def _normalised_page(address: str) -> str | None:
    try:
        return normalise_profile_url(address)
    except NotAProfileUrl:
        return None
