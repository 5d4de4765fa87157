"""The preference centre: what the person whose visit it is lets us do, and how he changes it (CONS-02, MKT-06)."""

from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from cluster_crm.web.limits import Limit, limited
from privacy.actions.objections import stop_everything
from privacy.actions.own_choices import METHOD, choices_of, choose
from privacy.actions.own_data import live_roles, why_held
from privacy.actions.preferences import choose_language, choose_sharing, pause_until, preferences_of
from privacy.models import PersonLink
from privacy.public_forms import PURPOSES, YES, ChoicesForm
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
    return render(request, "privacy/centre/saved.html", {"lines": _save(form, visit)})


@require_POST
@limited(SAVES)
@visited
def stop(request: HttpRequest, visit: PersonLink) -> HttpResponse:
    """Stop all that is no service message, by one click; a second click changes nothing more (AMB-31)."""
    stop_everything(visit.data_subject_id, method=METHOD, language=_language())
    return render(request, "privacy/centre/stopped.html")


def _form(request: HttpRequest, visit: PersonLink) -> ChoicesForm:
    kinds = [SubjectKind(role.subject_kind) for role in live_roles(visit.data_subject_id)]
    return ChoicesForm(
        request.POST if request.method == "POST" else None,
        choices=choices_of(visit.data_subject_id, kinds, language=_language()),
        wishes=preferences_of(visit.data_subject_id),
        language=_language(),
    )


def _save(form: ChoicesForm, visit: PersonLink) -> list[tuple[str, str]]:
    """Keep what the person changed; return each change as what it is about and what holds now."""
    person, answers, changed = visit.data_subject_id, form.cleaned_data, form.changed_data
    lines = [
        (f"{PURPOSES[choice.purpose]}: {choice.channel.label}", str(form[choice.name].field.choices[not yes][1]))  # type: ignore[attr-defined]  # a YesNoField
        for choice, yes in choose(person, form.wanted, language=_language())
    ]
    if {"group", "optional"} & {*changed}:
        choose_sharing(person, group=answers["group"] == YES, optional=answers["optional"] == YES)
    if "paused_until" in changed:
        pause_until(person, answers["paused_until"])
    if "language" in changed:
        choose_language(person, answers["language"])
    return lines + [(str(form[name].label), _shown(form, name)) for name in changed if name not in form.choices]


def _shown(form: ChoicesForm, name: str) -> str:
    """An answer as it was asked: the words of a choice, or a date."""
    value = form.cleaned_data[name]
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value or "–"))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
