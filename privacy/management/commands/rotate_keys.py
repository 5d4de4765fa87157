"""`manage.py rotate_keys`: after a new key was put first in CRM_KEY_RING."""

from typing import Any

from django.core.management.base import BaseCommand

from privacy.actions.keys import rotate_keys


class Command(BaseCommand):
    """Wrap all data keys under the first key of the ring, so that the older ones can be taken out of it."""

    help = "Wrap all data keys under the first key of CRM_KEY_RING."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{rotate_keys()} data keys wrapped again.")
