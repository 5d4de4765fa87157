"""What came of an import: the refused rows as a file to mend, and the undo with whom it left and why."""

from typing import Any, Final

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from candidates.actions.imports import error_file, is_undoable, undo_import
from candidates.exceptions import ImportNotReady
from candidates.models import Candidate, ImportBatch, ImportedPerson, ImportFile, ImportRow
from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.keyset import capped_count
from cluster_crm.web.spreadsheets import SheetKind
from privacy.admin.pages import DeedPageAdmin

SHOWN: Final = 100


class ResultDeeds(DeedPageAdmin[ImportBatch]):
    """The deeds that are left once an import has run."""

    def refused_rows(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse | StreamingHttpResponse:
        """Give the refused rows of one table as a file, under a name that says nothing about anybody."""
        kind = next((kind for kind in SheetKind if kind.value == request.POST.get("kind")), SheetKind.XLSX)
        asked = request.POST.get("file", "")
        file = get_object_or_404(batch.files, number=int(asked) if asked.isdigit() else 0, kind=ImportFile.Kind.TABLE)
        what = _("to-mend")
        name = f"{what}-{batch}-{file.number}-{timezone.localdate().isoformat()}.{kind.suffix}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(error_file(file, kind), content_type=kind.content_type, headers=headers)

    def undo(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        """Let the worker undo an import; erasing whom it made then waits for a second person."""
        try:
            undo_import(batch, by=user_of(request))
        except ImportNotReady:
            messages.warning(request, _("This import cannot be undone now. This is how far it is."))
        return self.back(batch)


def result_context(batch: ImportBatch) -> dict[str, Any]:
    """Return what an import left behind: files to mend, the undo, and whom it left."""
    left = batch.people.filter(state=ImportedPerson.State.LEFT)
    return {
        "files_to_mend": _files_to_mend(batch),
        "is_undoable": is_undoable(batch),
        "erasure_url": reverse("admin:privacy_erasurerun_change", args=[batch.erasure_id]) if batch.erasure_id else "",
        "left_people": _in_words(list(left.order_by("file_number", "line")[:SHOWN])),
        "left_more": capped_count(left) if batch.left_count > SHOWN else "",
    }


def _files_to_mend(batch: ImportBatch) -> list[tuple[int, str]]:
    """The tables of which rows were refused, each with how many."""
    refused = batch.rows.filter(state=ImportRow.State.REFUSED).exclude(cells=[])
    tables = batch.files.filter(kind=ImportFile.Kind.TABLE, number__in=refused.values("file_number"))
    numbers = tables.order_by("number").values_list("number", flat=True)
    return [(number, capped_count(refused.filter(file_number=number))) for number in numbers]


def _in_words(people: list[ImportedPerson]) -> list[tuple[ImportedPerson, str, str]]:
    """Each person whom an undo left, with his reference and the store that tells why."""
    known = Candidate.objects.in_bulk([person.data_subject_id for person in people])
    return [(person, str(known.get(person.data_subject_id, "")), _store(person.left_because)) for person in people]


def _store(label: str) -> str:
    """What a store is called."""
    try:
        return str(capfirst(str(apps.get_model(label)._meta.verbose_name_plural)))
    except (LookupError, ValueError):
        return label
