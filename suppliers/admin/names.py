"""What suppliers are called, for whom may know: the name of a sole trader is personal data."""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.admin.masked import HIDDEN, masks_of
from privacy.masks import Masks
from privacy.models import Recipient

NAME: Final = _("name")


@dataclass(frozen=True)
class RecipientName:
    """A column or line with the name of the organisation that a row leads to by `path`."""

    path: str
    masks: Masks = field(compare=False, repr=False)
    short_description: Any = field(compare=False)
    __name__ = "recipient_name"

    def __call__(self, row: Any) -> str:
        """Return the name, or that it is hidden."""
        recipient: Recipient = attrgetter(self.path)(row)
        return str(HIDDEN) if "name" in self.masks.hidden(Recipient, recipient) else recipient.name


def supplier_name(request: HttpRequest, path: str = "recipient", label: Any = NAME) -> RecipientName:
    """Return the column for the user who asks."""
    return RecipientName(path, masks_of(request), label)
