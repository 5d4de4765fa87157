"""Telling people of a material change of the policy: a service message, once a person, by the worker (GEN-06)."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import formats
from django.utils.translation import override

from cluster_crm.history.acting import acting
from cluster_crm.jobs.actions import Claim, enqueue
from cluster_crm.jobs.models import Job
from privacy.actions.addressed import addresses_of
from privacy.actions.preferences import languages_of
from privacy.actions.texts import current_text, queue_text, render
from privacy.actions.usable import lock_persons
from privacy.exceptions import PrivacyRefusal
from privacy.models import PolicyNotification, PolicyVersion, SubjectRole
from privacy.vocabulary import Purpose, SubjectKind

NOTIFY: Final = "policy.notify"
PART: Final = 200
State = PolicyNotification.State


@transaction.atomic
def notify_of(version: PolicyVersion, kinds: Collection[SubjectKind], *, by: AbstractBaseUser | None) -> Job | None:
    """Note whom a version is about and let the worker write to them; None where that is nobody.

    Everybody in these roles, objectors to marketing too, gets one message, whatever number of roles he has; asked
    again, nobody gets a second one.
    """
    with acting(by.pk if by else None, "policy notification"):
        told = PolicyNotification.objects.filter(policy_version=version, data_subject=OuterRef("data_subject"))
        roles = SubjectRole.objects.live().filter(~Exists(told), subject_kind__in=list(kinds))
        first = roles.order_by("data_subject", "number").distinct("data_subject")
        rows = [
            PolicyNotification(data_subject_id=person, subject_kind=kind, policy_version=version)
            for person, kind in first.values_list("data_subject", "subject_kind")
        ]
        PolicyNotification.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
        return enqueue(NOTIFY, notification_number(version), by=by) if rows else None


def notification_number(version: PolicyVersion) -> UUID:
    """Return the number under which a job names a version, whose key is a plain number."""
    return UUID(int=version.pk)


def run_notifications(claim: Claim) -> None:
    """Queue the messages about a version, part by part; a killed worker goes on where it was."""
    version = PolicyVersion.objects.get(pk=claim.target_id.int)
    waiting = PolicyNotification.objects.filter(policy_version=version, state=State.QUEUED, message=None)
    numbers = list(waiting.order_by("pk").values_list("pk", flat=True))
    parts = [numbers[start : start + PART] for start in range(0, len(numbers), PART)]
    claim.expect(len(parts))
    for part in parts:
        with claim.step(f"part {part[0]}") as is_due:
            if is_due:
                _notify_part(version, part)


def _notify_part(version: PolicyVersion, part: Sequence[UUID]) -> None:
    waiting = PolicyNotification.objects.filter(pk__in=part, state=State.QUEUED, message=None)
    rows = list(waiting.select_for_update())
    persons = [row.data_subject_id for row in rows]
    lock_persons(persons)
    languages, addresses = languages_of(persons), dict[UUID, str]()
    for kind in {SubjectKind(row.subject_kind) for row in rows}:
        addresses |= addresses_of([row.data_subject_id for row in rows if row.subject_kind == kind], kind)
    values = {language: _values(version, language) for language in {*languages.values()}}
    unreachable = []
    for row in rows:
        address, language = addresses.get(row.data_subject_id, ""), languages[row.data_subject_id]
        if not address:
            unreachable.append(row.pk)
            continue
        with suppress(PrivacyRefusal), transaction.atomic():
            row.message = queue_text(
                row.data_subject_id,
                SubjectKind(row.subject_kind),
                "notice.mail_policy_change",
                to_address=address,
                values=values[language],
                purpose=Purpose.SERVICE,
                language=language,
            )
            row.save(update_fields=["message"])
    PolicyNotification.objects.filter(pk__in=unreachable).update(state=State.UNREACHABLE)


def _values(version: PolicyVersion, language: str) -> dict[str, str]:
    with override(language):
        link = f"{settings.CRM_ORIGIN}{reverse('privacy:policy_version', args=[version.pk])}"
        day = formats.date_format(version.effective_from, "DATE_FORMAT")
    return {
        "version": version.version,
        "effective_from": day,
        "summary": version.summary(language) or "-",
        "notice_link": link,
        "objection": render(current_text("notice.objection", language), {}).body,
    }
