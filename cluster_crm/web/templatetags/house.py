"""Icons, badges and the parts of the shell."""

from typing import Any, Final, Literal

from django import template
from django.contrib.admin import site
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cluster_crm.web.keyset import capped_count

register = template.Library()

LAST: Final = float("inf")
Tone = Literal["grey", "blue", "green", "amber", "red", "violet"]


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, for the eye only: the words beside it say the same."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons.svg"), name)


@register.simple_tag
def badge(text: str, tone: Tone = "grey") -> SafeString:
    """A badge: always words, the colour only repeats them."""
    return format_html('<span class="badge badge--{}">{}</span>', tone, text)


@register.simple_tag
def model_icon(entry: dict[str, Any]) -> SafeString:
    """The icon of one model in Django's list of apps, as its admin class names it."""
    model = entry["model"]
    return icon(getattr(site.get_model_admin(model), "icon", "table") if site.is_registered(model) else "table")


@register.filter
def by_use(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Django's list of apps with the daily lists first; what has no place of its own stands in `more` of its app."""
    return sorted((_app_by_use(app) for app in apps), key=lambda app: app["place"])


def _app_by_use(app: dict[str, Any]) -> dict[str, Any]:
    placed = sorted(((_place_of(entry["model"]), entry) for entry in app["models"]), key=lambda pair: pair[0])
    daily = [entry for place, entry in placed if place < LAST]
    more = [entry for place, entry in placed if place == LAST]
    is_folded = bool(daily) and len(more) > 1
    return app | {
        "place": placed[0][0],
        "models": daily if is_folded else daily + more,
        "more": more if is_folded else [],
    }


def _place_of(model: Any) -> float:
    place = getattr(site.get_model_admin(model), "admin_order", None) if site.is_registered(model) else None
    return LAST if place is None else place


@register.simple_tag(takes_context=True)
def work_due(context: template.Context) -> list[dict[str, Any]]:
    """What waits for this user in the lists that he may see, each with its capped count; nothing that is nil."""
    request = context["request"]
    waiting = []
    for model, page in site._registry.items():
        due = _due_of(page, request)
        if due is not None and (count := capped_count(due.rows)) != "0":
            url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            waiting.append(
                {"words": due.words, "count": count, "icon": getattr(page, "icon", "table"), "url": url + due.query}
            )
    return waiting


def _due_of(page: Any, request: Any) -> Any:
    """What waits in one list, for anybody or for this user; nothing where he may not see the list."""
    of_all = getattr(page, "work_due", None)
    own = getattr(page, "own_work_due", None)
    if own is None or not page.has_view_permission(request):
        return None
    return of_all() if of_all else own(request.user)


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = [word for word in name.replace("@", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def form_errors(form: Any) -> list[Any]:
    """The bound fields of a form that have errors, in the order of the screen."""
    return [field for field in form if field.errors]
