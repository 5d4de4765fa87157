"""The rows that the decision about sending reads, for many persons of one role: one statement each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import F, Max, Min, OuterRef, Q, Subquery

from privacy.actions.usable import among
from privacy.keyed_hash import hash_identifier
from privacy.models import (
    ConsentEvent,
    Continuation,
    Death,
    FormerAddress,
    LegalHold,
    LegitimateInterestsAssessment,
    MarketingGround,
    Message,
    NoticeTask,
    Objection,
    PersonPreference,
    Restriction,
    RetentionClock,
    SubjectRole,
    SuppressionEntry,
)
from privacy.models.catalogue_view import Catalogue
from privacy.reach import Address
from privacy.registry import person_model, personal_model
from privacy.retention import retain_until
from privacy.send_facts import OWN_ACTS, Act, Barred, Objected, SendFacts, Word
from privacy.vocabulary import Ground, Identifier, Purpose, Source, SubjectKind

Row = TypeVar("Row")
Persons = Collection[UUID]


def _grouped(pairs: Iterable[tuple[UUID, Row]]) -> dict[UUID, tuple[Row, ...]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for person, row in pairs:
        found[person].append(row)
    return {person: tuple(each) for person, each in found.items()}


def sources(persons: Persons, kind: SubjectKind) -> dict[UUID, Source]:
    """Where the data of those came from who are held in the role."""
    live = SubjectRole.objects.live().filter(data_subject__in=among(persons), subject_kind=kind)
    return {person: Source(source) for person, source in live.values_list("data_subject", "source")}


def deaths(persons: Persons) -> frozenset[UUID]:
    """Who has died, in whatever role we heard of it (LAW-53)."""
    return frozenset(Death.objects.filter(data_subject__in=among(persons)).values_list("data_subject", flat=True))


def restricted(persons: Persons, kind: SubjectKind) -> dict[UUID, datetime]:
    """Since when the processing of a person is restricted."""
    active = Restriction.objects.active().filter(data_subject__in=among(persons), subject_kind=kind)
    return dict(
        active.values("data_subject").annotate(Max("started_at")).values_list("data_subject", "started_at__max")
    )


def held(persons: Persons, kind: SubjectKind) -> frozenset[UUID]:
    """Whose records a legal hold keeps."""
    holds = LegalHold.objects.open().filter(data_subject__in=among(persons), subject_kind=kind)
    return frozenset(holds.values_list("data_subject", flat=True))


def terms(persons: Persons, kind: SubjectKind) -> dict[UUID, date]:
    """The last lawful day of persons; contact with the organisation that they belong to counts too (RET-02)."""
    colleagues = RetentionClock.objects.filter(organisation=OuterRef("organisation")).values("organisation")
    clocks = RetentionClock.objects.filter(data_subject__in=among(persons), subject_kind=kind).annotate(
        colleague_on=Subquery(colleagues.annotate(last=Max("contact_on")).values("last"))
    )
    last = {}
    for clock in clocks:
        contact = max((day for day in (clock.contact_on, getattr(clock, "colleague_on", None)) if day), default=None)
        last[clock.data_subject_id] = max(clock.retain_until, retain_until(replace(clock.facts, contact_on=contact)))
    return last


def words(persons: Persons, kind: SubjectKind) -> dict[UUID, tuple[Word, ...]]:
    """What persons said on consent in the role."""
    events = ConsentEvent.objects.filter(data_subject__in=among(persons), subject_kind=kind)
    return _grouped((event.data_subject_id, word_of(event)) for event in events)


def word_of(event: ConsentEvent) -> Word:
    """One event of the log, as the decision reads it."""
    return Word(
        purpose=Purpose(event.purpose),
        channel=event.channel,
        at=event.recorded_at,
        is_given=event.action == ConsentEvent.Action.GIVEN,
        is_explicit=event.kind == ConsentEvent.Kind.EXPLICIT,
        has_guardian=bool(event.guardian),
        until=event.expires_on,
        about=event.about,
    )


def objected(persons: Persons) -> dict[UUID, tuple[Objected, ...]]:
    """What persons objected to, in whatever role (reading 13)."""
    rows = Objection.objects.filter(data_subject__in=among(persons))
    return _grouped((row.data_subject_id, row.fact) for row in rows)


def acts(persons: Persons, kind: SubjectKind) -> dict[UUID, tuple[Act, ...]]:
    """What persons did that a soft opt-in can rest on (MKT-04)."""
    rows = MarketingGround.objects.filter(data_subject__in=among(persons), subject_kind=kind)
    return _grouped(
        (
            row.data_subject_id,
            Act(
                ground=Ground(row.ground),
                on=row.happened_on,
                channel=row.channel,
                opt_out_offered=row.is_opt_out_offered,
            ),
        )
        for row in rows
    )


def gave_address(source: Source | None, done: Iterable[Act]) -> bool:
    """Whether a person gave his address himself: when we got to know him, or by what he did since."""
    is_own = source is not None and not source.is_third_party
    return is_own or any(act.ground in OWN_ACTS for act in done)


def notices(persons: Persons, kind: SubjectKind) -> dict[UUID, date]:
    """By when persons must be told where we have their data from, who have not been told (Article 14)."""
    due = NoticeTask.objects.due().filter(
        data_subject__in=among(persons), subject_kind=kind, article=NoticeTask.Article.FROM_OTHERS
    )
    return dict(due.values("data_subject").annotate(Min("due_on")).values_list("data_subject", "due_on__min"))


def paused(persons: Persons) -> dict[UUID, date]:
    """Until when persons want to hear nothing."""
    rows = PersonPreference.objects.filter(data_subject__in=among(persons), paused_until__isnull=False)
    return {person: day for person, day in rows.values_list("data_subject", "paused_until") if day}


def silent_approaches(persons: Persons, kind: SubjectKind, *, except_message: UUID | None) -> frozenset[UUID]:
    """Whom we approached on a role without an answer since: a second message would be marketing (AMB-14)."""
    contact = RetentionClock.objects.filter(data_subject=OuterRef("data_subject"), subject_kind=kind)
    sent = Message.objects.filter(
        data_subject__in=among(persons), subject_kind=kind, purpose=Purpose.ROLE_CONTACT, recipient__isnull=True
    ).exclude(state__in=[Message.State.FAILED, Message.State.CANCELLED])
    unanswered = (sent.exclude(pk=except_message) if except_message else sent).annotate(
        contact_on=Subquery(contact.values("contact_on")[:1])
    )
    unanswered = unanswered.filter(Q(contact_on__isnull=True) | Q(contact_on__lt=F("created_at__date")))
    return frozenset(unanswered.values_list("data_subject", flat=True))


def continued(persons: Persons, kind: SubjectKind) -> dict[UUID, frozenset[Purpose]]:
    """What goes on upon another basis after a withdrawal, the person being told (CONS-06)."""
    rows = Continuation.objects.in_force().filter(data_subject__in=among(persons), subject_kind=kind)
    pairs = ((person, Purpose(purpose)) for person, purpose in rows.values_list("data_subject", "purpose"))
    return {person: frozenset(each) for person, each in _grouped(pairs).items()}


def barred(
    addresses: Mapping[UUID, Collection[Address]], persons: Persons, kind: SubjectKind
) -> dict[UUID, tuple[Barred, ...]]:
    """The entries of the suppression list that persons' addresses meet, now or before a change or merge (MKT-07)."""
    digests = defaultdict(set)
    for person, identifier, value in {*_past_addresses(persons, kind)}.union(
        (person, *address) for person, each in addresses.items() for address in each
    ):
        digests[person].add(hash_identifier(identifier, value))
    former = FormerAddress.objects.filter(data_subject__in=among(persons))
    for person, digest in former.values_list("data_subject", "digest"):
        digests[person].add(digest)
    asked = {digest for each in digests.values() for digest in each}
    entries: dict[str, list[Barred]] = defaultdict(list)
    for entry in SuppressionEntry.objects.filter(digest__in=asked):
        is_erased = entry.reason == SuppressionEntry.Reason.ERASED
        entries[entry.digest].append(
            Barred(since=entry.created_at, purpose=entry.purpose, channel=entry.channel, is_erased=is_erased)
        )
    return {person: tuple(entry for digest in each for entry in entries[digest]) for person, each in digests.items()}


def _past_addresses(persons: Persons, kind: SubjectKind) -> Iterator[tuple[UUID, Identifier, str]]:
    """What stood on persons' own rows: who is barred stays so when somebody corrects his address."""
    model: Any = person_model(kind)
    if model is None or not hasattr(model, "history"):
        return
    fields = personal_model(model._meta.label_lower).solid_identifiers
    past = model.history.filter(**{f"{model._meta.pk.attname}__in": among(persons)}).order_by()
    for person, *values in past.values_list(model._meta.pk.attname, *(each.field.name for each in fields)).distinct():
        said = zip(fields, values, strict=True)
        yield from ((person, each.identifier, value) for each, value in said if value and each.identifier)


def common_facts(kind: SubjectKind) -> SendFacts:
    """What holds for everybody in a role: the catalogue, the weighings (LB-01) and the settings."""
    allowed = Catalogue.load(kind).rows.values()
    own = {purpose for row in allowed for purpose in row.purposes}
    weighed = LegitimateInterestsAssessment.objects.filter(purpose__in=own, subject_kinds__contains=[kind])
    asked = own | {purpose for row in allowed for purpose in row.consent_purposes}
    return SendFacts(
        kind=kind,
        catalogued=frozenset(Purpose(purpose) for purpose in asked),
        assessed=frozenset(Purpose(purpose) for purpose in weighed.values_list("purpose", flat=True)),
        has_soft_opt_in=settings.CRM_SOFT_OPT_IN_CANDIDATES,
    )
