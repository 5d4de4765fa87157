"""What a person sees on his own page: what we hold of him and why, who received it, his package (Article 15)."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction

from privacy.access import Item, entry_of
from privacy.actions.access import fetch_export, issue_link, request_access
from privacy.actions.usable import lock_persons
from privacy.labels import category_of
from privacy.models import AccessExport, Disclosure, LegalHold, Restriction, RetentionClock, RightsRequest, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.registry import person_model, personal_model
from privacy.stages import stage_reached
from privacy.stores.dossier import Row, read_dossier
from privacy.vocabulary import Category, LawfulBasis, Purpose, RetentionClass, SubjectKind

BLANK: Final[tuple[object, ...]] = (None, "", [], {})
OPEN: Final[tuple[str, ...]] = (AccessExport.State.BUILDING, AccessExport.State.IN_REVIEW, AccessExport.State.READY)


@dataclass(frozen=True, slots=True)
class WhyHeld:
    """Why we still have somebody in a role: from where, since when, until when, by which rule (SRC-09, RET-01)."""

    role: SubjectRole
    clock: RetentionClock | None
    is_held: bool
    is_restricted: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """One category of data: how many rows hold it, for what, on which basis, and by which term."""

    label: str
    rows: int
    basis: str
    purposes: tuple[str, ...]
    retention: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One time that data left: to whom, when, which categories, for what and on which basis (Article 15(1)(c))."""

    disclosure: Disclosure
    categories: tuple[str, ...]


def live_roles(data_subject_id: UUID) -> list[SubjectRole]:
    """Return the roles in which a person is held, in the order of the kinds."""
    roles = SubjectRole.objects.live().filter(data_subject=data_subject_id).select_related("controller")
    return sorted(roles, key=lambda role: SubjectKind.values.index(role.subject_kind))


def why_held(data_subject_id: UUID) -> list[WhyHeld]:
    """Return for each role of a person why we still have him; four statements."""
    person = {"data_subject": data_subject_id}
    clocks = {clock.subject_kind: clock for clock in RetentionClock.objects.filter(**person)}
    holds = set(LegalHold.objects.open().filter(**person).values_list("subject_kind", flat=True))
    restricted = set(Restriction.objects.active().filter(**person).values_list("subject_kind", flat=True))
    return [
        WhyHeld(role, clocks.get(role.subject_kind), role.subject_kind in holds, role.subject_kind in restricted)
        for role in live_roles(data_subject_id)
    ]


def own_items(data_subject_id: UUID, kind: SubjectKind) -> tuple[tuple[Item, ...], list[Kept]]:
    """Return what a role says of the person himself, and how much of each category there is beside it.

    Sealed values and what others said are counted and not shown; the package has what may be had (ACC-08).
    """
    rows = read_dossier(data_subject_id, kind, by_web=True)
    catalogue = Catalogue.load(kind).at(stage_reached(data_subject_id, kind))
    model = person_model(kind)
    label = model._meta.label_lower if model else ""
    derived = {str(field.verbose_name) for field in model._meta.concrete_fields if not field.editable} if model else ()
    items: tuple[Item, ...] = ()
    for row in rows.get((label, False), []):
        said = entry_of(personal_model(label), row, catalogue, {}).items
        items = tuple(item for item in said if item.category and item.label not in derived)
    return items, _kept(rows, catalogue)


def _kept(rows: dict[tuple[str, bool], list[Row]], catalogue: Catalogue) -> list[Kept]:
    counts: dict[Category, int] = {}
    for (label, is_history), live in rows.items():
        personal = personal_model(label)
        for row in () if is_history else live:
            for category in {field.category for field in personal.fields if row.get(field.column) not in BLANK}:
                counts[category] = counts.get(category, 0) + 1
    return [
        Kept(
            str(category.label),
            counts[category],
            str(LawfulBasis(entry.basis).label),
            tuple(str(Purpose(purpose).label) for purpose in sorted(entry.purposes)),
            str(RetentionClass(entry.retention_class).label),
        )
        for category in Category
        if category in counts and (entry := catalogue.entry(category))
    ]


def who_received(data_subject_id: UUID) -> list[Sent]:
    """Return each time that data of a person left the house, the newest first; the recipients by their names."""
    rows = Disclosure.objects.filter(data_subject=data_subject_id).select_related("recipient").order_by("-disclosed_at")
    return [Sent(row, tuple(sorted({str(category_of(label).label) for label in row.fields}))) for row in rows]


def packages_of(data_subject_id: UUID) -> list[AccessExport]:
    """Return the packages that a person asked for and can still get, or is about to."""
    return list(AccessExport.objects.filter(data_subject=data_subject_id, state__in=OPEN).order_by("-pk"))


def requests_of(data_subject_id: UUID) -> list[RightsRequest]:
    """Return the requests of a person, the newest first."""
    return list(RightsRequest.objects.filter(data_subject=data_subject_id).order_by("-pk").prefetch_related("items"))


@transaction.atomic
def ask_for_packages(data_subject_id: UUID) -> list[AccessExport]:
    """Ask for a package of each role in the person's own name; what is on its way already is not asked again."""
    lock_persons([data_subject_id])
    waiting = {export.subject_kind for export in packages_of(data_subject_id)}
    return [
        request_access(data_subject_id, role.subject_kind, by=None, channel=RightsRequest.Channel.FORM)
        for role in live_roles(data_subject_id)
        if role.subject_kind not in waiting
    ]


def fetch_own_package(data_subject_id: UUID, export_id: UUID) -> bytes:
    """Hand a ready package to the person whose it is, once; raises ExportNotReady, or DoesNotExist for another's."""
    export = AccessExport.objects.get(pk=export_id, data_subject=data_subject_id)
    return fetch_export(issue_link(export, by=None))
