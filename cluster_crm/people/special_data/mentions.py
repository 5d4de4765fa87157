"""What is looked for in free text, and where it was found."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SpecialKind(TextChoices):
    """What may not stand in free text about a person (Articles 9 and 10 GDPR, 46 UAVG; pregnancy: 7:646 BW)."""

    BSN = "bsn", _("citizen service number")
    HEALTH = "health", _("health")
    RELIGION = "religion", _("religion or belief")
    UNION = "union", _("union membership")
    CRIMINAL = "criminal", _("criminal data")
    PREGNANCY = "pregnancy", _("pregnancy")
    ORIENTATION = "orientation", _("sexual orientation or gender identity")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that says such a thing about somebody; the words themselves are not copied.

    `start` and `end` count characters of the text, `rule` is the code of the rule that fired. That something is denied
    ("is not pregnant") is a mention too: it says as much about the person.
    """

    kind: SpecialKind
    start: int
    end: int
    rule: str
