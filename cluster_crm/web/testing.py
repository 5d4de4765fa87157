"""A real Chromium for tests, and what it must never report on any page of ours."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
WCAG: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
REPORT_VIOLATIONS: Final = """
addEventListener("securitypolicyviolation", event =>
    console.error("CSP " + event.violatedDirective + " " + event.blockedURI))
"""


@dataclass
class Watched:
    """A page, and everything that went wrong on it so far: console errors, blocked content, foreign requests."""

    page: Page
    origin: str
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a path of our own site."""
        self.page.goto(self.origin + path)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in on the form, as a person does."""
        self.open("/admin/login/")
        self.page.fill("#id_username", email)
        self.page.fill("#id_password", password)
        self.page.click("#login-form button[type=submit]")
        self.page.wait_for_selector("#nav", state="attached")

    def violations(self) -> list[str]:
        """Rules of WCAG 2.2 AA that the page breaks, with the first element of each."""
        found = Axe().run(self.page, options={"runOnly": WCAG, "resultTypes": ["violations"]}).response["violations"]
        return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]

    def take_problems(self) -> list[str]:
        """What went wrong since this was last asked."""
        taken, self.problems = self.problems, []
        return taken

    def note_request(self, request: Request) -> None:
        """Remember a request to another origin."""
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.problems.append(f"foreign request to {request.url.split('/')[2]}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium; without one the test is skipped, or fails where CRM_REQUIRE_BROWSER=1."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        outcome = pytest.fail if os.environ.get("CRM_REQUIRE_BROWSER") == "1" else pytest.skip
        outcome("No Chromium found: install the package chromium to run the browser tests.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def watched_page(browser: Browser, origin: str, **context: Any) -> Iterator[Watched]:
    """A fresh visitor whose page is watched."""
    visitor = browser.new_context(**{"viewport": {"width": 1360, "height": 860}, "locale": "en"} | context)
    page = visitor.new_page()
    watched = Watched(page, origin)
    page.add_init_script(REPORT_VIOLATIONS)
    page.on("console", lambda said: watched.problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: watched.problems.append(str(error)))
    page.on("request", watched.note_request)
    try:
        yield watched
    finally:
        visitor.close()
