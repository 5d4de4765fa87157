"""Staff and prospective staff: registered like everybody else, kept while they work for us (STAFF-01, GLO-08)."""

from datetime import date

from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.models import StaffMember
from privacy.actions.restriction import refuse_restricted
from privacy.actions.retention import STILL_RUNNING, set_running_until, start_retention
from privacy.actions.roles import Origin, register_role
from privacy.actions.subjects import lock_live_role
from privacy.models import DataSubject, RetentionClock, SubjectRole
from privacy.vocabulary import SubjectKind

REASON = "people.staff"
STAFF = SubjectKind.STAFF


def register_staff(
    draft: StaffMember, *, origin: Origin, by: User | None, data_subject: DataSubject | None = None
) -> StaffMember:
    """Register somebody who works for us, or accepted an offer to.

    `draft` is not saved yet. Give `data_subject` for somebody whom we know in another role, or who signs in already:
    opening an account makes the role of staff, and this tells more about him.
    """
    with acting(by.pk if by else None, REASON):
        draft.clean()
        draft.clean_fields(exclude=("data_subject", "number"))
        role = (
            _bare_role(data_subject)
            or register_role(
                STAFF,
                origin=origin,
                holds=draft.categories_held(),
                addresses=draft.addresses,
                data_subject=data_subject,
            ).role
        )
        draft.data_subject, draft.number = role.data_subject, role.number
        draft.save(force_insert=True)
        _follow(draft)
    return draft


def staff_began(member: StaffMember, *, by: User | None) -> StaffMember:
    """Record that somebody who accepted an offer works for us now: while he does, his term does not run."""
    with acting(by.pk if by else None, REASON):
        lock_live_role(member.pk, STAFF)
        refuse_restricted(member.pk, STAFF)
        member.is_prospective = False
        member.save(update_fields=["is_prospective"])
        _follow(member)
    return member


def staff_left(member: StaffMember, *, last_day: date, by: User | None) -> RetentionClock:
    """Record the last day on which somebody works for us; from then on his term runs (requirements 4.1)."""
    with acting(by.pk if by else None, REASON):
        lock_live_role(member.pk, STAFF)
        return set_running_until(member.pk, STAFF, running_until=last_day)


def _bare_role(data_subject: DataSubject | None) -> SubjectRole | None:
    """Return the role of somebody of whom only an account is known, with the clock that an account does not start."""
    if data_subject is None:
        return None
    role = SubjectRole.objects.live().filter(data_subject=data_subject, subject_kind=STAFF).first()
    if role is None or StaffMember.objects.filter(pk=data_subject.pk).exists():
        return None
    if not RetentionClock.objects.filter(data_subject=data_subject, subject_kind=STAFF).exists():
        start_retention(data_subject.pk, STAFF, collected_on=role.collected_on)
    return role


def _follow(member: StaffMember) -> None:
    if not member.is_prospective:
        set_running_until(member.pk, STAFF, running_until=STILL_RUNNING)
