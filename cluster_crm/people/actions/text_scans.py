"""The monthly look through all guarded texts: what changed since the last one, or everything when the rules did."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cluster_crm.accounts.models import User
from cluster_crm.jobs.actions import enqueue
from cluster_crm.jobs.claims import Claim
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions.findings import review_rows
from cluster_crm.people.models import TextFinding, TextScan
from cluster_crm.people.special_data import RULES_VERSION
from cluster_crm.people.special_data.guarded import guarded_models
from privacy import permissions
from privacy.exceptions import NotForYourRole
from privacy.models import Restriction
from privacy.registry import PersonalModel

JOB = "people.scan_texts"
SCAN = JOB  # the deed has the name of its job
MONTH = timedelta(days=30)
BATCH = 500


def start_scan_if_due(now: datetime) -> TextScan | None:
    """Begin a look through the texts a month after the last one began, or at once where the rules are others."""
    last = TextScan.objects.order_by("-started_at").first()
    if last and last.finished_at is None:
        return None
    if last and last.rules_version == RULES_VERSION and last.started_at > now - MONTH:
        return None
    return start_scan(by=None)


@transaction.atomic
def scan_now(*, by: User) -> TextScan:
    """Begin a look at once; one that is under way goes on, also where its worker gave up. Raises NotForYourRole."""
    if not permissions.allows_deed(by, SCAN):
        raise NotForYourRole(SCAN)
    last = TextScan.objects.select_for_update().order_by("-started_at").first()
    if last is None or last.finished_at is not None:
        return start_scan(by=by)
    if not Job.objects.filter(kind=JOB, target_id=last.pk).exclude(state__in=Job.CLOSED).exists():
        enqueue(JOB, last.pk, by=by)
    return last


@transaction.atomic
def start_scan(*, by: User | None) -> TextScan:
    """Begin a look: at what changed since the last one began, or at everything where the rules are others."""
    last = TextScan.objects.filter(finished_at__isnull=False).order_by("-started_at").first()
    is_same = last is not None and last.rules_version == RULES_VERSION
    scan = TextScan.objects.create(
        rules_version=RULES_VERSION, since=last.started_at if last is not None and is_same else None
    )
    enqueue(JOB, scan.pk, by=by)
    return scan


def run(claim: Claim) -> None:
    """Look at one batch of rows a step; where a worker was killed, the next goes on behind the last batch."""
    scan = TextScan.objects.get(pk=claim.target_id)
    if scan.batches == 0:
        claim.expect(sum(ceil(_rows(personal, scan.since).count() / BATCH) for personal in _models()) + 1)
    while (batch := _next_batch(scan)) is not None:
        personal, keys = batch
        with claim.step(f"batch {scan.batches}") as is_due:
            if is_due:
                _look_at(scan, personal, keys)
        scan.refresh_from_db()
    with claim.step("end") as is_due:
        if is_due:
            _close_findings_of_rows_that_are_gone()
            TextScan.objects.filter(pk=scan.pk).update(finished_at=timezone.now())


def _models() -> list[PersonalModel]:
    return sorted(guarded_models().values(), key=lambda personal: personal.label)


def _next_batch(scan: TextScan) -> tuple[PersonalModel, list[UUID]] | None:
    """The next rows behind the last one that was seen, in this table or in one of those after it."""
    for personal in _models():
        if personal.label < scan.at_model:
            continue
        rows = _rows(personal, scan.since)
        if personal.label == scan.at_model and scan.after:
            rows = rows.filter(pk__gt=scan.after)
        if keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            return personal, keys
    return None


def _look_at(scan: TextScan, personal: PersonalModel, keys: Sequence[UUID]) -> None:
    found = review_rows(personal, keys)
    TextScan.objects.filter(pk=scan.pk).update(
        at_model=personal.label,
        after=keys[-1],
        batches=scan.batches + 1,
        rows_seen=scan.rows_seen + len(keys),
        found=scan.found + found,
    )


def _rows(personal: PersonalModel, since: datetime | None) -> Any:
    """The rows to look at: not those of restricted people, which may only be stored, until they are free again."""
    rows: Any = personal.model._base_manager.filter(**{f"{personal.record.subject}__isnull": False})
    rows = rows.exclude(Exists(_restrictions(personal).active()))
    if since is None or personal.history is None:
        return rows
    key = personal.model._meta.pk.attname
    changed = personal.history._base_manager.filter(history_date__gt=since).values(key)
    return rows.filter(Q(pk__in=changed) | Exists(_restrictions(personal).filter(lifted_at__gt=since)))


def _restrictions(personal: PersonalModel) -> Any:
    kind = personal.record.kind or OuterRef("subject_kind")
    return Restriction.objects.filter(data_subject_id=OuterRef(f"{personal.record.subject}_id"), subject_kind=kind)


def _close_findings_of_rows_that_are_gone() -> None:
    open_ones = TextFinding.objects.filter(state__in=[TextFinding.State.OPEN, TextFinding.State.ASKED])
    for personal in _models():
        left = personal.model._base_manager.filter(pk=OuterRef("row"))
        gone = open_ones.filter(~Exists(left), model_label=personal.label)
        gone.update(state=TextFinding.State.GONE, decided_at=timezone.now())
