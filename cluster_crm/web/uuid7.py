"""Identifiers that sort by the moment of their making (RFC 9562, version 7)."""

import secrets
import time
from uuid import UUID

VERSION_AND_VARIANT = 0x7 << 76 | 0b10 << 62
RANDOM_BITS = 0x0FFF << 64 | (1 << 62) - 1


def uuid7() -> UUID:
    """Return a new UUID: 48 bits of milliseconds, then 74 random bits. Made in Python, so known before the insert."""
    milliseconds = time.time_ns() // 1_000_000
    return UUID(int=milliseconds << 80 | VERSION_AND_VARIANT | secrets.randbits(128) & RANDOM_BITS)
