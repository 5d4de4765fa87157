"""Employment with the agency, and the service number that it alone allows to hold (CAND-DATA-16, UAVG 46)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from candidates.actions.running_work import follow_work
from candidates.exceptions import EmploymentRuns, NoEmployment
from candidates.models import Candidate, Employment, NationalIdentifier
from cluster_crm.accounts.models import User
from cluster_crm.history.acting import acting
from cluster_crm.people.national_id import normalise_bsn
from privacy.actions.reveal import seal
from privacy.models import Controller
from privacy.models.catalogue_view import Catalogue
from privacy.vocabulary import Category, Stage, SubjectKind


def record_employment(
    candidate: Candidate, *, employer: Controller, started_on: date, by: User | None, ended_on: date | None = None
) -> Employment:
    """Record that the candidate is on our payroll; while that lasts, his term does not run (requirements 4.1)."""
    person = candidate.data_subject_id
    Catalogue.load(SubjectKind.CANDIDATE).require([Category.PAYROLL], stage=Stage.HIRE)
    with acting(by.pk if by else None, "candidates.employment"):
        if _running(person).filter(employer=employer).exists() and ended_on is None:
            raise EmploymentRuns(str(candidate))
        employment = Employment(data_subject_id=person, employer=employer, started_on=started_on, ended_on=ended_on)
        employment.full_clean()
        employment.save()
        follow_work(employment.data_subject_id)
    return employment


def change_employment(
    employment: Employment, *, started_on: date, ended_on: date | None, by: User | None
) -> Employment:
    """Record when an employment really began and ended: from its last day on, the terms run."""
    with acting(by.pk if by else None, "candidates.employment"):
        employment = Employment.objects.select_for_update().get(pk=employment.pk)
        employment.started_on, employment.ended_on = started_on, ended_on
        employment.full_clean()
        employment.save(update_fields=["started_on", "ended_on"])
        follow_work(employment.data_subject_id)
    return employment


@transaction.atomic
def record_national_id(candidate: Candidate, bsn: str, *, by: User | None) -> NationalIdentifier:
    """Seal the candidate's service number under his employment with us; refused where the dossier records none.

    Raises `NotABsn` for a number that fails the eleven-test; neither error repeats it.
    """
    person = candidate.data_subject_id
    number = normalise_bsn(bsn)
    Catalogue.load(SubjectKind.CANDIDATE).require([Category.NATIONAL_ID], stage=Stage.HIRE)
    employment = Employment.objects.filter(data_subject_id=person).order_by("-started_on", "-pk").first()
    if employment is None:
        raise NoEmployment
    row = NationalIdentifier.objects.filter(data_subject_id=person).first() or NationalIdentifier(
        data_subject_id=person
    )
    row.employment = employment
    seal(row, "bsn", number)
    with acting(by.pk if by else None, "candidates.national_id"):
        row.save()
    return row


def _running(person: UUID) -> QuerySet[Employment]:
    return Employment.objects.filter(data_subject_id=person, ended_on__isnull=True)
