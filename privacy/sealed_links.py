"""Addresses in mail that only we can read: no number, name or purpose stands in a log, a history or a forwarded mail.

Unlike a one-time link nothing is stored for them and they do not expire: a link to stop something works for as long
as somebody has the mail (Article 7(3), Tw 11.7(4)). So the key is made from the one that never changes, that of the
keyed hashes.
"""

import secrets
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from functools import cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from privacy.exceptions import Unreadable

NONCE_BYTES: Final = 12
LONGEST: Final = 400


def seal(aim: str, plain: bytes) -> str:
    """Return bytes as a text for an address; `aim` keeps links of different use apart."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return (
        urlsafe_b64encode(nonce + _cipher(settings.CRM_HMAC_KEY).encrypt(nonce, plain, aim.encode()))
        .decode()
        .rstrip("=")
    )


def unseal(aim: str, token: str) -> bytes:
    """Read what `seal` made for the same aim; anything else, however it was changed, is Unreadable."""
    if not token.isascii() or len(token) > LONGEST:
        raise Unreadable("format")
    try:
        sealed = b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        return _cipher(settings.CRM_HMAC_KEY).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], aim.encode())
    except (InvalidTag, NotBase64, ValueError):
        raise Unreadable("tag") from None


@cache
def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"crm links 1").derive(secret))
