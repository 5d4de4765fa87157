"""Who is owed a notice of Article 13 or 14 and who was shown one, over the deeds by which people really come in."""

from datetime import date, timedelta

import pytest

from candidates.actions.imports import Upload
from candidates.actions.imports.cvs import confirm_cv, confirm_known_cv, drop_cvs
from candidates.actions.supplied import candidate_from_supplier_contact, register_supplied_candidate
from candidates.models import ImportBatch, ImportRow
from candidates.readers.candidate_draft import CandidateDraft
from candidates.testing import make_candidate
from candidates.testing_files import pdf_cv
from candidates.testing_imports import choices_of, import_all, table
from candidates.testing_named import make_emergency_contact, make_referee
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.testing import make_staff_member
from cluster_crm.website.testing import make_website_contact
from privacy.actions.policy import publish_policy
from privacy.actions.subjects import ensure_controller
from privacy.models import DataSubject, NoticeTask, PolicyVersion, SubjectRole
from privacy.sources import OF_APPLICANTS
from privacy.testing import make_policy
from privacy.vocabulary import Role, Source, SubjectKind
from suppliers.testing import make_supplier, make_supplier_contact

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("LAW-07", "GEN-05", "SRC-01", "SRC-02")]
CANDIDATE = SubjectKind.CANDIDATE
ON = date(2026, 11, 20)
SHOWN, GIVER, OTHERS = "shown", NoticeTask.Article.FROM_PERSON, NoticeTask.Article.FROM_OTHERS
DRAFT = CandidateDraft(given_name="Zoë", infix="van 't", family_name="Hoff", email="zoe@example.org")

OF_SOURCE = {
    Source.SITE_FORM: SHOWN,
    Source.APPLICATION: SHOWN,
    Source.MICROSITE: SHOWN,
    Source.COMPETITION: SHOWN,
    Source.PAPER_CV: SHOWN,
    Source.AUTO: SHOWN,
    Source.EMAIL_CV: GIVER,
    Source.INTERVIEW: GIVER,
    Source.AGGREGATOR: GIVER,
    Source.REFEREE: OTHERS,
    Source.CLIENT: OTHERS,
    Source.LINKEDIN: OTHERS,
    Source.JOBBOARD: OTHERS,
    Source.SOCIAL_LIKE: OTHERS,
    Source.SUPPLIER: OTHERS,
}


def by_hand(source: Source) -> DataSubject:
    return make_candidate(source=source, source_detail="Open dag, Delft", collected_on=ON).data_subject


def by_import(source: Source) -> DataSubject:
    ensure_controller()
    batch = import_all(table("Naam,E-mail", "Zoë van 't Hoff,zoe@example.org"), source=source)
    assert batch.created_count == 1
    return SubjectRole.objects.get(subject_kind=CANDIDATE).data_subject


def by_import_again(source: Source) -> DataSubject:
    """Somebody who applied, and was shown the notice then, is told more of by a list."""
    held = make_candidate(collected_on=ON - timedelta(days=30))
    file = table("Naam,E-mail,Plaats", f"{held.full_name},{held.email},Delft")
    assert import_all(file, source=source, on_sure=ImportBatch.OnSure.FILL).updated_count == 1
    return held.data_subject


def dropped(source: Source) -> ImportRow:
    ensure_controller()
    by = make_user(Role.RECRUITER)
    (row,) = drop_cvs([Upload("cv.pdf", pdf_cv)], choices=choices_of(source=source), by=by)
    return row


def by_dropped_cv(source: Source) -> DataSubject:
    row = dropped(source)
    return confirm_cv(row, DRAFT, by=row.batch.started_by).data_subject


def by_dropped_cv_of_a_known_person(source: Source) -> DataSubject:
    row, known = dropped(source), make_website_contact()
    return confirm_known_cv(row, DRAFT, known.data_subject, by=row.batch.started_by).data_subject


OF_CVS = (Source.PAPER_CV, Source.EMAIL_CV, Source.INTERVIEW, Source.JOBBOARD)
OF_CANDIDATES = [
    *((way, source) for way in (by_hand, by_import) for source in OF_APPLICANTS),
    *((way, source) for way in (by_dropped_cv, by_dropped_cv_of_a_known_person) for source in OF_CVS),
]


def supplied() -> DataSubject:
    ensure_controller()
    return register_supplied_candidate(
        DRAFT, make_supplier(), collected_on=ON, by=make_user(Role.RECRUITER)
    ).data_subject


def supplied_contact() -> DataSubject:
    supplier = make_supplier()
    contact = make_supplier_contact(supplier)
    by = make_user(Role.RECRUITER)
    return candidate_from_supplier_contact(contact, supplier, collected_on=ON, by=by).data_subject


def contact_from(source: Source):
    return lambda: make_client_contact(source=source, source_detail="Beurs", collected_on=ON).data_subject


CLIENT = SubjectKind.CLIENT_CONTACT
OF_OTHERS = {
    "candidate of a supplier": (supplied, CANDIDATE, OTHERS),
    "candidate who was a supplier contact": (supplied_contact, CANDIDATE, OTHERS),
    "website message": (lambda: make_website_contact().data_subject, SubjectKind.WEBSITE_USER, SHOWN),
    "supplier contact": (lambda: make_supplier_contact().data_subject, SubjectKind.SUPPLIER_CONTACT, GIVER),
    "client who came to us": (contact_from(Source.CLIENT_INBOUND), CLIENT, GIVER),
    "client whom we approached": (contact_from(Source.CLIENT_OUTBOUND), CLIENT, GIVER),
    "client of market research": (contact_from(Source.MARKET_RESEARCH), CLIENT, OTHERS),
    "client from media": (contact_from(Source.MEDIA), CLIENT, OTHERS),
    "client of a list": (contact_from(Source.EVENT_LIST), CLIENT, OTHERS),
    "client whom a candidate named": (contact_from(Source.VIA_CANDIDATE), CLIENT, OTHERS),
    "referee": (lambda: make_referee().data_subject, SubjectKind.REFEREE, OTHERS),
    "emergency contact": (lambda: make_emergency_contact().data_subject, SubjectKind.EMERGENCY_CONTACT, OTHERS),
    "colleague": (lambda: make_staff_member().data_subject, SubjectKind.STAFF, SHOWN),
}


@pytest.fixture(autouse=True)
def policy() -> PolicyVersion:
    return publish_policy(make_policy())


def owed(person: DataSubject, kind: SubjectKind) -> list[tuple[str, str]]:
    """Each notice that a person is owed in a role: by which article, and for data from where."""
    return list(NoticeTask.objects.of(person.pk, kind).due().values_list("article", "source"))


@pytest.mark.parametrize(("way", "source"), OF_CANDIDATES)
def test_candidate_was_shown_the_notice_or_is_owed_one(policy, way, source):
    person = way(source)

    role, expected = SubjectRole.objects.get(data_subject=person, subject_kind=CANDIDATE), OF_SOURCE[source]
    assert role.policy_version == (policy if expected == SHOWN else None)
    assert owed(person, CANDIDATE) == ([] if expected == SHOWN else [(expected, source)])


@pytest.mark.parametrize("source", OF_APPLICANTS)
def test_candidate_of_whom_more_is_imported_is_owed_the_notice_of_that_source(source):
    person, expected = by_import_again(source), OF_SOURCE[source]

    assert owed(person, CANDIDATE) == ([] if expected == SHOWN else [(expected, source)])


@pytest.mark.parametrize("way", OF_OTHERS)
def test_person_in_another_role_was_shown_the_notice_or_is_owed_one(policy, way):
    make, kind, expected = OF_OTHERS[way]
    person = make()

    role = SubjectRole.objects.get(data_subject=person, subject_kind=kind)
    assert role.policy_version == (policy if expected == SHOWN else None)
    assert [article for article, _source in owed(person, kind)] == ([] if expected == SHOWN else [expected])


@pytest.mark.parametrize(("source", "days"), [(Source.EMAIL_CV, 0), (Source.LINKEDIN, 30)])
def test_giver_is_told_at_once_and_who_was_named_by_others_within_a_month(source, days):
    person = by_dropped_cv(source)

    assert NoticeTask.objects.get(data_subject=person).due_on == ON + timedelta(days=days)
