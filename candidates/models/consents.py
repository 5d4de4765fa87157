"""What a row needs that stands on the candidate's consent alone."""

from typing import ClassVar

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

    def clean(self) -> None:
        """Find the candidate's living consent, or refuse the row (SENS-01)."""
        person = getattr(self, "candidate_id", None)
        said = (
            ConsentEvent.objects.of(person, SubjectKind.CANDIDATE).last_word(self.consent_purpose) if person else None
        )
        is_given = said is not None and said.action == ConsentEvent.Action.GIVEN
        if said is None or not is_given or (self.needs_explicit_consent and said.kind != ConsentEvent.Kind.EXPLICIT):
            raise NoConsent(self.consent_purpose)
        self.consent = said
        super().clean()
