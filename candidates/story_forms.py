"""Forms of success stories: what staff write, and what the person said about it (STORY-01)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.actions import photos
from candidates.actions.stories import StoryDraft
from candidates.models import StoryPlace, SuccessStory
from candidates.sensitive_forms import CandidateReference, GuardedForm, refuse_without_policy
from privacy.models import ConsentEvent

PROVABLE = (ConsentEvent.Method.SIGNED_FORM, ConsentEvent.Method.WRITTEN)
"""What a person said about a publication can be shown afterwards: a word on the telephone is no proof."""


class StoryChangeForm(GuardedForm):
    """What a story says, with a new picture where one is chosen."""

    places = forms.MultipleChoiceField(
        label=_("Shown on"),
        choices=StoryPlace.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The person is asked about these places by name."),
    )
    upload = forms.FileField(
        label=_("Picture"), required=False, help_text=_("JPEG, PNG or WebP of at most 5 MB, from the person.")
    )

    content: bytes | None = None

    class Meta:
        model = SuccessStory
        fields = ("language", "title", "text", "shown_name", "picture_text", "places")

    def clean_upload(self) -> None:
        """Read the file and look whether it is a picture."""
        if upload := self.cleaned_data.get("upload"):
            self.content = upload.read(photos.MAX_BYTES + 1)
            photos.plain_picture(self.content)

    @property
    def draft(self) -> StoryDraft:
        """Return what was written."""
        said = self.cleaned_data
        return StoryDraft(
            language=said["language"],
            title=said["title"],
            text=said["text"],
            places=tuple(StoryPlace(place) for place in said["places"]),
            shown_name=said.get("shown_name", ""),
            picture=self.content,
            picture_text=said.get("picture_text", ""),
        )


class StoryForm(StoryChangeForm):
    """A new story of a candidate."""

    candidate = CandidateReference()


class SaidForm(forms.Form):
    """How the person said it, and where that can be read again."""

    method = forms.ChoiceField(
        label=_("How the person said it"), choices=[("", "---------"), *((one.value, one.label) for one in PROVABLE)]
    )
    evidence = forms.CharField(
        label=_("Evidence"), max_length=300, help_text=_("Where the form or letter is kept, by its number.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a policy that was published: what is said is said under one (GEN-05)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        refuse_without_policy()
        return cleaned


class StoryConsentForm(SaidForm):
    """That the person agreed to exactly this."""

    seen = forms.CharField(widget=forms.HiddenInput)
    is_affirmed = forms.BooleanField(
        label=_("The person agreed expressly to this text, this picture and these places."),
        error_messages={"required": _("Without the person's own yes nothing is recorded.")},
    )


class StoryWithdrawalForm(SaidForm):
    """That the person takes it back: by any way, and no proof is asked for (Article 7(3))."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = (*PROVABLE, ConsentEvent.Method.SPOKEN)
        self.fields["method"] = forms.ChoiceField(
            label=_("How the person said it"), choices=[(one.value, one.label) for one in ways]
        )
        self.fields["evidence"].required = False
