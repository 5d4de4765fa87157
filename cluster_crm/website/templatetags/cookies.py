"""The dialogue about cookies, on every public page."""

from typing import Any

from django import template
from django.utils.translation import get_language

from cluster_crm.website.actions.cookies import DIALOGUE
from cluster_crm.website.cookie_state import cookies_of
from cluster_crm.website.forms import EXPLAINED
from privacy.actions.texts import current_text, render

register = template.Library()


@register.inclusion_tag("website/_cookie_dialogue.html", takes_context=True)
def cookie_dialogue(context: template.Context) -> dict[str, Any]:
    """Ask what was not answered yet; on a page that answers a form nothing is asked, for that would lose the form."""
    request = context.get("request")
    if request is None or request.method not in {"GET", "HEAD"}:
        return {}
    state = cookies_of(request)
    if not state.must_ask:
        return {}
    return {
        "said": render(current_text(DIALOGUE, get_language() or ""), {}),
        "categories": [(category.label, EXPLAINED[category]) for category in state.categories],
        "back": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def has_optional_cookies(context: template.Context) -> bool:
    """Whether visitors are asked anything at all."""
    request = context.get("request")
    return request is not None and bool(cookies_of(request).asked)
