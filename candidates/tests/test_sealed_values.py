"""The citizen service number in its envelope: who may see it, what is written down, what destroys it."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from candidates.models import NationalIdentifier
from candidates.models.employment import Employment
from candidates.testing import ensure_controller, make_candidate
from cluster_crm.accounts.testing import make_user
from privacy.actions.restriction import restrict
from privacy.actions.reveal import reveal, reveal_to_person, seal
from privacy.envelope import Sealed, new_key
from privacy.exceptions import NotForYourRole, ProcessingRestricted, PurposeNotAllowed, Unreadable
from privacy.models import ReadLogEntry, Restriction, SubjectKey, SubjectRole
from privacy.plan import PlanItem
from privacy.registry import personal_model
from privacy.vocabulary import Purpose, Role, SubjectKind

BSN = "999990019"

pytestmark = pytest.mark.django_db


def make_number(value=BSN, **employment):
    """Seal the number of an employee and store it."""
    candidate = make_candidate()
    started = {"started_on": timezone.localdate()}
    job = Employment.objects.create(data_subject_id=candidate.pk, employer=ensure_controller(), **started | employment)
    number = NationalIdentifier(data_subject_id=candidate.pk, employment=job)
    seal(number, "bsn", value)
    number.save()
    return NationalIdentifier.objects.get(pk=number.pk)


def payroll(row, by=None):
    return reveal(row, "bsn", purpose=Purpose.PAYROLL, by=by or make_user(Role.FINANCE))


@pytest.mark.requirement("SEC-01")
def test_reveal_writes_who_read_what_of_whom_before_it_answers():
    number, finance = make_number(), make_user(Role.FINANCE)

    value = payroll(number, finance)

    entry = ReadLogEntry.objects.get()
    assert value == BSN
    assert (entry.data_subject_id, entry.field, entry.purpose, entry.actor_id) == (
        number.data_subject_id,
        "candidates.nationalidentifier.bsn",
        Purpose.PAYROLL,
        finance.pk,
    )


@pytest.mark.requirement("SEC-01")
def test_attempt_on_a_broken_value_is_written_down_too():
    number = make_number()
    number.bsn = Sealed(number.bsn[:-1] + bytes([number.bsn[-1] ^ 1]))

    with pytest.raises(Unreadable):
        payroll(number)

    assert ReadLogEntry.objects.count() == 1


@pytest.mark.requirement("SEC-01", "LAW-02", "RIGHT-RESTR-02")
def test_reveal_refuses_role_purpose_and_restricted_persons():
    number = make_number()

    with pytest.raises(NotForYourRole):
        payroll(number, make_user(Role.RECRUITER))
    with pytest.raises(PurposeNotAllowed):
        reveal(number, "bsn", purpose=Purpose.RECRUITMENT, by=make_user(Role.FINANCE))
    restrict(number.data_subject_id, SubjectKind.CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=None)
    with pytest.raises(ProcessingRestricted):
        payroll(number)

    assert not ReadLogEntry.objects.exists()
    assert reveal_to_person(number, "bsn", by=make_user(Role.PRIVACY_OFFICER)) == BSN


@pytest.mark.requirement("CAND-DATA-16")
def test_column_holds_envelopes_alone():
    number = make_number()

    with pytest.raises(TypeError, match="sealed values only"), transaction.atomic():
        NationalIdentifier.objects.filter(pk=number.pk).update(bsn=BSN)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE candidates_nationalidentifier SET bsn = %s", [BSN.encode().ljust(64)])

    assert (repr(number.bsn), NationalIdentifier._meta.get_field("bsn").formfield()) == ("<sealed>", None)
    assert BSN.encode() not in bytes(number.bsn)


def test_value_does_not_open_in_the_row_of_another():
    mine, other = make_number(), make_number("999990020")

    mine.bsn = other.bsn

    with pytest.raises(Unreadable):
        payroll(mine)


def test_row_of_the_history_opens_in_the_place_of_its_live_row():
    number = make_number()
    seal(number, "bsn", "999990020")
    number.save()

    values = [payroll(past) for past in number.history.order_by("history_id")]

    assert values == [BSN, "999990020"]


@pytest.mark.requirement("ERASE-03")
def test_nothing_opens_without_the_data_key():
    number, other = make_number(), make_number("999990020")

    SubjectKey.objects.filter(data_subject_id=number.data_subject_id).delete()

    for row in [number, number.history.get()]:
        with pytest.raises(Unreadable, match="key"):
            payroll(row)
    assert payroll(other) == "999990020"


def test_rotation_wraps_the_keys_again_and_leaves_the_values(settings, capsys):
    number = make_number()
    settings.CRM_KEY_RING = {"new": new_key()} | settings.CRM_KEY_RING
    before = bytes(number.bsn)

    call_command("rotate_keys")
    call_command("rotate_keys")
    settings.CRM_KEY_RING = {"new": settings.CRM_KEY_RING["new"]}

    number.refresh_from_db()
    assert capsys.readouterr().out.split("\n")[:2] == ["1 data keys wrapped again.", "0 data keys wrapped again."]
    assert (bytes(number.bsn), payroll(number)) == (before, BSN)


def test_key_that_left_the_ring_opens_nothing(settings):
    number = make_number()
    settings.CRM_KEY_RING = {"new": new_key()}

    with pytest.raises(Unreadable, match="ring"):
        payroll(number)


@pytest.mark.requirement("ERASE-06")
def test_key_stays_as_long_as_a_number_that_tax_law_keeps():
    kept, other = make_number(ended_on=timezone.localdate()), make_number()
    other.delete()
    item = PlanItem(personal_model("privacy.subjectkey"))

    keys = [
        (row.data_subject_id, row.keep_until.year) for row in item.kept(timezone.localdate(), SubjectRole.objects.all())
    ]

    assert keys == [(kept.data_subject_id, timezone.localdate().year + 7)]
