"""What no source may hold: promises for later, silent exceptions to the rules, addresses in locks, loose style."""

import io
import json
import re
import tokenize

import pytest

from cluster_crm.tests.tree import ROOT, python_files, template_files

LATER = re.compile(r"\b(TODO|FIXME|XXX)\b")
EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore)\b")
REASONED = re.compile(r"#\s*(noqa: [A-Z]+\d+(, [A-Z]+\d+)* - |type: ignore\[[a-z-]+(, [a-z-]+)*\]  # )\S+")
ADDRESS = re.compile(r"(https?|git\+\w+|file)://|^\s*--(extra-)?index-url", re.MULTILINE)
HREF = re.compile(r"<link\b(?! rel=\"alternate\")[^>]*\bhref=(\"[^\"]*\"|'[^']*')")
LOCKS = ("requirements.txt", *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("requirements/*.txt")))
WRITTEN = [
    *python_files(),
    *template_files(),
    *sorted(ROOT.glob("static/css/*.css")),
    *sorted(ROOT.glob("docs/**/*.md")),
]


def comments(source):
    """The comments of a Python source, so that a text about comments is none."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def silent_exceptions(source):
    """Lint and type exceptions without a code or without their reason on the same line."""
    return [text for text in comments(source) if EXCEPTION.search(text) and not REASONED.search(text)]


def addresses(lock):
    """Addresses of registries in a lock; the funding pages that npm notes are not where packages come from."""
    if lock.lstrip().startswith("{"):
        packages = json.loads(lock)["packages"].values()
        return [package["resolved"] for package in packages if "resolved" in package]
    return [match.group() for match in ADDRESS.finditer(lock)]


def test_nothing_is_left_for_later():
    found = {path.relative_to(ROOT).as_posix(): LATER.findall(path.read_text()) for path in WRITTEN}

    assert {path: words for path, words in found.items() if words and not path.endswith("test_sources.py")} == {}


def test_every_exception_says_why():
    found = {path.relative_to(ROOT).as_posix(): silent_exceptions(path.read_text()) for path in python_files()}

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json"])
def test_lock_holds_no_address(lock):
    assert addresses((ROOT / lock).read_text()) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_a_hash(lock):
    pins = re.split(r"\n(?=\S)", (ROOT / lock).read_text())

    assert [pin.split()[0] for pin in pins if "==" in pin.split("\n")[0] and "--hash=sha256:" not in pin] == []


def test_pages_link_files_of_our_own_only():
    links = [link.strip("\"'") for path in template_files() for link in HREF.findall(path.read_text())]

    plain = {link for link in links if not link.startswith("{% static ")}
    on_the_page_of_faults = {f"/static/css/{name}.css" for name in ("tokens", "base", "components", "public")}
    assert plain == on_the_page_of_faults | {"package.css"}


@pytest.mark.parametrize("planted", ["# TODO: later", "<!-- FIXME -->", "/* XXX */"])
def test_a_promise_is_found(planted):
    assert LATER.search(planted)


@pytest.mark.parametrize(
    "planted",
    [
        "x = 1  # noqa",
        "x = 1  # noqa: S101",
        "x = 1  # noqa: S101 -",
        "x = 1  # type: ignore",
        "x = 1  # type: ignore[attr-defined]",
        "x = 1  # type: ignore  # because",
    ],
)
def test_a_silent_exception_is_found(planted):
    assert silent_exceptions(planted) == [planted[7:]]


@pytest.mark.parametrize(
    "fine",
    ["x = 1  # noqa: S101, A002 - the stub wants it", "x = 1  # type: ignore[misc]  # untyped package", 'x = "# noqa"'],
)
def test_an_exception_with_its_reason_is_fine(fine):
    assert silent_exceptions(fine) == []


@pytest.mark.parametrize(
    "planted",
    [
        "--index-url https://registry.example.org/simple",
        "django @ https://files.example.org/django.whl --hash=sha256:00",
        '{"packages": {"x": {"resolved": "https://registry.example.org/x.tgz"}}}',
    ],
)
def test_an_address_is_found(planted):
    assert addresses(planted) != []
