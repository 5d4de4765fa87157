"""Text that no spreadsheet takes for a formula, and the way back.

A cell of a CSV file that begins with = + - @, a tab or a line end is run or changed by spreadsheets, also behind spaces
and quotation marks, and some read the full-width forms as well. Where a file is opened with the wrong separator, what
follows a comma or semicolon inside a text begins a cell too. An apostrophe in front makes it text.
"""

import re
from typing import Final

STARTERS: Final = (
    "=+\\-@\uff1d\ufe66\u207c\u208c\u2a75\u2a76\uff0b\ufe62\ufb29\u207a\u208a\uff0d\ufe63\u2212\u207b\u208b\uff20\ufe6b"
)
SEPARATORS: Final = "\t\r\n,;"
SKIPPED: Final = (  # white space but for separators, quotation marks, and characters that are not seen
    " \u000b\u000c\u0085\u00a0\u1680\u2000-\u200a\u3000\"'`\u00b4\u2018-\u201f\u2039\u203a\u00ab\u00bb"
    "\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff"
)
BEGINS: Final = rf"(?=[{SKIPPED}]*+[{STARTERS}\t\r\n])"
FOLLOWS: Final = rf"(?=[{SKIPPED}]*+[{STARTERS}])"
RISKY: Final = re.compile(rf"\A{BEGINS}|(?<=[{SEPARATORS}]){FOLLOWS}")
GUARDED: Final = re.compile(rf"\A'{BEGINS}|(?<=[{SEPARATORS}])'{FOLLOWS}")


def inert(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would run; other text unchanged."""
    return RISKY.sub("'", text)


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take the text, or a part of it, for a formula."""
    return RISKY.search(text) is not None


def as_written(text: str) -> str:
    """The text before `inert`: for reading back a file that this system wrote. Each text comes back exactly."""
    return GUARDED.sub("", text)
