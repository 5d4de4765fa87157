"""What upper apps ask of every form on which rows about people are written; this app knows none of them.

A guard is registered in `AppConfig.ready()`: it gives the forms of a page a class of its own, and sees them again when
what they say is stored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Model
from django.forms import BaseForm, BaseModelForm
from django.http import HttpRequest

FormClass: TypeAlias = "type[BaseModelForm[Any]]"


@dataclass(frozen=True)
class FormGuard:
    """`wrap` returns the class that takes the place of a form; `stored` is told of forms whose rows are stored.

    `refuses` says whether the guard sends a form back.
    """

    wrap: Callable[[FormClass, type[Model]], FormClass]
    refuses: Callable[[BaseForm], bool]
    stored: Callable[[HttpRequest, Sequence[BaseForm]], None]


_guards: list[FormGuard] = []


def register(guard: FormGuard) -> None:
    """Add a guard."""
    _guards.append(guard)


def guarded(form: FormClass, model: type[Model]) -> FormClass:
    """Return the form of rows of a model as all guards want it: the form itself where none has anything to ask."""
    for guard in _guards:
        form = guard.wrap(form, model)
    return form


def are_refused(forms: Sequence[BaseForm]) -> bool:
    """Return whether a guard sends one of the forms back."""
    return any(guard.refuses(form) for guard in _guards for form in forms)


def stored(request: HttpRequest, forms: Sequence[BaseForm]) -> None:
    """Tell the guards what was stored, in the transaction of the request."""
    for guard in _guards:
        guard.stored(request, forms)
