"""The work list of findings: what is decided, what a worker then does to row and history, and who may see it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.actions.documents import add_document
from candidates.models import Document, Note
from candidates.readers.candidate_draft import ExperienceDraft
from candidates.readers.cv_text import CvText
from candidates.testing import bsn_of, make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.history.acting import acting
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions.finding_decisions import ask_for_copy, keep_finding, take_out, withhold
from cluster_crm.people.actions.findings import review
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.exceptions import AlreadyDecided, NoException, NoRoomForMark
from cluster_crm.people.models import Interaction, Task, TextFinding, WithheldWords
from cluster_crm.people.models.findings import ExceptionReason
from cluster_crm.tests.test_erasure import erase, work
from privacy.actions.files import stored_files
from privacy.actions.restriction import restrict
from privacy.exceptions import ProcessingRestricted
from privacy.models import FileTombstone, ReadLogEntry, Restriction
from privacy.stores.scan import rows_containing
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("CAND-DATA-31")]
SAYS = "Fijn gesprek. Ze heeft diabetes. Wil in Delft werken."
Deed = TextFinding.Deed
LIST = "/admin/people/textfinding/"


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER, language="en")


@pytest.fixture
def officer():
    return make_user(Role.PRIVACY_OFFICER, language="en")


def make_note(text=SAYS, *, by=None, candidate=None):
    with acting(by.pk if by else None):
        return Note.objects.create(candidate=candidate or make_candidate(), text=text, source=Source.INTERVIEW)


def make_finding(text=SAYS, *, by=None, candidate=None):
    note = make_note(text, by=by, candidate=candidate)
    review([note])
    return TextFinding.objects.get(row=note.pk)


def said(finding):
    """What the row says now, and what its history says it ever said."""
    note = Note.objects.get(pk=finding.row)
    return note.text, sorted(note.history.values_list("text", flat=True))


def state(finding):
    finding.refresh_from_db()
    return finding.state


def test_review_finds_once_and_closes_what_is_gone(recruiter):
    note = make_note(by=recruiter)

    new = [review([note]), review([note])]
    found = TextFinding.objects.get()
    Note.objects.update(text="Wil in Delft werken.")
    review([note])

    assert (new, found.state, found.written_by) == ([1, 0], "open", recruiter)
    assert state(found) == "gone"


def test_review_takes_the_same_statements_for_many_rows(django_assert_num_queries):
    notes = [make_note(f"Heeft diabetes en astma, {number}.") for number in range(12)]

    with django_assert_num_queries(8):
        review(notes[:1])
    with django_assert_num_queries(8):
        review(notes[1:])


@pytest.mark.parametrize(
    ("deed", "left"),
    [
        (Deed.CUT_WORDS, "Fijn gesprek. Ze […]. Wil in Delft werken."),
        (Deed.CUT_SENTENCE, "Fijn gesprek. […] Wil in Delft werken."),
    ],
)
def test_words_are_taken_out_of_the_text_and_of_its_past(officer, deed, left):
    finding = make_finding()
    Note.objects.update(text="Fijn gesprek. Ze heeft al jaren diabetes. Ze heeft diabetes. Wil in Delft werken.")
    Note.objects.update(text=SAYS)

    take_out(finding, deed=deed, by=officer)
    before = state(finding)
    work()

    text, past = said(finding)
    assert (before, state(finding), text) == ("under_way", "removed", left)
    assert (finding.decided_by, "diabetes" in " ".join(past)) == (officer, False)
    assert [place for place, _row, _number in rows_containing(["diabetes"])] == []
    assert past.count(left) == 2


def test_removal_leaves_an_exception_and_other_texts_alone(officer):
    candidate = make_candidate()
    finding = make_finding(candidate=candidate)
    other = make_note("Leest over reuma. Is praktiserend moslim.", candidate=candidate)
    review([other])

    take_out(finding, deed=Deed.CUT_WORDS, by=officer)
    work()

    other.refresh_from_db()
    assert other.text == "Leest over reuma. Is praktiserend moslim."
    assert set(TextFinding.objects.filter(row=other.pk).values_list("state", flat=True)) == {"open"}


def test_words_wait_sealed_and_are_put_back_with_the_exception(officer):
    finding = make_finding()

    withhold(finding, by=officer)
    work()
    hidden, hidden_past = said(finding)
    waiting, sealed = state(finding), WithheldWords.objects.count()
    keep_finding(finding, reason=ExceptionReason.OTHER_MEANING, by=officer)
    work()

    assert hidden == f"Fijn gesprek. Ze {finding.mark}. Wil in Delft werken."
    assert (waiting, sealed, "diabetes" in " ".join(hidden_past)) == ("withheld", 1, False)
    assert (said(finding)[0], state(finding), finding.reason) == (SAYS, "kept", "meaning")
    assert (WithheldWords.objects.count(), WithheldWords.history.count()) == (0, 0)
    assert ReadLogEntry.objects.get().field == "people.withheldwords.sealed_words"


def test_withheld_words_are_removed_for_good(officer):
    finding = make_finding()
    withhold(finding, by=officer)
    work()
    finding.refresh_from_db()

    take_out(finding, deed=Deed.CUT_WORDS, by=officer)
    work()

    assert (said(finding)[0], state(finding)) == ("Fijn gesprek. Ze […]. Wil in Delft werken.", "removed")
    assert (WithheldWords.objects.count(), WithheldWords.history.count()) == (0, 0)


@pytest.mark.requirement("ACC-18")
def test_number_of_a_citizen_is_no_exception(officer):
    finding = make_finding(f"Nummer {bsn_of('note')}.")

    with pytest.raises(NoException):
        keep_finding(finding, reason=ExceptionReason.WORK, by=officer)
    assert finding.kind == "bsn"


def test_what_is_decided_is_not_decided_again(officer):
    finding = make_finding()
    keep_finding(finding, reason=ExceptionReason.WORK, by=officer)

    with pytest.raises(AlreadyDecided):
        take_out(finding, deed=Deed.CUT_WORDS, by=officer)


def test_mark_that_does_not_fit_is_refused(officer):
    candidate = make_candidate()
    type(candidate).objects.update(headline="x" * 280 + " heeft diabetes")
    review([candidate])

    with pytest.raises(NoRoomForMark):
        withhold(TextFinding.objects.get(), by=officer)


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_waits_also_where_the_worker_was_asked_before(client, officer):
    asked, open_one = make_finding(), make_finding("Is lid van de FNV.")
    take_out(asked, deed=Deed.CUT_WORDS, by=officer)
    for finding in (asked, open_one):
        restrict(finding.data_subject_id, SubjectKind.CANDIDATE, ground=Restriction.Ground.UNLAWFUL, by=officer)
    work()
    client.force_login(officer)

    with pytest.raises(ProcessingRestricted):
        take_out(open_one, deed=Deed.CUT_WORDS, by=officer)
    assert (state(asked), said(asked)[0]) == ("open", SAYS)
    assert client.get(LIST).content.decode().count("TF-") == 0
    assert client.post(reverse("admin:people_textfinding_cut", args=[open_one.pk])).status_code == 403


def make_document(text="CV\nIk heb epilepsie.\nVerkoper"):
    return add_document(
        make_candidate(),
        text.encode(),
        source=Source.APPLICATION,
        by=None,
        text=CvText(text=text, mime_type="text/plain"),
    )


@pytest.mark.requirement("CAND-DATA-09")
def test_document_is_looked_at_when_it_comes_in_and_removed_with_its_file(officer):
    document = make_document()
    finding = TextFinding.objects.get()

    ask_for_copy(finding, by=officer)
    asked = (state(finding), Task.objects.get().text, Task.objects.get().due_on)
    take_out(finding, deed=Deed.REMOVE_ROW, by=officer)
    work()

    assert (finding.model_label, finding.kind, finding.row) == ("candidates.document", "health", document.pk)
    assert asked[0] == "asked"
    assert str(finding) in asked[1]
    assert asked[2] == timezone.localdate() + timedelta(days=7)
    assert (state(finding), Document.objects.count(), Document.history.count()) == ("removed", 0, 0)
    assert list(FileTombstone.objects.values_list("storage_key", flat=True)) == list(stored_files())


def page(finding, deed="change"):
    return reverse(f"admin:people_textfinding_{deed}", args=[finding.pk])


def test_writer_sees_the_words_and_confirms_for_a_reason(client, recruiter):
    finding, of_others = make_finding(by=recruiter), make_finding("Is zwanger.")
    client.force_login(recruiter)

    listed = client.get(LIST).content.decode()
    shown = client.get(page(finding)).content.decode()
    refused = client.post(page(finding, "keep"), {"reason": ""})
    client.post(page(finding, "keep"), {"reason": "work"})

    assert (str(finding) in listed, str(of_others) in listed) == (True, False)
    assert "<mark>heeft diabetes</mark>" in shown
    assert client.get(page(of_others)).status_code == 302
    assert (refused.status_code, state(finding), finding.reason) == (422, "kept", "work")


def test_officer_sees_the_words_only_by_a_button_that_the_read_log_knows(client, officer):
    finding = make_finding()
    client.force_login(officer)

    listed, first = client.get(LIST).content.decode(), client.get(page(finding)).content.decode()
    read_before = ReadLogEntry.objects.count()
    shown = client.post(page(finding, "show")).content.decode()
    client.post(page(finding, "withhold"))
    work()
    hidden = client.get(page(finding)).content.decode()
    sealed = client.post(page(finding, "show")).content.decode()

    assert str(finding) in listed
    assert ("diabetes" in first, read_before) == (False, 0)
    assert "<mark>heeft diabetes</mark>" in shown
    assert ("diabetes" in hidden, "<mark>heeft diabetes</mark>" in sealed) == (False, True)
    assert list(ReadLogEntry.objects.order_by("pk").values_list("field", flat=True)) == [
        "candidates.note.text",
        "candidates.note.text",
        "people.withheldwords.sealed_words",
    ]


def test_recruiter_takes_a_sentence_out_and_cannot_withhold(client, recruiter):
    finding = make_finding(by=recruiter)
    client.force_login(recruiter)

    refused = client.post(page(finding, "withhold"))
    client.post(page(finding, "cut"), {"what": "sentence"})
    under_way = client.get(page(finding)).content.decode()
    work()

    assert refused.status_code == 403
    assert ('id="decide"' in under_way, Job.objects.filter(kind="people.settle_finding").count()) == (False, 1)
    assert said(finding)[0] == "Fijn gesprek. […] Wil in Delft werken."


@pytest.mark.requirement("ERASE-01")
def test_findings_and_sealed_words_go_with_the_person(officer):
    candidate = make_candidate()
    finding = make_finding(candidate=candidate)
    withhold(finding, by=officer)
    work()

    erase(candidate)

    assert (TextFinding.objects.count(), TextFinding.history.count()) == (0, 0)
    assert (WithheldWords.objects.count(), WithheldWords.history.count()) == (0, 0)


@pytest.mark.requirement("CAND-DATA-09")
def test_what_a_program_writes_is_not_refused_and_becomes_a_finding():
    candidate = make_candidate(summary="Ik heb epilepsie.", experience=[ExperienceDraft(description="Lid van de FNV.")])
    log_interaction(
        [Participant(candidate.pk, SubjectKind.CANDIDATE, note="Is zwanger.")],
        kind=Interaction.Kind.EMAIL,
        direction=Interaction.Direction.INBOUND,
        happened_at=timezone.now(),
        by=make_user(),
    )

    assert sorted(TextFinding.objects.values_list("model_label", "kind", "state")) == [
        ("candidates.candidate", "health", "open"),
        ("candidates.workexperience", "union", "open"),
        ("people.interactionnote", "pregnancy", "open"),
    ]


@pytest.mark.requirement("CAND-DATA-18")
def test_page_leads_to_where_the_need_is_recorded_for_who_may_see_it(client):
    place = reverse("admin:candidates_workplaceadjustment_changelist")
    shown = {}
    for role in (Role.PRIVACY_OFFICER, Role.RECRUITER, Role.CONSULTANT):
        user = make_user(role, language="en")
        client.force_login(user)
        shown[role] = f'href="{place}">Workplace adjustments' in client.get(page(make_finding(by=user))).text

    assert shown == {Role.PRIVACY_OFFICER: True, Role.RECRUITER: True, Role.CONSULTANT: False}
