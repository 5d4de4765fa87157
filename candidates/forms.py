"""Forms of candidates."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.actions.documents import keep_content
from candidates.actions.paper import Paper
from candidates.models import Candidate, Document, Employment, ImportRow
from candidates.readers.cv_text import MAX_BYTES
from cluster_crm.people.actions.tags import tags_of, tidy
from cluster_crm.people.forms.persons import NewPersonForm
from cluster_crm.people.names import PersonName
from cluster_crm.people.national_id import NotABsn, normalise_bsn
from privacy.models import Restriction
from privacy.references import ReferenceField
from privacy.vocabulary import CANDIDATE_PROFILES, Purpose, RetentionProfile, Role, Source, SubjectKind


class OwnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """The recruiter or consultant who looks after a candidate, by name."""

    def __init__(self, **kwargs: Any) -> None:
        users = get_user_model()._default_manager.filter(is_active=True, role__in=[Role.RECRUITER, Role.CONSULTANT])
        super().__init__(users, **kwargs)

    def label_from_instance(self, user: Any) -> str:
        """Return what the user is called."""
        return str(user.display_name)


class TagsField(forms.CharField):
    """The tags of a person in one line, with commas between them."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("With commas between them. Tags are for sorting: nothing about health, belief and the like.")
        super().__init__(label=_("Tags"), required=False, max_length=500, help_text=help_text, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Return the tags one by one."""
        return [tidy(tag) for tag in str(super().clean(value)).split(",") if tag.strip()]


class CandidateForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A candidate's own data; what a reader guessed is confirmed by a tick."""

    owner = OwnerField(label=_("Owner"), required=False)
    is_checked = forms.BooleanField(
        label=_("I have checked what was guessed"),
        required=False,
        help_text=_("The marks go; the values stay as they stand here."),
    )

    tags = TagsField()

    class Meta:
        model = Candidate
        fields = "__all__"  # noqa: DJ007 - the admin page names the fields, and masks those that a role does not see

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "tags" in self.fields and not self.instance._state.adding:
            self.fields["tags"].initial = ", ".join(tags_of(self.instance.pk, SubjectKind.CANDIDATE))

    def clean(self) -> dict[str, Any]:
        """Take the marks away where somebody has looked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_checked"):
            self.instance.guessed_fields = []
        return cleaned


class DayField(forms.DateField):
    """A day that may be left open, and has come."""

    def __init__(self, **kwargs: Any) -> None:
        native = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(required=False, widget=native, **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a day that has not come yet."""
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."), code="in_future")
        return day


class NewCandidateForm(NewPersonForm, CandidateForm):
    """A candidate whom staff register, with where his data come from (SRC-09); of a CV on paper also how (SRC-10)."""

    kind = SubjectKind.CANDIDATE
    of_paper = {
        "paper_event": _("Name the event, fair or office where the CV on paper was handed in."),
        "paper_place": _("Name the place where the CV on paper was handed in."),
        "notice_handed_on": _("Hand out the privacy notice with a CV on paper, and say when that was."),
    }

    retention_profile = forms.ChoiceField(
        label=_("Registered for"),
        choices=[(profile.value, profile.label) for profile in CANDIDATE_PROFILES],
        initial=RetentionProfile.POOL,
    )
    paper_event = forms.CharField(
        label=_("Event, fair or office (only with a CV on paper)"), max_length=200, required=False
    )
    paper_place = forms.CharField(label=_("Place (only with a CV on paper)"), max_length=100, required=False)
    notice_handed_on = DayField(label=_("Notice handed out on (only with a CV on paper)"))
    paper_destroyed_on = DayField(
        label=_("Paper and scan destroyed on (optional)"),
        help_text=_("Left open, the paper stands in the overview as still to be destroyed."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask of a CV on paper where it was handed in, and that the notice was handed out there."""
        cleaned = super().clean()
        if cleaned.get("source") == Source.PAPER_CV:
            for name, what_to_do in self.of_paper.items():
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, forms.ValidationError(what_to_do, code="required"))
            self._destroyed_after_it_came(cleaned)
        return cleaned

    def _destroyed_after_it_came(self, cleaned: dict[str, Any]) -> None:
        destroyed_on, came_on = cleaned.get("paper_destroyed_on"), cleaned.get("collected_on")
        if destroyed_on and came_on and destroyed_on < came_on:
            text = _("The paper cannot be destroyed before the day on which it was collected.")
            self.add_error("paper_destroyed_on", forms.ValidationError(text, code="too_early"))

    @property
    def paper(self) -> Paper | None:
        """Where the sheet was handed in, if there is one."""
        asked = self.cleaned_data
        if asked["source"] != Source.PAPER_CV:
            return None
        return Paper(
            event=asked["paper_event"],
            place=asked["paper_place"],
            notice_handed_on=asked["notice_handed_on"],
            paper_destroyed_on=asked["paper_destroyed_on"],
        )


class DocumentForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A file about a candidate; a file is added or removed, never replaced."""

    upload = forms.FileField(label=_("File"), required=False, max_length=255)

    class Meta:
        model = Document
        fields = ("kind", "title", "source", "collected_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].disabled = not self.instance._state.adding

    def clean_upload(self) -> "UploadedFile[bytes] | None":
        """Ask for a file with a new row, of a size that can be read."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if upload is None and self.instance._state.adding:
            raise forms.ValidationError(_("Choose a file."), code="required")
        if upload is not None and (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("Choose a file of at most 10 MB."), code="too_large")
        return upload

    def save(self, commit: bool = True) -> Document:
        """Keep the content of a new row under a random key, with its text."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if upload is not None and self.instance._state.adding:
            keep_content(self.instance, upload.read(), original_name=upload.name or "")
        document: Document = super().save(commit)
        return document


class WaitingRowForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """The name of whom an incoming file is about, as a person read it there."""

    refusal = ""
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    infix = forms.CharField(label=_("Infix"), max_length=30, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100)

    class Meta:
        model = ImportRow
        fields = ()

    def clean(self) -> None:
        """Say why the row could not be taken in."""
        if self.refusal:
            raise forms.ValidationError(self.refusal, code="refused")

    @property
    def name(self) -> PersonName:
        """The name that was filled in."""
        return PersonName(*(self.cleaned_data[part] for part in ("given_name", "infix", "family_name")))


class EmploymentForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """Whom we employ, from when; staff name him by reference."""

    candidate = ReferenceField()

    class Meta:
        model = Employment
        fields = ("employer", "started_on", "ended_on")

    def clean_candidate(self) -> Candidate:
        """Return the candidate of the reference, if he may be changed and does not work for us already."""
        role = self.cleaned_data["candidate"]
        candidate = Candidate.objects.filter(pk=role.data_subject_id, number=role.number).first()
        if candidate is None:
            raise forms.ValidationError(_("This is not the reference of a candidate."), code="no_candidate")
        if Restriction.objects.active().filter(data_subject=candidate.pk, subject_kind=role.subject_kind).exists():
            raise forms.ValidationError(_("Processing of this person's data is restricted."), code="restricted")
        if Employment.objects.filter(data_subject=candidate.pk, ended_on=None).exists():
            raise forms.ValidationError(_("This candidate works for us already."), code="runs")
        return candidate


class OnceTyped(forms.TextInput):
    """A field whose value goes one way: an answer never repeats what was typed."""

    def format_value(self, _value: Any) -> None:
        """Show nothing."""


class NationalIdForm(forms.Form):
    """A citizen service number to seal."""

    bsn = forms.CharField(
        label=_("Citizen service number"),
        max_length=20,
        widget=OnceTyped(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_bsn(self) -> str:
        """Return the nine digits; a wrong number is not shown again."""
        try:
            return normalise_bsn(self.cleaned_data["bsn"])
        except NotABsn:
            raise forms.ValidationError(_("This is not a citizen service number."), code="invalid") from None


class RevealForm(forms.Form):
    """For what somebody wants to see a sealed value: one of the purposes that the catalogue allows."""

    purpose = forms.ChoiceField(label=_("Purpose"))

    def __init__(self, *args: Any, purposes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(purpose, Purpose(purpose).label) for purpose in purposes]
        self.fields["purpose"] = forms.ChoiceField(label=_("Purpose"), choices=choices)
