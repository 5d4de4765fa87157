"""The question about cookies, category by category."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.cookies import CookieCategory

YES = "yes"
ANSWERS = [(YES, _("Yes")), ("no", _("No"))]


class CookieForm(forms.Form):
    """One yes or no for each category that is asked about; none is given beforehand (LAW-46)."""

    def __init__(
        self, asked: Collection[CookieCategory], data: object = None, chosen: Collection[CookieCategory] | None = None
    ) -> None:
        initial = (
            {category.value: YES if category in chosen else "no" for category in asked} if chosen is not None else {}
        )
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict, or nothing
        for category in asked:
            self.fields[category.value] = forms.ChoiceField(
                label=category.label.capitalize(),
                choices=ANSWERS,
                widget=forms.RadioSelect,
                help_text=EXPLAINED[category],
                error_messages={"required": _("Choose yes or no.")},
            )

    @property
    def accepted(self) -> frozenset[CookieCategory]:
        """What was answered with yes."""
        return frozenset(CookieCategory(name) for name, answer in self.cleaned_data.items() if answer == YES)


EXPLAINED = {
    CookieCategory.NECESSARY: _("The site does not work without these. They are never used for marketing."),
    CookieCategory.PERFORMANCE: _("We count how often pages are used, so that we can improve the site."),
    CookieCategory.FUNCTIONALITY: _("Remembers how you like to use the site."),
    CookieCategory.PERSONALISATION: _("Shows you vacancies that suit what you looked at before."),
    CookieCategory.ADVERTISING: _("Shows our advertisements to you on other sites."),
}
