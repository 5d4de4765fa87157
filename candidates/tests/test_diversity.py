"""Diversity data: under a token, with explicit consent, for half a year, and seen by nobody."""

from datetime import date, timedelta

import psycopg
import pytest
from django.contrib.admin import site
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from candidates.actions.diversity import aggregate_due, half_year_of, record_answers, withdraw_diversity
from candidates.actions.diversity_report import diversity_report, suppressed
from candidates.exceptions import NoExplicitConsent
from candidates.models import (
    Candidate,
    DiversityAnswer,
    DiversityChoice,
    DiversityCount,
    DiversityLink,
    DiversityQuestion,
)
from candidates.models.diversity_questions import CHOICES_OF
from candidates.tasks import count_diversity
from candidates.testing import FULL_ANSWERS, make_candidate, make_diversity_consent, make_diversity_link
from cluster_crm.accounts.testing import make_user
from cluster_crm.history.testing import connected_as, logged_in_as
from privacy.actions import consents
from privacy.actions.access import request_access
from privacy.actions.erasure import propose_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.package import collect
from privacy.exceptions import ConsentNotAffirmed, NotInCatalogue, PersonErased
from privacy.models import CatalogueEntry, ConsentEvent, ErasureLedgerEntry, PolicyVersion
from privacy.permissions import declared_models
from privacy.registry import personal_model
from privacy.testing import ensure_profile, make_actor, make_policy
from privacy.vocabulary import Category, ErasureGround, Purpose, Role, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("CAND-DATA-17")]
CANDIDATE = SubjectKind.CANDIDATE
Choice = DiversityChoice


def withdraw(candidate: Candidate) -> ConsentEvent:
    return withdraw_diversity(
        candidate, method=ConsentEvent.Method.WRITTEN, language="nl", policy_version=PolicyVersion.objects.first()
    )


def held() -> tuple[int, int]:
    """How many links and answers there are."""
    return DiversityLink.objects.count(), DiversityAnswer.objects.count()


def end_links(**fields) -> None:
    """Move links into the past, past their half year."""
    before = timezone.localdate() - timedelta(days=200)
    DiversityLink.objects.filter(**fields).update(created_on=before, linked_until=before + timedelta(days=181))


@pytest.mark.requirement("EO-02")
def test_answers_stand_under_a_token_that_names_nobody():
    candidate = make_candidate()

    link = make_diversity_link(candidate, *FULL_ANSWERS)

    columns = {field.column for field in DiversityAnswer._meta.concrete_fields}
    assert columns == {"id", "token", "question", "answer"}
    assert set(link.answers.values_list("question", "answer")) == {
        ("ethnic", "ethnic.asian"),
        ("belief", "belief.hindu"),
        ("gender", "gender.unsaid"),
    }
    assert link.linked_until == timezone.localdate() + timedelta(days=181)


def test_new_answers_take_the_place_of_those_before():
    candidate = make_candidate()
    first = make_diversity_link(candidate, Choice.BELIEF_HINDU, Choice.SOCIAL_SCHOOL)

    second = make_diversity_link(candidate, Choice.BELIEF_NONE)

    assert first.pk != second.pk
    assert list(DiversityAnswer.objects.values_list("link_id", "answer")) == [(second.pk, "belief.none")]


@pytest.mark.requirement("EO-02")
def test_answers_are_refused_without_a_live_explicit_consent_to_this_purpose():
    candidate, other = make_candidate(), make_candidate()
    consents = [
        make_diversity_consent(other),
        make_diversity_consent(candidate, purpose=Purpose.SURVEY),
        make_diversity_consent(candidate, consent=ConsentEvent.Kind.OPT_IN),
        make_diversity_consent(candidate),
    ]
    withdraw(candidate)

    for consent in consents:
        with pytest.raises(NoExplicitConsent):
            record_answers(candidate, [Choice.GENDER_MAN], consent=consent)
    with pytest.raises(NoExplicitConsent):
        record_answers(candidate, [Choice.GENDER_MAN], consent=ConsentEvent.objects.latest("recorded_at"))
    with pytest.raises(ConsentNotAffirmed):
        make_diversity_consent(candidate, is_affirmed=False)

    assert held() == (0, 0)


@pytest.mark.requirement("GEN-09")
def test_answers_are_refused_when_the_catalogue_does_not_know_them():
    candidate = make_candidate()
    consent = make_diversity_consent(candidate)
    CatalogueEntry.objects.filter(category=Category.DIVERSITY).update(is_active=False)

    with pytest.raises(NotInCatalogue):
        record_answers(candidate, FULL_ANSWERS, consent=consent)


def test_answers_of_an_erased_person_are_refused():
    candidate = make_candidate()
    consent = make_diversity_consent(candidate)
    erase_part(propose_erasure([(candidate.pk, CANDIDATE)], ground=ErasureGround.NO_LONGER_NEEDED, by=None), 0)

    with pytest.raises(PersonErased):
        record_answers(candidate, FULL_ANSWERS, consent=consent)


@pytest.mark.requirement("EO-02")
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"consent": None}, "consent_id"),
        ({"linked_until": date(2027, 7, 2), "created_on": date(2027, 1, 1)}, "half_a_year"),
    ],
)
def test_database_refuses_a_link_without_consent_or_beyond_half_a_year(fields, constraint):
    candidate = make_candidate()
    defaults = {"candidate": candidate, "consent": make_diversity_consent(candidate)}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DiversityLink.objects.create(**defaults | fields)


@pytest.mark.parametrize(
    ("question", "answer"), [("ethnic", "belief.none"), ("ethnic", "anything"), ("belief", "belief.")]
)
def test_database_refuses_an_answer_that_is_none_of_the_question(question, answer):
    link = make_diversity_link(make_candidate())

    with pytest.raises(IntegrityError, match="of_question"), transaction.atomic():
        DiversityAnswer.objects.create(link=link, question=question, answer=answer)


def test_every_question_can_be_left_unsaid():
    assert set(CHOICES_OF) == set(DiversityQuestion)
    assert all(choices[-1].value == f"{question}.unsaid" for question, choices in CHOICES_OF.items())


@pytest.mark.requirement("EO-04")
def test_withdrawal_deletes_at_once_and_leaves_what_was_counted():
    candidate, other = make_candidate(), make_candidate()
    make_diversity_link(candidate, *FULL_ANSWERS)
    make_diversity_link(other, Choice.GENDER_MAN)
    DiversityCount.objects.create(half_year=date(2026, 1, 1), question="gender", answer="gender.man", number=12)

    event = withdraw(candidate)

    assert (event.action, event.kind, event.purpose) == ("withdrawn", "explicit", "equal_opportunities")
    assert list(DiversityLink.objects.values_list("candidate", flat=True)) == [other.pk]
    assert list(DiversityAnswer.objects.values_list("answer", flat=True)) == ["gender.man"]
    assert DiversityCount.objects.get().number == 12


@pytest.mark.requirement("EO-04")
def test_answers_leave_no_history():
    assert not hasattr(DiversityLink, "history")
    assert not hasattr(DiversityAnswer, "history")


def test_answers_are_counted_and_dropped_when_the_half_year_is_over():
    due = [make_candidate() for _number in range(3)]
    for candidate in due:
        make_diversity_link(candidate, Choice.GENDER_WOMAN, Choice.BELIEF_NONE)
    end_links()
    stays = make_diversity_link(make_candidate(), Choice.GENDER_WOMAN)
    last_day = stays.linked_until

    counted = [aggregate_due(last_day), aggregate_due(last_day), aggregate_due(last_day + timedelta(days=1))]

    assert counted == [3, 0, 1]
    assert held() == (0, 0)
    assert set(DiversityCount.objects.values_list("half_year", "question", "answer", "number")) >= {
        (half_year_of(last_day), "belief", "belief.none", 3)
    }
    assert sum(DiversityCount.objects.filter(answer="gender.woman").values_list("number", flat=True)) == 4


@pytest.mark.requirement("EO-04")
def test_answers_whose_consent_was_withdrawn_elsewhere_are_not_counted():
    candidate = make_candidate()
    link = make_diversity_link(candidate, *FULL_ANSWERS)
    consents.withdraw(
        candidate.pk,
        CANDIDATE,
        purpose=Purpose.EQUAL_OPPORTUNITIES,
        method=ConsentEvent.Method.PREFERENCE_CENTRE,
        language="nl",
        policy_version=make_policy(),
    )

    aggregate_due(link.created_on)

    assert held() == (0, 0)
    assert not DiversityCount.objects.exists()


def test_beat_counts_what_is_due():
    make_diversity_link(make_candidate(), Choice.GENDER_WOMAN)
    end_links()

    count_diversity()

    assert (held(), DiversityCount.objects.get().number) == ((0, 0), 1)


@pytest.mark.requirement("EO-01")
@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ((12, 30, 11), (12, 30, 11)),
        ((12, 30, 9), (None, 30, None)),
        ((40, 5, 5), (40, None, None)),
        ((40, 2, 3), (None, None, None)),
        ((40, 0, 20), (40, None, None)),
        ((1, 2, 3), (None, None, None)),
    ],
)
def test_small_cells_are_left_out_and_cannot_be_found_by_subtraction(counted, told):
    cells = dict(zip(CHOICES_OF[DiversityQuestion.DISABILITY], counted, strict=True))

    assert tuple(suppressed(cells).values()) == told


@pytest.mark.requirement("EO-01")
def test_report_adds_up_full_half_years():
    for half_year, number in ((date(2025, 1, 1), 7), (date(2025, 7, 1), 8), (date(2026, 1, 1), 1)):
        for answer in CHOICES_OF[DiversityQuestion.DISABILITY]:
            DiversityCount.objects.create(half_year=half_year, question=answer.question, answer=answer, number=number)

    report = {one.question: dict(one.cells) for one in diversity_report(date(2026, 6, 30))}

    assert set(report) == set(DiversityQuestion)
    assert set(report[DiversityQuestion.DISABILITY].values()) == {15}
    assert set(report[DiversityQuestion.GENDER].values()) == {None}


@pytest.mark.requirement("EO-01")
def test_report_is_for_the_privacy_officer_alone_and_shows_no_small_cell(client):
    for answer, number in ((Choice.DISABILITY_YES, 37), (Choice.DISABILITY_NO, 41), (Choice.DISABILITY_UNSAID, 43)):
        DiversityCount.objects.create(half_year=date(2020, 1, 1), question="disability", answer=answer, number=number)
    cell = DiversityCount.objects.create(
        half_year=date(2020, 1, 1), question="gender", answer=Choice.GENDER_MAN, number=3
    )
    pages = [reverse("admin:candidates_diversitycount_changelist")]
    pages.append(reverse("admin:candidates_diversitycount_change", args=[cell.pk]))

    answers = {}
    for role in Role:
        client.force_login(make_user(role, language="en"))
        answers[role] = [client.get(page) for page in pages]

    told = answers.pop(Role.PRIVACY_OFFICER)
    assert {page.status_code for pages in answers.values() for page in pages} == {403}
    assert [page.status_code for page in told] == [200, 302]
    assert all(f'<td class="num">{number}</td>' in told[0].text for number in (37, 41, 43))
    assert '<td class="num">3</td>' not in told[0].text


@pytest.mark.requirement("EO-05")
def test_no_page_and_no_role_reaches_a_single_answer():
    for model in (DiversityLink, DiversityAnswer):
        assert not site.is_registered(model)
        assert model._meta.label_lower not in declared_models()


@pytest.mark.requirement("ERASE-01")
def test_erasure_reaches_answers_through_their_token():
    candidate, other = make_candidate(), make_candidate()
    make_diversity_link(candidate, *FULL_ANSWERS)
    kept = make_diversity_link(other, Choice.GENDER_MAN)

    run = propose_erasure([(candidate.pk, CANDIDATE)], ground=ErasureGround.NO_LONGER_NEEDED, by=None)
    erase_part(run, 0)

    lines = dict(run.lines.values_list("model_label", "planned_rows"))
    labels = ("candidates.diversityanswer", "candidates.diversitylink")
    assert [lines[label] for label in labels] == [3, 1]
    assert [run.lines.get(model_label=label).erased_rows for label in labels] == [3, 1]
    assert ErasureLedgerEntry.objects.get().counts["candidates.diversityanswer"] == 3
    assert DiversityLink.objects.get() == kept
    assert DiversityAnswer.objects.get().link == kept
    connection.check_constraints()


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_person_himself_finds_his_answers_in_his_export():
    candidate, other = make_candidate(), make_candidate()
    make_diversity_link(candidate, Choice.BELIEF_HINDU)
    make_diversity_link(other, Choice.BELIEF_JEWISH)
    export = request_access(candidate.pk, CANDIDATE, by=make_actor())

    with override("en"):
        package = collect(export, by=None)

    values = [item.value for section in package.sections for entry in section.entries for item in entry.items]
    assert "Hindu" in values
    assert "Jewish" not in values
    assert personal_model("candidates.diversityanswer").token is not None


@pytest.fixture
def committed(transactional_db):
    ensure_profile()
    return make_diversity_link(make_candidate(), Choice.BELIEF_HINDU)


@pytest.mark.requirement("EO-05")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT answer FROM candidates_diversityanswer",
        "SELECT question FROM candidates_diversityanswer",
        "SELECT * FROM candidates_diversityanswer",
        "SELECT 1 FROM candidates_diversityanswer WHERE answer = 'belief.hindu'",
        "SELECT a.answer FROM candidates_diversityanswer a JOIN candidates_diversitylink l USING (token)",
        "DELETE FROM candidates_diversityanswer WHERE answer = 'belief.hindu'",
        "DELETE FROM candidates_diversityanswer RETURNING answer",
        "UPDATE candidates_diversityanswer SET answer = 'belief.none'",
        "COPY candidates_diversityanswer TO STDOUT",
    ],
)
def test_web_cannot_read_an_answer_whatever_it_asks(committed, statement):
    with connected_as("crm_app") as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(statement)


@pytest.mark.requirement("EO-05")
@pytest.mark.django_db(transaction=True)
def test_web_writes_counts_and_deletes_answers_and_the_worker_reads_them(committed):
    with connected_as("crm_worker") as worker:
        read = worker.execute("SELECT answer FROM candidates_diversityanswer").fetchall()
    with connected_as("crm_app") as web:
        counted = web.execute(
            "SELECT count(*) FROM candidates_diversityanswer JOIN candidates_diversitylink USING (token)"
        ).fetchone()
        web.execute(
            "INSERT INTO candidates_diversityanswer (id, token, question, answer)"
            " SELECT gen_random_uuid(), token, 'gender', 'gender.man' FROM candidates_diversitylink"
        )
        gone = web.execute("DELETE FROM candidates_diversityanswer WHERE token = %s", [committed.pk]).rowcount

    assert (read, counted, gone) == ([("belief.hindu",)], (1,), 2)


@pytest.mark.requirement("EO-05")
@pytest.mark.django_db(transaction=True)
def test_deeds_of_the_web_work_with_its_own_login(committed):
    candidate = committed.candidate

    with logged_in_as("crm_app"):
        make_diversity_link(candidate, Choice.GENDER_WOMAN, Choice.SOCIAL_HIGHER)
        run = propose_erasure([(candidate.pk, CANDIDATE)], ground=ErasureGround.NO_LONGER_NEEDED, by=None)
        withdraw(candidate)

    assert run.lines.get(model_label="candidates.diversityanswer").planned_rows == 2
    assert held() == (0, 0)
