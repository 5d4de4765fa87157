"""A citizen service number in a text, told from other numbers of nine digits by what stands before it (UAVG 46)."""

import re
from collections.abc import Iterator

from cluster_crm.people.national_id import find_bsns
from cluster_crm.people.special_data.mentions import Mention, SpecialKind

NAMED = re.compile(r"(?<!\w)(?:bsn|burgerservicenummer|sofi|sofinummer|citizen service|social security)", re.IGNORECASE)
OTHER_NUMBER = re.compile(
    r"(?:factu+r|zending|vacature|order|invoice|klant|debiteur|crediteur|customer|ticket|referentie|reference|"
    r"ref\b|kvk|coc\b|btw|vat\b|rsin|"
    r"tel\b|tel\.|telefoon|phone|mobiel|mobile|fax|polis|dossier|zaak|case|serie|serial|artikel|item|contract|"
    r"bestel|isbn|"
    r"iban|rekening|account|vacature|job id|project|vestiging|postbus|licen[cs]e|omzet|revenue|€|eur\b|[a-z]{2}$)"
    r"[\w\s.:#()-]{0,20}$|[€$]\s*$|[a-z]{2}$",
    re.IGNORECASE,
)
AMOUNT = re.compile(r"\s*(?:euro|eur\b|dollar|usd|stuks|units|B\d\d)", re.IGNORECASE)
BEFORE = 40


def bsn_mentions(text: str) -> Iterator[Mention]:
    """Every number that passes the eleven-test, unless its surroundings say that it is another number."""
    for found in find_bsns(text):
        before = text[max(0, found.start - BEFORE) : found.start]
        if NAMED.search(before):
            yield Mention(SpecialKind.BSN, found.start, found.end, "bsn.named")
        elif not OTHER_NUMBER.search(before) and not AMOUNT.match(text, found.end):
            yield Mention(SpecialKind.BSN, found.start, found.end, "bsn.eleven_test")
