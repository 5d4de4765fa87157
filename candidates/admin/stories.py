"""Success stories: written here, agreed to by the person, published and withdrawn (STORY-01)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from candidates.actions import stories
from candidates.admin.guarded import GuardedAdmin
from candidates.admin.story_deeds import DEEDS
from candidates.exceptions import RuleRefusal
from candidates.models import StoryCopy, SuccessStory
from candidates.story_forms import StoryChangeForm, StoryForm
from cluster_crm.people.admin.requests import user_of
from cluster_crm.web.admin import WorkDue
from cluster_crm.web.templatetags.house import badge
from privacy import permissions
from privacy.admin.masked import masks_of
from privacy.admin.pages import UNPROCESSABLE
from privacy.admin.records import ReadOnlyAdmin, TrackedAdmin, is_restricted

State = SuccessStory.State
COLOURS: Mapping[str, Any] = {State.PUBLISHED: "green", State.CONSENTED: "blue"}


@admin.register(SuccessStory)
class SuccessStoryAdmin(GuardedAdmin[SuccessStory]):
    """Stories by reference; their text stands on their own page and, agreed to, on the site."""

    icon = "file-text"
    change_form_template = "candidates/story_change_form.html"
    add_form, change_form = StoryForm, StoryChangeForm
    list_display: Any = ("__str__", "person", "language", "standing", "published_at")
    readonly_fields = ("person", "standing", "shown_on", "shown_picture")
    built_from: ClassVar[Mapping[str, Sequence[str]]] = {
        **dict.fromkeys(("person", "standing", "shown_on"), ()),
        "shown_picture": ("picture",),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[SuccessStory]:
        """Return the rows, each with whether visitors see it now."""
        shown = SuccessStory.objects.public().filter(pk=OuterRef("pk"))
        rows: Any = super().get_queryset(request).annotate(is_public=Exists(shown))
        return rows  # type: ignore[no-any-return]  # annotations have no type of their own

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return the lines; who may not change a story reads the places in words."""
        text = ("language", "title", "text", "shown_name")
        if obj is None:
            return ("candidate", *text, "upload", "picture_text", "places")
        if self.has_change_permission(request, obj):
            return ("person", "standing", *text, "shown_picture", "upload", "picture_text", "places")
        return ("person", "standing", *text, "shown_picture", "picture_text", "shown_on")

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the picture and of the deeds."""
        views: dict[str, Callable[..., HttpResponse]] = {deed: partial(self.deed_view, deed) for deed in DEEDS}
        views["picture"] = never_cache(self.picture_view)  # type: ignore[assignment]  # a file is an answer, too
        own = [
            path(f"<uuid:number>/{name}/", self.admin_site.admin_view(view), name=f"candidates_successstory_{name}")
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: SuccessStory, form: Any, change: Any) -> None:
        """Write the story by its action; a change asks for a new consent."""
        if change and not form.has_changed():
            return
        if change:
            written = stories.change_story(obj, form.draft, by=user_of(request))
            messages.warning(request, gettext("The story is a draft again: ask the person about it anew."))
        else:
            written = stories.write_story(form.cleaned_data["candidate"], form.draft, by=user_of(request))
        obj.__dict__.update(written.__dict__)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the form, with the deeds that the story is ready for."""
        story = context.get("original")
        if story is not None:
            context["story_deeds"] = [
                (DEEDS[name].words, reverse(f"admin:candidates_successstory_{name}", args=[story.pk]))
                for name in self._open_deeds(request, story)
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def picture_view(self, request: HttpRequest, number: UUID) -> FileResponse:
        """Send the picture to staff who may see it."""
        story = get_object_or_404(self.get_queryset(request), pk=number)
        if not self.has_view_permission(request, story) or "picture" in masks_of(request).hidden(SuccessStory, story):
            raise PermissionDenied
        if not story.picture:
            raise Http404
        headers = {"X-Content-Type-Options": "nosniff"}
        return FileResponse(story.picture.open("rb"), content_type=story.picture_type, headers=headers)

    def deed_view(self, name: str, request: HttpRequest, number: UUID) -> HttpResponse:
        """Ask what a deed needs, and do it."""
        story = get_object_or_404(self.get_queryset(request), pk=number)
        if name not in self._open_deeds(request, story):
            raise PermissionDenied
        deed = DEEDS[name]
        form = deed.form(request.POST if request.method == "POST" else None, initial={"seen": story.fingerprint})
        if form.is_valid():
            try:
                deed.carry_out(story, form.cleaned_data, user_of(request))
            except RuleRefusal as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, deed.done)
                return HttpResponseRedirect(reverse("admin:candidates_successstory_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "story": story,
            "is_readable": not masks_of(request).hidden(SuccessStory, story) & {"text", "picture"},
            "title": f"{deed.words} · {story}",
            "button": deed.words,
            "explains": deed.explains,
            "back_url": reverse("admin:candidates_successstory_change", args=[story.pk]),
            "opts": self.opts,
        }
        status = UNPROCESSABLE if form.errors else 200
        return TemplateResponse(request, "candidates/story_deed.html", context, status=status)

    @admin.display(description=_("state"))
    def standing(self, story: Any) -> Any:
        """Return how far the story is, and whether visitors see it."""
        if story.state == State.PUBLISHED and not story.is_public:
            return badge(gettext("published, hidden from visitors"), "amber")
        return badge(story.get_state_display(), COLOURS.get(story.state, "grey"))

    @admin.display(description=_("shown on"))
    def shown_on(self, story: SuccessStory) -> str:
        """Return the places in words."""
        return ", ".join(story.place_labels)

    @admin.display(description=_("picture"), empty_value="")
    def shown_picture(self, story: SuccessStory) -> Any:
        """Return the picture of the story."""
        if not story.picture:
            return None
        address = reverse("admin:candidates_successstory_picture", args=[story.pk])
        return format_html('<img class="photo" src="{}" alt="{}">', address, story.picture_text)

    def _open_deeds(self, request: HttpRequest, story: SuccessStory) -> list[str]:
        """The deeds that the story is ready for and the user may do; under restriction the person's own alone."""
        return [
            name
            for name, deed in DEEDS.items()
            if story.state in deed.states
            and permissions.allows_deed(request.user, deed.needs)
            and (deed.is_of_the_person or not is_restricted(story))
        ]


class ToRemoveFilter(admin.SimpleListFilter):
    """Copies that are still to be removed, which is what the list is for."""

    title = _("state")
    parameter_name = "removed"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Offer what is to be done, and all."""
        return [("no", _("to be removed"))]

    def queryset(self, _request: HttpRequest, rows: QuerySet[StoryCopy]) -> QuerySet[StoryCopy]:
        """Return the chosen rows."""
        return rows.filter(pk__in=StoryCopy.objects.to_remove()) if self.value() else rows


@admin.register(StoryCopy)
class StoryCopyAdmin(ReadOnlyAdmin[StoryCopy], TrackedAdmin[StoryCopy]):
    """Where stories stand beside our own page, and which of these copies must go (Article 17(2))."""

    icon = "file-text"
    list_display = ("__str__", "place", "shown_since", "is_due", "removed_at")
    list_filter: ClassVar[Any] = (ToRemoveFilter,)
    ordering = ("-pk",)
    fields = ("slug", "place", "shown_since", "removed_at", "removed_by")
    actions = ("note_removed",)

    @staticmethod
    def work_due() -> WorkDue:
        """Return the copies that must go."""
        return WorkDue(_("Copies of stories to remove elsewhere"), StoryCopy.objects.to_remove(), "?removed=no")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StoryCopy]:
        """Return the rows, each with whether it must go."""
        due = StoryCopy.objects.to_remove().filter(pk=OuterRef("pk"))
        rows: Any = super().get_queryset(request).annotate(is_to_remove=Exists(due))
        return rows  # type: ignore[no-any-return]  # annotations have no type of their own

    @admin.action(description=_("Note that it is removed there"), permissions=["remove"])
    def note_removed(self, request: HttpRequest, chosen: QuerySet[StoryCopy]) -> None:
        """Note that the chosen copies are gone, or that who keeps them was asked."""
        for copy in chosen:
            stories.remove_copy(copy, by=user_of(request))
        messages.success(request, gettext("It is recorded."))

    def has_remove_permission(self, request: HttpRequest) -> bool:
        """Return whether the matrix lets the user note it."""
        return permissions.allows_deed(request.user, "candidates.withdraw_story")

    @admin.display(description=_("state"))
    def is_due(self, copy: Any) -> Any:
        """Return whether somebody must act."""
        if copy.removed_at:
            return badge(gettext("removed"), "grey")
        return badge(gettext("to be removed"), "red") if copy.is_to_remove else badge(gettext("shown"), "green")
