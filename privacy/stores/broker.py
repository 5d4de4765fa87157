"""A look into everything the broker and the cache hold, bodies of messages decoded."""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from typing import Any

import redis
from django.conf import settings

ENCODED = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")


def keys_containing(texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Key of the entry and number of the text, for each entry whose name or value contains a text."""
    needles = [text.lower() for text in texts]
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter(count=1000):
            held = _decoded(key + b"\n" + _value(client, key))
            yield from ((_shown(key, needles), number) for number, needle in enumerate(needles) if needle in held)


def _value(client: Any, key: bytes) -> bytes:
    readers = {
        b"string": client.get,
        b"list": lambda name: client.lrange(name, 0, -1),
        b"hash": client.hgetall,
        b"set": client.smembers,
        b"zset": lambda name: client.zrange(name, 0, -1),
    }
    read = readers.get(client.type(key))
    value = read(key) if read else None
    return value if isinstance(value, bytes) else b"\n".join(_flat(value))


def _flat(value: Any) -> Iterator[bytes]:
    pairs = value.items() if isinstance(value, dict) else ((item, b"") for item in value or ())
    for name, item in pairs:
        yield from (name, item)


def _decoded(content: bytes) -> str:
    """The bytes as text, and after them what looks like base64, as the bodies of Celery's messages do."""
    parts = [content]
    for match in ENCODED.finditer(content):
        try:
            parts.append(base64.b64decode(match.group(), validate=True))
        except binascii.Error:
            continue
    return b"\n".join(parts).decode("utf-8", errors="replace").lower()


def _shown(key: bytes, needles: Sequence[str]) -> str:
    """The key, or that it is left out because it holds a text itself."""
    name = key.decode("utf-8", errors="replace")
    return "(name left out)" if any(needle in name.lower() for needle in needles) else name
