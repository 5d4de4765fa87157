"""Invented special, sensitive and employment data for tests: every column of those tables filled."""

from datetime import date
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from candidates.actions.guarded import sealed_field_of
from candidates.models import (
    AdjustmentReader,
    Application,
    Assessment,
    Candidate,
    ConductCheck,
    CurrentRemuneration,
    DrivingLicence,
    Employment,
    FinancialCheck,
    ForeignNationalId,
    IdCopy,
    IdentityCheck,
    InferredInterest,
    MaritalStatus,
    Nationality,
    PayrollReference,
    Photo,
    RoleDeclaration,
    WageTaxStatement,
    WorkPermit,
    WorkplaceAdjustment,
)
from candidates.models.identity import FOUR_WEEKS
from candidates.testing_pipeline import make_application
from clients.testing import make_vacancy
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from privacy.actions.consents import record_consent
from privacy.actions.reveal import seal, seal_file
from privacy.models import ConsentEvent, PolicyVersion
from privacy.models.personal import PersonalModel
from privacy.testing import make_policy
from privacy.vocabulary import Purpose, Role, Source, SubjectKind


def give_consent(
    candidate: Candidate, purpose: Purpose, *, is_explicit: bool = True, role: Application | None = None
) -> ConsentEvent:
    """Record that the candidate consented, for one role where the purpose is about one."""
    return record_consent(
        candidate.pk,
        SubjectKind.CANDIDATE,
        purpose=purpose,
        method=ConsentEvent.Method.SIGNED_FORM,
        text_version="1",
        language="nl",
        policy_version=PolicyVersion.objects.first() or make_policy(),
        is_affirmed=True,
        consent=ConsentEvent.Kind.EXPLICIT if is_explicit else ConsentEvent.Kind.OPT_IN,
        evidence="form 1",
        about=role.pk.hex if role else "",
    )


def picture(size: tuple[int, int] = (12, 8), kind: str = "JPEG", *, made_by: str = "") -> bytes:
    """Return a small picture, with the name of a maker in its EXIF where one is given."""
    target, exif = BytesIO(), Image.Exif()
    if made_by:
        exif[271] = made_by
    Image.new("RGB", size, "teal").save(target, kind, exif=exif)
    return target.getvalue()


def fill_sensitive(candidate: Candidate, marker: str, *, employment: Employment, by: User | None) -> None:
    """Fill every table of special, sensitive and employment data, also those that the catalogue leaves off."""
    application = make_application(
        candidate,
        make_vacancy(
            needs_financial_integrity=True,
            needs_conduct_certificate=True,
            needs_religion=True,
            needs_driving_licence=True,
        ),
        step=Application.Step.OFFER,
        by=by,
        source_detail=f"{marker} vacancy",
    )
    _fill_hire(employment, marker)
    _fill_identity(employment, by or make_user(Role.FINANCE))
    _fill_consented(candidate, marker)
    _fill_checks(application, marker)


def _fill_hire(employment: Employment, marker: str) -> None:
    of = {"data_subject_id": employment.data_subject_id, "employment": employment}
    rows: list[PersonalModel] = [
        Nationality(nationality="NL", birth_place=f"{marker} birthplace", **of),
        MaritalStatus(marital_status=MaritalStatus.Status.MARRIED, **of),
        ForeignNationalId(**of),
        WageTaxStatement(signed_on=date(2010, 1, 1), **of),
        PayrollReference(**of),
        WorkPermit(permit_type=WorkPermit.PermitType.TWV, valid_until=date(2011, 1, 1), **of),
    ]
    for row in rows:
        _keep(row, marker)


def _fill_identity(employment: Employment, by: User) -> None:
    of = {"data_subject_id": employment.data_subject_id, "employment": employment}
    day = date(2010, 1, 1)
    _keep(IdentityCheck(seen_on=day, doc_type="passport", valid_until=date(2015, 1, 1), checked_by=by, **of), "")
    copy = IdCopy(made_on=day, content_type="image/png", **of)
    seal_file(copy, "file", picture(kind="PNG"))
    copy.save()


def _fill_consented(candidate: Candidate, marker: str) -> None:
    origin = {"source": Source.INTERVIEW, "source_detail": f"{marker} talk", "candidate": candidate}
    _keep(CurrentRemuneration(salary="3999.00", pension=f"{marker} pension", benefits=f"{marker} car", **origin), "")
    interest = InferredInterest(interest=f"{marker} interest", inferred_from=f"{marker} articles", **origin)
    interest.consent = give_consent(candidate, Purpose.PROFILING)
    photo = Photo(content_type="image/jpeg", size=100, **origin)
    photo.consent = give_consent(candidate, Purpose.PHOTO, is_explicit=False)
    photo.file.save("", ContentFile(picture()), save=False)
    for row in (interest, photo):
        row.save()


def _fill_checks(application: Application, marker: str) -> None:
    of, day = {"candidate": application.candidate, "application": application}, date(2026, 2, 1)
    consents = {
        purpose: give_consent(application.candidate, purpose, role=application)
        for purpose in (Purpose.CRIMINAL, Purpose.HEALTH, Purpose.RELIGION)
    }
    adjustment = WorkplaceAdjustment(volunteered_on=day, consent=consents[Purpose.HEALTH], **of)
    rows: list[PersonalModel] = [
        FinancialCheck(reason="wft", outcome="clear", checked_on=day, **of),
        ConductCheck(requested_on=day, seen_on=day, consent=consents[Purpose.CRIMINAL], **of),
        Assessment(
            provider=f"{marker} office",
            kind=Assessment.Kind.SKILLS,
            outcome=f"{marker} result",
            announced_on=day,
            assessed_on=day,
            **of,
        ),
        adjustment,
        RoleDeclaration(declared_on=day, consent=consents[Purpose.RELIGION], **of),
        DrivingLicence(categories=["B"], valid_until=date(2030, 1, 1), seen_on=day, destroy_on=day + FOUR_WEEKS, **of),
        AdjustmentReader(candidate=application.candidate, adjustment=adjustment, reader=make_user(Role.RECRUITER)),
    ]
    for row in rows:
        _keep(row, marker)


def _keep(row: PersonalModel, marker: str) -> None:
    """Save a row with the marker in its sealed value, without asking the rules."""
    if name := sealed_field_of(type(row)):
        seal(row, name, f"{marker} sealed")
    row.save()
