"""What a referee confirmed about a candidate for a role: fixed questions, announced first (CAND-DATA-24, LAW-40)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models.dossier import DossierRow
from candidates.models.pipeline import Application
from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import not_personal, personal
from privacy.models import DataSubject
from privacy.vocabulary import Category, Stage


class ReferenceCheck(DossierRow):
    """A reference for one application: a confirmation of what is known, by somebody whom the candidate named.

    The candidate is told on `announced_on` at the latest, and says what he thinks of it in `response`.
    """

    class Answer(models.TextChoices):
        """What a referee can answer to a fixed question."""

        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("does not know")

    class Outcome(models.TextChoices):
        """What the reference amounts to for the role."""

        CONFIRMED = "confirmed", _("confirmed")
        PARTLY = "partly", _("confirmed in part")
        NOT_CONFIRMED = "not", _("not confirmed")

    QUESTIONS = ("period_confirmed", "role_confirmed", "would_work_together_again")

    application = not_personal(
        models.ForeignKey(Application, models.CASCADE, related_name="references", verbose_name=_("application"))
    )
    referee = not_personal(models.ForeignKey(DataSubject, models.PROTECT, related_name="+", verbose_name=_("referee")))
    announced_on = personal(models.DateField(_("candidate told on")), Category.REFEREE_STATEMENTS)
    given_on = personal(models.DateField(_("given on"), null=True, blank=True), Category.REFEREE_STATEMENTS)
    period_confirmed = personal(
        models.CharField(_("worked there in that period"), max_length=7, choices=Answer.choices, blank=True),
        Category.REFEREE_STATEMENTS,
    )
    role_confirmed = personal(
        models.CharField(_("did that work"), max_length=7, choices=Answer.choices, blank=True),
        Category.REFEREE_STATEMENTS,
    )
    would_work_together_again = personal(
        models.CharField(_("would work together again"), max_length=7, choices=Answer.choices, blank=True),
        Category.REFEREE_STATEMENTS,
    )
    text = personal(
        models.TextField(_("what the referee added"), blank=True),
        Category.REFEREE_STATEMENTS,
        is_opinion_of_others=True,
    )
    outcome = personal(
        models.CharField(_("outcome"), max_length=9, choices=Outcome.choices, blank=True), Category.REFEREE_STATEMENTS
    )
    response = personal(models.TextField(_("what the candidate said about it"), blank=True), Category.OWN_STATEMENTS)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.UniqueConstraint(fields=["application", "referee"], name="candidates_referencecheck_once"),
            models.CheckConstraint(
                condition=Q(
                    given_on__isnull=True,
                    period_confirmed="",
                    role_confirmed="",
                    would_work_together_again="",
                    text="",
                    outcome="",
                )
                | Q(given_on__gte=F("announced_on")) & ~Q(outcome=""),
                name="candidates_referencecheck_announced_first",
            ),
        ]

    def __str__(self) -> str:
        return f"RF-{str(self.pk)[-8:]}"

    def weighs_in_merge(self) -> int:
        """A reference that was given before one that is awaited."""
        return int(self.given_on is not None)

    def catalogue_stage(self) -> Stage:
        """References are for a role (CAND-DATA-11, -24)."""
        return Stage.ROLE
