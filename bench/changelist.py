"""The list of candidates against Django's own list, its last page against its first, and the search against its SQL.

    python -m bench.changelist --people 100000

Makes a database `<name>_bench` anew beside that of DATABASE_URL. See bench/README.md.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from statistics import median
from time import perf_counter
from typing import Any, ClassVar, Final

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_crm.settings")
    django.setup()

from django.conf import settings
from django.contrib.admin import ModelAdmin, site
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from bench.many_people import fill_with_people, name_as_typed, with_a_typo
from bench.seed import create_database, settle
from candidates.models import Candidate
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.admin.search_page import search_view
from cluster_crm.people.admin.searched import SearchedPersons
from cluster_crm.people.search import matching
from cluster_crm.people.search.terms import read_term
from cluster_crm.web import keyset
from cluster_crm.web.sealed import seal
from privacy.testing import ensure_profile

LIST: Final = "/admin/candidates/candidate/"
SEARCH: Final = "/admin/search/"
PLAIN_FILES: Final = "django.contrib.staticfiles.storage.StaticFilesStorage"
SMALL_PAGE: Final = 10
SHOWN: Final = 10


class DefaultList(ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no brackets at run time
    """What somebody writes on the first day: Django's list with a search and a filter on a text column."""

    list_display = ("full_name", "headline", "city", "owner", "updated_at")
    list_select_related = ("owner",)
    list_filter: ClassVar[Any] = ("city",)
    search_fields: ClassVar[Any] = ("full_name", "email", "phone")
    ordering = ("sort_name",)


class DefaultListWithoutFilter(DefaultList):
    """The same without the filter."""

    list_filter: ClassVar[Any] = ()


class Visitor:
    """A recruiter whose requests go straight to a view."""

    def __init__(self, user: User) -> None:
        self.user, self.session = user, SessionStore()

    def request(self, path: str, **query: str) -> HttpRequest:
        """Return a request for a page."""
        request = RequestFactory().get(path, query)
        request.user, request.session, request.resolver_match = self.user, self.session, resolve(path)
        request._messages = FallbackStorage(request)  # type: ignore[attr-defined]  # what the middleware would do
        return request

    def show(self, view: Callable[[HttpRequest], HttpResponse], path: str, **query: str) -> HttpResponse:
        """Return the whole answer of a view, rendered."""
        response = view(self.request(path, **query))
        render = getattr(response, "render", None)
        return render() if render else response


def turn_about(sides: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Seconds of each side in the middle of its rounds; the sides take turns, and turns at going first."""
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        names = list(sides) if number % 2 else list(sides)[::-1]
        for name in names:
            started = perf_counter()
            sides[name]()
            if number:  # the first round fills caches
                seconds[name].append(perf_counter() - started)
    return {name: median(taken) for name, taken in seconds.items()}


def lists(visitor: Visitor, rounds: int) -> dict[str, float]:
    """Our list and Django's, the same page of the same table."""
    ours = site.get_model_admin(Candidate)
    sides = {"ours": ours, "default": DefaultList(Candidate, site), "plain": DefaultListWithoutFilter(Candidate, site)}
    return turn_about({name: shown(visitor, page, LIST) for name, page in sides.items()}, rounds)


def statements_of_lists(visitor: Visitor, rounds: int) -> dict[str, float]:
    """The statements of both lists alone, past Django: what the database does for them."""
    sides = {"ours": site.get_model_admin(Candidate), "default": DefaultList(Candidate, site)}
    sent = {name: statements_of(shown(visitor, page, LIST)) for name, page in sides.items()}
    return turn_about({name: partial(by_hand, statements) for name, statements in sent.items()}, rounds)


def shown(visitor: Visitor, page: Any, path: str, **query: str) -> Callable[[], HttpResponse]:
    """A page of a list, ready to be asked for."""
    return lambda: visitor.show(page.changelist_view, path, **query)


def pages(visitor: Visitor, rounds: int) -> dict[str, float]:
    """The first small page of our list, and the last."""
    page: Any = site.get_model_admin(Candidate)
    before, size = page.list_per_page, SMALL_PAGE
    row = Candidate.objects.order_by("-sort_name", "-pk")[size]
    last = keyset.position_at(keyset.sort_keys(Candidate, page.ordering), row, "after").dump()
    try:
        page.list_per_page = size
        sides = {
            "first": shown(visitor, page, LIST),
            "last": shown(visitor, page, LIST, p=seal(visitor.session, last)),
        }
        return turn_about(sides, rounds)
    finally:
        page.list_per_page = before


def statements_of(work: Callable[[], Any]) -> list[tuple[str, Any]]:
    """The statements that some work sends."""
    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return sent


def by_hand(statements: Sequence[tuple[str, Any]]) -> int:
    """Send statements again, past Django, and fetch their rows; returns how many."""
    rows = 0
    with transaction.atomic():
        bare = connection.connection.cursor()
        for sql, params in statements:
            if not sql.startswith(("SAVEPOINT", "RELEASE")):
                bare.execute(sql, params)
                if bare.description:
                    rows += len(bare.fetchall())
    return rows


def searches(visitor: Visitor, terms: Sequence[str], rounds: int) -> dict[str, float]:
    """The search page for some terms, and nothing but its own statements."""
    asked = [{"q": seal(visitor.session, term)} for term in terms]

    def view() -> None:
        for query in asked:
            visitor.show(search_view, SEARCH, **query)

    statements = statements_of(view)
    return turn_about({"view": view, "sql": lambda: by_hand(statements)}, rounds)


def recall(visitor: Visitor, typos: int, seed: int = 7) -> float:
    """How many of those who were looked for with a typing error stand among the first ten (or a namesake does)."""
    random, page = Random(seed), site.get_model_admin(Candidate)
    assert isinstance(page, SearchedPersons)  # noqa: S101 - the list of candidates is one
    sought = random.sample(range(1, Candidate.objects.count() + 1), typos)
    found = 0
    for person in Candidate.objects.filter(number__in=sought):
        term = read_term(with_a_typo(name_as_typed(person), random))
        with transaction.atomic():
            matching.forgive(matching.TIGHT)
            hits = page.found(visitor.request(SEARCH), term, SHOWN)
            if not hits:
                matching.forgive(matching.LOOSE)
                hits = page.found(visitor.request(SEARCH), term, SHOWN)
        found += person.full_name in {hit.name for hit in hits}
    return found / typos


def terms_of(random: Random) -> list[str]:
    """A mixture of what people type: names, half names, mistakes, addresses, numbers, words of a CV."""
    some = random.sample(range(1, Candidate.objects.count() + 1), 6)
    names = [name_as_typed(person) for person in Candidate.objects.filter(number__in=some).order_by("number")]
    return [
        *names[:2],
        *(with_a_typo(name, random) for name in names[2:4]),
        names[4].split()[-1],
        f"c-{some[0]}",
        f"+316{10_000_000 + some[1]}",
        "lasser rotterdam",
        '"ervaren python"',
    ]


def report(visitor: Visitor, rounds: int, typos: int) -> list[str]:
    """The ratios for people."""
    of_lists, of_pages = lists(visitor, rounds), pages(visitor, rounds)
    of_sql = statements_of_lists(visitor, rounds)
    of_search = searches(visitor, terms_of(Random(11)), rounds)
    ratios = {
        "our list : Django's with a filter on a text (at most 0.2)": of_lists["ours"] / of_lists["default"],
        "our list : Django's without it": of_lists["ours"] / of_lists["plain"],
        "the statements of our list : those of Django's": of_sql["ours"] / of_sql["default"],
        "last small page : first (at most 1.2)": of_pages["last"] / of_pages["first"],
        "search page : its own SQL (at most 1.2)": of_search["view"] / of_search["sql"],
        "of typing errors, found in the first ten (at least 0.95)": recall(visitor, typos),
    }
    return [f"{name:60}{ratio:7.3f}" for name, ratio in ratios.items()]


def main() -> None:
    """Make the database, measure, print ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000, help="candidates in the database")
    parser.add_argument("--rounds", type=int, default=15, help="turns of each side")
    parser.add_argument("--typos", type=int, default=500, help="names that are looked for with a mistake")
    options = parser.parse_args()
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": PLAIN_FILES}}
    create_database(f"{connection.settings_dict['NAME']}_bench")
    ensure_profile()
    fill_with_people(options.people)
    settle()
    print(f"{options.people} candidates, {options.people // SMALL_PAGE} small pages")
    print("\n".join(report(Visitor(make_user(language="en")), options.rounds, options.typos)))


if __name__ == "__main__":
    main()
