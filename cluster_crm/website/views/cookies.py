"""The page on cookies, made from the register, and the page on which a visitor chooses (COOKIE-01 to COOKIE-10)."""

from contextlib import suppress
from http import HTTPStatus
from itertools import groupby
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from cluster_crm.web.cookies import CookieCategory, free_names
from cluster_crm.web.limits import Limit, limited
from cluster_crm.website.actions.ad_cookies import EVIDENCE, settle_ad_cookies
from cluster_crm.website.actions.cookies import DIALOGUE, record_choice
from cluster_crm.website.actions.visits import settle_joining
from cluster_crm.website.cookie_choice import CHOICE_COOKIE, LIFETIME_DAYS, Choice, write
from cluster_crm.website.cookie_state import CookieState, cookies_of
from cluster_crm.website.forms import EXPLAINED, CookieForm
from cluster_crm.website.models import CookieChoice, RegisteredCookie
from privacy.actions.person_links import visit_of
from privacy.actions.texts import current_text
from privacy.exceptions import PrivacyRefusal
from privacy.models.person_links import VISIT_COOKIE

Method = CookieChoice.Method
DAY = 24 * 3600
BY_CLIENT: Final = Limit("cookies.client", 60, 900)


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Tell every cookie of the register: what for, whose, how long, and where its data go."""
    order = list(CookieCategory)
    rows = sorted(RegisteredCookie.objects.active(), key=lambda cookie: order.index(CookieCategory(cookie.category)))
    groups = [
        (CookieCategory(category).label, EXPLAINED[CookieCategory(category)], list(group))
        for category, group in groupby(rows, key=lambda cookie: cookie.category)
    ]
    return render(request, "website/cookies.html", {"groups": groups, "help_url": settings.CRM_COOKIE_HELP_URL})


@require_http_methods(["GET", "HEAD", "POST"])
@limited(BY_CLIENT)
def cookie_settings(request: HttpRequest) -> HttpResponse:
    """Take a choice from the dialogue or from this page; without JavaScript, and as easy to refuse as to allow."""
    state = cookies_of(request)
    if request.method != "POST":
        chosen = state.choice.accepted if state.choice else None
        return _page(request, state, CookieForm(state.categories, chosen=chosen))
    match request.POST.get("choice"):
        case Method.ACCEPT:
            return _choose(request, state, frozenset(state.categories), Method.ACCEPT)
        case Method.REFUSE:
            return _choose(request, state, frozenset(), Method.REFUSE)
    form = CookieForm(state.categories, request.POST)
    if not form.is_valid():
        return _page(request, state, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _choose(request, state, form.accepted, Method.SETTINGS)


def _page(request: HttpRequest, state: CookieState, form: CookieForm, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {"form": form, "choice": state.choice, "is_saved": "saved" in request.GET and state.choice is not None}
    return render(request, "website/cookie_settings.html", context, status=status)


def _choose(
    request: HttpRequest, state: CookieState, accepted: frozenset[CookieCategory], method: CookieChoice.Method
) -> HttpResponse:
    """Log the choice, keep it in the browser, and take back what is not allowed (any more)."""
    answer = HttpResponseRedirect(_way_back(request, method), status=HTTPStatus.SEE_OTHER)
    if not state.asked:
        return answer
    choice = record_choice(state.asked, accepted, method=method, language=get_language() or "", at=timezone.now())
    _keep(answer, choice)
    _settle_person(request, state, choice)
    refused = {cookie.name for cookie in state.asked if cookie.category not in accepted} - free_names()
    for name in refused & request.COOKIES.keys():
        answer.delete_cookie(name, samesite="Lax")
    return answer


def _settle_person(request: HttpRequest, state: CookieState, choice: Choice) -> None:
    """Let a choice on suggestions or adverts count for the person too, if he is signed in by his link (COOKIE-11)."""
    visit = visit_of(request.COOKIES.get(VISIT_COOKIE, ""))
    if visit is None:
        return
    settled = {CookieCategory.PERSONALISATION: settle_joining, CookieCategory.ADVERTISING: settle_ad_cookies}
    for category in settled.keys() & set(state.categories):
        with suppress(PrivacyRefusal):  # under 16, restricted, no policy yet: the choice is that of the browser alone
            settled[category](
                visit.data_subject_id,
                is_agreed=category in choice.accepted,
                text=current_text(DIALOGUE, get_language() or ""),
                evidence=f"{EVIDENCE}{choice.number}",
            )


def _keep(answer: HttpResponse, choice: Choice) -> None:
    answer.set_cookie(
        CHOICE_COOKIE,
        write(choice),
        max_age=LIFETIME_DAYS * DAY,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _way_back(request: HttpRequest, method: CookieChoice.Method) -> str:
    """The page on which the dialogue stood, if that is one of ours; else the settings."""
    here = reverse("website:cookie_settings") + "?saved"
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if method != Method.SETTINGS and is_ours else here
