"""Forms of the foundation."""

from django import forms

from privacy.models import LegalHold, Restriction
from privacy.references import ReferenceField


class RestrictionForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """Whom to restrict, and on which ground of Article 18."""

    person = ReferenceField()

    class Meta:
        model = Restriction
        fields = ("ground", "reason")


class LegalHoldForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """Whose records to hold, for which matter."""

    person = ReferenceField()

    class Meta:
        model = LegalHold
        fields = ("matter", "reason", "review_on")
