"""The public notice without JavaScript, at 320 px and by keyboard, and the worklist of staff, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.web.testing import chromium, watched_page
from privacy.actions.policy import publish_policy
from privacy.models import NoticeTask
from privacy.testing import ensure_profile, make_policy
from privacy.vocabulary import Role, Source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {"nl": ("Kandidaten", "Naam"), "en": ("Candidates", "Name")}
PASSWORD = "a-long-passphrase"
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(autouse=True)
def published():
    ensure_profile()
    make_candidate(source=Source.LINKEDIN, family_name="Zonnevlek")
    return publish_policy(make_policy())


def is_narrow_enough(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.requirement("LAW-07", "GEN-03")
@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("en", "dark")])
def test_notice_unfolds_by_keyboard_without_javascript(browser, live_server, language, scheme):
    role, data = WORDS[language]
    visit = {"java_script_enabled": False, "viewport": NARROW, "color_scheme": scheme}
    with watched_page(browser, live_server.url, **visit) as visitor:
        page = visitor.page
        visitor.open(f"/{language}/privacy/")
        inner = page.get_by_text(data, exact=True).first
        before = inner.is_visible()
        page.locator("summary", has_text=role).first.focus()
        page.keyboard.press("Enter")
        after = inner.is_visible()
        fits, problems = is_narrow_enough(page), visitor.take_problems()
    with watched_page(browser, live_server.url, viewport=NARROW, color_scheme=scheme) as visitor:
        visitor.open(f"/{language}/privacy/")
        visitor.page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        broken, fits_open = visitor.violations(), is_narrow_enough(visitor.page)

    assert (before, after, fits, fits_open) == (False, True, True, True)
    assert (problems, broken) == ([], [])


@pytest.mark.requirement("LAW-08")
def test_officer_gives_a_notice_from_the_worklist(browser, live_server):
    user = make_user(Role.PRIVACY_OFFICER, password=PASSWORD, language="en")
    with watched_page(browser, live_server.url) as officer:
        page = officer.page
        officer.sign_in(user.email, PASSWORD)
        officer.open("/admin/privacy/noticetask/")
        broken = officer.violations()
        page.locator("#result_list tbody a").first.click()
        broken += officer.violations()
        page.get_by_role("button", name="Send now").click()
        said = page.get_by_text("The notice goes out now.").count()
        officer.open("/admin/privacy/policyversion/now/")
        broken += officer.violations()
        officer.open("/admin/privacy/policyversion/register/")
        broken += officer.violations()
        problems = officer.take_problems()

    assert said == 1
    assert NoticeTask.objects.get().message is not None
    assert (broken, problems) == ([], [])
