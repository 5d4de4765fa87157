"""Forms of applications, placements and supplied workers; what they ask, an action does."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.actions.pipeline import OPEN
from candidates.actions.pipeline_steps import MOVES, Step
from candidates.models import Application, Placement
from clients.models import Vacancy
from suppliers.models import Supplier

NONE = [("", "---------")]


class Day(forms.DateInput):
    """The browser's own field for a date."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class MoveForm(forms.Form):
    """Where an application goes, and why, if that is a rejection; a placement has a form of its own."""

    step = forms.ChoiceField(label=_("Move to"))
    reason = forms.ChoiceField(
        label=_("Reason of a rejection"), choices=[*NONE, *Application.Reason.choices], required=False
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(step.value, step.label) for step in MOVES[Step(application.step)] if step is not Step.PLACED]
        self.fields["step"] = forms.ChoiceField(label=_("Move to"), choices=choices)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where somebody is rejected, and forget one that was left from another choice."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("step") != Step.REJECTED:
            cleaned["reason"] = ""
        elif not cleaned.get("reason"):
            self.add_error("reason", _("Choose the reason of the rejection."))
        return cleaned


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """Under which contract somebody is placed, from when until when."""

    fills_vacancy = forms.BooleanField(
        label=_("The vacancy is filled"), required=False, help_text=_("Nobody else is sought.")
    )

    class Meta:
        model = Placement
        fields = ("contract", "contract_reference", "started_on", "ended_on")
        widgets = {"started_on": Day, "ended_on": Day}


class VacancyField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """A vacancy for which somebody is sought, by its title and client."""

    def __init__(self) -> None:
        rows = Vacancy.objects.filter(status__in=OPEN).select_related("client__recipient").order_by("title", "pk")
        super().__init__(rows, label=_("Vacancy"), empty_label="---------")

    def label_from_instance(self, vacancy: Any) -> str:
        """Return the title with the name of the client."""
        return f"{vacancy.title} · {vacancy.client.recipient.name}"


class ChooseVacancyForm(forms.Form):
    """For which vacancy a candidate is to be considered."""

    vacancy = VacancyField()


class SupplierField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """A supplier, by name."""

    def __init__(self) -> None:
        rows = Supplier.objects.filter(is_active=True).select_related("recipient").order_by("recipient__name", "pk")
        super().__init__(rows, label=_("Supplier"))

    def label_from_instance(self, supplier: Any) -> str:
        """Return the name that stands on the recipient."""
        return str(supplier.recipient.name)


class FromContactForm(forms.Form):
    """Through which supplier a contact is offered to us, and since when we know."""

    supplier = SupplierField()
    collected_on = forms.DateField(label=_("Offered on"), initial=timezone.localdate, widget=Day)


class SuppliedForm(FromContactForm):
    """A worker whom a supplier offers: no more than it takes to reach him and tell him (SRC-02)."""

    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    infix = forms.CharField(label=_("Infix"), max_length=30, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    headline = forms.CharField(label=_("Headline"), max_length=300, required=False)
