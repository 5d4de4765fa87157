"""CVs that wait, as the pages find them: who may see one, what became of one that is not there, the way on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.models import ImportRow
from cluster_crm.people.admin.requests import user_of
from privacy import permissions
from privacy.admin.masked import masks_of
from privacy.vocabulary import SubjectKind

DEED: Final = "candidates.import"
SHOWN: Final = ("draft", "text", "file")
LIST: Final = "admin:candidates_candidate_changelist"

View = Callable[..., HttpResponse]


def require_deed(request: HttpRequest) -> None:
    """Refuse who may not bring people in, or may not see what a CV says."""
    may_see = not set(SHOWN) & set(masks_of(request).hidden(ImportRow))
    if not permissions.allows_deed(user_of(request), DEED) or not may_see:
        raise PermissionDenied


def of_waiting_cv(view: View) -> View:
    """Give a view the CV that its address names; of one that waits no more, say so and lead on."""

    @wraps(view)
    def found(page: Any, request: HttpRequest, row: UUID, **more: Any) -> HttpResponse:
        require_deed(request)
        cv = ImportRow.objects.select_related("batch").filter(pk=row).first()
        if cv is None or cv.state != ImportRow.State.WAITING:
            return gone(request, cv)
        return view(page, request, cv, **more)

    return found


def gone(request: HttpRequest, cv: ImportRow | None) -> HttpResponse:
    """Lead to whom a CV became, or to the list where it is no more."""
    if cv is not None and cv.state in {ImportRow.State.CREATED, ImportRow.State.UPDATED}:
        messages.info(request, _("This CV has been dealt with already: this is the person."))
        return HttpResponseRedirect(page_of_person(cv.data_subject_id))
    messages.warning(request, _("This CV waits no more: it was thrown away, or its week is over. Drop it again."))
    return HttpResponseRedirect(reverse(LIST))


def page_of_person(number: UUID | None) -> str:
    """The address of a candidate's page."""
    return reverse("admin:candidates_candidate_change", args=[number])


def page_of(cv: ImportRow) -> str:
    """The address at which a CV is confirmed: of a CV that was dropped for somebody, beside what is held of him."""
    if cv.data_subject_id:
        return reverse("admin:candidates_candidate_cv_add", args=[cv.pk, cv.data_subject_id])
    return reverse("admin:candidates_candidate_cv_confirm", args=[cv.pk])


def tell_what_waits(request: HttpRequest, cv: ImportRow) -> None:
    """Lead to the next CV that was dropped together with this one; two statements."""
    others = ImportRow.objects.filter(batch=cv.batch_id, state=ImportRow.State.WAITING).exclude(pk=cv.pk)
    if following := others.order_by("file_number").first():
        count = others.count()
        words = ngettext("%(count)s CV of these still waits.", "%(count)s CVs of these still wait.", count)
        link = format_html('<a href="{}">{}</a>', page_of(following), _("Look at the next one"))
        messages.info(request, format_html("{} {}", words % {"count": count}, link))


def is_candidate(kind: str) -> bool:
    """Whether somebody who was found is held as a candidate, so that a CV can be added to him."""
    return kind == SubjectKind.CANDIDATE
