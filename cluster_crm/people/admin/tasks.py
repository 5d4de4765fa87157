"""The list of tasks, mine first, and one task with its two deeds: done, or put off."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.tasks import finish_task, postpone_task
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.forms.tasks import PostponeForm
from cluster_crm.people.models import Task
from cluster_crm.web.admin import WorkDue
from cluster_crm.web.templatetags.house import badge
from privacy.admin.pages import UNPROCESSABLE, DeedPageAdmin
from privacy.admin.persons import AboutPersonAdmin
from privacy.admin.records import PersonalAdmin, is_restricted
from privacy.admin.shown_persons import persons_shown


class WhoseFilter(SimpleListFilter):
    """My open tasks, unless others are asked for."""

    title = _("tasks")
    parameter_name = "show"

    def lookups(self, _request: HttpRequest, _page: Any) -> list[tuple[str, Any]]:
        """Return the choices beside the first."""
        return [("everybody", _("of everybody")), ("done", _("done"))]

    def queryset(self, request: HttpRequest, tasks: QuerySet[Any]) -> QuerySet[Any]:
        """Return the tasks of the choice."""
        match self.value():
            case "everybody":
                return tasks.filter(done_at__isnull=True)
            case "done":
                return tasks.filter(done_at__isnull=False)
        return tasks.filter(done_at__isnull=True, assigned_to=request.user.pk)

    def choices(self, page: Any) -> Any:
        """Name the first choice by what it shows."""
        first, *others = super().choices(page)
        yield {**first, "display": gettext("mine")}
        yield from others


@admin.register(Task)
class TaskAdmin(DeedPageAdmin[Task], AboutPersonAdmin[Task], PersonalAdmin[Task]):
    """Tasks by their day; they are planned on the page of the person, and done or put off here."""

    icon = "list-check"
    admin_order = 30
    list_display = ("text", "due", "person", "assignee")
    list_filter: ClassVar[Any] = (WhoseFilter,)
    list_select_related = ("assigned_to",)
    ordering = ("due_on",)
    page_template = "people/task_page.html"
    deeds: ClassVar[Mapping[str, str]] = {"finish": "people.finish_task", "postpone": "people.postpone_task"}
    built_from: ClassVar[Any] = dict.fromkeys(("due", "person", "assignee"), ())

    def own_work_due(self, user: Any) -> WorkDue:
        """Return the tasks that the user should have done by tonight."""
        return WorkDue(_("Tasks for today"), Task.objects.due(timezone.localdate()).filter(assigned_to=user))

    def page_context(self, request: HttpRequest, row: Task) -> dict[str, Any]:
        """Return the person and the form beside the task."""
        key = (row.data_subject_id, row.subject_kind)
        hidden = self.hidden_names(request, row)
        return {
            "shown": persons_shown(request, [key]).get(key),
            "text": "" if "text" in hidden else row.text,
            "badge_of_state": badge(gettext("done"), "green") if row.done_at else self.due(row),
            "is_restricted": is_restricted(row),
            "postpone_form": PostponeForm(auto_id="id_postpone-%s"),
        }

    def finish(self, request: HttpRequest, row: Task) -> HttpResponse:
        """Record that it is done, and return to what is left."""
        self._refuse_restricted(row)
        finish_task(row, by=user_of(request))
        messages.success(request, gettext("Done."))
        return self._to_list()

    def postpone(self, request: HttpRequest, row: Task) -> HttpResponse:
        """Put it off to the day that was chosen."""
        self._refuse_restricted(row)
        form = PostponeForm(request.POST, auto_id="id_postpone-%s")
        if not form.is_valid():
            return self.page(request, row, status=UNPROCESSABLE, postpone_form=form, error_form=form)
        postpone_task(row, to=form.cleaned_data["to"], by=user_of(request))
        messages.success(request, gettext("Put off."))
        return self._to_list()

    @admin.display(description=_("by"), ordering="due_on")
    def due(self, task: Task) -> SafeString:
        """Return the day, red where it has passed and amber where it is today."""
        today, day = timezone.localdate(), task.due_on
        shown = date_format(day, "SHORT_DATE_FORMAT")
        if task.done_at or day > today:
            return badge(shown)
        return badge(shown, "amber" if day == today else "red")

    @admin.display(description=_("for"))
    def assignee(self, task: Task) -> str:
        """Return who is to do it."""
        return str(task.assigned_to.display_name)

    def _refuse_restricted(self, row: Task) -> None:
        if is_restricted(row):
            raise PermissionDenied

    def _to_list(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:people_task_changelist"))
