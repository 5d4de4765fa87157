"""Who follows a link: a person, or a machine that looks whether mail is safe. Pure; the facts are handed over."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

SOON: Final = timedelta(seconds=10)
"""After a delivery in which no person reads and clicks."""
AT_ONCE: Final = timedelta(seconds=3)
"""Between clicks on two links of a message, of which no person makes both."""
AGENTS: Final = re.compile(
    r"bot\b|bot/|crawl|spider|scan|preview|prefetch|monitor|fetch|headless|phantom|selenium|proofpoint|mimecast"
    r"|barracuda|safelinks|urldefense|forcepoint|trendmicro|symantec|fortinet|sophos|google-safety|bingpreview"
    r"|python|curl|wget|java/|okhttp|go-http|libwww|httpclient|axios|facebookexternalhit|whatsapp|telegram|slack",
    re.IGNORECASE,
)


def is_machine(*, method: str, agent: str, is_prefetch: bool, sent_at: datetime | None, at: datetime) -> bool:
    """Return whether a single request already shows that no person made it."""
    is_early = sent_at is None or at - sent_at < SOON
    return method != "GET" or is_prefetch or not agent.strip() or bool(AGENTS.search(agent)) or is_early


def are_at_once(clicked_at: datetime, others: Collection[datetime]) -> bool:
    """Return whether other links of the same message were followed at the same time."""
    return any(abs(clicked_at - other) <= AT_ONCE for other in others)
