"""Taking a list of persons along as a file: asked for in a request, chosen and written by the worker in parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from secrets import token_hex
from typing import Any, Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from cluster_crm.people.exceptions import ListTooLong, NobodyAsked
from cluster_crm.people.exported import Column, offered
from cluster_crm.web.spreadsheets import Cell, SheetKind, open_sheet
from privacy import permissions
from privacy.actions.disclosures import check_disclosure, disclose_many
from privacy.actions.list_exports import LISTS_STAY, is_withdrawn, take_back
from privacy.actions.usable import LeftOut, among, left_out, lock_persons
from privacy.exceptions import NotForYourRole
from privacy.masks import Masks, rows_shown_to
from privacy.models import ListExport, ListExportMember, Recipient
from privacy.models.catalogue_view import Catalogue
from privacy.registry import person_model
from privacy.vocabulary import Purpose, Stage, SubjectKind

JOB: Final = "people.list"
DEED: Final = "people.export_list"
MOST_ROWS: Final = 50_000
CHUNK: Final = 1000
STAGE: Final = (
    "INSERT INTO privacy_listexportmember (id, export_id, data_subject_id, subject_kind, position)"
    " SELECT gen_random_uuid(), %s, q.person, %s, row_number() OVER () FROM ({}) q(person)"
)


@dataclass(frozen=True, kw_only=True)
class Order:
    """What somebody wants: columns by name, the kind of file, what for, and to whom it goes (None: it stays here)."""

    columns: Sequence[str]
    kind: SheetKind
    purpose: Purpose
    language: str
    to: Recipient | None = None


def check_order(kind: SubjectKind, columns: Mapping[str, Column], order: Order) -> None:
    """Refuse columns that may not be used for the purpose, or may not go to the recipient."""
    if any(name not in columns for name in order.columns):
        raise NotForYourRole
    categories = {columns[name].category for name in order.columns}
    if order.to is not None:
        check_disclosure(kind, categories, to=order.to, purpose=order.purpose)
        return
    catalogue = Catalogue.load(kind)
    for category in categories:
        catalogue.require_purpose(order.purpose, category, Stage.ROLE)


def ask_for_list(persons: QuerySet[Any], kind: SubjectKind, order: Order, *, by: User) -> ListExport:
    """Note who stands in a list, in its order, and let the worker make the file; the search term goes nowhere.

    `persons` are rows of the role's own model. Refuses a list of nobody, and one of more than `MOST_ROWS`.
    """
    check_order(kind, offered(persons.model, Masks(permissions.role_of(by))), order)
    with acting(by.pk, "list asked"):
        export = ListExport.objects.create(
            subject_kind=kind,
            asked_by=by,
            language=order.language,
            kind=order.kind.value,
            columns=list(order.columns),
            purpose=order.purpose,
            recipient=order.to,
            file=f"exports/{token_hex(16)}",
            expires_at=timezone.now() + LISTS_STAY,
        )
        export.asked = _stage(export, persons)
        if not export.asked:
            raise NobodyAsked
        if export.asked > MOST_ROWS:
            raise ListTooLong
        export.save(update_fields=["asked"])
        enqueue(JOB, export.pk, by=by)
    return export


def _stage(export: ListExport, persons: QuerySet[Any]) -> int:
    """Write who was asked for, in the order of the list; one statement."""
    keys = persons.values_list("pk", flat=True)[: MOST_ROWS + 1]
    sql, parameters = keys.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(STAGE.format(sql), [export.pk, str(export.subject_kind), *parameters])
        return int(cursor.rowcount)


def run_list(claim: Claim) -> None:
    """Make the list that a job names; parts already committed are skipped, so nothing is disclosed twice (ACC-06)."""
    export = ListExport.objects.select_related("asked_by", "recipient").get(pk=claim.target_id)
    parts = ceil(export.asked / CHUNK)
    claim.expect(parts + 1)
    for part in range(parts):
        with claim.step(f"part {part}") as is_due:
            if is_due:
                choose_part(export, part)
    with claim.step("file") as is_due:
        if is_due:
            write_file(ListExport.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=export.pk))


def choose_part(export: ListExport, part: int) -> None:
    """Take out of one part whoever may not be in the list, counted by reason, and record the disclosure of the rest."""
    places = _between(export, part * CHUNK, (part + 1) * CHUNK)
    _drop_repeated(places)
    persons = list(places.values_list("data_subject", flat=True))
    absent = _disclosed(export, persons) if export.recipient else _used(export, persons)
    places.filter(data_subject__in=among(absent)).delete()
    reasons = list(absent.values())
    counted = {
        "restricted": reasons.count(LeftOut.RESTRICTED),
        "untold": reasons.count(LeftOut.UNTOLD),
        "opted_out": reasons.count(LeftOut.OPTED_OUT),
        "gone": reasons.count(LeftOut.GONE) + _of_part(export, part) - len(persons),
    }
    now = ListExport.objects.select_for_update(of=("self",)).get(pk=export.pk)
    for name, number in counted.items():
        setattr(now, name, getattr(now, name) + number)
    now.save(update_fields=list(counted))


def _drop_repeated(places: QuerySet[ListExportMember]) -> None:
    """Leave who stands earlier in the list with that place alone: a merge made one person of two meanwhile."""
    earlier = ListExportMember.objects.filter(
        export=OuterRef("export"), data_subject=OuterRef("data_subject"), position__lt=OuterRef("position")
    )
    places.filter(Exists(earlier)).delete()


def _of_part(export: ListExport, part: int) -> int:
    """How many were asked for in a part."""
    return min(CHUNK, export.asked - part * CHUNK)


def _used(export: ListExport, persons: Sequence[UUID]) -> Mapping[UUID, LeftOut]:
    lock_persons(persons)
    return left_out(persons, export.subject_kind, is_disclosed=False, on=timezone.localdate())


def _disclosed(export: ListExport, persons: Sequence[UUID]) -> Mapping[UUID, LeftOut]:
    assert export.recipient is not None  # noqa: S101 - asked by the caller
    columns = offered(_model_of(export), Masks(permissions.role_of(export.asked_by)))
    return disclose_many(
        persons,
        SubjectKind(export.subject_kind),
        to=export.recipient,
        fields=[columns[name].label for name in export.columns if name in columns],
        purpose=Purpose(export.purpose),
        by=export.asked_by,
        reference=str(export),
    )


def write_file(export: ListExport) -> None:
    """Write the file, unless somebody in it was erased or restricted meanwhile or the asker's role lost the right.

    Whoever was asked for and has no row by now is no longer held: erased, or one with somebody else in the list.
    """
    columns = columns_now(export)
    if columns is None or is_withdrawn(export):
        take_back(export)
        return
    key = str(export.file.name)
    with override(export.language):
        content, export.rows = _content(export, columns)
    default_storage.delete(key)  # of a worker that died before it could commit
    kept_out = export.restricted + export.untold + export.opted_out
    export.gone = export.asked - export.rows - kept_out
    stored = default_storage.save(key, ContentFile(content))
    export.state, export.built_at = ListExport.State.READY, timezone.now()
    export.expires_at = export.built_at + LISTS_STAY
    if stored != key or is_withdrawn(export):
        default_storage.delete(stored)
        take_back(export)
        return
    export.save()


def columns_now(export: ListExport) -> list[Column] | None:
    """Return the columns of a list while its asker may take each of them along; None where he may not any more."""
    columns = offered(_model_of(export), Masks(permissions.role_of(export.asked_by)))
    is_allowed = permissions.allows_deed(export.asked_by, DEED)
    if not is_allowed or any(name not in columns for name in export.columns):
        return None
    return [columns[name] for name in export.columns]


def _model_of(export: ListExport) -> Any:
    return person_model(export.subject_kind)


def _content(export: ListExport, columns: Sequence[Column]) -> tuple[bytes, int]:
    """The bytes of the file and how many rows it has; two statements for each thousand rows."""
    target, number = BytesIO(), 0
    with open_sheet(target, SheetKind(export.kind)) as sheet:
        sheet.write([_("Reference"), *(column.heading for column in columns)])
        for row in _rows(export, columns):
            sheet.write(row)
            number += 1
    return target.getvalue(), number


def _rows(export: ListExport, columns: Sequence[Column]) -> Iterator[list[Cell]]:
    prefix = SubjectKind(export.subject_kind).prefix
    persons = rows_shown_to(_model_of(export), permissions.role_of(export.asked_by))
    position, written = 0, set[UUID]()
    while places := list(_places_after(export, position)):
        wanted = persons.filter(pk__in=_between(export, position, places[-1][0]).values("data_subject"))
        position = places[-1][0]
        found = {key: row for key, *row in wanted.values_list("pk", "number", *(column.value for column in columns))}
        for _position, person in places:
            if person in found and person not in written:
                written.add(person)
                number, *values = found[person]
                yield [f"{prefix}-{number}", *(column.cell(v) for column, v in zip(columns, values, strict=True))]


def _between(export: ListExport, after: int, until: int) -> QuerySet[ListExportMember]:
    return ListExportMember.objects.filter(export=export, position__gt=after, position__lte=until)


def _places_after(export: ListExport, position: int) -> QuerySet[ListExportMember, tuple[int, UUID]]:
    places = ListExportMember.objects.filter(export=export, position__gt=position).order_by("position")
    return places.values_list("position", "data_subject")[:CHUNK]
