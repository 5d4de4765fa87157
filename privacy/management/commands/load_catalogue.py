"""Fill the catalogue from a country profile."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy.actions.catalogue import PROFILES, load_profile


class Command(BaseCommand):
    """Add the rows of a country profile that are not there yet (LB-05); rows that were edited stay as they are."""

    help = "Add the rows of a country profile to the catalogue; edited rows stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("profile", nargs="?", default="nl", choices=sorted(PROFILES))

    def handle(self, *, profile: str, **_options: Any) -> None:
        self.stdout.write(f"{load_profile(profile)} rows added.")
