"""How far a candidate has come with a vacancy, and where he was placed (CLI-DATA-06, USE-CA-02)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.models.dossier import DossierRow
from clients.models import Vacancy
from cluster_crm.history.models import HistoricalRecords
from privacy.declarations import not_personal, personal
from privacy.vocabulary import Category, Stage


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Questions about applications."""

    def open(self) -> Self:
        """Those on which something is still to be decided."""
        return self.exclude(step__in=Application.CLOSED)


class Application(DossierRow):
    """That a candidate is considered for a vacancy: he applied, or a consultant put him on the shortlist.

    A person takes each decision and stands in the row (PROF-01, Article 22).
    """

    class Step(models.TextChoices):
        """How far the application has come."""

        NEW = "new", _("new")
        SCREENING = "screening", _("screening")
        PROPOSED = "proposed", _("proposed to the client")
        INTERVIEW = "interview", _("interview")
        OFFER = "offer", _("offer")
        PLACED = "placed", _("placed")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn by the candidate")

    class Reason(models.TextChoices):
        """Why an application was rejected: on the role alone, never on a protected ground (LAW-24)."""

        EXPERIENCE = "experience", _("experience does not fit")
        SKILLS = "skills", _("skills do not fit")
        CONDITIONS = "conditions", _("hours, place or pay do not fit")
        OTHER_CANDIDATE = "other", _("somebody else was chosen")
        VACANCY_CLOSED = "closed", _("vacancy closed")
        NO_REACTION = "silent", _("no reaction")

    CLOSED = frozenset({Step.PLACED, Step.REJECTED, Step.WITHDRAWN})
    CATALOGUE_STAGES = {
        Step.INTERVIEW: Stage.FINAL,
        Step.OFFER: Stage.FINAL,
        Step.PLACED: Stage.HIRE,
    }

    vacancy = not_personal(
        models.ForeignKey(Vacancy, models.PROTECT, related_name="applications", verbose_name=_("vacancy"))
    )
    step = personal(
        models.CharField(_("stage"), max_length=10, choices=Step.choices, default=Step.NEW), Category.DEALINGS
    )
    reason = personal(
        models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True), Category.DEALINGS
    )
    moved_at = personal(models.DateTimeField(_("at this stage since")), Category.DEALINGS)
    moved_by = not_personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("decided by")
        )
    )
    created_at = not_personal(models.DateTimeField(_("created at"), auto_now_add=True))
    history = HistoricalRecords()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "vacancy"], name="candidates_application_once"),
            models.CheckConstraint(
                condition=Q(step="rejected") & ~Q(reason="") | ~Q(step="rejected") & Q(reason=""),
                name="candidates_application_reason",
            ),
        ]
        indexes = [models.Index(fields=["vacancy", "step"], name="candidates_app_shortlist")]

    def __str__(self) -> str:
        return f"AP-{str(self.pk)[-8:]}"

    def weighs_in_merge(self) -> int:
        """How far it has come: of two applications for one vacancy the furthest stays, an open one before a closed."""
        return 0 if self.step in {self.Step.REJECTED, self.Step.WITHDRAWN} else 1 + self.Step.values.index(self.step)

    def catalogue_stage(self) -> Stage:
        """How far the relation has come with this application: what may be asked depends on it (1.2)."""
        return self.CATALOGUE_STAGES.get(self.Step(self.step), Stage.ROLE)


class Placement(DossierRow):
    """That a candidate works for a client through us, from when until when (plaatsing)."""

    class Contract(models.TextChoices):
        """With whom the candidate has his contract."""

        AGENCY = "agency", _("with us, temporary work")
        CLIENT = "client", _("with the client")
        FREELANCE = "freelance", _("freelance")
        SUPPLIER = "supplier", _("through a supplier")

    refuses_merge = True  # two contracts on one application: which one runs is for a person to say

    application = not_personal(
        models.OneToOneField(Application, models.CASCADE, related_name="placement", verbose_name=_("application"))
    )
    contract = personal(models.CharField(_("contract"), max_length=10, choices=Contract.choices), Category.DEALINGS)
    contract_reference = personal(
        models.CharField(_("number of the contract"), max_length=60, blank=True), Category.DEALINGS
    )
    started_on = personal(models.DateField(_("from")), Category.DEALINGS)
    ended_on = personal(models.DateField(_("until"), null=True, blank=True), Category.DEALINGS)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="candidates_placement_order",
            ),
        ]

    def __str__(self) -> str:
        return f"PL-{str(self.pk)[-8:]}"

    def catalogue_stage(self) -> Stage:
        """Whoever is placed is hired."""
        return Stage.HIRE
