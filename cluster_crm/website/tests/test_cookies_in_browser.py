"""The dialogue about cookies in a real browser: equal buttons, no JavaScript, keyboard, 320 px, WCAG 2.2 AA."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from cluster_crm.web.cookies import CookieCategory
from cluster_crm.web.testing import Watched, chromium, watched_page
from cluster_crm.website.models import CookieChoice
from cluster_crm.website.testing import make_cookie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}
PAGES = ["", "comments/", "cookies/", "cookies/settings/", "accessibility/"]
WORDS = {"nl": ("Weigeren", "Accepteren", "Cookie-instellingen"), "en": ("Refuse", "Accept", "Cookie settings")}
STYLE = """
button => {
  const style = getComputedStyle(button)
  const box = button.getBoundingClientRect()
  return [Math.round(box.width), Math.round(box.height), Math.round(box.top),
    ...["color", "backgroundColor", "borderTopColor", "borderTopWidth", "fontSize", "fontWeight", "boxShadow",
      "opacity"].map(name => style[name])]
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(autouse=True)
def register():
    make_cookie(name="counted")
    make_cookie(CookieCategory.ADVERTISING, name="followed")


def stored(watched: Watched) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in watched.page.context.cookies()}


def is_narrow_enough(watched: Watched) -> bool:
    return watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.requirement("COOKIE-08")
@pytest.mark.requirement("LAW-46")
@pytest.mark.parametrize("language", WORDS)
def test_visitor_refuses_without_javascript_and_changes_his_mind_from_the_footer(browser, live_server, language):
    refuse, accept, settings = WORDS[language]
    visit = {"java_script_enabled": False, "viewport": NARROW}

    with watched_page(browser, live_server.url, **visit) as visitor:
        page = visitor.page
        visitor.open(f"/{language}/")
        buttons = [page.get_by_role("button", name=name, exact=True) for name in (refuse, accept)]
        before, looks = set(stored(visitor)), [button.evaluate(STYLE) for button in buttons]
        fits = [is_narrow_enough(visitor)]
        buttons[0].click()
        after, asked = set(stored(visitor)), page.get_by_role("button", name=refuse, exact=True).count()
        landed = page.url
        page.get_by_role("contentinfo").get_by_role("link", name=settings).click()
        fits.append(is_narrow_enough(visitor))
        no = page.locator("input[value=no]:checked").count()
        page.check("#id_performance_0")
        page.click("button.btn--primary")
        saved, problems = page.get_by_role("status").count(), visitor.take_problems()

    assert looks[0] == looks[1]
    assert (before, after) == ({"csrftoken"}, {"csrftoken", "cookie_choice"})
    assert (landed, asked, no, saved) == (f"{live_server.url}/{language}/", 0, 2, 1)
    assert fits == [True, True]
    assert problems == []
    assert list(CookieChoice.objects.order_by("chosen_at").values_list("accepted", flat=True)) == [[], ["performance"]]


@pytest.mark.requirement("COOKIE-08")
def test_dialogue_is_answered_with_the_keyboard_alone_and_covers_nothing(browser, live_server):
    with watched_page(browser, live_server.url) as visitor:
        visitor.open("/en/cookies/")
        stops = []
        for _stop in range(4):
            visitor.page.keyboard.press("Tab")
            stops.append(visitor.page.evaluate("document.activeElement.textContent.trim()"))
        outline = visitor.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        position = visitor.page.eval_on_selector(".cookies", "banner => getComputedStyle(banner).position")
        visitor.page.keyboard.press("Shift+Tab")
        visitor.page.keyboard.press("Shift+Tab")
        with visitor.page.expect_navigation():
            visitor.page.keyboard.press("Enter")
        problems, url = visitor.take_problems(), visitor.page.url

    assert stops == ["Skip to main content", "Refuse", "Accept", "Settings"]
    assert (outline, position) == ("2px", "static")
    assert (url, problems) == (f"{live_server.url}/en/cookies/", [])
    assert CookieChoice.objects.get().method == CookieChoice.Method.REFUSE


@pytest.mark.parametrize(("language", "theme", "width"), [("nl", "light", 320), ("en", "dark", 1000)])
def test_pages_break_no_rule_of_wcag_and_keep_to_this_site(browser, live_server, language, theme, width):
    visit = {"color_scheme": theme, "viewport": {"width": width, "height": 700}}

    with watched_page(browser, live_server.url, **visit) as visitor:
        found = {}
        for path in PAGES:
            visitor.open(f"/{language}/{path}")
            found[path] = [*visitor.violations(), *visitor.take_problems()]
            found[path] += [] if is_narrow_enough(visitor) else ["scrolls sideways"]
        visitor.open(f"/{language}/cookies/settings/")
        visitor.page.eval_on_selector("form[method=post]", "form => { form.noValidate = true }")
        visitor.page.click("main .btn--primary")
        focus = visitor.page.evaluate("document.activeElement.getAttribute('role')")
        found["wrong"], title = visitor.violations(), visitor.page.title()
        kept = visitor.page.evaluate("[localStorage.length, sessionStorage.length]")
        jar = set(stored(visitor))

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert (focus, title.startswith(("Fout:", "Error:"))) == ("alert", True)
    assert (kept, jar) == ([0, 0], {"csrftoken"})
