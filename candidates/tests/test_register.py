from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from candidates.actions.register import register_candidate, register_candidates
from candidates.exceptions import DraftRefused, NoController
from candidates.models import Candidate, Education, Language, Skill
from candidates.readers.candidate_draft import CandidateDraft, EducationDraft, LanguageDraft, SkillDraft
from candidates.readers.partial_date import PartialDate
from cluster_crm.accounts.testing import make_user
from privacy.actions.subjects import ensure_controller
from privacy.actions.suppression import suppress
from privacy.exceptions import NotInCatalogue
from privacy.models import CatalogueEntry, NoticeTask, PolicyVersion, RetentionClock, SubjectRole, SuppressionEntry
from privacy.vocabulary import Category, Identifier, RetentionProfile, Source

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def draft(number: int = 1, **fields) -> CandidateDraft:
    given = {"given_name": "Élodie", "infix": "van der", "family_name": "Berg", "email": f"e{number}@example.org"}
    return CandidateDraft(**given | fields)


def how(**changes) -> dict:
    return {
        "source": Source.APPLICATION,
        "collected_on": TODAY,
        "by": None,
        "controller": ensure_controller(),
    } | changes


@pytest.mark.requirement("GEN-01")
@pytest.mark.requirement("SRC-09")
def test_registration_records_role_source_and_policy():
    policy = PolicyVersion.objects.create(
        version="1", effective_from=date(2026, 1, 1), text_nl="-", text_hash="-", published_at=timezone.now()
    )
    controller = ensure_controller()

    candidate = register_candidate(draft(), **how(source_detail="open day")).candidate

    role = SubjectRole.objects.get(data_subject=candidate.pk)
    assert (role.number, role.source, role.source_detail, role.collected_on, role.controller, role.policy_version) == (
        candidate.number,
        Source.APPLICATION,
        "open day",
        TODAY,
        controller,
        policy,
    )


@pytest.mark.requirement("CAND-DATA-01")
def test_name_is_sorted_without_infix_and_accents():
    candidate = register_candidate(draft(), **how()).candidate

    candidate.refresh_from_db()
    assert (candidate.full_name, candidate.sort_name, candidate.initials) == (
        "Élodie van der Berg",
        "berg elodie van der",
        "É.",
    )


def test_text_of_a_candidate_is_his_reference():
    candidate = register_candidate(draft(), **how()).candidate

    assert str(candidate) == f"C-{candidate.number}"


def test_dossier_comes_from_the_draft():
    rich = draft(
        education=(EducationDraft("TU Delft", "Physics", "BSc", PartialDate(2010), PartialDate(2013, 6)),),
        skills=(SkillDraft("Python", "expert"),),
        languages=(LanguageDraft("Dutch", "Native speaker"), LanguageDraft("English", "C1, fluent")),
    )

    candidate = register_candidate(rich, **how()).candidate

    study = Education.objects.get(candidate=candidate)
    assert (study.institution, study.field_of_study, study.qualification, study.started, study.ended) == (
        "TU Delft",
        "Physics",
        "BSc",
        "2010",
        "2013-06",
    )
    assert Skill.objects.get(candidate=candidate).source == Source.APPLICATION
    assert list(Language.objects.order_by("name").values_list("name", "level")) == [
        ("Dutch", "native"),
        ("English", "C1"),
    ]


@pytest.mark.requirement("CAND-DATA-12")
def test_candidate_keeps_what_a_list_says_of_him():
    known = draft(initials="É.M.", available_from=PartialDate(2026, 12), work_permit_required=False)

    candidate = register_candidate(known, **how()).candidate

    candidate.refresh_from_db()
    assert (candidate.initials, candidate.available_from, candidate.work_permit_required) == (
        "É.M.",
        date(2026, 12, 1),
        False,
    )


@pytest.mark.requirement("LAW-08")
@pytest.mark.requirement("SRC-02")
def test_third_party_source_opens_a_notice_within_a_month():
    candidate = register_candidate(draft(), **how(source=Source.LINKEDIN)).candidate

    notices = NoticeTask.objects.filter(data_subject_id=candidate.pk)
    assert [(notice.source, notice.due_on) for notice in notices] == [(Source.LINKEDIN, date(2026, 12, 22))]


@pytest.mark.requirement("SRC-02")
def test_own_application_opens_no_notice():
    register_candidate(draft(), **how())

    assert not NoticeTask.objects.exists()


@pytest.mark.parametrize(
    ("profile", "last_day"),
    [(RetentionProfile.POOL, date(2028, 11, 22)), (RetentionProfile.VACANCY_ONLY, TODAY + timedelta(days=28))],
)
@pytest.mark.requirement("RET-01")
def test_registration_starts_the_clock(profile, last_day):
    candidate = register_candidate(draft(), **how(retention_profile=profile)).candidate

    assert RetentionClock.objects.get(data_subject=candidate.pk).retain_until == last_day


@pytest.mark.requirement("GEN-09")
def test_batch_is_refused_once_where_the_catalogue_lacks_a_row():
    CatalogueEntry.objects.filter(subject_kind="candidate", category=Category.EDUCATION).update(is_active=False)
    drafts = [draft(1), draft(2, education=(EducationDraft("TU Delft"),))]

    with pytest.raises(NotInCatalogue) as refusal:
        register_candidates(drafts, **how())

    assert refusal.value.missing == {Category.EDUCATION}
    assert not Candidate.objects.exists()


def test_bad_draft_does_not_stop_the_others():
    results = register_candidates([draft(1), draft(2, family_name=""), draft(3, email="nonsense")], **how())

    assert [result.refused for result in results] == [(), ("family_name",), ("email",)]
    assert Candidate.objects.count() == 1


def test_single_bad_draft_is_an_error_that_names_fields_only():
    with pytest.raises(DraftRefused) as refusal:
        register_candidate(draft(email="nonsense"), **how())

    assert str(refusal.value) == "email"


def test_bad_row_is_left_out_and_named():
    result = register_candidate(draft(skills=(SkillDraft("Python"), SkillDraft("x" * 400))), **how())

    assert result.left_out == ("skills[1].name",)
    assert Skill.objects.count() == 1


@pytest.mark.requirement("CAND-DATA-31")
def test_text_with_a_service_number_is_not_stored():
    result = register_candidate(draft(education=(EducationDraft("School", description="bsn 111222333"),)), **how())

    assert result.left_out == ("education[0].description",)
    assert not Education.objects.exists()


@pytest.mark.requirement("MKT-07")
def test_suppressed_address_is_reported_and_registered():
    suppress(Identifier.EMAIL, "E1+work@example.org", reason=SuppressionEntry.Reason.OBJECTION)

    results = register_candidates([draft(1), draft(2)], **how())

    assert [result.is_suppressed for result in results] == [True, False]
    assert Candidate.objects.count() == 2


def test_guesses_stay_to_be_confirmed():
    candidate = register_candidate(draft(guesses=frozenset({"email", "family_name"})), **how()).candidate

    assert candidate.guessed_fields == ["email", "family_name"]
    assert list(Candidate.objects.to_confirm()) == [candidate]


def test_no_controller_is_refused_by_name():
    with pytest.raises(NoController):
        register_candidate(draft(), source=Source.APPLICATION, collected_on=TODAY, by=None)


def test_batch_costs_the_same_at_any_size():
    costs = []
    rich = {"skills": (SkillDraft("Python"),), "education": (EducationDraft("TU Delft"),)}
    arguments = how(source=Source.LINKEDIN)
    for first, size in ((100, 1), (200, 40)):
        drafts = [draft(first + number, **rich) for number in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            register_candidates(drafts, **arguments)
        costs.append(len(queries))

    assert costs[0] == costs[1]


@pytest.mark.requirement("SEC-06")
def test_history_says_who_registered():
    user = make_user()

    candidate = register_candidate(draft(), **how(by=user)).candidate

    records = Candidate.history.filter(data_subject=candidate.pk)
    assert [(record.history_type, record.history_user_id, record.history_change_reason) for record in records] == [
        ("+", user.pk, "candidates.register")
    ]
