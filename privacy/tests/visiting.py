"""A person in his own pages, for tests."""

import re
from html import unescape

from privacy.actions.person_links import make_link

MINE = "/nl/privacy/choices/mine/"


def enter(client, person_id, language="nl") -> None:
    """Open a link of a person in a browser."""
    token = make_link(person_id)
    client.post(f"/{language}/privacy/choices/enter/{token}/")


def answers_on(page: str) -> dict[str, str]:
    """What a page with the choices would send if nothing were changed."""
    sent = {}
    for tag in re.findall(r"<input [^>]+>", page):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        is_sent = 'type="radio"' not in tag or " checked" in tag
        if name and is_sent:
            sent[name[1]] = unescape(value[1]) if value else ""
    return sent


def save(client, **changes):
    """Open the choices, change some answers and send the form."""
    named = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(MINE, answers_on(client.get(MINE).text) | named, follow=True)
