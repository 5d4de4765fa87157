"""One search over everybody, of every role that the user may see; the term is posted and stands in no address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import site
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cluster_crm.people.admin.searched import Hit, SearchedPersons, keys_of
from cluster_crm.people.search import matching
from cluster_crm.people.search.matching import Why
from cluster_crm.people.search.terms import Term, read_term
from cluster_crm.people.search.texts import MARKS
from cluster_crm.web.admin import POSTED_SEARCH
from cluster_crm.web.sealed import BrokenSeal, seal, unseal

TERM: Final = "q"
SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the answer."""

    reference: str
    name: str
    address: str
    told: str
    why: str
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Group:
    """Those found in one role; `more` is the address of the list with the same search, where there are more."""

    title: str
    icon: str
    found: Sequence[Found]
    more: str


def search_view(request: HttpRequest) -> HttpResponse:
    """Show who was found; a posted term comes back as an address that carries it sealed."""
    if request.method == "POST":
        typed = request.POST.get(POSTED_SEARCH, "").strip()
        query = f"?{urlencode({TERM: seal(request.session, typed)})}" if typed else ""
        return HttpResponseRedirect(f"{request.path}{query}")
    token = request.GET.get(TERM, "")
    try:
        typed = unseal(request.session, token) if token else ""
    except BrokenSeal:
        messages.warning(request, _("This search has expired. Search again."))
        return HttpResponseRedirect(request.path)
    term = read_term(typed)
    context = {
        **site.each_context(request),
        "title": _("Search"),
        "typed": typed,
        "groups": groups_of(request, term, token) if term.text else (),
    }
    return TemplateResponse(request, "people/search.html", context)


def groups_of(request: HttpRequest, term: Term, token: str) -> list[Group]:
    """Who was found, by role; where nobody was, names that are less alike do too."""
    pages = [
        page
        for page in site._registry.values()
        if isinstance(page, SearchedPersons) and page.has_view_permission(request)
    ]
    with transaction.atomic():
        for likeness in (matching.TIGHT, matching.LOOSE):
            matching.forgive(likeness)
            found = {page: page.found(request, term, SHOWN + 1) for page in pages}
            if any(found.values()) or not term.words or term.is_literal:
                break
    return [group_of(request, page, hits, term, token) for page, hits in found.items() if hits]


def group_of(request: HttpRequest, page: SearchedPersons[Any], hits: Sequence[Hit], term: Term, token: str) -> Group:
    """Those found in one role, told apart by place or organisation, with a snippet where a text was found."""
    shown = hits[:SHOWN]
    options = page.opts
    place = f"admin:{options.app_label}_{options.model_name}"
    told = page.told_of(request, keys_of(shown))
    snippets = snippets_of(request, page, [hit for hit in shown if hit.why is Why.TEXT], term)
    return Group(
        title=capfirst(str(options.verbose_name_plural)),
        icon=page.icon,
        found=[
            Found(
                reference=str(page.model(pk=hit.key, number=hit.number)),
                name=hit.name,
                address=reverse(f"{place}_change", args=[hit.key]),
                told=str(told.get(hit.key, "")),
                why=str(hit.why.label),
                snippet=snippets.get(hit.key, SafeString()),
            )
            for hit in shown
        ],
        more=f"{reverse(f'{place}_changelist')}?{urlencode({TERM: token})}" if len(hits) > SHOWN else "",
    )


def snippets_of(
    request: HttpRequest, page: SearchedPersons[Any], hits: Sequence[Hit], term: Term
) -> Mapping[Any, SafeString]:
    """A few words around what was found in texts, by person; the words that were found are marked."""
    found: dict[Any, SafeString] = {}
    for texts in page.texts_searched(request) if hits else ():
        for person, snippet in texts.snippets(term.text, keys_of(hits)).items():
            found.setdefault(person, marked(snippet))
    return found


def marked(snippet: str) -> SafeString:
    """A snippet as HTML: all of it is text but our own marks."""
    start, stop = MARKS
    text = escape(snippet).replace(start, "<mark>").replace(stop, "</mark>")
    return mark_safe(text)  # noqa: S308 - escaped in the line above
