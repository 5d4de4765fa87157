"""The form on which legal staff write both languages of a draft side by side."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.described import DescribedForm
from privacy.models import LegalText
from privacy.texts import LANGUAGES, LONGEST_SUBJECT, Wording, problems
from privacy.vocabulary import TextKind

LONGEST_TEXT = 50_000
NAMES = {"nl": _("Dutch"), "en": _("English")}


class DraftForm(DescribedForm):
    """Subject and text in each language; a consent also says how many months it is valid."""

    valid_months = forms.IntegerField(
        label=_("Valid for months"), min_value=1, max_value=120, help_text=_("Then the person is asked again.")
    )

    def __init__(self, drafts: Mapping[str, LegalText], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = drafts
        a_draft = next(iter(drafts.values()))
        if a_draft.kind == TextKind.CONSENT:
            self.initial["valid_months"] = a_draft.valid_months
        else:
            del self.fields["valid_months"]
        for language in LANGUAGES:
            self._add_language(language)

    def _add_language(self, language: str) -> None:
        is_mail = self.drafts[language].kind == TextKind.MAIL
        self.fields[f"subject_line_{language}"] = forms.CharField(
            label=_("%(what)s in %(language)s")
            % {"what": _("Subject") if is_mail else _("Title"), "language": NAMES[language]},
            max_length=LONGEST_SUBJECT,
            required=is_mail,
            widget=forms.TextInput(attrs={"lang": language}),
        )
        self.fields[f"body_{language}"] = forms.CharField(
            label=_("Text in %(language)s") % {"language": NAMES[language]},
            max_length=LONGEST_TEXT,
            strip=False,
            widget=forms.Textarea(attrs={"lang": language, "rows": 14}),
        )
        self.initial[f"subject_line_{language}"] = self.drafts[language].subject_line
        self.initial[f"body_{language}"] = self.drafts[language].body

    def clean(self) -> None:
        """Say of each language what is wrong with its words."""
        for language in LANGUAGES:
            if self.errors.keys() & {f"body_{language}", f"subject_line_{language}"}:
                continue
            for problem in problems(self.drafts[language].declaration, self.wordings[language]):
                self.add_error(f"body_{language}", problem)

    @property
    def wordings(self) -> Mapping[str, Wording]:
        """What was written, by language, with the line ends of one system."""
        return {
            language: Wording(
                self.cleaned_data[f"body_{language}"].replace("\r\n", "\n").strip(),
                self.cleaned_data[f"subject_line_{language}"],
            )
            for language in LANGUAGES
            if {f"body_{language}", f"subject_line_{language}"} <= self.cleaned_data.keys()
        }
