"""Erasures: the plan before a second person, the work as it goes, the account afterwards (ERASE-01 to 09)."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_crm.web.admin import WorkDue
from privacy import permissions
from privacy.actions.erasure import approve_erasure, is_plan_current, renew_plan, withdraw_erasure
from privacy.actions.verification import settle_finding, what_is_missing
from privacy.admin.chips import state_badge
from privacy.admin.deeds import acting_user
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.admin.plan_words import MISSING, model_of_table, name_of_place, shown_lines
from privacy.admin.shown_persons import person_admin_name, persons_shown
from privacy.exceptions import ApprovalLapsed, NotASecondPerson, NotProposed, PrivacyRefusal
from privacy.labels import name_of_store
from privacy.models import Disclosure, ErasureRun, KeptRecord, LegalHold, LegalReference, ResidueFinding
from privacy.models.legal_references import explain
from privacy.request_forms import OutcomeForm, TypedReferenceForm

State = ErasureRun.State
PERSONS_SHOWN = 20
UNDECIDED = (State.PROPOSED, State.LAPSED)
DONE = (State.EXECUTED, State.VERIFIED)

REFUSALS = {
    NotProposed: gettext_lazy("Somebody was earlier: this erasure does not wait for a decision any more."),
    NotASecondPerson: gettext_lazy("You proposed this erasure. A second person must approve it (four eyes)."),
    ApprovalLapsed: gettext_lazy("What this erasure reaches or keeps has changed. Renew the plan and look again."),
}


@admin.register(ErasureRun)
class ErasureRunAdmin(DeedPageAdmin[ErasureRun]):
    """Erasures, the newest first."""

    icon = "trash"
    admin_order = 63
    page_template = "admin/privacy/erasurerun/page.html"
    list_display = ("__str__", "of_request", "status", "ground", "persons", "proposed_by", "approved_by", "verified_at")
    list_filter: ClassVar[Any] = ("state", "ground")
    list_select_related = ("request", "proposed_by", "approved_by")
    ordering = ("-pk",)
    job_kinds = ("erasure.run", "erasure.verify")
    deeds: ClassVar[Any] = {
        "approve": "privacy.approve_erasure",
        "renew": "privacy.open_erasure",
        "withdraw": "privacy.withdraw_erasure",
        "settle": "privacy.settle_finding",
    }

    @staticmethod
    def work_due() -> WorkDue:
        """Return the plans that a second person must look at."""
        return WorkDue(
            _("Erasures that wait for a second person"),
            ErasureRun.objects.filter(state=State.PROPOSED),
            f"?state__exact={State.PROPOSED}",
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ErasureRun]:
        """Return the erasures, each with the number of its persons."""
        rows: QuerySet[ErasureRun] = super().get_queryset(request)
        return rows.select_related("request", "proposed_by", "approved_by").annotate(persons=Count("subjects"))

    @admin.display(description=gettext_lazy("request"))
    def of_request(self, run: ErasureRun) -> str:
        """Return the request that asked for it, if one did."""
        return str(run.request or "")

    @admin.display(description=gettext_lazy("persons"))
    def persons(self, run: Any) -> int:
        """Return how many persons in how many roles it is about."""
        count: int = run.persons
        return count

    @admin.display(description=gettext_lazy("state"))
    def status(self, run: ErasureRun) -> str:
        """Return where it stands."""
        return state_badge(run)

    def page_context(self, request: HttpRequest, row: ErasureRun) -> dict[str, Any]:
        """Return the plan, what stays, and what may be done now."""
        lines = list(row.lines.all())
        return {
            "badge_of_state": state_badge(row),
            "expected": expected(row),
            "is_undecided": row.state in UNDECIDED,
            "is_done": row.state in DONE,
            "is_own": row.proposed_by_id == request.user.pk,
            "is_current": row.state != State.PROPOSED or is_plan_current(row),
            "approve_form": TypedReferenceForm(expected=expected(row), prefix="approve"),
            "withdraw_form": TypedReferenceForm(expected=expected(row), prefix="withdraw"),
            "lines": list(shown_lines(lines)),
            "empty_stores": len(lines) - len(list(shown_lines(lines))),
            "totals": _totals(row),
            **self._people(request, row),
            **(_account(request, row) if row.state in DONE else _to_tell(row)),
        }

    def _people(self, request: HttpRequest, run: ErasureRun) -> dict[str, Any]:
        subjects = run.subjects.order_by("pk")
        first = list(subjects.filter(is_dependant=False)[:PERSONS_SHOWN])
        along = list(subjects.filter(is_dependant=True)[:PERSONS_SHOWN])
        keys = ((subject.data_subject_id, subject.subject_kind) for subject in [*first, *along])
        shown = persons_shown(request, keys)
        counts = dict(subjects.order_by().values_list("is_dependant").annotate(Count("pk")))
        held = LegalHold.objects.open().filter(data_subject__in=subjects.values("data_subject"))
        return {
            "people": [(subject, shown.get((subject.data_subject_id, subject.subject_kind))) for subject in first],
            "more_people": counts.get(False, 0) - len(first),
            "along": [(subject, shown.get((subject.data_subject_id, subject.subject_kind))) for subject in along],
            "along_count": counts.get(True, 0),
            "more_along": counts.get(True, 0) - len(along),
            "holds": held.count() if run.state not in DONE else 0,
        }

    def approve(self, request: HttpRequest, run: ErasureRun) -> HttpResponse:
        """Approve as a second person, who typed the reference."""
        form = TypedReferenceForm(request.POST, expected=expected(run), prefix="approve")
        if not self.is_done(form, lambda: approve_erasure(run, by=acting_user(request))):
            return self.refused(request, run, approve_form=form)
        messages.success(request, _("Approved. The worker carries it out now."))
        return self.back(run)

    def withdraw(self, request: HttpRequest, run: ErasureRun) -> HttpResponse:
        """Take a proposed erasure back; the reference is typed, for the person must be told."""
        form = TypedReferenceForm(request.POST, expected=expected(run), prefix="withdraw")
        if not self.is_done(form, lambda: withdraw_erasure(run, by=acting_user(request))):
            return self.refused(request, run, withdraw_form=form)
        messages.success(request, _("Withdrawn. Nothing was erased."))
        return self.back(run)

    def renew(self, request: HttpRequest, run: ErasureRun) -> HttpResponse:
        """Lay the plan down again; whoever does so proposes it."""
        try:
            renew_plan(run, by=acting_user(request))
        except NotProposed as refusal:
            messages.error(request, str(REFUSALS[type(refusal)]))
        else:
            messages.success(request, _("The plan is as of now, and you propose it. A second person must approve it."))
        return self.back(run)

    def settle(self, request: HttpRequest, run: ErasureRun) -> HttpResponse:
        """Write down what was found at a possible trace."""
        form = OutcomeForm(request.POST)
        if not form.is_valid():
            return self.page(request, run, status=UNPROCESSABLE, settle_form=form)
        finding = run.findings.filter(pk=form.cleaned_data["finding"]).first()
        if finding is None:
            raise Http404
        settle_finding(finding, form.cleaned_data["outcome"], by=acting_user(request))
        return self.back(run)

    def is_done(self, form: TypedReferenceForm, deed: Callable[[], object]) -> bool:
        """Do a deed once the form is right; a refusal becomes an error of the form."""
        if not form.is_valid():
            return False
        try:
            deed()
        except PrivacyRefusal as refusal:
            form.add_error(None, str(REFUSALS[type(refusal)]))
            return False
        return True

    def refused(self, request: HttpRequest, run: ErasureRun, **forms: TypedReferenceForm) -> HttpResponse:
        """Return the page as it now is, with what was typed and why it was refused."""
        fresh = self.get_object(request, str(run.pk))
        assert fresh is not None  # noqa: S101 - runs are never deleted
        return self.page(request, fresh, status=UNPROCESSABLE, error_form=next(iter(forms.values())), **forms)


def expected(run: ErasureRun) -> str:
    """Return what must be typed to decide on an erasure: the reference of its request, or its own."""
    return str(run.request or run)


def _totals(run: ErasureRun) -> dict[str, int]:
    names = ("planned_rows", "planned_history", "planned_files", "kept_rows", "erased_rows", "erased_history")
    sums: dict[str, int] = run.lines.order_by().aggregate(**{name: Sum(name, default=0) for name in names})
    return sums


def _kept_rows(run: ErasureRun) -> list[tuple[KeptRecord, str, str]]:
    """The rows that a law keeps, with the name of their store and what the law is about."""
    titles = LegalReference.objects.titles()
    kept = run.kept.order_by("pk")[:PERSONS_SHOWN]
    return [(record, name_of_store(record.model_label), explain(record.source, titles)) for record in kept]


def _account(request: HttpRequest, run: ErasureRun) -> dict[str, Any]:
    """What came of an erasure that was carried out."""
    return {
        "missing": [MISSING[code] for code in what_is_missing(run)] if run.state == State.EXECUTED else [],
        "files_removed": run.files.filter(removed_at__isnull=False).count(),
        "files_waiting": run.files.filter(removed_at__isnull=True).count(),
        "kept": _kept_rows(run),
        "findings": [
            (finding, name_of_place(finding.place), _address(request, finding))
            for finding in run.findings.order_by("outcome", "pk")
        ],
    }


def _address(request: HttpRequest, finding: ResidueFinding) -> str:
    """The page of the row where a possible trace was found, for those who may open it."""
    model = model_of_table(finding.place.partition(".")[0])
    if model is None or not admin.site.is_registered(model):
        return ""
    may_view = permissions.allows(request.user, "view", model._meta.label_lower)
    return reverse(person_admin_name(model, "change"), args=[finding.row]) if may_view else ""


def _to_tell(run: ErasureRun) -> dict[str, Any]:
    """Who must be told by hand, for we cannot write to him: afterwards nothing here knows it (Article 19)."""
    shared = Disclosure.objects.filter(data_subject__in=run.subjects.values("data_subject"))
    return {"has_mail_server": bool(settings.EMAIL_URL), "recipients": shared.recipients().filter(notice_email="")}
