"""Requirements 1.3 and 1.4 as a table: where each item stands, who sees it, who may open it, and what is refused.

What a deed refuses stands beside the deed; `SHOWN_ELSEWHERE` names where, and the rows of 1.2 stand with candidates.
"""

from dataclasses import dataclass
from functools import cache

import pytest
from django.db import IntegrityError

from candidates.actions.register import register_candidate
from candidates.models import Application
from candidates.readers.candidate_draft import CandidateDraft
from cluster_crm.tests.tree import ROOT
from cluster_crm.website.testing import make_visited_page
from privacy import permissions
from privacy.actions.roles import Origin, register_role
from privacy.actions.subjects import ensure_controller
from privacy.exceptions import NotInCatalogue, SourceNotAllowed
from privacy.management.requirements_page import shown_by_tests
from privacy.masks import Masks
from privacy.models import Controller, NoticeTask, SubjectRole
from privacy.models.catalogue_view import Catalogue
from privacy.models.personal import today
from privacy.registry import person_model, personal_models
from privacy.sources import SOURCES_OF
from privacy.testing import make_subject
from privacy.vocabulary import Category, RetentionProfile, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db

REC, CON, PO, FIN, ADM = Role.RECRUITER, Role.CONSULTANT, Role.PRIVACY_OFFICER, Role.FINANCE, Role.ADMINISTRATOR
TALK, NOBODY, OFFICE = frozenset({REC, CON}), frozenset(), frozenset({PO, ADM})
CLIENT, SUPPLIER, VISITOR = SubjectKind.CLIENT_CONTACT, SubjectKind.SUPPLIER_CONTACT, SubjectKind.WEBSITE_USER
REFEREE, EMERGENCY, STAFF = SubjectKind.REFEREE, SubjectKind.EMERGENCY_CONTACT, SubjectKind.STAFF
CANDIDATE = SubjectKind.CANDIDATE
NAMES = "given_name infix family_name full_name sort_name search_name"
ADDRESS = "email phone street postcode city country"
PERIOD = "function started_on ended_on"


@dataclass(frozen=True)
class Row:
    """One item: the fields of one model that hold it, the roles that see it, and those that the matrix may let in."""

    number: str
    kind: SubjectKind
    category: Category
    model: str
    fields: str
    seen_by: frozenset[Role]
    opened_by: frozenset[Role]

    @property
    def case(self):
        return pytest.param(self, marks=pytest.mark.requirement(self.number), id=f"{self.number}-{self.category}")


DESK = frozenset({REC, CON, FIN, PO})
ROWS = [
    Row("CLI-DATA-01", CLIENT, Category.NAME, "clients.clientcontact", NAMES, TALK, DESK),
    Row("CLI-DATA-01", CLIENT, Category.CONTACT, "clients.clientcontact", ADDRESS, TALK, DESK),
    Row("CLI-DATA-01", CLIENT, Category.POSITION, "clients.clientmembership", PERIOD, TALK, TALK),
    Row(
        "CLI-DATA-02",
        CLIENT,
        Category.ONLINE_INTERACTION,
        "people.onlineactivity",
        "act happened_at",
        TALK,
        NOBODY,
    ),
    Row("CLI-DATA-03", CLIENT, Category.COLLEAGUE_STATEMENTS, "people.toldnote", "text told_by", TALK, TALK),
    Row("CLI-DATA-04", CLIENT, Category.CALL_RECORDING, "people.callrecording", "file recorded_on", NOBODY, NOBODY),
    Row("CLI-DATA-06", CLIENT, Category.DEALINGS, "people.interactionnote", "text", TALK, TALK | OFFICE),
    Row("SUP-DATA-01", SUPPLIER, Category.NAME, "suppliers.suppliercontact", NAMES, TALK, DESK),
    Row("SUP-DATA-01", SUPPLIER, Category.CONTACT, "suppliers.suppliercontact", ADDRESS, TALK, DESK),
    Row("SUP-DATA-01", SUPPLIER, Category.POSITION, "suppliers.suppliermembership", PERIOD, TALK, TALK),
    Row(
        "SUP-DATA-02",
        SUPPLIER,
        Category.BANK_DETAILS,
        "suppliers.bankdetails",
        "iban holder",
        frozenset({FIN}),
        frozenset({FIN}),
    ),
    Row("SUP-DATA-03", SUPPLIER, Category.COLLEAGUE_STATEMENTS, "people.toldnote", "text told_by", TALK, TALK),
    Row("SUP-DATA-03", SUPPLIER, Category.CALL_RECORDING, "people.callrecording", "file recorded_on", NOBODY, NOBODY),
    Row("REF-DATA-01", REFEREE, Category.NAME, "candidates.referee", NAMES, TALK | OFFICE, TALK | OFFICE),
    Row("REF-DATA-01", REFEREE, Category.CONTACT, "candidates.referee", "email phone", TALK | OFFICE, TALK | OFFICE),
    Row("REF-DATA-01", REFEREE, Category.POSITION, "candidates.referee", "employer", TALK | OFFICE, TALK | OFFICE),
    Row(
        "REF-DATA-02",
        EMERGENCY,
        Category.NAME,
        "candidates.emergencycontact",
        NAMES,
        frozenset({REC}) | OFFICE,
        TALK | OFFICE,
    ),
    Row(
        "REF-DATA-02",
        EMERGENCY,
        Category.CONTACT,
        "candidates.emergencycontact",
        "email phone other_phone",
        frozenset({REC}) | OFFICE,
        TALK | OFFICE,
    ),
    Row("REF-DATA-04", STAFF, Category.REFERENCES, "candidates.refereenaming", "relation", OFFICE, TALK | OFFICE),
    Row(
        "REF-DATA-04",
        STAFF,
        Category.EMERGENCY_CONTACTS,
        "candidates.emergencynaming",
        "relation",
        OFFICE,
        TALK | OFFICE,
    ),
    Row("STAFF-01", STAFF, Category.NAME, "people.staffmember", NAMES, OFFICE, OFFICE),
    Row("STAFF-01", STAFF, Category.CONTACT, "people.staffmember", "email phone", OFFICE, OFFICE),
    Row("STAFF-01", STAFF, Category.POSITION, "people.staffmember", "position hr_reference", OFFICE, OFFICE),
    Row(
        "STAFF-02",
        STAFF,
        Category.CORRESPONDENCE,
        "people.investigation",
        "ground reason written_from written_until",
        frozenset({PO}),
        OFFICE,
    ),
    Row("WEB-DATA-03", VISITOR, Category.NAME, "website.websitecontact", NAMES, TALK, TALK | {PO}),
    Row("WEB-DATA-03", VISITOR, Category.CONTACT, "website.websitecontact", "email phone", TALK, TALK | {PO}),
    Row("WEB-DATA-03", VISITOR, Category.CORRESPONDENCE, "website.websitemessage", "text received_at", TALK, TALK),
    Row(
        "WEB-DATA-04",
        VISITOR,
        Category.ONLINE_IDENTIFIER,
        "website.accessevent",
        "ip",
        frozenset({PO}),
        frozenset({PO}),
    ),
    Row("WEB-DATA-04", VISITOR, Category.USAGE, "website.accessevent", "happened_at", frozenset({PO}), frozenset({PO})),
    Row("SRC-11", VISITOR, Category.DEALINGS, "website.competitionentry", "entered_on", TALK, TALK),
]

# Rows whose behaviour is a deed's: at least one test beside it shows them.
SHOWN_ELSEWHERE = [
    *(f"CLI-DATA-0{number}" for number in range(1, 7)),
    *(f"SUP-DATA-0{number}" for number in range(1, 4)),
    *(f"REF-DATA-0{number}" for number in range(1, 6)),
    *("STAFF-01", "STAFF-02", "WEB-DATA-03", "WEB-DATA-04"),
    *("SRC-02", "SRC-04", "SRC-05", "SRC-06", "SRC-07", "SRC-09", "SRC-10", "SRC-11"),
    *("GLO-02", "GLO-03", "GLO-04", "GLO-05", "GLO-07", "GLO-08", "GLO-09", "CONTACT-04"),
]


def columns_of(model: str, category: Category) -> set[str]:
    """The fields of a model that hold a category."""
    (found,) = [personal for personal in personal_models() if personal.label == model]
    return {field.field.name for field in found.fields if field.category is category}


@pytest.mark.parametrize("row", [row.case for row in ROWS])
def test_item_stands_where_the_policy_has_it_and_nowhere_else(row):
    own = [
        personal.label
        for personal in personal_models()
        if personal.record.kind == row.kind and any(field.category is row.category for field in personal.fields)
    ]

    assert columns_of(row.model, row.category) == set(row.fields.split())
    assert set(own) <= {other.model for other in ROWS if other.kind is row.kind and other.category is row.category}


@pytest.mark.parametrize("row", [row.case for row in ROWS])
def test_item_is_seen_by_these_roles_alone(row):
    assert {role for role in Role if Masks(role).shows(row.category, [row.kind])} == row.seen_by


@pytest.mark.parametrize("row", [row.case for row in ROWS])
def test_page_is_open_to_no_other_role(row):
    matrix = permissions.declared_models().get(row.model, {})

    assert {role for role, acts in matrix.items() if acts} <= row.opened_by


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        pytest.param(kind, category, marks=pytest.mark.requirement(number), id=f"{number}-{kind}-{category}")
        for number, kinds, categories in [
            ("CLI-DATA-01", [CLIENT], [Category.BIRTH_DATE, Category.SALUTATION, Category.OWN_STATEMENTS]),
            ("CLI-DATA-04", [CLIENT, SUPPLIER], [Category.CALL_RECORDING]),
            ("SUP-DATA-02", [kind for kind in SubjectKind if kind is not SUPPLIER], [Category.BANK_DETAILS]),
            ("REF-DATA-01", [REFEREE], [Category.COLLEAGUE_STATEMENTS, Category.OWN_STATEMENTS, Category.BIRTH_DATE]),
            ("REF-DATA-02", [EMERGENCY], [Category.COLLEAGUE_STATEMENTS, Category.POSITION, Category.BIRTH_DATE]),
            ("STAFF-01", [STAFF], [Category.PAYROLL, Category.NATIONAL_ID, Category.BIRTH_DATE]),
        ]
        for kind in kinds
        for category in categories
    ],
)
def test_catalogue_refuses_what_the_row_leaves_out(kind, category):
    with pytest.raises(NotInCatalogue):
        Catalogue.load(kind).require([category])


@pytest.mark.requirement("WEB-DATA-01", "WEB-DATA-02", "WEB-DATA-05", "SRC-08")
@pytest.mark.parametrize(
    ("category", "stored"), [(Category.BROWSING, ["website.visitedpage"]), (Category.INFERRED_INTERESTS, [])]
)
def test_nothing_is_stored_about_browsing_but_what_a_candidate_or_client_agreed_to(category, stored):
    tables = [
        personal.label
        for personal in personal_models()
        if personal.concerns(VISITOR) and any(field.category is category for field in personal.fields)
    ]

    assert tables == stored
    with pytest.raises(IntegrityError, match="candidate_or_client"):
        make_visited_page(make_subject(VISITOR).pk, VISITOR)


@pytest.mark.requirement("SRC-01", "SRC-03", "SRC-04", "SRC-05", "SRC-06", "SRC-07", "SRC-08")
@pytest.mark.parametrize("kind", SubjectKind)
def test_role_is_registered_from_the_sources_of_the_policy_alone(kind):
    refused = [source for source in Source if source not in SOURCES_OF[kind]]

    for source in SOURCES_OF[kind]:
        register_role(kind, origin=Origin(source, "", today()), holds=[])
    for source in refused:
        with pytest.raises(SourceNotAllowed):
            register_role(kind, origin=Origin(source, "", today()), holds=[])

    told = {source for source in SOURCES_OF[kind] if source.is_third_party}
    assert set(NoticeTask.objects.owed().values_list("source", flat=True)) == told
    assert SubjectRole.objects.count() == len(SOURCES_OF[kind])
    assert refused


@pytest.mark.requirement("SRC-02", "SRC-05")
def test_data_from_others_open_a_notice_and_data_of_the_person_do_not():
    assert {source for source in Source if source.is_third_party} == {
        Source.REFEREE, Source.CLIENT, Source.LINKEDIN, Source.JOBBOARD, Source.SOCIAL_LIKE, Source.SUPPLIER,
        Source.MARKET_RESEARCH, Source.MEDIA, Source.EVENT_LIST, Source.VIA_CANDIDATE,
    }  # fmt: skip


@pytest.mark.requirement("SRC-07")
@pytest.mark.parametrize("kind", [REFEREE, EMERGENCY])
def test_who_was_named_comes_from_who_named_him_alone(kind):
    assert SOURCES_OF[kind] == (Source.VIA_CANDIDATE,)


@pytest.mark.requirement("GLO-01")
@pytest.mark.parametrize("profile", [RetentionProfile.POOL, RetentionProfile.VACANCY_ONLY])
def test_candidate_needs_no_vacancy(profile):
    candidate = register_candidate(
        CandidateDraft(given_name="Sem", family_name="Dijk"),
        source=Source.APPLICATION,
        collected_on=today(),
        by=None,
        controller=ensure_controller(),
        retention_profile=profile,
    ).person

    role = SubjectRole.objects.get(pk=candidate.number)
    assert (role.subject_kind, role.retention_profile) == (CANDIDATE, profile)
    assert not Application.objects.exists()


@pytest.mark.requirement("GLO-04", "GLO-05", "GLO-08")
@pytest.mark.parametrize("kind", SubjectKind)
def test_everybody_has_a_role_with_a_table_a_reference_and_privacy_records(kind):
    role = register_role(kind, origin=Origin(SOURCES_OF[kind][0], "", today()), holds=[Category.PRIVACY_RECORD]).role

    assert person_model(kind) is not None
    assert str(role) == f"{kind.prefix}-{role.number}"


@pytest.mark.requirement("CONTACT-04")
@pytest.mark.parametrize("kind", SubjectKind)
def test_every_relation_has_a_responsible_organisation(kind):
    role = register_role(kind, origin=Origin(SOURCES_OF[kind][0], "", today()), holds=[]).role

    assert role.controller == Controller.objects.get(is_default=True)


@cache
def places_by_requirement() -> dict[str, set[str]]:
    """Where each requirement is shown, this table left out."""
    return {
        name: {place for place in places if "test_rows_of_the_policy" not in place}
        for name, places in shown_by_tests(ROOT).items()
    }


@pytest.mark.parametrize("number", [pytest.param(number, id=number) for number in SHOWN_ELSEWHERE])
def test_what_the_row_refuses_is_shown_beside_its_deed(number):
    assert places_by_requirement().get(number)
