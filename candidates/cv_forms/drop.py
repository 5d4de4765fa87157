"""The form on which CVs are dropped: the files, and where they come from."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.actions.imports import Choices, Upload
from candidates.forms import DayField
from candidates.readers.cv_text import MAX_BYTES, Unreadable
from cluster_crm.web.described import DescribedForm
from privacy.actions.roles import Origin
from privacy.models import Controller
from privacy.sources import SOURCES_OF
from privacy.vocabulary import CANDIDATE_PROFILES, RetentionProfile, Source, SubjectKind

MOST_FILES = 10
TYPES = ".pdf,.docx,.odt"


class SeveralFiles(forms.ClearableFileInput):
    """A control that takes several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class FilesField(forms.FileField):
    """Files of a size and number that can be read while somebody waits."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        widget = SeveralFiles(attrs={"accept": TYPES}) if most > 1 else forms.FileInput(attrs={"accept": TYPES})
        super().__init__(widget=widget, allow_empty_file=True, **kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files; what is wrong with one is said with its name."""
        files = data if isinstance(data, list) else [data] if data else []
        if not files:
            raise ValidationError(_("Choose a file."), code="required")
        if len(files) > self.most:
            text = _("Choose at most %(most)s files at once; put more of them in a ZIP file and import that.")
            raise ValidationError(text, code="too_many", params={"most": self.most})
        wrong = [found for file in files if (found := self._wrong(file))]
        if wrong:
            raise ValidationError(wrong)
        return [super(FilesField, self).clean(file, initial) for file in files]

    def _wrong(self, file: "UploadedFile[bytes]") -> str:
        reason = Unreadable.EMPTY if not file.size else Unreadable.TOO_LARGE if file.size > MAX_BYTES else None
        return f"{file.name}: {reason.label}" if reason else ""


class RenewForm(DescribedForm):
    """A CV of somebody whom we hold: the file, and where it comes from."""

    cvs = FilesField(
        most=1, label=_("CV"), max_length=255, help_text=_("PDF, DOCX or ODT, at most 10 MB. You can drop it here.")
    )
    source = forms.ChoiceField(label=_("Source"), initial=Source.EMAIL_CV)
    source_detail = forms.CharField(
        label=_("Details of the source"),
        max_length=300,
        required=False,
        help_text=_("Of a CV on paper: the event and the place where it was handed in."),
    )
    collected_on = DayField(label=_("Collected on"), initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)  # noqa: S101 - declared above
        source.choices = [(choice.value, choice.label) for choice in SOURCES_OF[SubjectKind.CANDIDATE]]
        self.fields["collected_on"].required = True

    def clean(self) -> dict[str, Any]:
        """Ask of a CV on paper where it was handed in (SRC-10)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("source") == Source.PAPER_CV and not cleaned.get("source_detail"):
            text = _("Name the event and the place where the CV on paper was handed in.")
            self.add_error("source_detail", ValidationError(text, code="required"))
        return cleaned

    @property
    def uploads(self) -> Sequence[Upload]:
        """The files, as the deed takes them."""
        return [Upload(file.name or "", file.read) for file in self.cleaned_data["cvs"]]

    @property
    def choices(self) -> Choices:
        """Where the files come from, and for what people are registered."""
        asked = self.cleaned_data
        return Choices(
            origin=Origin(Source(asked["source"]), asked["source_detail"], asked["collected_on"]),
            controller=asked.get("controller"),
            retention_profile=RetentionProfile(asked.get("retention_profile", RetentionProfile.POOL)),
        )


class DropForm(RenewForm):
    """CVs of people whom we do not hold yet, as far as is known."""

    cvs = FilesField(
        most=MOST_FILES,
        label=_("CVs"),
        max_length=255,
        help_text=_(
            "PDF, DOCX or ODT, at most 10 files of at most 10 MB each. You can drop them here. "
            "Nobody is registered before you have looked."
        ),
    )
    retention_profile = forms.ChoiceField(
        label=_("Registered for"),
        choices=[(profile.value, profile.label) for profile in CANDIDATE_PROFILES],
        initial=RetentionProfile.POOL,
    )
    controller = forms.ModelChoiceField(
        Controller.objects.order_by("-is_default", "name"),
        label=_("Responsible organisation"),
        required=False,
        help_text=_("The organisation of ours that registers the person; left open, it is the default one."),
    )
