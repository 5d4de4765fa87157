"""Free text that is looked at when it is written: what was found, why it may not stand there, and the ways out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cluster_crm.accounts.models import User
from cluster_crm.people.actions.findings import Kept, digest_of, review_rows, words_of
from cluster_crm.people.models import TextFinding
from cluster_crm.people.models.findings import ExceptionReason
from cluster_crm.people.special_data import Mention, SpecialKind, find_special
from cluster_crm.people.special_data.explained import EXPLAINED
from cluster_crm.people.special_data.guarded import guarded_fields, guarded_models
from cluster_crm.people.special_data.marks import marked
from privacy.form_guards import FormClass, FormGuard
from privacy.keyed_hash import hash_words

WHY: Final = "-kept_because"
SHOWN: Final = "-shown"


@dataclass(frozen=True, slots=True)
class Guarded:
    """Where the text of a field of a form is stored."""

    model: type[Model]
    field: str


class GuardedText(forms.Widget):
    """A text control that shows below it what was found in the text, and asks for the reason of an exception."""

    def __init__(self, control: forms.Widget) -> None:
        super().__init__(control.attrs)
        self.control = control
        self.attrs = control.attrs
        self.text = ""
        self.mentions: Sequence[Mention] = ()

    @property
    def media(self) -> forms.Media:
        """What the control needs."""
        return self.control.media

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the control, and the panel where something was found."""
        control = self.control.render(name, value, attrs, renderer)
        if not self.mentions:
            return control
        panel = {
            "control": control,
            "id": (attrs or {}).get("id", name),
            "name": name + WHY,
            "shown_name": name + SHOWN,
            "shown": _fingerprint(self.text, self.mentions),
            "excerpts": marked(self.text, self.mentions),
            "found": _found(self.mentions),
            "reasons": ExceptionReason.choices,
        }
        return SafeString(render_to_string("people/_guarded_text.html", panel))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the text."""
        return self.control.value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Return whether the text was not sent."""
        return self.control.value_omitted_from_data(data, files, name)

    def id_for_label(self, id_: str) -> str:
        """Return the control that the label belongs to."""
        return self.control.id_for_label(id_)

    def use_required_attribute(self, initial: Any) -> bool:
        """Leave it to the control whether the browser insists."""
        return self.control.use_required_attribute(initial)


class GuardsTexts:
    """A form whose free texts are looked at; `guarded` says, by the name of the control, where each is stored."""

    guarded: ClassVar[Mapping[str, Guarded]] = {}
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: dict[str, ExceptionReason] = {}
        for name in self.guarded_names:
            self.fields[name].widget = GuardedText(self.fields[name].widget)

    @property
    def guarded_names(self) -> list[str]:
        """The controls that take free text."""
        return [name for name in self.places() if name in self.fields and not self.fields[name].disabled]

    def places(self) -> Mapping[str, Guarded]:
        """Return where each text is stored; a form of a model knows by the registry."""
        meta = getattr(self, "_meta", None)
        if meta is None:
            return self.guarded
        return {name: Guarded(meta.model, name) for name in guarded_fields(meta.model)}

    def clean(self) -> Any:
        """Judge the form, and then its texts."""
        cleaned = super().clean()  # type: ignore[misc]  # a form stands behind
        for name in self.guarded_names:
            if name in self.changed_data:  # type: ignore[attr-defined]  # as above
                self._look_at(name, self.cleaned_data.get(name) or "")
        return cleaned

    def _look_at(self, name: str, text: str) -> None:
        mentions = self._unsettled([mention for mention in find_special(text) if mention.kind != SpecialKind.BSN], text)
        if not mentions:
            return
        key = self.add_prefix(name)  # type: ignore[attr-defined]  # as above
        reason, shown = self.data.get(key + WHY, ""), self.data.get(key + SHOWN, "")  # type: ignore[attr-defined]  # as above
        is_known = set(_fingerprint(text, mentions).split()) <= set(shown.split())
        if reason in ExceptionReason.values and is_known:
            self.kept[name] = ExceptionReason(reason)
            return
        widget = self.fields[name].widget
        assert isinstance(widget, GuardedText)  # noqa: S101 - put there above
        widget.text, widget.mentions = text, mentions
        self.add_error(name, ValidationError(refusal_of(mentions), code="special_data"))  # type: ignore[attr-defined]  # as above

    def _unsettled(self, mentions: Sequence[Mention], text: str) -> list[Mention]:
        """Leave out what was confirmed as an exception of this row before."""
        row = _pk_of(self)
        if not mentions or row is None:
            return list(mentions)
        settled = set(
            TextFinding.objects.filter(row=row, state=TextFinding.State.KEPT).values_list("digest", flat=True)
        )
        return [mention for mention in mentions if digest_of(row, words_of(text, mention)) not in settled]


def refusal_of(mentions: Iterable[Mention]) -> str:
    """Say in a sentence what was found."""
    kinds = ", ".join(str(SpecialKind(kind).label) for kind in dict.fromkeys(mention.kind for mention in mentions))
    return str(_("This says something about: %(kinds)s. Change the text, or say below why it may stay.")) % {
        "kinds": kinds
    }


def _fingerprint(text: str, mentions: Iterable[Mention]) -> str:
    """What was shown, as hashes: a reason counts for these words alone."""
    return " ".join(sorted({hash_words("form", words_of(text, mention))[:16] for mention in mentions}))


def _found(mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    kinds = dict.fromkeys(SpecialKind(mention.kind) for mention in mentions)
    return [{"label": kind.label, "explanation": EXPLAINED[kind]} for kind in kinds]


@cache
def _with_guard(form: Any) -> Any:
    return type(form.__name__, (GuardsTexts, form), {"__doc__": form.__doc__, "__module__": form.__module__})


def wrap(form: FormClass, model: type[Model]) -> FormClass:
    """Return the form with its texts guarded; that of a model without such texts stays as it is."""
    unguarded: Any = form
    is_plain = issubclass(form, GuardsTexts) or not guarded_fields(model)
    wrapped: FormClass = form if is_plain else _with_guard(unguarded)
    return wrapped


def stored(request: HttpRequest, stored_forms: Sequence[BaseForm]) -> None:
    """Keep the findings of what was just stored true: exceptions are recorded, what was taken out is closed."""
    changed = [form for form in stored_forms if isinstance(form, GuardsTexts) and _has_changed(form)]
    if not changed:
        return
    rows = {pk for form in changed if (pk := _pk_of(form))}
    known = set(TextFinding.objects.filter(row__in=rows).values_list("row", flat=True)) if rows else set()
    for form in changed:
        if form.kept or _pk_of(form) in known:
            _review(form, request.user)


def _pk_of(form: Any) -> UUID | None:
    """The key of the row of a form; none where the table has keys of another kind, or no row stands behind."""
    key = getattr(getattr(form, "instance", None), "pk", None)
    return key if isinstance(key, UUID) else None


def _has_changed(form: Any) -> bool:
    return form.is_bound and hasattr(form, "cleaned_data") and bool(set(form.guarded_names) & set(form.changed_data))


def _review(form: Any, by: Any) -> None:
    for name, place in form.places().items():
        text = form.cleaned_data.get(name)
        if not text and name not in form.changed_data:
            continue
        row = _row_of(form, place, text)
        if row is not None:
            reasons = {place.field: form.kept[name]} if name in form.kept else {}
            by = by if isinstance(by, User) else None
            review_rows(guarded_models()[place.model], [row], kept=Kept(reasons, by))


def _row_of(form: Any, place: Guarded, text: str) -> Any:
    """Return the row that holds the text: that of the form, or the one that a deed made of it a moment ago."""
    rows: Any = place.model._base_manager
    own = _pk_of(form)
    if own is not None and isinstance(form.instance, place.model) and rows.filter(pk=own).exists():
        return own
    return rows.filter(**{place.field: text}).order_by("-pk").values_list("pk", flat=True).first() if text else None


def refuses(form: BaseForm) -> bool:
    """Return whether something was found in the form."""
    return isinstance(form, GuardsTexts) and any(
        isinstance(field.widget, GuardedText) and field.widget.mentions for field in form.fields.values()
    )


GUARD: Final = FormGuard(wrap, refuses, stored)
