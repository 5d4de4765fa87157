"""What was told about a contact, on his page (CLI-DATA-03, SUP-DATA-03).

Such notes stand in a table of all roles, found by the person's number and role: no foreign key leads from them to the
page, so the set of forms says itself whose rows it holds.
"""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.checks import InlineModelAdminChecks
from django.core.checks import CheckMessage
from django.db.models import Model
from django.forms.models import BaseModelFormSet, modelformset_factory
from django.http import HttpRequest

from cluster_crm.accounts.models import User
from cluster_crm.people.actions.notes import add_told_note
from cluster_crm.people.admin.requests import user_of
from cluster_crm.people.models import ToldNote
from privacy import form_guards
from privacy.admin.records import PersonalInline
from privacy.declarations import PersonalRecord
from privacy.registry import record_of
from privacy.vocabulary import Source, SubjectKind


class ToldNoteForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """What was told, by whom, how it reached us and when; a day that has not come is refused."""

    class Meta:
        model = ToldNote
        fields = ("text", "told_by", "source", "collected_on")
        widgets: ClassVar[Any] = {"text": forms.Textarea(attrs={"rows": 2})}


class ToldNoteForms(BaseModelFormSet):  # type: ignore[type-arg]  # takes no brackets at run time
    """The notes of one person in one role; a new one is written by its deed."""

    kind: ClassVar[SubjectKind]
    by: ClassVar[User]

    def __init__(self, *, instance: Model | None = None, queryset: Any = None, **kwargs: Any) -> None:
        kwargs.pop("save_as_new", None)
        self.instance = instance
        rows = queryset.none() if instance is None else queryset.filter(data_subject=instance.pk)
        super().__init__(queryset=rows.filter(subject_kind=self.kind), **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        """Return what the names of the fields begin with."""
        return "told"

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # the stubs do not know it
        form.instance.data_subject_id = self.instance.pk if self.instance else None
        form.instance.subject_kind = self.kind
        return form

    def save_new(self, form: Any, commit: bool = True) -> ToldNote:  # noqa: ARG002 - signature of Django
        """Write the note down."""
        asked = form.cleaned_data
        assert self.instance is not None  # noqa: S101 - notes stand on the page of a person
        return add_told_note(
            self.instance.pk,
            self.kind,
            text=asked["text"],
            told_by=asked["told_by"],
            source=Source(asked["source"]),
            told_on=asked["collected_on"],
            by=self.by,
        )


class FoundByPerson(InlineModelAdminChecks):
    """The usual checks but for the foreign key to the page, in the place of which stand number and role."""

    def _check_exclude_of_parent_model(self, _obj: Any, _parent_model: Any) -> list[CheckMessage]:
        return []

    def _check_relation(self, _obj: Any, _parent_model: Any) -> list[CheckMessage]:
        return []


class ToldNoteInline(PersonalInline[ToldNote, Any]):
    """What others told us about this contact: each note names who said it, and when."""

    model = ToldNote
    template = "admin/edit_inline/stacked.html"
    form = ToldNoteForm
    checks_class = FoundByPerson
    fields = ("text", ("told_by", "source", "collected_on"))
    ordering = ("-collected_on", "pk")

    def get_formset(self, request: HttpRequest, obj: Any = None, **_kwargs: Any) -> Any:
        """Return the forms of the notes that the user may see, add or correct."""
        record = record_of(self.parent_model)
        assert isinstance(record, PersonalRecord)  # noqa: S101 - the page is that of a person
        return modelformset_factory(
            ToldNote,
            form=form_guards.guarded(ToldNoteForm, ToldNote),
            formset=type("PersonsToldNoteForms", (ToldNoteForms,), {"kind": record.kind, "by": user_of(request)}),
            exclude=list(self.get_exclude(request, obj)),
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
            extra=0,
            can_delete=self.has_delete_permission(request, obj),
            max_num=None if self.has_add_permission(request, obj) else 0,
        )
