"""What a row needs that stands on the candidate's consent alone."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.exceptions import NoConsent
from privacy.declarations import not_personal
from privacy.models.consents import ConsentEvent
from privacy.vocabulary import Purpose, SubjectKind


class ConsentedRow(models.Model):
    """A row that names the consent on which it stands; the withdrawal of that consent takes it away (SENS-02)."""

    consent_purpose: ClassVar[Purpose]
    needs_explicit_consent: ClassVar[bool] = False

    consent = not_personal(
        models.ForeignKey(ConsentEvent, models.PROTECT, related_name="+", editable=False, verbose_name=_("consent"))
    )

    class Meta:
        abstract = True

    @property
    def consent_about(self) -> str:
        """To what alone the consent must be given: the role, by the number of the application, where it is for one."""
        application: UUID | None = getattr(self, "application_id", None)
        return application.hex if application else ""

    def clean(self) -> None:
        """Find the candidate's living consent, or refuse the row (SENS-01)."""
        person = getattr(self, "candidate_id", None)
        words = ConsentEvent.objects.of(person, SubjectKind.CANDIDATE) if person else ConsentEvent.objects.none()
        said = words.last_word(self.consent_purpose, about=self.consent_about)
        is_given = said is not None and said.action == ConsentEvent.Action.GIVEN
        if said is None or not is_given or (self.needs_explicit_consent and said.kind != ConsentEvent.Kind.EXPLICIT):
            raise NoConsent(self.consent_purpose)
        self.consent = said
        super().clean()
