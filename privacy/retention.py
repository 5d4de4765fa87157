"""How long a person may stay: the decision over facts that deeds gather (requirements 4.1)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from privacy.dates import add_months, add_years
from privacy.vocabulary import RetentionProfile

VACANCY_TERM = timedelta(days=28)


class RetentionRule(TextChoices):
    """Which rule gave the last day."""

    TWO_YEARS = "RC-2Y", _("2 years after the last meaningful contact")
    VACANCY_28_DAYS = "VAC-28D", _("28 days after the procedure")
    VACANCY_12_MONTHS = "VAC-12M", _("12 months after the procedure, by consent")
    COMPETITION = "COMP-END", _("last day of the competition")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionFacts:
    """What the term of one person in one role depends on; all dates are local.

    `contact_on` is the last meaningful contact (the end of the procedure for a person registered for one vacancy),
    `running_until` the end of the last assignment or contract, open ones at the latest end that is known; of a person
    who takes part in a competition it is the last day of that, and no contact lengthens it (SRC-11).
    """

    collected_on: date
    contact_on: date | None = None
    running_until: date | None = None
    profile: RetentionProfile = RetentionProfile.POOL
    has_consent_to_stay: bool = False

    @property
    def anchor_on(self) -> date:
        """The day from which the term runs."""
        if self.profile is RetentionProfile.COMPETITION:
            return self.running_until or self.collected_on
        return max(day for day in (self.collected_on, self.contact_on, self.running_until) if day)

    @property
    def rule(self) -> RetentionRule:
        """The rule that applies; a placement makes a vacancy registration a registration in the pool (8.12)."""
        if self.profile is RetentionProfile.COMPETITION:
            return RetentionRule.COMPETITION
        if self.profile is RetentionProfile.POOL or self.running_until:
            return RetentionRule.TWO_YEARS
        return RetentionRule.VACANCY_12_MONTHS if self.has_consent_to_stay else RetentionRule.VACANCY_28_DAYS


def retain_until(facts: RetentionFacts) -> date:
    """Return the last lawful day; the erasure is due on the next, also on a Sunday (AMB-01)."""
    if facts.rule is RetentionRule.COMPETITION:
        return facts.anchor_on
    if facts.rule is RetentionRule.VACANCY_28_DAYS:
        return facts.anchor_on + VACANCY_TERM
    if facts.rule is RetentionRule.VACANCY_12_MONTHS:
        return add_months(facts.anchor_on, 12)
    return add_years(facts.anchor_on, 2)
