"""Fill an empty installation with an invented agency, once."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from candidates.management.demonstration.agency import load_agency


class Command(BaseCommand):
    """Print who may sign in: per role an e-mail address and a password that is shown this once."""

    help = "Load invented people and one sign-in per role; does nothing where there are users."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the sign-ins as JSON")

    def handle(self, *, as_json: bool, **_options: Any) -> None:
        sign_ins = load_agency()
        if as_json:
            self.stdout.write(json.dumps(sign_ins))
            return
        for role, sign_in in sign_ins.items():
            self.stdout.write(f"{role:18} {sign_in['email']:32} {sign_in['password']}")
        if not sign_ins:
            self.stdout.write(_("There are users already: nothing was loaded."))
