"""Identity papers: what may be copied when, sealed, and destroyed on its day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from candidates.actions.guarded import record
from candidates.actions.identity import destroy_due_papers, keep_id_copy, record_identity_check
from candidates.exceptions import CopyNotMasked, IdentityCheckOff, NotACopy, NotForThisRole
from candidates.models import DrivingLicence, IdCopy, IdentityCheck
from candidates.tasks import destroy_identity_papers
from candidates.testing import make_candidate
from candidates.testing_pipeline import make_application
from candidates.testing_sensitive import picture
from candidates.tests.test_hire import employ
from clients.testing import make_vacancy
from cluster_crm.accounts.testing import make_user
from privacy.actions.files import stored_files, sweep_files
from privacy.actions.reveal import reveal_file
from privacy.exceptions import NotForYourRole, PurposeNotAllowed
from privacy.models import ReadLogEntry
from privacy.plan import PlanItem
from privacy.registry import personal_model
from privacy.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FOUR_WEEKS = timedelta(days=28)


def copy_of(candidate, *, employment=None, is_masked=True, made_on=TODAY, content=None) -> IdCopy:
    row = IdCopy(data_subject_id=candidate.pk, employment=employment, made_on=made_on, is_bsn_masked=is_masked)
    return keep_id_copy(row, content or picture(), by=make_user(Role.FINANCE))


@pytest.mark.requirement("LAW-33", "AMB-33")
def test_copy_before_hire_is_refused_unless_the_agency_falls_under_the_waadi(settings):
    with pytest.raises(IdentityCheckOff):
        copy_of(make_candidate())
    settings.CRM_WAADI_ID_CHECK = True

    assert copy_of(make_candidate()).destroy_on == TODAY + FOUR_WEEKS


@pytest.mark.requirement("LAW-32", "LAW-33")
def test_copy_before_hire_must_be_masked(settings):
    settings.CRM_WAADI_ID_CHECK = True

    with pytest.raises(CopyNotMasked):
        copy_of(make_candidate(), is_masked=False)

    assert list(stored_files()) == []


@pytest.mark.requirement("CAND-DATA-14", "LAW-35")
def test_whole_copy_of_an_employee_stays_until_the_duty_ends():
    candidate = make_candidate()
    copy = copy_of(candidate, employment=employ(candidate, ended_on=date(2026, 6, 30)), is_masked=False)

    kept = PlanItem(personal_model("candidates.idcopy")).kept(TODAY, copy.data_subject.roles.all())
    keys = PlanItem(personal_model("privacy.subjectkey")).kept(TODAY, copy.data_subject.roles.all())

    assert copy.destroy_on is None
    assert [row.keep_until for row in kept] == [row.keep_until for row in keys] == [date(2031, 12, 31)]


@pytest.mark.requirement("CAND-DATA-14")
@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"is_bsn_masked": False}, "idcopy_masked"),
        ({"destroy_on": None}, "idcopy_end"),
        ({"destroy_on": TODAY + FOUR_WEEKS + timedelta(days=1)}, "idcopy_end"),
    ],
)
def test_database_keeps_copies_before_hire_masked_and_short(settings, values, rule):
    settings.CRM_WAADI_ID_CHECK = True
    copy_of(make_candidate())

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        IdCopy.objects.update(**values)


@pytest.mark.requirement("CAND-DATA-14", "SEC-01")
def test_copy_lies_sealed_and_opens_for_a_purpose_after_the_log():
    candidate = make_candidate()
    content = picture(made_by="Zonnevlek")
    copy = copy_of(candidate, employment=employ(candidate), content=content)

    with pytest.raises(NotForYourRole):
        reveal_file(copy, "file", purpose=Purpose.LEGAL_DUTY, by=make_user(Role.RECRUITER))
    with pytest.raises(PurposeNotAllowed):
        reveal_file(copy, "file", purpose=Purpose.RECRUITMENT, by=make_user(Role.FINANCE))
    shown = reveal_file(copy, "file", purpose=Purpose.LEGAL_DUTY, by=make_user(Role.FINANCE))

    assert b"Zonnevlek" not in copy.file.open("rb").read()
    assert shown == content
    assert ReadLogEntry.objects.get().field == "candidates.idcopy.file"


@pytest.mark.requirement("ACC-18", "LAW-33")
def test_papers_go_on_their_day_with_history_and_file(settings):
    settings.CRM_WAADI_ID_CHECK = True
    candidate, made_on = make_candidate(), TODAY - FOUR_WEEKS
    copy = copy_of(candidate, made_on=made_on)
    check = IdentityCheck(data_subject_id=candidate.pk, seen_on=made_on, doc_type="card", valid_until=TODAY)
    record_identity_check(check, by=make_user(Role.FINANCE))
    hired = copy_of(candidate, employment=employ(candidate), made_on=made_on)
    early = destroy_due_papers(TODAY - timedelta(days=1))

    destroy_identity_papers()
    sweep_files()

    assert early == 0
    assert list(IdCopy.objects.all()) == [hired]
    assert not IdentityCheck.objects.exists()
    assert not IdCopy.history.filter(id=copy.pk).exists()
    assert not IdentityCheck.history.exists()
    assert list(stored_files()) == [hired.file.name]


@pytest.mark.requirement("LAW-35")
def test_copy_of_a_former_employee_goes_when_the_duty_is_over():
    candidate = make_candidate()
    copy_of(candidate, employment=employ(candidate, started_on=date(2019, 1, 1), ended_on=date(2019, 6, 30)))

    left = [destroy_due_papers(on) for on in (date(2024, 12, 31), date(2025, 1, 1))]

    assert left == [0, 1]
    assert not IdCopy.history.exists()


@pytest.mark.parametrize("content", [b"hello", b"MZ\x90\x00", b""])
def test_copy_of_another_type_is_refused(content):
    candidate = make_candidate()
    row = IdCopy(data_subject_id=candidate.pk, employment=employ(candidate), made_on=TODAY)

    with pytest.raises(NotACopy):
        keep_id_copy(row, content, by=None)


@pytest.mark.requirement("LAW-34")
def test_driving_licence_is_noted_for_a_role_that_needs_it_alone():
    fields = {"categories": ["B", "BE"], "valid_until": TODAY, "seen_on": TODAY}
    applications = [make_application(vacancy=make_vacancy(needs_driving_licence=need)) for need in (False, True)]
    refused, allowed = (
        DrivingLicence(candidate=application.candidate, application=application, **fields)
        for application in applications
    )

    with pytest.raises(NotForThisRole):
        record(refused, by=None)

    assert record(allowed, by=None).destroy_on == TODAY + FOUR_WEEKS
    assert destroy_due_papers(TODAY + FOUR_WEEKS) == 1
