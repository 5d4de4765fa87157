"""The one format of sealed values: AES-256-GCM under a named key, bound to the place where the value stands.

An envelope is `version (1) | length of the key id (1) | key id | nonce (12) | ciphertext and tag`. What comes before
the nonce is authenticated together with the place (table, column and the live row's number), so a sealed value that is
changed, moved to another row or column, or said to be under another key does not open (Article 32, SEC-01).
"""

import os
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from privacy.exceptions import Unreadable

VERSION: Final = 1
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
START_BYTES: Final = 2  # version, length of the key id


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands: history rows stand in the place of their live row, so they open too."""

    table: str
    column: str
    row: UUID

    def __bytes__(self) -> bytes:
        return f"{self.table}\0{self.column}\0{self.row}".encode()


class Sealed(bytes):
    """An envelope; it shows nothing of what it holds, and nothing of itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__

    @property
    def key_id(self) -> bytes:
        """The name of the key that opens it."""
        if len(self) < START_BYTES or self[0] != VERSION:
            raise Unreadable("format")
        return bytes(self[START_BYTES : START_BYTES + self[1]])


def new_key() -> bytes:
    """Return a fresh random key."""
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def close(plain: bytes, *, key: bytes, key_id: bytes, place: Place) -> Sealed:
    """Seal bytes under a key, for one place."""
    start = bytes([VERSION, len(key_id)]) + key_id
    nonce = os.urandom(NONCE_BYTES)
    return Sealed(start + nonce + AESGCM(key).encrypt(nonce, plain, start + bytes(place)))


def open_sealed(sealed: Sealed, *, key: bytes, place: Place) -> bytes:
    """Open an envelope in its place, or raise Unreadable."""
    split = START_BYTES + len(sealed.key_id)
    start, nonce, rest = sealed[:split], sealed[split : split + NONCE_BYTES], sealed[split + NONCE_BYTES :]
    if len(rest) < TAG_BYTES:
        raise Unreadable("format")
    try:
        return AESGCM(key).decrypt(nonce, rest, start + bytes(place))
    except InvalidTag:
        raise Unreadable("tag") from None
