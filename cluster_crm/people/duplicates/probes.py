"""What is known of somebody who comes in, and whom he may be."""

from collections.abc import Hashable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.models import Person
from privacy.vocabulary import SubjectKind


class Certainty(TextChoices):
    """How sure it is that two are one person."""

    SURE = "sure", _("the same person")
    LIKELY = "likely", _("perhaps the same person")


class Reason(TextChoices):
    """What two people have in common, the most telling first; and what speaks against it."""

    PROFILE_URL = "profile_url", _("same profile page")
    EMAIL = "email", _("same e-mail")
    PHONE = "phone", _("same telephone")
    FORMER = "former", _("former address")
    NAME = "name", _("name alike")
    PLACE = "place", _("same place")
    OTHER_NAME = "other_name", _("other name")


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known of somebody who comes in: any part may be empty, all is written as it is stored."""

    key: Hashable
    given_name: str = ""
    infix: str = ""
    family_name: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()
    profile_urls: tuple[str, ...] = ()
    city: str = ""
    postcode: str = ""

    @property
    def name(self) -> tuple[str, str, str]:
        """Given name, infix and family name."""
        return self.given_name, self.infix, self.family_name


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody whom we hold; a restricted person is named to nobody but the privacy officer (Article 18)."""

    data_subject_id: UUID
    kind: SubjectKind
    certainty: Certainty
    reasons: tuple[Reason, ...]
    is_restricted: bool


def probe_of(person: Person, *, key: Hashable = None, profile_urls: tuple[str, ...] = ()) -> Probe:
    """Return what a row of a person says of him, stored or not, under his number or a key of the caller's."""
    phones = (person.phone, getattr(person, "other_phone", ""))
    return Probe(
        key=person.pk if key is None else key,
        given_name=person.given_name,
        infix=person.infix,
        family_name=person.family_name,
        email=person.email,
        phones=tuple(phone for phone in phones if phone),
        profile_urls=profile_urls,
        city=getattr(person, "city", ""),
        postcode=getattr(person, "postcode", ""),
    )
