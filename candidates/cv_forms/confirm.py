"""What was read from a CV, to be confirmed by somebody: the person, the rows of the dossier, and the sheet of paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from candidates.actions.draft_rows import dossier_of
from candidates.actions.paper import Paper
from candidates.cv_forms.rows import MOST_ROWS, ROW_FORMS, RowForm
from candidates.forms import DayField, NewCandidateForm
from candidates.models import Candidate, ImportRow
from candidates.readers.candidate_draft import CandidateDraft, Problem
from candidates.readers.draft_json import draft_from_json
from cluster_crm.people.contact import NotAProfileUrl, normalise_profile_url
from cluster_crm.people.forms.guarded_texts import Guarded, GuardsTexts
from cluster_crm.web.described import DescribedForm
from cluster_crm.web.uuid7 import uuid7
from privacy.actions.roles import Origin
from privacy.vocabulary import Source

SINGLE: Final = (
    *("given_name", "infix", "family_name", "email", "phone", "street", "postcode", "city", "country"),
    *("headline", "summary"),
)
PAGES: Final = "profile_urls"
SAID: Final[Mapping[str, Problem]] = {
    "email": Problem.NOT_AN_EMAIL,
    "phone": Problem.NOT_A_PHONE,
    "postcode": Problem.NOT_A_POSTCODE,
    "country": Problem.NOT_A_COUNTRY,
}


class PersonForm(GuardsTexts, DescribedForm):
    """Who the CV is about and how to reach him."""

    guarded: ClassVar[Mapping[str, Guarded]] = {
        "headline": Guarded(Candidate, "headline"),
        "summary": Guarded(Candidate, "summary"),
    }

    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    infix = forms.CharField(label=_("Infix"), max_length=30, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=150, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=12, required=False)
    city = forms.CharField(label=_("Place"), max_length=100, required=False)
    country = forms.CharField(label=_("Country"), max_length=2, required=False, help_text=_("Two letters, such as NL."))
    profile_urls = forms.CharField(
        label=_("Profile pages"),
        required=False,
        help_text=_("One address a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    headline = forms.CharField(label=_("Headline"), max_length=300, required=False)
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_profile_urls(self) -> tuple[str, ...]:
        """Return the pages, each in its one form."""
        try:
            return tuple(normalise_profile_url(line) for line in self.cleaned_data[PAGES].splitlines() if line.strip())
        except NotAProfileUrl:
            raise ValidationError(Problem.NOT_A_URL.label, code="invalid") from None


class PaperForm(DescribedForm):
    """Where a CV on paper was handed in, and that the notice was handed out there (SRC-10)."""

    paper_event = forms.CharField(label=_("Event, fair or office"), max_length=200)
    paper_place = forms.CharField(label=_("Place"), max_length=100)
    notice_handed_on = DayField(label=_("Notice handed out on"))
    paper_destroyed_on = DayField(
        label=_("Paper and scan destroyed on"),
        help_text=_("Left open, the paper stands in the overview as still to be destroyed."),
    )

    def clean_notice_handed_on(self) -> Any:
        """Ask for the day."""
        day = self.cleaned_data["notice_handed_on"]
        if day is None:
            raise ValidationError(NewCandidateForm.of_paper["notice_handed_on"], code="required")
        return day

    @property
    def paper(self) -> Paper:
        """The sheet."""
        asked = self.cleaned_data
        return Paper(
            event=asked["paper_event"],
            place=asked["paper_place"],
            notice_handed_on=asked["notice_handed_on"],
            paper_destroyed_on=asked["paper_destroyed_on"],
        )


class RowSet(BaseFormSet):  # type: ignore[type-arg]  # takes no brackets at run time
    """Rows of one kind, none of which has to stay: the ones that were read, and an empty one behind them."""

    def initial_form_count(self) -> int:
        """Return that no row is there for good."""
        return 0

    def total_form_count(self) -> int:
        """Return what was sent, or the rows that were read and an empty one."""
        return super().total_form_count() if self.is_bound else min(len(self.initial or ()) + 1, MOST_ROWS)

    @property
    def kept(self) -> Sequence[RowForm]:
        """The rows that stay, in the order that was asked for."""
        return [form for form in self.ordered_forms if form.has_changed()]


def row_set(name: str, data: Any, initial: Sequence[Mapping[str, Any]]) -> RowSet:
    """Return the rows of one kind: as they were sent, or as they are to be shown first."""
    form = ROW_FORMS[name][0]
    of_kind: Any = forms.formset_factory(
        form,
        formset=RowSet,
        can_delete=True,
        can_order=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )
    made: RowSet = of_kind(data, prefix=name, initial=initial)
    return made


class CvForms:
    """All forms of one CV; `data` as it was sent, or `typed` to show it again without judging it."""

    def __init__(self, row: ImportRow, data: Any = None, *, typed: Any = None) -> None:
        self.row = row
        self.draft = draft_from_json(row.draft)
        first = _first(row, self.draft, typed) if data is None else {}
        self.person = PersonForm(data, initial=first.get("person"))
        self.sets = {name: row_set(name, data, first.get(name, ())) for name in ROW_FORMS}
        is_paper = row.batch.source == Source.PAPER_CV
        self.paper = PaperForm(data, initial=first.get("paper")) if is_paper else None

    @property
    def all(self) -> list[Any]:
        """The forms, in the order of the page."""
        rows = [form for rows in self.sets.values() for form in rows.forms]
        return [self.person, *rows, *([self.paper] if self.paper else [])]

    @property
    def origin(self) -> Origin:
        """Where the CV came from."""
        batch = self.row.batch
        return Origin(Source(batch.source), batch.source_detail, batch.collected_on)

    def is_valid(self) -> bool:
        """Judge what was sent, each value where it stands; what cannot be stored is an error of its field."""
        parts: list[Any] = [self.person, *self.sets.values(), *([self.paper] if self.paper else [])]
        if [part for part in parts if not part.is_valid()]:
            return False
        dossier = dossier_of(self.confirmed, uuid7(), self.origin)
        for where in (*dossier.refused, *dossier.left_out):
            self._refuse(where)
        return not (dossier.refused or dossier.left_out)

    @property
    def confirmed(self) -> CandidateDraft:
        """What somebody confirmed; what a list said beside it (notes, tags, contact) goes along. Nothing is a guess."""
        asked = self.person.cleaned_data
        rows: dict[str, Any] = {name: tuple(form.said() for form in rows.kept) for name, rows in self.sets.items()}
        single = {name: asked[name] for name in SINGLE}
        return replace(self.draft, guesses=frozenset(), profile_urls=asked[PAGES], **single, **rows)

    def errors(self) -> Iterator[tuple[str, str, str]]:
        """What is wrong, in the order of the page: the control, its label and the words."""
        for form in self.all:
            for name, found in form.errors.items():
                field = form[name] if name in form.fields else None
                yield from ((field.auto_id if field else "", field.label if field else "", str(text)) for text in found)

    def _refuse(self, where: str) -> None:
        """Say at its field what cannot be stored: "email", "profile_urls[1].url" or "experience[0].employer"."""
        place, _dot, column = where.partition(".")
        name, _bracket, at = place.rstrip("]").partition("[")
        if name not in self.sets:
            field = name if name in self.person.fields else None
            self.person.add_error(field, ValidationError(SAID.get(name, Problem.NOT_STORABLE).label, code="refused"))
            return
        form = self.sets[name].kept[int(at)]
        form.add_error(form.columns.get(column), ValidationError(Problem.NOT_STORABLE.label, code="refused"))


def _first(row: ImportRow, draft: CandidateDraft, typed: Any) -> dict[str, Any]:
    """What the forms show first; a form that was sent has none, for what was read and stayed counts as said."""
    if typed:
        rows = {name: _typed_rows(name, typed) for name in ROW_FORMS}
        return {"person": _typed(PersonForm, typed), "paper": _typed(PaperForm, typed), **rows}
    rows = {name: _read_rows(name, draft) for name in ROW_FORMS}
    return {"person": _read_person(draft), "paper": {"paper_event": row.batch.source_detail}, **rows}


def _read_person(draft: CandidateDraft) -> dict[str, Any]:
    return {**{name: getattr(draft, name) for name in SINGLE}, PAGES: "\n".join(draft.profile_urls)}


def _read_rows(name: str, draft: CandidateDraft) -> list[dict[str, Any]]:
    said = set(ROW_FORMS[name][0].columns.values())
    return [
        {**{field: getattr(row, field) for field in said}, "at": at, "ORDER": at + 1}
        for at, row in enumerate(getattr(draft, name)[:MOST_ROWS])
    ]


def _typed(form: type[forms.Form], typed: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    return {name: typed.get(prefix + name, "") for name in form.base_fields}


def _typed_rows(name: str, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows as they were typed, without those that are to be removed, in the order that was asked for."""
    number = typed.get(f"{name}-TOTAL_FORMS", "")
    count = min(int(number), MOST_ROWS) if number.isdecimal() else 0
    rows = []
    for prefix in (f"{name}-{at}-" for at in range(count)):
        row = _typed(ROW_FORMS[name][0], typed, prefix)
        if any(value for field, value in row.items() if field != "at") and not typed.get(prefix + "DELETE"):
            order = typed.get(prefix + "ORDER", "")
            rows.append((int(order) if order.isdecimal() else MOST_ROWS, row))
    return [{**row, "ORDER": at} for at, (_order, row) in enumerate(sorted(rows, key=lambda pair: pair[0]), start=1)]
