"""What goes into the package of an access request, and how it is packed (Article 15(3))."""

import json
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import puremagic
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone

from privacy.access import Entry, Package, Section, entry_of
from privacy.actions.reveal import reveal_bytes_to_person, reveal_to_person
from privacy.fields import EncryptedField, SealedFileField
from privacy.models import AccessExport, Disclosure, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.registry import PersonalModel, personal_model
from privacy.stages import stage_reached
from privacy.stores.dossier import Row, read_dossier
from privacy.vocabulary import SubjectKind


class WithheldItem(NamedTuple):
    """One value that a package leaves out."""

    section: str
    label: str
    reason: str


def collect(export: AccessExport, *, by: AbstractBaseUser | None) -> Package:
    """Gather everything held about the person in the role, in a number of queries that does not grow with it."""
    rows = read_dossier(export.data_subject_id, export.subject_kind)
    catalogue = Catalogue.load(export.subject_kind).at(stage_reached(export.data_subject_id, export.subject_kind))
    roles = SubjectRole.objects.filter(data_subject=export.data_subject_id, subject_kind=export.subject_kind)
    role = roles.select_related("controller").newest_first()[0]  # an erased one too: a law may keep rows of it
    origins = [role, *(other for other in roles if other.merged_at and other != role)]
    shared = Disclosure.objects.of(export.data_subject_id, export.subject_kind)
    return Package(
        reference=str(export.request),
        made_at=timezone.now(),
        sections=tuple(_sections(rows, catalogue, by)),
        recipients=tuple(shared.recipients().values_list("name", flat=True)),
        sealed_files=_sealed_files(rows, by),
        about={
            "controller": role.controller.name,
            "kind": str(SubjectKind(role.subject_kind).label),
            "source": ", ".join(dict.fromkeys(str(origin.get_source_display()) for origin in origins)),
            "collected_on": min(origin.collected_on for origin in origins).isoformat(),
        },
    )


def _sections(
    rows: dict[tuple[str, bool], list[Row]], catalogue: Catalogue, by: AbstractBaseUser | None
) -> list[Section]:
    sections = []
    labels = dict.fromkeys(label for label, _is_history in rows)
    for label in reversed(labels):  # the person first, what points at him after
        personal = personal_model(label)
        before = sorted(rows.get((label, True), []), key=lambda row: str(row["history_date"]))
        sections.append(
            Section(
                title=str(personal.model._meta.verbose_name_plural),
                entries=_entries(personal, personal.model, rows.get((label, False), []), catalogue, by),
                earlier=_entries(personal, personal.history, before, catalogue, by),
            )
        )
    return [section for section in sections if section.entries or section.earlier]


def _entries(
    personal: PersonalModel,
    table: type[Model] | None,
    rows: Sequence[Row],
    catalogue: Catalogue,
    by: AbstractBaseUser | None,
) -> tuple[Entry, ...]:
    """The rows of a live table or of its history in words."""
    if table is None or not rows:
        return ()
    key = str(table._meta.pk.column)
    opened = _opened(personal, table, [row[key] for row in rows], by)
    entries = (entry_of(personal, row, catalogue, opened.get(str(row[key]), {})) for row in rows)
    return tuple(entry for entry in entries if entry.items or entry.file)


def _opened(
    personal: PersonalModel, table: type[Model], keys: Sequence[object], by: AbstractBaseUser | None
) -> dict[str, dict[str, str]]:
    """The opened values of encrypted columns, by key of the row; each opening stands in the read log."""
    sealed = [field for field in personal.fields if isinstance(field.field, EncryptedField)]
    found = table._base_manager.filter(pk__in=keys) if sealed else []
    return {
        str(row.pk): {field.column: reveal_to_person(row, field.field.name, by=by) for field in sealed} for row in found
    }


def _sealed_files(rows: dict[tuple[str, bool], list[Row]], by: AbstractBaseUser | None) -> dict[str, bytes]:
    """The opened content of sealed files, by their key; each opening stands in the read log."""
    found = {}
    for (label, is_history), live in rows.items():
        personal = personal_model(label)
        sealed = [file for file in personal.files if isinstance(file.field, SealedFileField) and not is_history]
        keys = [row[personal.primary_key] for row in live]
        if not sealed:
            continue
        for row in personal.model._base_manager.filter(pk__in=keys):
            for file in sealed:
                name = file.field.name
                found[str(getattr(row, name))] = reveal_bytes_to_person(row, name, by=by)
    return found


def pack(package: Package) -> bytes:
    """The package as a ZIP: a page for people, the same as data, and the documents."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "index.html", render_to_string("privacy/package.html", {"package": package, "settings": settings})
        )
        archive.writestr(
            "data.json", json.dumps(package.as_data(), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        )
        archive.writestr("package.css", _stylesheet())
        for number, key in enumerate(_files(package), start=1):
            with suppress(FileNotFoundError), default_storage.open(key) as file:
                content = package.sealed_files.get(key) or file.read()
                archive.writestr(f"documents/{number}{_extension(content)}", content)
    return target.getvalue()


def withheld_items(export: AccessExport) -> list[WithheldItem]:
    """What a built package leaves out and why, without the values: for the person who lets it go (ACC-08)."""
    with default_storage.open(str(export.file.name)) as file, zipfile.ZipFile(file) as archive:
        data = json.loads(archive.read("data.json"))
    return [
        WithheldItem(section["title"], item["label"], item["withheld"])
        for section in data["sections"]
        for entry in (*section["entries"], *section["earlier"])
        for item in entry["items"]
        if item["withheld"]
    ]


def _files(package: Package) -> list[str]:
    keys = (entry.file for section in package.sections for entry in section.entries if entry.file)
    return [key for key in keys if not key.startswith("exports/")]


def _extension(content: bytes) -> str:
    """The ending that lets people open a document, told from its content; names of files are not trusted."""
    try:
        return str(puremagic.from_string(content))
    except (puremagic.PureError, ValueError):
        return ""


def _stylesheet() -> bytes:
    return Path(str(finders.find("css/package.css"))).read_bytes()
