"""Work that outlives a request: PostgreSQL is the truth, the broker only carries ids."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cluster_crm.web.uuid7 import uuid7


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about jobs, answered by the clock of the database: the hosts' clocks may differ."""

    def claimable(self) -> "JobQuerySet":
        """Return jobs that a worker may take now: queued and due, or left behind by a worker whose lease has ended."""
        is_due = Q(not_before=None) | Q(not_before__lte=Now())
        return self.filter(Q(is_due, state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=Now()))


class Job(models.Model):
    """One piece of work on one target, named by ids only; its row is the outbox of the broker."""

    class State(models.TextChoices):
        """How far the work is."""

        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    CLOSED: ClassVar = (State.DONE, State.FAILED, State.CANCELLED)

    id = models.UUIDField(_("number"), primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    target_id = models.UUIDField(_("target"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    fence = models.BigIntegerField(_("fencing number"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts since the last finished step"), default=0)
    steps_total = models.PositiveIntegerField(_("steps in all"), default=0)
    steps_done = models.PositiveIntegerField(_("steps done"), default=0)
    error_code = models.CharField(_("error code"), max_length=100, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.CheckConstraint(
                name="jobs_job_lease_while_running",
                condition=Q(state="running", lease_until__isnull=False)
                | ~Q(state="running") & Q(lease_until__isnull=True),
            ),
            models.CheckConstraint(
                name="jobs_job_finished_when_closed",
                condition=Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="jobs_job_open", condition=Q(state__in=["queued", "running"])),
            models.Index(fields=["kind", "target_id"], name="jobs_job_target"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_closed(self) -> bool:
        """Whether no worker will touch it any more."""
        return self.state in self.CLOSED


class JobStep(models.Model):
    """A step that is done and committed, so that no second worker does it again (ACC-06)."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="steps", verbose_name=_("job"))
    name = models.CharField(_("name"), max_length=100)
    done_at = models.DateTimeField(_("done at"), auto_now_add=True)

    class Meta:
        verbose_name = _("job step")
        verbose_name_plural = _("job steps")
        constraints = [models.UniqueConstraint(fields=["job", "name"], name="jobs_jobstep_once")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.name}"
