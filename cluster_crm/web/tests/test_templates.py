"""Templates hold nothing that the strict content security policy would have to allow."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FORBIDDEN = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|hx-on|hx-vals=.js:", re.IGNORECASE
)
TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(settings.BASE_DIR).as_posix())
def test_template_has_no_inline_style_or_script(template):
    assert FORBIDDEN.findall(template.read_text()) == []


@pytest.mark.parametrize(
    "planted", ['<p style="x">', "<style>", "<script>x</script>", '<a onclick="x">', '<b hx-on:click="x">']
)
def test_planted_fault_is_found(planted):
    assert FORBIDDEN.search(planted)


def test_script_from_a_file_is_allowed():
    assert not FORBIDDEN.search('<script id="constants" src="/static/x.js" defer></script>')


def test_policy_allows_nothing_inline():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["default-src"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "data:", "*"} & {
        value for values in directives.values() for value in values
    }
