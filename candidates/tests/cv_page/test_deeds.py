"""What becomes of a CV that was dropped, without its pages."""

from datetime import date

import pytest

from candidates.actions.imports import Upload
from candidates.actions.imports.cvs import HOLDS_BSN, add_cv, confirm_cv, drop_cvs
from candidates.actions.imports.rows import leave_out
from candidates.actions.paper import Paper
from candidates.exceptions import DraftRefused, NoController, RowNotNow, RowNotWaiting
from candidates.models import Candidate, Document, ImportedPerson, ImportRow, PaperCollection
from candidates.readers.candidate_draft import CandidateDraft, ExperienceDraft, SkillDraft
from candidates.testing import make_candidate
from candidates.testing_files import DUTCH_CV, pdf_cv
from candidates.testing_imports import choices_of
from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import TextFinding
from privacy.actions.restriction import restrict
from privacy.actions.subjects import ensure_controller
from privacy.exceptions import ProcessingRestricted
from privacy.models import FileTombstone, NoticeTask, Restriction
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
BSN = "111222333"
NAMED = CandidateDraft(given_name="Zoë", infix="van 't", family_name="Hoff", email="zoe.vanthoff@example.org")


@pytest.fixture
def by() -> User:
    ensure_controller()
    return make_user(Role.RECRUITER)


def dropped(by: User, *contents: bytes, source: Source = Source.EMAIL_CV, **how) -> list[ImportRow]:
    uploads = [Upload(f"cv-{at}.pdf", lambda content=content: content) for at, content in enumerate(contents)]
    return drop_cvs(uploads, choices=choices_of(source=source), by=by, **how)


def test_cv_waits_with_what_was_read_and_where(by):
    (row,) = dropped(by, pdf_cv())

    assert (row.state, row.reason, row.email) == ("waiting", "TO_CONFIRM", "zoe.vanthoff@example.org")
    places = {piece["field"]: row.text[piece["start"] : piece["end"]] for piece in row.evidence}
    assert places["family_name"] == "Hoff"
    assert row.file.read() == pdf_cv()
    assert not Candidate.objects.exists()


def test_confirmed_cv_is_a_candidate_with_the_file_and_nothing_waits(by):
    (row,) = dropped(by, pdf_cv())
    key = row.file.name

    candidate = confirm_cv(row, NAMED, by=by)

    row.refresh_from_db()
    assert (candidate.full_name, candidate.guessed_fields, candidate.owner) == ("Zoë van 't Hoff", [], by)
    assert Document.objects.get(candidate=candidate).text.startswith("Curriculum vitae")
    assert (row.state, row.draft, row.text, row.evidence, row.email, row.file.name) == ("created", {}, "", [], "", "")
    assert FileTombstone.objects.filter(storage_key=key).exists()
    assert ImportedPerson.objects.get().data_subject_id == candidate.pk


@pytest.mark.requirement("SRC-02")
def test_cv_from_somebody_else_opens_the_notice(by):
    (row,) = dropped(by, pdf_cv(), source=Source.LINKEDIN)

    candidate = confirm_cv(row, NAMED, by=by)

    assert NoticeTask.objects.get().data_subject_id == candidate.pk


@pytest.mark.requirement("SRC-10")
def test_cv_on_paper_says_where_it_was_handed_in(by):
    (row,) = dropped(by, pdf_cv(), source=Source.PAPER_CV)
    paper = Paper(event="Open day", place="Zwolle", notice_handed_on=date(2026, 11, 20))

    candidate = confirm_cv(row, NAMED, by=by, paper=paper)

    assert PaperCollection.objects.get().candidate == candidate


@pytest.mark.requirement("CAND-DATA-31")
def test_citizen_service_number_is_nowhere_and_its_file_is_not_kept(by):
    (row,) = dropped(by, pdf_cv((*DUTCH_CV, f"BSN: {BSN}")))

    candidate = confirm_cv(row, NAMED, by=by)

    assert row.problems == [HOLDS_BSN]
    assert (row.file.name, BSN in row.text, "*********" in row.text) == ("", False, True)
    assert not Document.objects.filter(candidate=candidate).exists()


@pytest.mark.requirement("CAND-DATA-31")
def test_citizen_service_number_in_the_name_of_a_file_is_not_kept(by):
    (row,) = drop_cvs([Upload(f"cv {BSN}.pdf", pdf_cv)], choices=choices_of(), by=by)

    assert row.file_name == "cv *********.pdf"


def test_file_that_cannot_be_read_waits_and_can_be_kept(by):
    (row,) = dropped(by, pdf_cv(password="x"))

    candidate = confirm_cv(row, NAMED, by=by)

    assert (row.reason, row.problems) == ("ENCRYPTED", [":ENCRYPTED"])
    assert Document.objects.get(candidate=candidate).unreadable_code == "ENCRYPTED"


def test_refused_file_goes_at_once(by):
    (row,) = dropped(by, b"no CV at all")
    key = row.file.name

    leave_out(row, by=by)

    row.refresh_from_db()
    assert (row.state, row.file.name, row.file_name) == ("skipped", "", "")
    assert FileTombstone.objects.filter(storage_key=key).exists()


def test_second_confirmation_is_refused(by):
    (row,) = dropped(by, pdf_cv())
    confirm_cv(row, NAMED, by=by)

    with pytest.raises(RowNotWaiting):
        confirm_cv(row, NAMED, by=by)

    assert Candidate.objects.count() == 1


def test_refused_values_leave_the_cv_waiting(by):
    (row,) = dropped(by, pdf_cv())

    with pytest.raises(DraftRefused):
        confirm_cv(row, CandidateDraft(family_name="Hoff", email="no address"), by=by)

    row.refresh_from_db()
    assert row.state == "waiting"
    assert row.draft["email"] == "zoe.vanthoff@example.org"


def test_special_data_in_the_file_become_findings(by):
    (row,) = dropped(by, pdf_cv((*DUTCH_CV, "Ik heb diabetes en ben daardoor vaak ziek.")))

    confirm_cv(row, NAMED, by=by)

    assert TextFinding.objects.filter(kind="health").exists()


def test_chosen_values_are_added_to_whom_we_hold(by):
    held = make_candidate(email="zoe@example.org")
    (row,) = dropped(by, pdf_cv())
    skills = held.skill_set.count()
    draft = CandidateDraft(headline="Beheerder", skills=(SkillDraft("Ansible"),))

    add_cv(row, held, draft, by=by)

    held.refresh_from_db()
    assert (held.headline, held.email) == ("Beheerder", "zoe@example.org")
    assert held.skill_set.count() == skills + 1
    assert held.document_set.filter(text__startswith="Curriculum").count() == 1
    assert not ImportRow.objects.filter(state="waiting").exists()


def test_file_is_not_kept_with_a_person_where_nobody_chose_so(by):
    held = make_candidate()
    (row,) = dropped(by, pdf_cv())
    key = row.file.name

    add_cv(
        row, held, CandidateDraft(experience=(ExperienceDraft(organisation="De Eendracht"),)), by=by, keeps_file=False
    )

    assert not held.document_set.exists()
    assert FileTombstone.objects.filter(storage_key=key).exists()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_nothing_is_written_about_a_restricted_person(by):
    held = make_candidate(email="zoe.vanthoff@example.org")
    (row,) = dropped(by, pdf_cv())
    restrict(held.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=by)

    with pytest.raises(ProcessingRestricted):
        add_cv(row, held, NAMED, by=by)
    with pytest.raises(ProcessingRestricted):
        dropped(by, pdf_cv(), person=held)
    with pytest.raises(RowNotNow):
        confirm_cv(row, NAMED, by=by)

    row.refresh_from_db()
    assert row.state == "waiting"
    assert ImportRow.objects.count() == 1


def test_nothing_is_kept_without_a_controller():
    user = make_user(Role.RECRUITER)

    with pytest.raises(NoController):
        dropped(user, pdf_cv())

    assert not ImportRow.objects.exists()
