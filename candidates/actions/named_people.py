"""The one way to hold referees and emergency contacts: somebody names them, and they are held for his sake (SRC-07)."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q
from django.utils import timezone

from candidates.actions.stages import stage_of
from candidates.exceptions import LastNaming, NotAPrincipal
from candidates.models import Candidate, EmergencyContact, EmergencyNaming, Referee, RefereeNaming
from candidates.models.named_people import PRINCIPALS, NamedPerson, Naming
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.exceptions import InFuture
from cluster_crm.people.names import unaccented
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import record_contact
from privacy.actions.roles import Origin, register_role
from privacy.actions.subjects import lock_live_role
from privacy.contact_events import ContactEvent
from privacy.models import SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Source, Stage, SubjectKind

REASON = "candidates.named"
NamedType = TypeVar("NamedType", bound=NamedPerson)
NamingType = TypeVar("NamingType", bound=Naming)


def name_referee(
    principal: SubjectRole, draft: Referee, *, relation: str, origin: Origin, by: User | None
) -> RefereeNaming:
    """Record whom a candidate or member of staff named as a referee (CAND-DATA-11, REF-DATA-01, -04).

    `draft` is not saved yet: somebody whom another named before is one person, and gets a second row of naming.
    `origin` says how and when the principal told us; the referee himself is owed the notice of Article 14.
    """
    naming = RefereeNaming(relation=relation, **_said(principal, origin))
    return _name(principal, draft, naming, Category.REFERENCES, origin=origin, by=by)


def name_emergency_contact(
    principal: SubjectRole,
    draft: EmergencyContact,
    *,
    relation: str,
    origin: Origin,
    by: User | None,
    relation_kind: EmergencyNaming.RelationKind = EmergencyNaming.RelationKind.EMERGENCY,
) -> EmergencyNaming:
    """Record whom to call in an emergency, or who is the next of kin (CAND-DATA-10, REF-DATA-02, -05)."""
    naming = EmergencyNaming(relation=relation, relation_kind=relation_kind, **_said(principal, origin))
    return _name(principal, draft, naming, Category.EMERGENCY_CONTACTS, origin=origin, by=by)


def confirm_naming(naming: Naming, *, on: date, by: User | None) -> Naming:
    """Record that the principal said that the details are right; the term of who was named runs anew (4.2)."""
    if on > timezone.localdate():
        raise InFuture
    with acting(by.pk if by else None, REASON):
        lock_live_role(naming.named_id, naming.named_kind)
        refuse_restricted(naming.named_id, naming.named_kind)
        naming.confirmed_on = on
        naming.save(update_fields=["confirmed_on"])
        _confirmed(naming, on)
    return naming


def remove_naming(naming: Naming, *, by: User | None) -> None:
    """Forget that somebody named a person whom somebody else named too; the last row goes by an erasure alone."""
    with acting(by.pk if by else None, REASON):
        lock_live_role(naming.named_id, naming.named_kind)
        refuse_restricted(naming.named_id, naming.named_kind)
        others = type(naming).objects.of(naming.named_id).exclude(pk=naming.pk)
        if not others.exists():
            raise LastNaming(str(naming))
        naming.delete()


def _said(principal: SubjectRole, origin: Origin) -> dict[str, Any]:
    return {
        "data_subject_id": principal.data_subject_id,
        "subject_kind": principal.subject_kind,
        "source": origin.source,
        "source_detail": origin.source_detail,
        "collected_on": origin.collected_on,
    }


def _name(
    principal: SubjectRole,
    draft: NamedPerson,
    naming: NamingType,
    category: Category,
    *,
    origin: Origin,
    by: User | None,
) -> NamingType:
    with acting(by.pk if by else None, REASON):
        refuse_principal(principal, category)
        draft.clean()
        draft.clean_fields(exclude=("data_subject", "number"))
        known = same_person(draft)
        person = _completed(known, draft) if known else _registered(draft, naming, origin)
        naming.named_id = person.pk
        earlier: NamingType | None = type(naming).objects.by(principal).of(person.pk).first()
        if earlier is not None:
            return earlier
        naming.clean()
        naming.clean_fields()
        naming.save()
        if known:
            _confirmed(naming, origin.collected_on)
    return naming


def refuse_principal(principal: SubjectRole, category: Category) -> None:
    """Refuse a principal who is not held or restricted, or of whom the catalogue does not allow this yet (GEN-09)."""
    if principal.subject_kind not in PRINCIPALS:
        raise NotAPrincipal(str(principal))
    kind = SubjectKind(principal.subject_kind)
    lock_live_role(principal.data_subject_id, kind)
    refuse_restricted(principal.data_subject_id, kind)
    Catalogue.load(kind).require([category], stage=_stage(principal))


def _stage(principal: SubjectRole) -> Stage:
    if principal.subject_kind == SubjectKind.STAFF:
        return Stage.ANY
    return stage_of(Candidate.objects.get(pk=principal.data_subject_id))


def same_person(draft: NamedType) -> NamedType | None:
    """Return whom we hold already by the same address and the same name, as a family may share its telephone."""
    matches = Q(pk__in=())
    for name in draft.one_form:
        if value := getattr(draft, name):
            matches |= Q(**{name: value})
    rows: list[NamedType] = list(type(draft)._default_manager.filter(matches).order_by("pk"))
    return next((row for row in rows if _agree(row, draft)), None)


def _agree(row: NamedPerson, draft: NamedPerson) -> bool:
    plain: Callable[[NamedPerson], str] = lambda person: unaccented(person.given_name)  # noqa: E731 - both sides alike
    is_same_family = unaccented(row.family_name) == unaccented(draft.family_name)
    return is_same_family and ("" in {row.given_name, draft.given_name} or plain(row) == plain(draft))


def refuse_known(draft: NamedPerson) -> None:
    """Refuse to name somebody again whose data may only be stored."""
    known = same_person(draft)
    if known is not None:
        refuse_restricted(known.pk, known.catalogue_kind())


def _completed(known: NamedPerson, draft: NamedPerson) -> NamedPerson:
    """Fill what we did not have of a person; what another said of him stays."""
    kind = known.catalogue_kind()
    lock_live_role(known.pk, kind)
    refuse_restricted(known.pk, kind)
    missing = [name for name in known.own_fields if not getattr(known, name) and getattr(draft, name)]
    for name in missing:
        setattr(known, name, getattr(draft, name))
    if missing:
        known.save()
    return known


def _registered(draft: NamedPerson, naming: Naming, origin: Origin) -> NamedPerson:
    """Register somebody new in his role, which opens the notice of Article 14 (SRC-02)."""
    held = draft.categories_held() | ({Category.RELATION} if naming.relation else set())
    role = register_role(
        draft.catalogue_kind(),
        origin=Origin(Source.VIA_CANDIDATE, "", origin.collected_on),
        holds=held,
        addresses=draft.addresses,
    ).role
    draft.data_subject, draft.number = role.data_subject, role.number
    draft.save()
    return draft


def _confirmed(naming: Naming, on: date) -> None:
    record_contact(naming.named_id, naming.named_kind, ContactEvent.CONFIRMED, on=on)
