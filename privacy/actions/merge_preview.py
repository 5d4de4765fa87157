"""What a merge would do to consents, terms and duties, said before it is done; nothing is changed here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min

from privacy.actions.merged_state import ending_consents, standing_on
from privacy.actions.retention import united_facts
from privacy.actions.subjects import live_kinds
from privacy.actions.suppression import addresses_of
from privacy.keyed_hash import hash_identifier
from privacy.models import (
    FormerAddress,
    LegalHold,
    NoticeTask,
    RetentionClock,
    RightsRequest,
    SuppressionEntry,
)
from privacy.retention import retain_until
from privacy.vocabulary import Channel, Purpose, SubjectKind


@dataclass(frozen=True, slots=True)
class Term:
    """Until when a person may stay in a role: now, and as one record."""

    kind: SubjectKind
    now_until: date
    then_until: date

    @property
    def is_sooner(self) -> bool:
        """Whether the person would go sooner than by the record that stays."""
        return self.then_until < self.now_until


@dataclass(frozen=True, slots=True)
class EndingConsent:
    """A consent that ends, and the stores whose rows go with it."""

    purpose: Purpose
    channel: str
    stores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a merge would mean; counts are those of both records together."""

    roles_along: tuple[SubjectKind, ...]
    consents: tuple[EndingConsent, ...]
    terms: tuple[Term, ...]
    holds: int
    requests: int
    notice_due_on: date | None
    is_barred: bool


def consequences(survivor: UUID, absorbed: UUID) -> Consequences:
    """Look ahead at a merge; a fixed number of statements, whatever the two records hold."""
    persons = (survivor, absorbed)
    ours, theirs = live_kinds(survivor), live_kinds(absorbed)
    both = ours & theirs
    notices = NoticeTask.objects.owed().filter(data_subject__in=persons)
    return Consequences(
        roles_along=tuple(SubjectKind(kind) for kind in sorted(theirs - ours)),
        consents=tuple(_ending(persons, both)),
        terms=tuple(_terms(survivor, absorbed, both)),
        holds=LegalHold.objects.open().filter(data_subject__in=persons).count(),
        requests=RightsRequest.objects.open().filter(data_subject__in=persons).count(),
        notice_due_on=notices.aggregate(day=Min("due_on"))["day"],
        is_barred=_is_barred(persons),
    )


def _ending(persons: tuple[UUID, UUID], kinds: set[str]) -> list[EndingConsent]:
    return [
        EndingConsent(
            Purpose(given.purpose),
            str(Channel(given.channel).label) if given.channel else "",
            tuple(str(rows.model._meta.verbose_name_plural) for rows in standing_on(given, persons)),
        )
        for given in ending_consents(persons, kinds)
    ]


def _terms(survivor: UUID, absorbed: UUID, kinds: set[str]) -> list[Term]:
    rows = RetentionClock.objects.filter(data_subject__in=(survivor, absorbed), subject_kind__in=kinds)
    clocks = {(clock.data_subject_id, clock.subject_kind): clock for clock in rows}
    found = []
    for kind in sorted(kinds):
        clock, other = clocks.get((survivor, kind)), clocks.get((absorbed, kind))
        if clock and other:
            until = retain_until(united_facts(clock.facts, other.facts))
            found.append(Term(SubjectKind(kind), clock.retain_until, until))
    return found


def _is_barred(persons: tuple[UUID, UUID]) -> bool:
    digests = {hash_identifier(identifier, value) for _kind, identifier, value in addresses_of(persons)}
    digests |= set(FormerAddress.objects.filter(data_subject__in=persons).values_list("digest", flat=True))
    return SuppressionEntry.objects.filter(digest__in=digests).exists()
