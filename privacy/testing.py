"""What tests of any app may ask of the foundation."""

from privacy.actions.catalogue import load_profile
from privacy.models import CatalogueEntry


def ensure_profile() -> None:
    """Fill the catalogue where it is empty: tests that commit flush every table when they end."""
    if not CatalogueEntry.objects.exists():
        load_profile("nl")
