"""The preference centre: what the person whose visit it is lets us do, and how he changes it (CONS-02, MKT-06)."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cluster_crm.web.limits import Limit, limited
from privacy.actions.objections import stop_everything
from privacy.actions.own_changes import Change, changes_since
from privacy.actions.own_choices import METHOD, choices_of, choose
from privacy.actions.own_data import live_roles, why_held
from privacy.actions.preferences import choose_language, choose_sharing, pause_until, preferences_of
from privacy.models import PersonLink
from privacy.models.person_links import VISIT_TERM
from privacy.public_forms import PURPOSES, WISHES, YES, ChoicesForm
from privacy.views.visits import visited
from privacy.vocabulary import SubjectKind

SAVES: Final = Limit("choices.client", 60, 900)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(SAVES)
@visited
def home(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Show the choices as they stand; or keep what was changed and say what that is."""
    form = _form(request, visit)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "why_held": why_held(visit.data_subject_id)}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "privacy/centre/home.html", context, status=status)
    moment = timezone.now()
    _save(form, visit)
    return HttpResponseRedirect(f"{reverse('privacy:saved')}?since={moment.timestamp():.6f}")


@require_safe
@visited
def saved(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Say what was changed, as it holds now."""
    lines = [_line(change) for change in changes_since(visit.data_subject_id, _since(request))]
    return render(request, "privacy/centre/saved.html", {"lines": lines})


@require_POST
@limited(SAVES)
@visited
def stop(_request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Stop all that is no service message, by one click; a second click changes nothing more (AMB-31)."""
    stop_everything(visit.data_subject_id, method=METHOD, language=_language())
    return HttpResponseRedirect(reverse("privacy:stopped_own"))


@require_safe
@visited
def stopped(request: HttpRequest, _visit: PersonLink) -> HttpResponse:
    """Say that everything has stopped."""
    return render(request, "privacy/centre/stopped.html")


def _form(request: HttpRequest, visit: PersonLink) -> ChoicesForm:
    kinds = [SubjectKind(role.subject_kind) for role in live_roles(visit.data_subject_id)]
    return ChoicesForm(
        request.POST if request.method == "POST" else None,
        choices=choices_of(visit.data_subject_id, kinds, language=_language()),
        wishes=preferences_of(visit.data_subject_id),
        language=_language(),
    )


def _save(form: ChoicesForm, visit: PersonLink) -> None:
    """Keep what the person changed."""
    person, answers, changed = visit.data_subject_id, form.cleaned_data, form.changed_data
    choose(person, form.wanted, language=_language())
    if {"group", "optional"} & {*changed}:
        choose_sharing(person, group=answers["group"] == YES, optional=answers["optional"] == YES)
    if "paused_until" in changed:
        pause_until(person, answers["paused_until"])
    if "language" in changed:
        choose_language(person, answers["language"])


def _since(request: HttpRequest) -> datetime:
    """The moment that the address names, within this visit: an older one, or none, is its begin."""
    earliest = timezone.now() - VISIT_TERM
    try:
        named = datetime.fromtimestamp(float(request.GET.get("since", "")), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return earliest
    return max(named, earliest)


def _line(change: Change) -> tuple[str, str]:
    """A change in words: what it is about, and what holds now."""
    if change.purpose and change.channel:
        return f"{PURPOSES[change.purpose]}: {change.channel.label}", _yes_no(is_yes=change.value)
    if change.wish == "language":
        return str(WISHES[change.wish]), str(dict(settings.LANGUAGES).get(change.value, change.value))
    if change.wish == "paused_until":
        return str(WISHES[change.wish]), date_format(change.value) if change.value else _("no pause")
    return str(WISHES[change.wish]), _yes_no(is_yes=change.value)


def _yes_no(*, is_yes: bool) -> str:
    return _("Yes") if is_yes else _("No")


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
