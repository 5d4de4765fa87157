"""What somebody decides about a finding: it may stay, it goes, it waits out of sight, or a copy without it is asked."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.jobs.actions import enqueue
from cluster_crm.people.actions.tasks import plan_task
from cluster_crm.people.actions.writing import lock_people
from cluster_crm.people.exceptions import AlreadyDecided, NoException, NoRoomForMark
from cluster_crm.people.models import TextFinding
from cluster_crm.people.models.findings import ExceptionReason
from cluster_crm.people.special_data import SpecialKind
from privacy.actions.restriction import refuse_restricted
from privacy.vocabulary import SubjectKind

JOB = "people.settle_finding"
REASON = "people.finding"
DAYS_FOR_A_COPY = 7
State, Deed = TextFinding.State, TextFinding.Deed


def keep_finding(finding: TextFinding, *, reason: ExceptionReason, by: User) -> TextFinding:
    """Confirm for a reason from the list that the words may stay; withheld words are put back by a worker."""
    with acting(by.pk, REASON):
        finding = _undecided(finding)
        if finding.kind == SpecialKind.BSN:
            raise NoException(str(finding))
        finding.reason = reason
        if finding.state == State.WITHHELD:
            return _hand_over(finding, Deed.PUT_BACK, by)
        finding.state, finding.decided_by, finding.decided_at = State.KEPT, by, timezone.now()
        finding.save()
    return finding


def take_out(finding: TextFinding, *, deed: TextFinding.Deed, by: User) -> TextFinding:
    """Have the words, their sentence or the whole file removed, from the audit history too; a worker does it."""
    with acting(by.pk, REASON):
        return _hand_over(_undecided(finding), deed, by)


def withhold(finding: TextFinding, *, by: User) -> TextFinding:
    """Take the words out of sight until somebody decides: sealed, and shown under the read log alone (Article 18)."""
    with acting(by.pk, REASON):
        finding = _undecided(finding)
        if finding.state == State.WITHHELD:
            raise AlreadyDecided(str(finding))
        field = finding.personal.model._meta.get_field(finding.field)
        rows = finding.personal.model._base_manager.filter(pk=finding.row)
        longest = getattr(field, "max_length", None)
        text = rows.values_list(finding.field, flat=True).first() or ""
        if longest and len(text) + len(finding.mark) > longest:
            raise NoRoomForMark(str(finding))
        return _hand_over(finding, Deed.WITHHOLD, by)


def ask_for_copy(finding: TextFinding, *, by: User) -> TextFinding:
    """Plan that the person is asked for the document without it; the finding stays until the file is removed."""
    with acting(by.pk, REASON):
        finding = _undecided(finding)
        plan_task(
            finding.data_subject_id,
            SubjectKind(finding.subject_kind),
            text=gettext("Ask for the document without special data (%(reference)s)") % {"reference": finding},
            due_on=timezone.localdate() + timedelta(days=DAYS_FOR_A_COPY),
            by=by,
        )
        finding.state, finding.decided_by, finding.decided_at = State.ASKED, by, timezone.now()
        finding.save()
    return finding


def _undecided(finding: TextFinding) -> TextFinding:
    """Return the finding as it is now, locked; refuse restricted people, and what is decided already."""
    lock_people([finding.data_subject_id])
    refuse_restricted(finding.data_subject_id, finding.subject_kind)
    finding = TextFinding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if not finding.is_undecided:
        raise AlreadyDecided(str(finding))
    return finding


def _hand_over(finding: TextFinding, deed: TextFinding.Deed, by: User) -> TextFinding:
    finding.state, finding.deed = State.UNDER_WAY, deed
    finding.decided_by, finding.decided_at = by, timezone.now()
    finding.save()
    enqueue(JOB, finding.pk, by=by)
    return finding
