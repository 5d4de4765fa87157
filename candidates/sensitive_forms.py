"""Forms of special, sensitive and employment data; the rules are the rows' own, and the form says them in words."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from candidates.actions import identity as copies
from candidates.actions import photos
from candidates.actions.consents import FOR_ONE_ROLE, SAID_TO_STAFF
from candidates.actions.guarded import sealed_field_of
from candidates.exceptions import NotApplied
from candidates.forms import OnceTyped
from candidates.models import Application, Candidate, ConductCheck, Photo
from candidates.models.identity import LICENCE_CATEGORIES
from clients.models import Vacancy
from cluster_crm.accounts.models import User
from privacy.actions.texts import current_text, render
from privacy.models import ConsentEvent, LegalText, PolicyVersion, Restriction
from privacy.references import ReferenceField
from privacy.texts import LANGUAGES
from privacy.vocabulary import THIRD_PARTY_SOURCES, Purpose, Role, Source

PLACED = frozenset({"candidate", "data_subject", "employment", "application"})


class CandidateReference(ReferenceField):
    """A candidate by his reference, if anything may be recorded about him."""

    def clean(self, value: Any) -> Any:
        """Return the candidate."""
        role = super().clean(value)
        candidate = role and Candidate.objects.filter(pk=role.data_subject_id, number=role.number).first()
        if role is None or candidate is None:
            raise forms.ValidationError(_("This is not the reference of a candidate."), code="no_candidate")
        if (
            Restriction.objects.active()
            .filter(data_subject=role.data_subject_id, subject_kind=role.subject_kind)
            .exists()
        ):
            raise forms.ValidationError(_("Processing of this person's data is restricted."), code="restricted")
        return candidate


def refuse_without_policy() -> None:
    """Refuse a form while no policy is published: what a person says, he says under one (GEN-05)."""
    if not PolicyVersion.objects.filter(published_at__isnull=False).exists():
        raise forms.ValidationError(
            _("No policy is published yet. The privacy officer publishes one, under Policy versions."),
            code="no_policy",
        )


class GuardedForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A row with rules of its own, which are asked once every line could be read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = sealed_field_of(self._meta.model)
        if name and "sealed_value" in self.fields:
            self.fields["sealed_value"].label = self._meta.model._meta.get_field(name).verbose_name
            self.fields["sealed_value"].required = self.instance._state.adding

    @property
    def sealed(self) -> dict[str, str]:
        """What is to be sealed, by the name of its field."""
        value = self.cleaned_data.get("sealed_value", "")
        return {sealed_field_of(self._meta.model): value} if value else {}

    def _get_validation_exclusions(self) -> set[str]:
        model_form: Any = super()
        excluded: set[str] = model_form._get_validation_exclusions()
        return excluded - {name for name in PLACED if getattr(self.instance, f"{name}_id", None)}

    def _post_clean(self) -> None:
        model_form: Any = super()
        if not self.errors:
            model_form._post_clean()


class DossierForm(GuardedForm):
    """A row on a candidate's dossier."""

    candidate = CandidateReference()


class HireForm(GuardedForm):
    """A row on a candidate's employment with us."""

    candidate = CandidateReference()

    def clean(self) -> dict[str, Any]:
        """Put the row on the latest employment; without one the row refuses itself."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if candidate := cleaned.get("candidate"):
            self.instance.data_subject_id = candidate.pk
            self.instance.employment = copies.employment_of(candidate.pk)
        return cleaned


def offer_vacancies(field: Any) -> None:
    """Offer the vacancies for which anybody is considered."""
    field.queryset = Vacancy.objects.filter(applications__isnull=False).distinct()
    field.label_from_instance = lambda vacancy: f"{vacancy.title} ({vacancy})"


class RoleForm(GuardedForm):
    """A row on a candidate's application for a vacancy."""

    candidate = CandidateReference()
    vacancy = forms.ModelChoiceField(Vacancy.objects.none(), label=_("Vacancy"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_vacancies(self.fields["vacancy"])

    def clean(self) -> dict[str, Any]:
        """Put the row on the application of the candidate for the vacancy."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"candidate", "vacancy"} <= cleaned.keys():
            applications = Application.objects.filter(candidate=cleaned["candidate"], vacancy=cleaned["vacancy"])
            self.instance.application = applications.first()
        return cleaned


class Words(forms.CharField):
    """A value in words that is sealed when it is saved."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_length": 2000, "required": False})


class OfNumber(forms.CharField):
    """A number that is sealed when it is saved, and that no answer repeats."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_length": 40, "required": False, "widget": OnceTyped({"autocomplete": "off"})})


class NumberForm(HireForm):
    """A number of an employee."""

    sealed_value = OfNumber()


class NumberChangeForm(GuardedForm):
    """A number of an employee, to be replaced."""

    sealed_value = OfNumber(help_text=_("Leave empty to keep what is recorded."))


class StatementForm(HireForm):
    """What an employee declared."""

    sealed_value = Words()


class WordsForm(RoleForm):
    """A row for a role with something said in confidence."""

    sealed_value = Words()


class WordsChangeForm(GuardedForm):
    """Something said in confidence, to be replaced."""

    sealed_value = Words(help_text=_("Leave empty to keep what is recorded."))


class ConductForm(RoleForm):
    """Whether a certificate of conduct was seen."""

    sealed_value = forms.ChoiceField(choices=ConductCheck.Outcome.choices)


class ConductChangeForm(GuardedForm):
    """Whether a certificate of conduct was seen after all."""

    sealed_value = forms.ChoiceField(
        choices=[("", _("as it is recorded")), *ConductCheck.Outcome.choices], required=False
    )


class LicenceForm(RoleForm):
    """Which vehicles somebody may drive."""

    categories = forms.MultipleChoiceField(
        label=_("Categories"),
        choices=[(name, name) for name in LICENCE_CATEGORIES],
        widget=forms.CheckboxSelectMultiple,
    )


class LicenceChangeForm(GuardedForm):
    """Which vehicles somebody may drive, as it should have been recorded."""

    categories = LicenceForm.base_fields["categories"]


class IdCopyForm(HireForm):
    """A copy of an identity document; without an employment it is one at registration."""

    upload = forms.FileField(label=_("File"), help_text=_("PDF, JPEG or PNG of at most 10 MB."))
    content = b""

    def clean_upload(self) -> None:
        """Read the file and look at what it is."""
        self.content = self.cleaned_data["upload"].read(copies.MAX_BYTES + 1)
        copies.type_of(self.content)


class PhotoForm(DossierForm):
    """A photo that the candidate handed in."""

    upload = forms.FileField(label=_("File"), help_text=_("JPEG, PNG or WebP of at most 5 MB."))
    source = forms.ChoiceField(
        label=_("Source"), choices=[choice for choice in Source.choices if choice[0] not in THIRD_PARTY_SOURCES]
    )

    content = b""

    def clean_upload(self) -> None:
        """Read the file and look whether it is a picture."""
        self.content = self.cleaned_data["upload"].read(photos.MAX_BYTES + 1)
        photos.plain_picture(self.content)

    def clean(self) -> dict[str, Any]:
        """Let the photo take the place of an earlier one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance = Photo.objects.filter(candidate=cleaned.get("candidate")).first() or self.instance
        return cleaned


class ReaderForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A recruiter who may read an adjustment."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reader" in self.fields:
            readers: Any = self.fields["reader"]
            readers.queryset = User.objects.filter(is_active=True, role=Role.RECRUITER)
            readers.label_from_instance = lambda user: user.display_name


def _words_in_use() -> Iterator[tuple[str, str, str]]:
    """Our words in force for consents to one role, to be read out: purpose, language and text."""
    for purpose in sorted(FOR_ONE_ROLE):
        for language in LANGUAGES:
            words = render(current_text(f"consent.{purpose}", language), {}).body
            yield str(Purpose(purpose).label), language, words


class ConsentForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """What a candidate said about a use of his data: yes or no, how, and to which text."""

    candidate = CandidateReference()
    purpose = forms.ChoiceField(label=_("Purpose"), choices=[(purpose, purpose.label) for purpose in SAID_TO_STAFF])
    vacancy = forms.ModelChoiceField(
        Vacancy.objects.none(),
        label=_("Vacancy"),
        required=False,
        help_text=_(
            "Consent to health, religion or criminal data is for one role. A withdrawal without one is for all roles."
        ),
    )
    text_version = forms.CharField(
        label=_("Version of the text"),
        max_length=40,
        required=False,
        help_text=_(
            "Which text the candidate agreed to; not needed for a withdrawal. Left open with health, religion or"
            " criminal data, our text in use was read out or handed over: only a signed form has a version of its own."
        ),
    )
    method = forms.ChoiceField(
        label=_("How"),
        choices=[way for way in ConsentEvent.Method.choices if way[0] != ConsentEvent.Method.MERGED],
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=[("nl", _("Dutch")), ("en", _("English"))])
    is_affirmed = forms.BooleanField(
        label=_("The candidate said so himself"),
        help_text=_("By an act of his own: silence or a box ticked beforehand is no consent."),
    )

    class Meta:
        model = ConsentEvent
        fields = ("action", "purpose", "method", "text_version", "language", "evidence")

    application: Application | None = None
    text: LegalText | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_vacancies(self.fields["vacancy"])
        self.fields["is_affirmed"].help_text = format_html(
            "{}{}", self.fields["is_affirmed"].help_text, format_html_join("", "<br>{} ({}): {}", _words_in_use())
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the text of a consent, and for a policy that was published."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_given = cleaned.get("action") == ConsentEvent.Action.GIVEN
        if is_given:
            self._find_text(cleaned)
        if is_given and cleaned.get("method") == ConsentEvent.Method.UNSUBSCRIBE_LINK:
            self.add_error("method", _("A link to unsubscribe is no consent."))
        self._find_role(cleaned, is_given=is_given)
        refuse_without_policy()
        return cleaned

    def _find_text(self, cleaned: dict[str, Any]) -> None:
        """Find our words where there are any; a signed form alone may have its own (Article 7(1), SENS-01)."""
        has_words = cleaned.get("purpose") in FOR_ONE_ROLE
        version, is_form = cleaned.get("text_version"), cleaned.get("method") == ConsentEvent.Method.SIGNED_FORM
        if not has_words and not version:
            self.add_error("text_version", _("Say which text the candidate agreed to."))
        elif has_words and version and not is_form:
            self.add_error("text_version", _("Only a signed form has its own text; leave this open for ours."))
        elif has_words and not version:
            self.text = current_text(f"consent.{cleaned['purpose']}", cleaned.get("language", ""))

    def _find_role(self, cleaned: dict[str, Any], *, is_given: bool) -> None:
        """Find the application for the vacancy, which a consent for one role needs (SENS-01)."""
        if cleaned.get("purpose") not in FOR_ONE_ROLE:
            return
        if vacancy := cleaned.get("vacancy"):
            applications = Application.objects.filter(candidate=cleaned.get("candidate"), vacancy=vacancy)
            self.application = applications.first()
        if self.application is None and (is_given or vacancy):
            self.add_error("vacancy", NotApplied() if vacancy else _("Say for which role the candidate agreed."))

    def _post_clean(self) -> None:
        """Leave the rules of the row to the deed: the row is written once and never changed."""
