"""The work list of what was found in texts: each with its words marked, why they may not stand there, and the deeds."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.finding_decisions import JOB, ask_for_copy, keep_finding, take_out, withhold
from cluster_crm.people.actions.finding_reading import read_finding
from cluster_crm.people.actions.finding_work import places_of, text_of
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.exceptions import PeopleRefusal
from cluster_crm.people.forms.findings import KeepForm
from cluster_crm.people.models import TextFinding
from cluster_crm.people.models.findings import ExceptionReason
from cluster_crm.people.special_data import SpecialKind
from cluster_crm.people.special_data.explained import EXPLAINED, Place, place_of
from cluster_crm.people.special_data.marks import Excerpt, marked
from cluster_crm.web.admin import WorkDue
from cluster_crm.web.templatetags.house import Tone, badge
from privacy.admin.masked import masks_of
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import PersonalAdmin, is_restricted
from privacy.admin.shown_persons import persons_shown
from privacy.exceptions import PrivacyRefusal
from privacy.registry import declaration_for
from privacy.vocabulary import Role, SubjectKind

State, Deed = TextFinding.State, TextFinding.Deed
COLOURS: Mapping[str, Tone] = {State.OPEN: "red", State.ASKED: "amber", State.WITHHELD: "amber", State.REMOVED: "green"}
SETTLE = "people.settle_finding"


class StateFilter(SimpleListFilter):
    """What is still to be decided, unless the rest is asked for."""

    title = _("state")
    parameter_name = "show"

    def lookups(self, _request: HttpRequest, _page: Any) -> list[tuple[str, Any]]:
        """Return the choices beside the first."""
        return [("kept", _("exceptions")), ("all", _("all"))]

    def queryset(self, _request: HttpRequest, findings: QuerySet[Any]) -> QuerySet[Any]:
        """Return the findings of the choice."""
        match self.value():
            case "kept":
                return findings.filter(state=State.KEPT)
            case "all":
                return findings
        return findings.filter(state__in=[*TextFinding.UNDECIDED, State.UNDER_WAY])

    def choices(self, page: Any) -> Any:
        """Name the first choice by what it shows."""
        first, *others = super().choices(page)
        yield {**first, "display": gettext("to be decided")}
        yield from others


@admin.register(TextFinding)
class TextFindingAdmin(DeedPageAdmin[TextFinding], AboutPersonAdmin[TextFinding], PersonalAdmin[TextFinding]):
    """Findings, the latest first: the privacy officer sees all of them, others those in what they wrote themselves."""

    icon = "alert-triangle"
    admin_order = 36
    list_display = ("__str__", "about", "person", "where", "status", "found_at")
    list_filter: ClassVar[Any] = (StateFilter, "kind")
    ordering = ("-pk",)
    page_template = "people/finding_page.html"
    job_kinds = (JOB,)
    deeds: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("keep", "cut", "ask", "remove"), SETTLE),
        **dict.fromkeys(("withhold", "show"), "people.withhold_finding"),
    }
    built_from: ClassVar[Any] = dict.fromkeys(("person", "where", "status", "about"), ())

    def get_queryset(self, request: HttpRequest) -> QuerySet[TextFinding]:
        """Return the findings that are the user's to decide."""
        findings: QuerySet[TextFinding] = super().get_queryset(request)
        return findings if _sees_all(request.user) else findings.filter(written_by=request.user.pk)

    def own_work_due(self, user: Any) -> WorkDue:
        """Return the findings about which the user must decide."""
        findings = TextFinding.objects.undecided()
        return WorkDue(_("Texts to look at"), findings if _sees_all(user) else findings.filter(written_by=user.pk))

    def page_context(self, request: HttpRequest, row: TextFinding) -> dict[str, Any]:
        """Return the person, the words where they may be seen, the law, and what may be decided now."""
        key = (row.data_subject_id, row.subject_kind)
        text = text_of(row)
        is_open_to = self._shows_text(request, row)
        return {
            "shown": persons_shown(request, [key]).get(key),
            "badge_of_state": self.status(row),
            "where": self.where(row),
            "explanation": EXPLAINED[SpecialKind(row.kind)],
            "place": _place_for(request, SpecialKind(row.kind)),
            "excerpts": excerpts_of(row, text) if text is not None and is_open_to else [],
            "is_hidden": text is not None and not is_open_to,
            "is_row_gone": text is None,
            "is_restricted": is_restricted(row),
            "is_document": bool(row.personal.files),
            "is_withheld": row.state == State.WITHHELD,
            "may_be_kept": row.kind != SpecialKind.BSN,
            "keep_form": KeepForm(auto_id="id_keep-%s"),
        }

    def keep(self, request: HttpRequest, row: TextFinding) -> HttpResponse:
        """Confirm the exception."""
        form = KeepForm(request.POST, auto_id="id_keep-%s")
        if not form.is_valid():
            return self.page(request, row, status=UNPROCESSABLE, keep_form=form, error_form=form)
        reason = ExceptionReason(form.cleaned_data["reason"])
        return self._done(request, row, lambda: keep_finding(row, reason=reason, by=user_of(request)))

    def cut(self, request: HttpRequest, row: TextFinding) -> HttpResponse:
        """Have the words or their sentence taken out."""
        what = Deed.CUT_SENTENCE if request.POST.get("what") == Deed.CUT_SENTENCE else Deed.CUT_WORDS
        if row.personal.files:
            raise PermissionDenied
        return self._done(request, row, lambda: take_out(row, deed=what, by=user_of(request)))

    def remove(self, request: HttpRequest, row: TextFinding) -> HttpResponse:
        """Have the file removed."""
        if not row.personal.files:
            raise PermissionDenied
        return self._done(request, row, lambda: take_out(row, deed=Deed.REMOVE_ROW, by=user_of(request)))

    def ask(self, request: HttpRequest, row: TextFinding) -> HttpResponse:
        """Plan that a copy without it is asked for."""
        if not row.personal.files:
            raise PermissionDenied
        return self._done(request, row, lambda: ask_for_copy(row, by=user_of(request)))

    def withhold(self, request: HttpRequest, row: TextFinding) -> HttpResponse:
        """Take the words out of sight."""
        if row.personal.files:
            raise PermissionDenied
        return self._done(request, row, lambda: withhold(row, by=user_of(request)))

    def show(self, request: HttpRequest, row: TextFinding) -> HttpResponse:
        """Show the words to the privacy officer, after the read log has it."""
        if is_restricted(row):
            raise PermissionDenied
        read = read_finding(row, by=user_of(request))
        return self.page(request, row, excerpts=read, is_hidden=False)

    def _done(self, request: HttpRequest, row: TextFinding, deed: Callable[[], TextFinding]) -> HttpResponse:
        """Do a deed and say so, or say that it is not possible now."""
        if is_restricted(row):
            raise PermissionDenied
        try:
            deed()
        except (PeopleRefusal, PrivacyRefusal):
            messages.error(request, gettext("This is not possible now: it is decided already, or the field is full."))
        else:
            messages.success(request, gettext("Done."))
        return self.back(row)

    def _shows_text(self, request: HttpRequest, finding: TextFinding) -> bool:
        """Return whether the catalogue shows the text itself to the user's role; withheld words are shown by a deed."""
        model = finding.personal.model
        column: Any = model._meta.get_field(finding.field)
        declared = declaration_for(model, column)
        return bool(
            finding.state != State.WITHHELD
            and declared
            and declared.category
            and masks_of(request).shows(declared.category, [SubjectKind(finding.subject_kind)])
        )

    @admin.display(description=_("what it is about"), ordering="kind")
    def about(self, finding: TextFinding) -> str:
        """Return the kind."""
        return str(SpecialKind(finding.kind).label)

    @admin.display(description=_("where"))
    def where(self, finding: TextFinding) -> str:
        """Return the table and the field, in words."""
        options = finding.personal.model._meta
        return f"{options.verbose_name} · {options.get_field(finding.field).verbose_name}"  # type: ignore[union-attr]  # a column

    @admin.display(description=_("state"))
    def status(self, finding: TextFinding) -> SafeString:
        """Return what was decided."""
        return badge(str(State(finding.state).label), COLOURS.get(finding.state, "grey"))


def excerpts_of(finding: TextFinding, text: str) -> list[Excerpt]:
    """Return the words of a finding with those around them."""
    return marked(text, places_of(text, finding))


def _sees_all(user: Any) -> bool:
    return bool(user.role == Role.PRIVACY_OFFICER)


def _place_for(request: HttpRequest, kind: SpecialKind) -> Place | None:
    """Return where the need behind such words is recorded, for who may see that page."""
    place = place_of(kind)
    return place if place and request.user.has_perm(place.permission) else None
