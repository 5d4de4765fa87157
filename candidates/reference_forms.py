"""Forms of reference checks: who is announced, what he confirmed, what the candidate says about it (LAW-40)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidates.actions.references import refuse_announcement, refuse_answers
from candidates.exceptions import ApplicationClosed, NoPermission, NotApplied, NotTheirReferee
from candidates.models import ReferenceCheck
from candidates.sensitive_forms import GuardedForm, RoleForm
from privacy.exceptions import PersonErased, ProcessingRestricted
from privacy.references import ReferenceField
from privacy.vocabulary import SubjectKind

ANSWERS: Final = ("given_on", *ReferenceCheck.QUESTIONS, "outcome", "text")
WORDS: Final[Mapping[type[Exception], Promise]] = {
    NoPermission: _(
        "The candidate has not permitted that referees are approached, or took it back. Record the consent first, under"
        " Consents."
    ),
    NotTheirReferee: _("The candidate did not name this referee. Record that first, under Referees."),
    ApplicationClosed: _("This application is decided: no reference is asked for it any more."),
    ProcessingRestricted: _("Processing of this person's data is restricted."),
    PersonErased: _("This person's data are erased."),
}
IN_FUTURE: Final = _("This day has not come yet.")


class RefereeReference(ReferenceField):
    """A referee by his reference, such as RE-10483."""

    def clean(self, value: Any) -> Any:
        """Return who he is, for the row."""
        role = super().clean(value)
        if role is not None and role.subject_kind != SubjectKind.REFEREE:
            raise forms.ValidationError(_("This is not the reference of a referee."), code="no_referee")
        return role and role.data_subject


class _ReferenceRules(GuardedForm):
    """What both forms say in words when a deed would be refused."""

    def refuse_future(self, name: str) -> None:
        """Refuse a day that is still to come."""
        day = self.cleaned_data.get(name)
        if day and day > timezone.localdate():
            self.add_error(name, IN_FUTURE)

    def ask(self, refuse: Callable[[], None]) -> None:
        """Ask the rules of a deed before it is done."""
        try:
            refuse()
        except tuple(WORDS) as refusal:
            self.add_error(None, str(WORDS[type(refusal)]))


class AnnounceForm(_ReferenceRules, RoleForm):
    """Which referee will be asked about which application, and since when the candidate knows."""

    referee = RefereeReference()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referee"].label = _("Referee")
        self.fields["referee"].help_text = _("As it stands on the referee's page: RE-10483.")

    def clean(self) -> dict[str, Any]:
        """Ask whether this referee may be approached about this application."""
        cleaned = super().clean()
        self.refuse_future("announced_on")
        if not {"candidate", "vacancy", "referee"} <= cleaned.keys():
            return cleaned
        application = self.instance.application if self.instance.application_id else None
        if application is None:
            self.add_error("vacancy", NotApplied())
        else:
            self.ask(lambda: refuse_announcement(application, cleaned["referee"].pk))
        return cleaned


class AnswersForm(_ReferenceRules):
    """What the referee confirmed, and what the candidate says about it."""

    def clean(self) -> dict[str, Any]:
        """Ask for the day and the outcome of an answer, and whether the referee may still be asked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.has_answers:
            return cleaned
        self.refuse_future("given_on")
        given_on = cleaned.get("given_on")
        if not given_on and "given_on" not in self.errors:
            self.add_error("given_on", _("Say on which day the referee gave the reference."))
        if given_on and given_on < self.instance.announced_on:
            self.add_error("given_on", _("The candidate was not told yet on this day: a reference is announced first."))
        if not cleaned.get("outcome"):
            self.add_error("outcome", _("Say what the reference amounts to."))
        self.ask(lambda: refuse_answers(self.instance))
        return cleaned

    @property
    def has_answers(self) -> bool:
        """Whether anything that the referee said is new."""
        return bool(set(self.changed_data) & set(ANSWERS))
