"""A message by which a mail program stops marketing where it doesn't follow addresses of the web (RFC 2369)."""

import re
from typing import Final

from django.conf import settings

from cluster_crm.mail.readers.message import ReadMail
from privacy.actions.unsubscribe import unsubscribe
from privacy.exceptions import Unreadable
from privacy.way_out import read_way_out

STOP: Final = re.compile(r"\s*stop\s+([\w\s-]+)", re.ASCII | re.IGNORECASE)


def is_stopped(mail: ReadMail) -> bool:
    """Do what the subject of a message asks for; False where it asks for nothing, or with a link that is not ours.

    Whoever has the link may use it, so it does not matter from where it comes.
    """
    asked = STOP.fullmatch(mail.subject)
    if asked is None:
        return False
    try:
        way = read_way_out("".join(asked[1].split()))
    except Unreadable:
        return False
    unsubscribe(way, language=settings.LANGUAGE_CODE)
    return True
