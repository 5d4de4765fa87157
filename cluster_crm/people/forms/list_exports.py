"""What is asked before a list is taken along as a file: which columns, what for, and where it goes."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.actions.list_exports import Order, check_order
from cluster_crm.people.exported import PURPOSES, Column, least
from cluster_crm.web.described import DescribedForm
from cluster_crm.web.spreadsheets import SheetKind
from privacy.exceptions import GoesOneByOne, PurposeNotAllowed, RecipientInactive
from privacy.models import ListExport, Recipient
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Purpose, SubjectKind

SUGGESTED: Final = 200
ONE_BY_ONE: Final = _("This does not go to such a recipient in a list, only for one person at a time: %(what)s.")
NO_LISTS: Final = _("An authority gets no list. Ask the privacy officer to handle its request.")


class Goes(TextChoices):
    """Whether the data leave the agency."""

    STAYS = "stays", _("It stays within the agency")
    LEAVES = "leaves", _("It goes to an organisation outside: a disclosure is recorded for each person")


class ListExportForm(DescribedForm):
    """The order for one list; the least is ticked at first (LAW-16)."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Take no more than you need. The reference is always there."),
        error_messages={"required": _("Choose at least one column.")},
    )
    purpose = forms.ChoiceField(label=_("What for"))
    kind = forms.ChoiceField(label=_("Kind of file"), choices=ListExport.Kind.choices, initial=ListExport.Kind.XLSX)
    goes = forms.ChoiceField(
        label=_("Where it goes"), choices=Goes.choices, widget=forms.RadioSelect, initial=Goes.STAYS
    )
    recipient = forms.CharField(
        label=_("Recipient"),
        required=False,
        max_length=200,
        help_text=_("Name or reference of an organisation in the register of recipients. Only where the list leaves."),
        widget=forms.TextInput(attrs={"list": "recipients", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, subjects: SubjectKind, offered: Mapping[str, Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects, self.offered = subjects, offered
        columns: Any = self.fields["columns"]
        columns.choices = [(name, column.heading) for name, column in offered.items()]
        columns.initial = least(offered)
        allowed = purposes_of(subjects)
        purpose: Any = self.fields["purpose"]
        purpose.choices = [("", _("Choose")), *[(each.value, each.label) for each in allowed]]

    def clean_recipient(self) -> Recipient | None:
        """Return the one active recipient of that name or reference, where the list leaves."""
        if self.cleaned_data.get("goes") != Goes.LEAVES:
            return None
        typed = str(self.cleaned_data["recipient"]).strip()
        if not typed:
            raise ValidationError(_("Say to whom the list goes."))
        found = recipients_called(typed)
        if not found:
            raise ValidationError(_("There is no active recipient of this name. The privacy officer can add one."))
        if len(found) > 1:
            text = _("More than one is called so. Type the reference: %(references)s.")
            raise ValidationError(text, params={"references": ", ".join(str(each) for each in found)})
        return found[0]

    def clean(self) -> dict[str, Any]:
        """Ask the catalogue whether these columns may be used so, and may go there."""
        super().clean()
        if not self.errors:
            try:
                check_order(self.subjects, self.offered, self.order())
            except PurposeNotAllowed as refusal:
                text = _("%(what)s: not for this purpose. Leave it out or choose another.")
                self.add_error("purpose", ValidationError(text, params={"what": self._words({refusal.category})}))
            except GoesOneByOne as refusal:
                what = self._words(refusal.categories)
                self.add_error("recipient", ValidationError(ONE_BY_ONE if what else NO_LISTS, params={"what": what}))
            except RecipientInactive:
                self.add_error("recipient", _("This recipient may receive nothing any more."))
        return self.cleaned_data

    def order(self) -> Order:
        """Return what was asked."""
        asked = self.cleaned_data
        return Order(
            columns=asked["columns"],
            kind=SheetKind(asked["kind"]),
            purpose=Purpose(asked["purpose"]),
            language=str(get_language()),
            to=asked["recipient"],
        )

    def _words(self, categories: Any) -> str:
        """The chosen columns of some categories."""
        chosen = [self.offered[name] for name in self.cleaned_data["columns"]]
        return ", ".join(column.heading for column in chosen if column.category in categories)


def purposes_of(kind: SubjectKind) -> list[Purpose]:
    """Return what a list of persons in a role may be for: what the catalogue names without asking for consent."""
    rows = Catalogue.load(kind).rows.values()
    named = {purpose for row in rows for purpose in row.purposes}
    return [purpose for purpose in PURPOSES if purpose in named]


def recipients_called(typed: str) -> list[Recipient]:
    """Return the active recipients of a name, or the one of a reference."""
    active = Recipient.objects.filter(is_active=True).order_by("pk")
    if typed.upper().startswith("R-"):
        tail = typed[2:].lower()
        return [each for each in active.filter(pk__endswith=tail) if str(each) == f"R-{tail}"]
    return list(active.filter(name__iexact=typed, data_subject=None)[:5])


def suggested() -> list[str]:
    """Return names that a browser may complete; sole traders are found by reference alone."""
    active = Recipient.objects.filter(is_active=True, data_subject=None).exclude(
        recipient_role=Recipient.RecipientRole.AUTHORITY
    )
    return list(active.order_by("name").values_list("name", flat=True)[:SUGGESTED])
