"""The worklist of notices: what people must be told, by when, and the ways to do it (Articles 13 and 14)."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cluster_crm.web.admin import WorkDue
from cluster_crm.web.templatetags.house import badge
from privacy import permissions
from privacy.actions.notice_sending import SEND_BATCH, confirm_handed_on, reaches, send_many, send_notice
from privacy.actions.notice_words import Notice, words_of
from privacy.actions.notices import exempt, record_notice
from privacy.actions.policy import current_policy
from privacy.actions.texts import current_text, render
from privacy.admin.chips import due_chip
from privacy.admin.deeds import acting_user
from privacy.admin.due import is_officer
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.shown_persons import persons_shown
from privacy.exceptions import NoPolicyPublished, NothingOwed, NotReachable, PersonErased, PrivacyRefusal
from privacy.models import NoticeTask, SubjectRole
from privacy.notice_forms import ExemptForm, GivenForm
from privacy.registry import person_model
from privacy.texts import Wording
from privacy.vocabulary import SubjectKind

GIVE = "privacy.give_notice"
A_WEEK = timedelta(days=7)
REFUSALS: dict[type[PrivacyRefusal], Any] = {
    NothingOwed: gettext_lazy("A message carries this notice already, or it was given."),
    NotReachable: gettext_lazy("We hold no e-mail address to send this to. Print the letter instead."),
    NoPolicyPublished: gettext_lazy("No privacy policy is in force yet. The privacy officer publishes one first."),
    PersonErased: gettext_lazy("We do not hold this person any more."),
}


class WhenFilter(admin.SimpleListFilter):
    """Which notices are late, or soon will be."""

    title = gettext_lazy("when")
    parameter_name = "when"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Return the choices."""
        return [
            ("overdue", gettext_lazy("overdue")),
            ("week", gettext_lazy("due within a week")),
            ("returned", gettext_lazy("came back")),
        ]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[NoticeTask]) -> QuerySet[NoticeTask]:
        """Return the rows of a choice."""
        today = timezone.localdate()
        due = queryset.filter(state=NoticeTask.State.DUE)
        match self.value():
            case "overdue":
                return due.filter(due_on__lt=today)
            case "week":
                return due.filter(due_on__range=(today, today + timedelta(days=7)))
            case "returned":
                return due.filter(returned_at__isnull=False)
        return queryset


@admin.register(NoticeTask)
class NoticeTaskAdmin(DeedPageAdmin[NoticeTask], AboutPersonAdmin[NoticeTask]):
    """Notices to persons, the first to be given on top."""

    icon = "bell"
    admin_order = 61
    page_template = "admin/privacy/noticetask/page.html"
    list_display = ("__str__", "person", "article", "source", "category", "when", "carried", "given_on")
    list_filter: ClassVar[Any] = (WhenFilter, "state", "article", "source", "subject_kind")
    list_select_related = ("message",)
    ordering = ("due_on", "pk")
    actions = ("send_selected",)
    built_from: ClassVar[Any] = {"person": (), "when": ("due_on",), "carried": ("way",)}
    job_kinds = (SEND_BATCH,)
    deeds: ClassVar[Any] = {
        "send": GIVE,
        "letter": GIVE,
        "given": GIVE,
        "handed": GIVE,
        "exempt": "privacy.exempt_notice",
    }

    def own_work_due(self, user: Any) -> WorkDue:
        """Return the most pressing: what the officer must see to, a user's own late ones, or all that are to be given.

        The owner of a person is reminded at once, the officer of what nobody gave for a week.
        """
        today = timezone.localdate()
        late = NoticeTask.objects.overdue(today - A_WEEK if is_officer(user) else today)
        words = gettext_lazy("Notices that nobody gave for a week after their day")
        if not is_officer(user):
            late, words = late.filter(owned_by(user)), gettext_lazy("Late notices to your own people")
        if late.exists():
            return WorkDue(words, late, "?when=overdue")
        due = NoticeTask.State.DUE
        return WorkDue(gettext_lazy("Notices to give"), NoticeTask.objects.due(), f"?state__exact={due}")

    @admin.display(description=gettext_lazy("due on"), ordering="due_on")
    def when(self, task: NoticeTask) -> str:
        """Return the last day, and how many days are left."""
        return due_chip(task.due_on, timezone.localdate(), is_open=task.state == NoticeTask.State.DUE)

    @admin.display(description=gettext_lazy("state"))
    def carried(self, task: NoticeTask) -> str:
        """Return where the notice stands: also that a message is under way, came back, or waits for a supplier."""
        return state_of(task)

    def has_give_permission(self, request: HttpRequest) -> bool:
        """Ask the matrix who may give notices."""
        return permissions.allows_deed(request.user, GIVE)

    @admin.action(description=gettext_lazy("Send the notices by e-mail"), permissions=["give"])
    def send_selected(self, request: HttpRequest, chosen: QuerySet[NoticeTask]) -> None:
        """Let the worker send the notices of the rows that were ticked."""
        asked = chosen.count()
        job = send_many(chosen, by=acting_user(request))
        if job is None:
            messages.warning(request, _("None of these notices waits to be sent."))
            return
        words = ngettext(
            "%(n)d notice goes out now. Who has no address stays on this list: print the letter on his page.",
            "%(n)d notices go out now. Who has no address stays on this list: print the letter on his page.",
            asked,
        )
        messages.success(request, words % {"n": asked})

    def page_context(self, request: HttpRequest, row: NoticeTask) -> dict[str, Any]:
        """Return the draft, how the person is reached, and what may be done."""
        kind = SubjectKind(row.subject_kind)
        draft = draft_of(row) if row.state == NoticeTask.State.DUE else None
        reach = reaches(kind, [row.data_subject_id]).get(row.data_subject_id) if draft else None
        key = (row.data_subject_id, row.subject_kind)
        return {
            "badge_of_state": state_of(row),
            "deadline": self.when(row),
            "who": persons_shown(request, [key]).get(key),
            "draft": draft,
            "reach": reach,
            "through": reach.recipient.public_name if reach and reach.recipient else "",
            "is_under_way": row.message_id is not None and row.state == NoticeTask.State.DUE,
            "waits_for_supplier": row.way == NoticeTask.Way.SUPPLIER and row.message_id is not None,
            "given_form": GivenForm(prefix="given", collected_on=row.collected_on),
            "exempt_form": ExemptForm(prefix="exempt"),
        }

    def send(self, request: HttpRequest, task: NoticeTask) -> HttpResponse:
        """Send the notice now."""
        try:
            send_notice(task.data_subject_id, SubjectKind(task.subject_kind), by=acting_user(request))
        except PrivacyRefusal as refusal:
            messages.error(request, str(REFUSALS.get(type(refusal), _("This notice cannot be sent now."))))
        else:
            messages.success(request, _("The notice goes out now. It counts as given when it was really sent."))
        return self.back(task)

    def letter(self, request: HttpRequest, task: NoticeTask) -> HttpResponse:
        """Show the notice as a letter to print."""
        said = draft_of(task, with_name=True)
        if said is None:
            messages.error(request, str(REFUSALS[PersonErased]))
            return self.back(task)
        context = {**self.admin_site.each_context(request), "title": str(task), "said": said, "task": task}
        context |= {"back": self.address("change", task), "opts": self.opts}
        return TemplateResponse(request, "admin/privacy/noticetask/letter.html", context)

    def given(self, request: HttpRequest, task: NoticeTask) -> HttpResponse:
        """Record that the notice was given by letter or by hand."""
        form = GivenForm(request.POST, prefix="given", collected_on=task.collected_on)
        if form.is_valid():
            try:
                policy = current_policy()
            except NoPolicyPublished:
                form.add_error(None, str(REFUSALS[NoPolicyPublished]))
            else:
                record_notice(
                    task.data_subject_id,
                    task.subject_kind,
                    on=form.cleaned_data["on"],
                    policy_version=policy,
                    way=form.cleaned_data["way"],
                    by=acting_user(request),
                )
                messages.success(request, _("Recorded: the person has been told."))
                return self.back(task)
        return self.page(request, task, status=UNPROCESSABLE, error_form=form, given_form=form)

    def handed(self, request: HttpRequest, task: NoticeTask) -> HttpResponse:
        """Record that the supplier handed the notice on."""
        if confirm_handed_on(task, by=acting_user(request)):
            messages.success(request, _("Recorded: the supplier handed the notice on."))
        else:
            messages.error(request, _("The message to the supplier has not left yet, or came back."))
        return self.back(task)

    def exempt(self, request: HttpRequest, task: NoticeTask) -> HttpResponse:
        """Decide that no notice is owed."""
        form = ExemptForm(request.POST, prefix="exempt")
        if not form.is_valid() or task.state != NoticeTask.State.DUE:
            return self.page(request, task, status=UNPROCESSABLE, error_form=form, exempt_form=form)
        said = form.cleaned_data
        ground = NoticeTask.Exemption(said["exemption"])
        exempt(task, exemption=ground, reason=said["reason"], by=acting_user(request))
        messages.success(request, _("Recorded: no notice is owed, with your reason."))
        return self.back(task)


def owned_by(user: Any) -> Q:
    """Return which rows are about somebody whom a user looks after, in the roles that know an owner."""
    owned = Q(pk=None)
    for kind in SubjectKind:
        model: Any = person_model(kind)
        if model is not None and any(field.name == "owner" for field in model._meta.concrete_fields):
            mine = model._base_manager.filter(owner=user.pk).values("data_subject")
            owned |= Q(subject_kind=kind, data_subject__in=mine)
    return owned


def state_of(task: NoticeTask) -> str:
    """Return where a notice stands, in a badge."""
    if task.state == NoticeTask.State.GIVEN:
        return badge(str(task.get_state_display()), "green")
    if task.state == NoticeTask.State.EXEMPT:
        return badge(str(task.get_state_display()), "grey")
    if task.message_id is not None:
        is_waiting = task.way == NoticeTask.Way.SUPPLIER
        return badge(_("waits for the supplier") if is_waiting else _("under way"), "blue")
    if task.returned_at is not None:
        return badge(_("came back"), "red")
    return badge(str(task.get_state_display()), "amber")


def draft_of(task: NoticeTask, *, with_name: bool = False) -> Wording | None:
    """Return what the notice would say now; the page calls the person by his reference, the letter by his name."""
    kind = SubjectKind(task.subject_kind)
    owed = NoticeTask.objects.of(task.data_subject_id, kind).due().order_by("pk")
    notice: Notice | None = words_of(kind, {task.data_subject_id: list(owed) or [task]}).get(task.data_subject_id)
    if notice is None:
        return None
    values = dict(notice.values) if with_name else {**notice.values, "name": notice.values["reference"]}
    role = SubjectRole.objects.live().filter(data_subject=task.data_subject_id, subject_kind=kind).first()
    return render(current_text(notice.code, notice.language), values, controller=role.controller if role else None)
