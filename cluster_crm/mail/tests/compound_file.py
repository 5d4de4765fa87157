"""Writes compound files (MS-CFB) and messages of Outlook in them (MS-OXMSG), for tests: no mail program is at hand."""

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

Tree: TypeAlias = "dict[str, bytes | Tree]"
SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


@dataclass
class Entry:
    name: str
    kind: int
    content: bytes = b""
    start: int = END
    left: int = FREE
    right: int = FREE
    child: int = FREE

    def pack(self, size):
        name = f"{self.name}\0".encode("utf-16-le")
        head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), self.kind, 1)
        links = struct.pack("<III", self.left, self.right, self.child) + b"\0" * 36
        return head + links + struct.pack("<IQ", self.start, size)


@dataclass
class Sectors:
    """A file that grows by whole sectors, with the table of which follows which."""

    size: int
    body: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, content):
        if not content:
            return END
        first, number = len(self.table), -(-len(content) // self.size)
        self.body += content.ljust(number * self.size, b"\0")
        self.table += [first + at + 1 for at in range(number - 1)] + [END]
        return first


def write_compound(tree):
    """A compound file with these storages and streams."""
    entries = [Entry("Root Entry", ROOT)]
    entries[0].child = _add(entries, tree)
    big, small = Sectors(SECTOR), Sectors(MINI)
    for entry in entries[1:]:
        entry.start = (small if len(entry.content) < CUTOFF else big).add(entry.content)
    entries[0].start = big.add(bytes(small.body))
    sizes = [len(small.body), *(len(entry.content) for entry in entries[1:])]
    table = struct.pack(f"<{len(small.table)}I", *small.table)
    mini_start = big.add(table.ljust(-(-len(table) // SECTOR) * SECTOR, b"\xff")) if table else END
    directory = b"".join(entry.pack(size) for entry, size in zip(entries, sizes, strict=True))
    directory_start = big.add(directory)
    return _with_header(big, directory_start, mini_start, -(-len(table) // SECTOR))


def _with_header(big, directory_start, mini_start, mini_number):
    number = next(n for n in range(1, 109) if n * SECTOR // 4 >= len(big.table) + n)
    first = len(big.table)
    table = [*big.table, *[FAT] * number]
    table += [FREE] * (number * SECTOR // 4 - len(table))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIII", 0, number, directory_start, 0, CUTOFF, mini_start, mini_number, END)
    difat = [*range(first, first + number), *[FREE] * (109 - number)]
    return header + struct.pack("<I109I", 0, *difat) + bytes(big.body) + struct.pack(f"<{len(table)}I", *table)


def _add(entries, tree):
    """Write down the members of a storage; returns the root of their search tree."""
    numbers = {}
    for name, content in tree.items():
        numbers[name] = len(entries)
        is_storage = isinstance(content, dict)
        entries.append(Entry(name, STORAGE if is_storage else STREAM, b"" if is_storage else content))
        if is_storage:
            entries[numbers[name]].child = _add(entries, content)
    return _balance(entries, [numbers[name] for name in sorted(tree, key=lambda name: (len(name), name.upper()))])


def _balance(entries, numbers):
    if not numbers:
        return FREE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.left, entry.right = _balance(entries, numbers[:middle]), _balance(entries, numbers[middle + 1 :])
    return numbers[middle]


def text(number, value):
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le")}


def text8(number, value, page="cp1252"):
    return {f"__substg1.0_{number:04X}001E": value.encode(page)}


def binary(number, value):
    return {f"__substg1.0_{number:04X}0102": value}


def properties(header, **numbers):
    """The stream of fixed properties; `t0039` is a time, `n0C15` a number."""
    rows = b""
    for name, value in numbers.items():
        kind, number = (0x40, value) if name[0] == "t" else (0x03, value)
        rows += struct.pack("<HHIQ", kind, int(name[1:], 16), 6, number)
    return {"__properties_version1.0": b"\0" * header + rows}


def _listed(storage, header, **numbers):
    """A storage with the list of its properties, the texts among them by their length."""
    texts = {name: value for name, value in storage.items() if name.startswith("__substg1.0_")}
    rows = b"".join(
        struct.pack("<HHIQ", int(name[-4:], 16), int(name[-8:-4], 16), 6, len(value)) for name, value in texts.items()
    )
    fixed = properties(header, **numbers)
    return storage | {name: value + rows for name, value in fixed.items()}


def ticks(moment):
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)


def make_msg(*parts, recipients=(), files=(), **numbers):
    """A message of Outlook; `parts` are properties, `recipients` are (name, address, 1 for To or 2 for Cc)."""
    own = {name: value for part in parts for name, value in part.items()}
    tree = {"__nameid_version1.0": {f"__substg1.0_000{n}0102": b"" for n in (2, 3, 4)}, **_listed(own, 32, **numbers)}
    for at, (name, address, kind) in enumerate(recipients):
        row = text(0x3001, name) | text(0x3003, address) | text(0x3002, "SMTP") | text(0x39FE, address)
        tree[f"__recip_version1.0_#{at:08X}"] = _listed(row, 8, n0C15=kind, n3000=at)
    for at, (name, content) in enumerate(files):
        row = text(0x3707, name) | text(0x3704, name[:8]) | binary(0x3701, content)
        tree[f"__attach_version1.0_#{at:08X}"] = _listed(row, 8, n3705=1, n0E21=at)
    return write_compound(tree)
