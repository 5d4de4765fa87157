"""The shortlist of a vacancy: who stands where since when; people add and move, nothing ranks (PROF-01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from candidates.actions.pipeline_steps import MOVES, Step
from candidates.models import Application, Candidate
from clients.models import Vacancy
from cluster_crm.people.admin.badges import privacy_chip
from cluster_crm.people.names import unaccented
from cluster_crm.web.templatetags.house import badge
from privacy import permissions
from privacy.admin.masked import HIDDEN, masks_of
from privacy.admin.records import restrictions_of_rows
from privacy.models import NoticeTask, RetentionClock
from privacy.vocabulary import SubjectKind
from suppliers.models import SupplierContact

AT_MOST: Final = 300
FOUND_AT_MOST: Final = 20
LONG: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Line:
    """One application as the shortlist shows it, with what the role of the user may not see left empty."""

    application: Application
    name: str
    headline: str
    city: str
    owner: str
    privacy: SafeString
    age: SafeString
    moves: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who was found by name or address: a candidate to add, or a contact of a supplier to register first."""

    pk: Any
    reference: str
    name: str
    fact: str
    is_contact: bool = False


def groups_of(request: HttpRequest, vacancy: Vacancy) -> list[tuple[Step, list[Line]]]:
    """Return the applications by step, those longest at their step first; steps without anybody are left out."""
    hidden = masks_of(request).hidden(Candidate)
    lines: dict[str, list[Line]] = {step: [] for step in Step}
    for application in shown(vacancy):
        lines[application.step].append(_line(application, hidden))
    return [(Step(step), of_step) for step, of_step in lines.items() if of_step]


def shown(vacancy: Vacancy) -> QuerySet[Application]:
    """Return the applications of a vacancy, each with the term of its candidate and a notice that is owed."""
    of_the_row = {"data_subject": OuterRef("candidate_id"), "subject_kind": SubjectKind.CANDIDATE}
    owed = NoticeTask.objects.owed().filter(**of_the_row).order_by().values("data_subject")
    rows: Any = Application.objects.filter(vacancy=vacancy).exclude(Exists(restrictions_of_rows(Application)))
    annotated: QuerySet[Application] = rows.select_related("candidate__owner").annotate(
        retain_until=Subquery(RetentionClock.objects.filter(**of_the_row).values("retain_until")[:1]),
        notice_due_on=Subquery(owed.annotate(day=Min("due_on")).values("day")),
    )
    return annotated.order_by("moved_at", "pk")[:AT_MOST]


def left_out(vacancy: Vacancy) -> int:
    """Return how many applications are not shown because their person's data may only be stored."""
    return Application.objects.filter(Exists(restrictions_of_rows(Application)), vacancy=vacancy).count()


def people_found(term: str) -> list[Found]:
    """Return candidates by name or e-mail, and contacts of suppliers who are no candidates yet (GLO-02)."""
    by_term = Q(email=term.lower()) if "@" in term else Q(search_name__contains=unaccented(term))
    candidates = Candidate.objects.filter(by_term).exclude(Exists(restrictions_of_rows(Candidate))).by_name()
    contacts = (
        SupplierContact.objects.filter(by_term)
        .exclude(Exists(restrictions_of_rows(SupplierContact)))
        .exclude(Exists(Candidate.objects.filter(pk=OuterRef("pk"))))
        .order_by("sort_name", "pk")
    )
    return [
        *(Found(person.pk, str(person), person.full_name, person.city) for person in candidates[:FOUND_AT_MOST]),
        *(Found(person.pk, str(person), person.full_name, "", True) for person in contacts[:FOUND_AT_MOST]),
    ]


def page_context(request: HttpRequest, vacancy: Vacancy) -> dict[str, Any]:
    """Return what the page of a shortlist shows."""
    groups = groups_of(request, vacancy)
    export = reverse("admin:candidates_candidate_export", query={"vacancy": vacancy.pk})
    return {
        "export_url": export if groups and permissions.allows_deed(request.user, "people.export_list") else "",
        "vacancy": vacancy,
        "title": vacancy.title,
        "groups": groups,
        "left_out": left_out(vacancy),
        "is_cut_off": sum(len(lines) for _step, lines in groups) == AT_MOST,
        "reasons": Application.Reason.choices,
        "page_url": reverse("admin:candidates_shortlist", args=[vacancy.pk]),
        "opts": Application._meta,
    }


def _line(application: Any, hidden: frozenset[str]) -> Line:
    candidate, today = application.candidate, timezone.localdate()
    owner = candidate.owner
    return Line(
        application,
        name="" if "full_name" in hidden else candidate.full_name,
        headline=str(HIDDEN) if "headline" in hidden else candidate.headline,
        city=str(HIDDEN) if "city" in hidden else candidate.city,
        owner=owner.display_name if owner else "",
        privacy=privacy_chip(application.retain_until, application.notice_due_on, today),
        age=age_badge(application),
        moves=MOVES[Step(application.step)],
    )


def age_badge(application: Application) -> SafeString:
    """Say for how many days the application stands at its step; amber once that is long, for those still open."""
    age = timezone.localdate() - timezone.localdate(application.moved_at)
    is_long = age > LONG and application.step not in Application.CLOSED
    words = ngettext("%(days)d day", "%(days)d days", age.days) % {"days": age.days}
    return badge(words, "amber" if is_long else "grey")
