"""`manage.py scan_residue`: where a person, or given texts, still stand, in all tables, files and the broker."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy.actions.files import stored_files
from privacy.stores.broker import keys_containing
from privacy.stores.scan import files_containing, rows_containing
from privacy.stores.values import values_of

FOUND = 1


class Command(BaseCommand):
    """Search everything for texts and say in which place and row they stand, never the texts themselves (ERASE-09)."""

    help = (
        "Search every text column, file and broker key. Prints place, row and which text it was; never the text. "
        "Exit code 1 when something is found. Use --stdin to keep names out of the history of the shell."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("--subject", type=UUID, help="search for what the personal columns of this person hold")
        parser.add_argument("--text", nargs="+", default=[], help="search for these texts")
        parser.add_argument("--stdin", action="store_true", help="read texts from standard input, one a line")

    def handle(self, *_args: str, **options: Any) -> None:
        """Search, print what is found, and fail when there is anything."""
        named = _texts(options)
        if not named:
            raise CommandError("Nothing to search for: give --subject, --text or --stdin, with texts in them.")
        self.stderr.write(f"Searching for {len(named)} texts.")
        texts, names = list(named), list(named.values())
        found = 0
        for place, row, number in self._hits(texts):
            self.stdout.write(f"{place}\t{row}\t{names[number]}")
            found += 1
        self.stderr.write(f"Found: {found}.")
        if found:
            sys.exit(FOUND)

    def _hits(self, texts: Sequence[str]) -> Iterator[tuple[str, str, int]]:
        self.stderr.write("Tables.")
        yield from rows_containing(texts)
        self.stderr.write("Files.")
        yield from (("file", key, number) for key, number in files_containing(texts, stored_files()))
        self.stderr.write("Broker.")
        yield from (("broker", key, number) for key, number in keys_containing(texts))


def _texts(options: dict[str, Any]) -> dict[str, str]:
    """The texts to search for, each under a name that tells nothing."""
    given = [*options["text"], *(sys.stdin.read().splitlines() if options["stdin"] else ())]
    named = values_of(options["subject"]) if options["subject"] else {}
    return named | {text.strip(): f"text {number}" for number, text in enumerate(given, start=1) if text.strip()}
