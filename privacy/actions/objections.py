"""Deeds of objection: they execute at once, and in this order: the list, the event, the messages that wait (3.2)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from cluster_crm.history.acting import acting
from privacy.actions.messages import cancel_queued
from privacy.actions.subjects import live_kinds
from privacy.actions.suppression import Digest, known_digests, suppress_digests, suppress_person
from privacy.actions.usable import lock_persons
from privacy.exceptions import PersonErased
from privacy.models import Death, Objection, SuppressionEntry
from privacy.reach import REACHED_BY
from privacy.send_facts import Objected
from privacy.sending import SendCode
from privacy.vocabulary import Channel, Identifier, Purpose, SubjectKind

LINK: Final = "unsubscribe_link"


@transaction.atomic
def object_to_marketing(
    data_subject_id: UUID,
    *,
    purpose: Purpose | str = "",
    channel: Channel | str = "",
    includes_alerts: bool = False,
    method: str,
    language: str,
    evidence: str = "",
    kind: SubjectKind | None = None,
    by: AbstractBaseUser | None = None,
) -> Objection:
    """Record an objection to marketing, which is never refused and counts for the whole person (Article 21(2), (3)).

    An empty purpose is all marketing, an empty channel all of them. Whoever unsubscribes a second time is asked no
    more what he means: all marketing, on all his addresses (MKT-08). `kind` is the role in which it was said.
    """
    lock_persons([data_subject_id])
    if method == LINK and _said_before(data_subject_id):
        purpose = channel = ""
    return _object(
        Objection(
            data_subject_id=data_subject_id,
            subject_kind=_a_role_of(data_subject_id, kind),
            against=Objection.Against.MARKETING,
            purpose=purpose,
            channel=channel,
            includes_alerts=includes_alerts,
            method=method,
            language=language,
            evidence=evidence,
            recorded_by_id=by.pk if by else None,
        )
    )


def stop_everything(
    data_subject_id: UUID,
    *,
    method: str,
    language: str,
    evidence: str = "",
    kind: SubjectKind | None = None,
    by: AbstractBaseUser | None = None,
) -> Objection:
    """Stop all marketing on all channels, and the vacancy alerts too (AMB-31)."""
    return object_to_marketing(
        data_subject_id,
        includes_alerts=True,
        method=method,
        language=language,
        evidence=evidence,
        kind=kind,
        by=by,
    )


@transaction.atomic
def object_to_recruitment(
    data_subject_id: UUID,
    *,
    channel: Channel | str = "",
    method: str,
    language: str,
    evidence: str = "",
    kind: SubjectKind | None = None,
    by: AbstractBaseUser | None = None,
) -> Objection:
    """Record that somebody does not want to be approached about roles (Article 21(1)); it stops ROLE_CONTACT."""
    lock_persons([data_subject_id])
    return _object(
        Objection(
            data_subject_id=data_subject_id,
            subject_kind=_a_role_of(data_subject_id, kind),
            against=Objection.Against.RECRUITMENT,
            channel=channel,
            method=method,
            language=language,
            evidence=evidence,
            recorded_by_id=by.pk if by else None,
        )
    )


@transaction.atomic
def record_death(
    data_subject_id: UUID, *, heard_on: date, died_on: date | None = None, by: AbstractBaseUser
) -> list[Death]:
    """Record that we heard of a person's death: nothing is sent any more, in whatever role (LAW-53)."""
    with acting(by.pk, "death"):
        lock_persons([data_subject_id])
        kinds = live_kinds(data_subject_id)
        if not kinds:
            raise PersonErased(str(data_subject_id))
        rows = [
            Death.objects.get_or_create(
                data_subject_id=data_subject_id,
                subject_kind=kind,
                defaults={"heard_on": heard_on, "died_on": died_on, "recorded_by_id": by.pk},
            )[0]
            for kind in sorted(kinds)
        ]
        cancel_queued(data_subject_id, lambda _purpose, _channel: True, code=SendCode.GONE)
    return rows


def take_back_death(data_subject_id: UUID, *, by: AbstractBaseUser) -> None:
    """Record that we were mistaken: the person lives. What was taken back meanwhile stays so; history keeps both."""
    with acting(by.pk, "death taken back"):
        Death.objects.filter(data_subject=data_subject_id).delete()


def keep_objections(digests: Collection[Digest]) -> None:
    """Bar the addresses that people who are erased have by now, as they objected: the rest of them goes (MKT-07)."""
    objected = Objection.objects.filter(data_subject__in={digest[0] for digest in digests})
    barred: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for objection in objected:
        by = REACHED_BY.get(Channel(objection.channel)) if objection.channel else None
        for purpose in _listed(objection):
            barred[purpose, objection.channel] |= {
                (identifier, digest)
                for person, _kind, identifier, digest in digests
                if person == objection.data_subject_id and identifier != Identifier.NAME and by in {None, identifier}
            }
    for (purpose, channel), scope in barred.items():
        suppress_digests(scope, reason=SuppressionEntry.Reason.OBJECTION, purpose=purpose, channel=channel)


def _object(objection: Objection) -> Objection:
    """Bar the addresses, write the event, take back what waits."""
    is_link = objection.method == LINK
    reason = SuppressionEntry.Reason.UNSUBSCRIBED if is_link else SuppressionEntry.Reason.OBJECTION
    for purpose in _listed(objection):
        suppress_person(objection.data_subject_id, reason=reason, purpose=purpose, channel=objection.channel)
    objection.save(force_insert=True)
    stops = Objected(
        at=objection.recorded_at,
        is_to_recruitment=objection.against == Objection.Against.RECRUITMENT,
        purpose=objection.purpose,
        channel=objection.channel,
        includes_alerts=objection.includes_alerts,
    )
    cancel_queued(objection.data_subject_id, stops.covers, code=SendCode.OBJECTED)
    return objection


def _listed(objection: Objection) -> list[str]:
    """The scopes under which an objection stands on the suppression list; an empty one is all marketing."""
    if objection.against == Objection.Against.RECRUITMENT:
        return [Purpose.ROLE_CONTACT]
    return [objection.purpose, *([Purpose.JOB_ALERT] if objection.includes_alerts else [])]


def _said_before(data_subject_id: UUID) -> bool:
    """Whether the person objected before, or an address of his stands on the list from when we held him earlier."""
    if Objection.objects.of(data_subject_id).filter(against=Objection.Against.MARKETING).exists():
        return True
    digests = {digest for _identifier, digest in known_digests(data_subject_id)}
    return SuppressionEntry.objects.filter(digest__in=digests).exists()


def _a_role_of(data_subject_id: UUID, said_in: SubjectKind | None) -> str:
    """The role under which an objection of the whole person is filed: that in which it was said, while he has it.

    Raises PersonErased where he has none.
    """
    kinds = live_kinds(data_subject_id)
    if not kinds:
        raise PersonErased(str(data_subject_id))
    return said_in if said_in in kinds else min(kinds, key=list(SubjectKind.values).index)
