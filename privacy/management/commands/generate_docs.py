"""Write the documents that follow from the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from privacy.management.personal_data_page import personal_data_page
from privacy.management.requirements_page import requirements_page


class Command(BaseCommand):
    """Write docs/personal-data.md and docs/requirements.md, or say that they are stale."""

    requires_system_checks = ()  # the pages are made from the source tree, whatever else is amiss
    help = "Write docs/personal-data.md and docs/requirements.md; --check only says whether they are fresh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail when a page is stale.")
        parser.add_argument("--root", type=Path, default=settings.BASE_DIR, help="The source tree.")

    def handle(self, *, check: bool, root: Path, **_options: Any) -> None:
        pages = {
            root / "docs" / "personal-data.md": personal_data_page(),
            root / "docs" / "requirements.md": requirements_page(root),
        }
        stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
        if check and stale:
            names = ", ".join(path.name for path in stale)
            raise CommandError(f"Stale: {names}. Run `manage.py generate_docs` and commit the result.")
        for path in [] if check else stale:
            path.write_text(pages[path], encoding="utf-8")
            self.stdout.write(f"Written: {path.relative_to(root)}")
