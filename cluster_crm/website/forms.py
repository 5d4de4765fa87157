"""The public forms of the site: the question about cookies, category by category, and a comment on the policy."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from cluster_crm.people.national_id import find_bsns
from cluster_crm.web.cookies import CookieCategory
from cluster_crm.website.models.comments import LONGEST

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


class CommentForm(forms.Form):
    """A comment without a name."""

    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("Please leave out names, numbers and anything else about yourself or others."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write your comment."),
            "max_length": _("Too long: at most %(limit_value)d characters, and this is %(show_value)d."),
        },
    )

    def clean_text(self) -> str:
        """Refuse a citizen service number, which we may not even read."""
        text: str = self.cleaned_data["text"]
        if find_bsns(text):
            raise forms.ValidationError(_("This holds a citizen service number: take it out."))
        return text
