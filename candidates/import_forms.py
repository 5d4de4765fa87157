"""Forms of an import: files and what holds for all rows, what columns mean, and what to do with whom we hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.actions.imports import Choices, Upload
from candidates.forms import OwnerField
from candidates.models import ImportBatch, ImportFile
from candidates.readers.import_fields import MANY_COLUMNS, ImportField, LeftOut
from candidates.readers.mapping import ColumnProposal
from candidates.readers.table import MAX_BYTES
from cluster_crm.people.actions.tags import tidy
from cluster_crm.web.described import DescribedForm
from privacy.actions.roles import Origin
from privacy.models import Controller
from privacy.sources import SOURCES_OF
from privacy.vocabulary import CANDIDATE_PROFILES, RetentionProfile, Source, SubjectKind

MEGABYTE: Final = 1024 * 1024
MOST_FILES: Final = 200
TAG_LENGTH: Final = 50
ENCODINGS: Final = [("", _("find it")), ("utf-8", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")]
SEPARATORS: Final = [("", _("find it")), (",", ","), (";", ";"), ("\t", _("tab")), ("|", "|")]


class SeveralFiles(forms.ClearableFileInput):
    """A control that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, none of them empty or too large; each fault names the file by its place in the choice."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files; their content is judged by the worker."""
        given = data if isinstance(data, list) else [data] if data else []
        if not given:
            super().clean(None, initial)
        if len(given) > MOST_FILES:
            text = _("Choose %(most)d files at most at a time, or put CVs together in a ZIP file.")
            raise ValidationError(text, params={"most": MOST_FILES})
        faults = [fault for place, file in enumerate(given, start=1) if (fault := _fault(place, file))]
        if faults:
            raise ValidationError(faults)
        return given


def _fault(place: int, file: Any) -> ValidationError | None:
    if not file.size:
        return ValidationError(_("File %(place)d is empty."), params={"place": place})
    if file.size > MAX_BYTES:
        text = _("File %(place)d is larger than %(most)d MB. Split it, and import the parts one after another.")
        return ValidationError(text, params={"place": place, "most": MAX_BYTES // MEGABYTE})
    return None


class NewImportForm(DescribedForm):
    """The files, and what holds for all rows of them; nothing is imported yet."""

    uploaded = FilesField(
        label=_("Files"),
        help_text=_(
            "CSV, XLSX, ODS, JSON Resume, CVs as PDF, DOCX or ODT, or a ZIP file of CVs; 50 MB a file at most. "
            "A file goes as soon as its rows are read, and unfinished rows go after 7 days."
        ),
        error_messages={"required": _("Choose at least one file.")},
    )
    source = forms.ChoiceField(
        label=_("Source"),
        help_text=_("Whoever did not give the data himself is told within a month that we have them (Article 14)."),
    )
    source_detail = forms.CharField(
        label=_("Details of the source"),
        max_length=300,
        required=False,
        help_text=_("Which list, site or event. With CVs on paper: where they were handed in."),
    )
    collected_on = forms.DateField(
        label=_("Collected on"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The term runs from this day, unless a row says when the last contact was."),
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
        help_text=_("Left open, it is the default one."),
    )
    owner = OwnerField(label=_("Owner"), required=False, help_text=_("Who looks after these people from now on."))
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=300,
        help_text=_("Separated by commas. About the work, never about the person: no age, health or origin."),
    )
    encoding = forms.ChoiceField(label=_("Encoding of text files"), choices=ENCODINGS, required=False)
    separator = forms.ChoiceField(label=_("Separator in CSV files"), choices=SEPARATORS, required=False)
    sheet = forms.CharField(
        label=_("Sheet"), required=False, max_length=255, help_text=_("Left open, it is the first one with rows.")
    )

    of_reading: Final = ("encoding", "separator", "sheet")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        allowed = SOURCES_OF[SubjectKind.CANDIDATE]
        source.choices = [("", _("Choose")), *((choice.value, choice.label) for choice in allowed)]

    def clean_collected_on(self) -> Any:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["collected_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."), code="in_future")
        return day

    def clean_tags(self) -> list[str]:
        """Return the tags one by one."""
        tags = [" ".join(tag.split()) for tag in str(self.cleaned_data["tags"]).split(",") if tag.strip()]
        if any(len(tag) > TAG_LENGTH for tag in tags):
            raise ValidationError(_("A tag has %(most)d characters at most."), params={"most": TAG_LENGTH})
        return [tidy(tag) for tag in tags]

    def clean(self) -> dict[str, Any]:
        """Ask of CVs on paper where they were handed in (SRC-10)."""
        asked = super().clean() or self.cleaned_data
        if asked.get("source") == Source.PAPER_CV and not asked.get("source_detail"):
            self.add_error("source_detail", _("Name the event and the place where the CVs were handed in."))
        return asked

    @property
    def uploads(self) -> list[Upload]:
        """The files as the engine takes them."""
        how = {name: self.cleaned_data[name] for name in self.of_reading}
        return [Upload(file.name or "", file.read, **how) for file in self.cleaned_data["uploaded"]]

    @property
    def choices(self) -> Choices:
        """What holds for all rows."""
        asked = self.cleaned_data
        return Choices(
            origin=Origin(Source(asked["source"]), asked["source_detail"], asked["collected_on"]),
            controller=asked["controller"],
            retention_profile=RetentionProfile(asked["retention_profile"]),
            owner=asked["owner"],
            tags=asked["tags"],
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as the page shows it: what stands there, what it may mean, and why."""

    number: int
    heading: str
    samples: Sequence[str]
    proposal: ColumnProposal
    left_out: LeftOut | None
    control: Any


class ColumnsForm(DescribedForm):
    """What each column of one table means; a column that law keeps out has no control."""

    def __init__(
        self,
        data: Any,
        *,
        file: ImportFile,
        rows: Sequence[Sequence[str]],
        proposals: Sequence[ColumnProposal],
    ) -> None:
        super().__init__(data, prefix=f"file{file.number}")
        self.file, self.proposals = file, proposals
        self.headings, self.samples = (rows[0], rows[1:]) if rows else ((), ())
        for proposal in proposals:
            if str(proposal.column) not in file.left_out:
                self.fields[str(proposal.column)] = forms.ChoiceField(
                    label=_("Column %(number)d means") % {"number": proposal.column + 1},
                    choices=[("", _("leave out")), *ImportField.choices],
                    required=False,
                    initial=file.mapping.get(str(proposal.column), ""),
                )

    def clean(self) -> dict[str, Any]:
        """Refuse a field that two columns claim, and a table that names nobody."""
        asked = super().clean() or self.cleaned_data
        claimed: dict[str, str] = {}
        for column, field in list(asked.items()):
            if field and field in claimed and field not in MANY_COLUMNS:
                text = _("Column %(other)d means this already. Choose one of the two.")
                self.add_error(column, ValidationError(text, params={"other": int(claimed[field]) + 1}))
            claimed.setdefault(field, column)
        if not {ImportField.NAME, ImportField.FAMILY_NAME} & set(claimed):
            self.add_error(None, _("Say which column holds the name or the family name: without it nobody is known."))
        return asked

    @property
    def mapping(self) -> Mapping[int, str]:
        """The field by number of the column."""
        return {int(column): field for column, field in self.cleaned_data.items() if field}

    @property
    def columns(self) -> list[Column]:
        """The columns as the page shows them."""
        return [
            Column(
                number=proposal.column + 1,
                heading=_cell(self.headings, proposal.column),
                samples=[cell for row in self.samples if (cell := _cell(row, proposal.column))],
                proposal=proposal,
                left_out=_reason(self.file.left_out.get(str(proposal.column))),
                control=self[str(proposal.column)] if str(proposal.column) in self.fields else None,
            )
            for proposal in self.proposals
        ]


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _reason(code: str | None) -> LeftOut | None:
    return LeftOut(code) if code else None


class HeldForm(DescribedForm):
    """What to do with whom we hold already, may hold already, or may not approach."""

    on_sure = forms.ChoiceField(
        label=_("Whom we hold already, by the same address"),
        choices=ImportBatch.OnSure.choices,
        widget=forms.RadioSelect,
    )
    on_likely = forms.ChoiceField(
        label=_("Whom we may hold already"), choices=ImportBatch.OnLikely.choices, widget=forms.RadioSelect
    )
    on_suppressed = forms.ChoiceField(
        label=_("Who did not want to be approached again"),
        choices=ImportBatch.OnSuppressed.choices,
        widget=forms.RadioSelect,
        help_text=_("He stays barred from marketing whatever you choose (MKT-07)."),
    )

    @classmethod
    def of(cls, batch: ImportBatch, data: Any = None) -> "HeldForm":
        """The form with what was chosen before."""
        return cls(data, initial={name: getattr(batch, name) for name in cls.base_fields})

    def applied_to(self, batch: ImportBatch) -> Choices:
        """The choices of the import with these in the place of the earlier ones."""
        asked = self.cleaned_data
        return Choices(
            origin=Origin(Source(batch.source), batch.source_detail, batch.collected_on),
            controller=batch.controller,
            retention_profile=RetentionProfile(batch.retention_profile),
            owner=batch.owner,
            tags=batch.tags,
            on_sure=ImportBatch.OnSure(asked["on_sure"]),
            on_likely=ImportBatch.OnLikely(asked["on_likely"]),
            on_suppressed=ImportBatch.OnSuppressed(asked["on_suppressed"]),
        )
