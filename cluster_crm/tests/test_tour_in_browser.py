"""A tour of the admin in a real browser: each role, over the demonstration, opens each kind of page open to it."""

from collections.abc import Iterator
from itertools import cycle, islice

import pytest
from django.contrib.admin import site
from django.urls import reverse
from playwright.sync_api import Browser

from candidates.management.demonstration.agency import load_agency
from cluster_crm.accounts.models import User
from cluster_crm.web.testing import Watched, chromium, watched_page
from cluster_crm.website.models import RegisteredCookie

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LOOKS = [("nl", "light"), ("en", "dark"), ("nl", "dark"), ("en", "light")]
STOPS = 5
# The parts of a date (day, month, year, calendar) are stops of their own, which Chromium marks inside the field.
IS_FOCUS_SEEN = """
() => {
  const focused = document.activeElement
  const style = getComputedStyle(focused)
  const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  const isOfTheBrowser = focused.matches("body, [type=date], [type^=datetime], [type=time]")
  return isOfTheBrowser || (focused.matches(":focus-visible") && isMarked) ? "" : focused.outerHTML
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def pages_of(user, rf) -> Iterator[tuple[str, bool]]:
    """The index, and of each model that the user may see the list and a page; with whether he may change things there.

    The page is that of a row, or where there is none the form for a new one.
    """
    request = rf.get("/")
    request.user = user
    yield "/admin/", True
    for model, page in site._registry.items():
        if not page.has_view_permission(request):
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist"), page.has_add_permission(request)
        row = page.get_queryset(request).first()
        if row is not None and page.has_view_permission(request, row):
            yield reverse(f"{name}_change", args=[row.pk]), page.has_change_permission(request, row)
        elif page.has_add_permission(request):
            yield reverse(f"{name}_add"), True


def wear(watched: Watched, language: str, theme: str) -> None:
    """Show what is opened next in a language and a theme."""
    watched.page.context.add_cookies([{"name": "django_language", "value": language, "url": watched.origin}])
    watched.page.emulate_media(color_scheme=theme)


def unseen_focus(watched: Watched) -> list[str]:
    """The first stops of the Tab key in the content at which no focus is to be seen."""
    watched.page.focus("#content-start")
    found = []
    for _stop in range(STOPS):
        watched.page.keyboard.press("Tab")
        found.append(watched.page.evaluate(IS_FOCUS_SEEN))
    return [f"no focus seen: {element}" for element in found if element]


def problems_on(watched: Watched, path: str, language: str, *, is_new: bool) -> list[str]:
    """What is wrong on one page; the rules of WCAG are asked where no role before had the page in this shape."""
    watched.open(path)
    wrong = (watched.violations() if is_new else []) + unseen_focus(watched) + watched.take_problems()
    spoken = watched.page.get_attribute("html", "lang")
    return [*wrong, *([] if spoken == language else [f"speaks {spoken}"])]


def stored(watched: Watched) -> set[str]:
    """What stands in the browser: cookies and its storage, by name."""
    kept = watched.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return {cookie["name"] for cookie in watched.page.context.cookies()} | set(kept)


@pytest.mark.requirement("COOKIE-03")
@pytest.mark.requirement("COOKIE-09")
def test_every_role_walks_through_its_pages_in_both_languages_and_themes(browser, live_server, rf):
    found, looked_at = {}, set()
    registered = set(RegisteredCookie.objects.active().values_list("name", flat=True))

    for number, (role, sign_in) in enumerate(load_agency().items()):
        with watched_page(browser, live_server.url) as watched:
            watched.sign_in(sign_in["email"], sign_in["password"])
            looks = islice(cycle(LOOKS), number, None)
            for shape, (language, theme) in zip(pages_of(User.objects.get(role=role), rf), looks, strict=False):
                wear(watched, language, theme)
                if wrong := problems_on(watched, shape[0], language, is_new=shape not in looked_at):
                    found[role, shape[0], language, theme] = wrong
                looked_at.add(shape)
            if unknown := stored(watched) - registered:
                found[role, "stored"] = sorted(unknown)

    assert found == {}
