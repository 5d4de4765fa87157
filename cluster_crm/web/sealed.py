"""Text in an address that only the visitor's own session can read back.

A search term or the place in a sorted list may be a name, and addresses end up in logs and browser histories. So the
address carries it encrypted under a key that exists in the session alone: nothing is stored under it on the server,
and what stays in a log is unreadable once the session is gone.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.sessions.backends.base import SessionBase

SESSION_KEY: Final = "address_key"
NONCE_BYTES: Final = 12


class BrokenSeal(ValueError):
    """The text was not sealed by this session, or it was changed."""


def seal(session: SessionBase, text: str) -> str:
    """Encrypt a text for use in an address of this session."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return urlsafe_b64encode(nonce + cipher(session).encrypt(nonce, text.encode(), None)).decode().rstrip("=")


def unseal(session: SessionBase, token: str) -> str:
    """Read back what `seal` made in the same session; anything else is a `BrokenSeal`."""
    try:
        sealed = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
        return cipher(session).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None).decode()
    except (InvalidTag, NotBase64, ValueError) as error:
        raise BrokenSeal from error


def cipher(session: SessionBase) -> AESGCM:
    """The session's own cipher; its key is made on first use and dies with the session."""
    if SESSION_KEY not in session:
        session[SESSION_KEY] = secrets.token_urlsafe(32)
    return AESGCM(urlsafe_b64decode(session[SESSION_KEY] + "="))
