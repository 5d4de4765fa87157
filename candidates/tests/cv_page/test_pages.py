"""Dropping a CV, confirming what was read, adding it to somebody whom we hold: the pages without a browser."""

import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions.imports.cvs import confirm_cv
from candidates.actions.imports.rows import forget_expired_rows
from candidates.cv_forms.drop import MOST_FILES
from candidates.models import Candidate, Document, ImportRow, PaperCollection, Skill, WorkExperience
from candidates.readers.candidate_draft import CandidateDraft
from candidates.testing import make_candidate
from candidates.testing_files import DUTCH_CV, docx_cv, pdf_cv, picture_only_pdf
from clients.testing import make_client_contact
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import TextFinding
from privacy.actions.restriction import restrict
from privacy.actions.subjects import ensure_controller
from privacy.models import Restriction
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
DROP = reverse("admin:candidates_candidate_cv")
ORIGIN = {"source": "EMAIL_CV", "collected_on": "2026-11-20", "retention_profile": "POOL"}
BSN = "111222333"


class Controls(HTMLParser):
    """What a browser would send of the form of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.area = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("name") and given.get("type") not in {"submit", "file"}:
            is_box = given.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in given:
                self.sent[given["name"]] = given.get("value", "on" if is_box else "")
        self.area = given.get("name", "") if tag == "textarea" else self.area

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] = self.sent.get(self.area, "") + data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.sent.setdefault(self.area, "")
            self.area = ""


def page_of(row: ImportRow) -> str:
    return reverse("admin:candidates_candidate_cv_confirm", args=[row.pk])


def add_page(row: ImportRow, person: Candidate) -> str:
    return reverse("admin:candidates_candidate_cv_add", args=[row.pk, person.pk])


def form_of(client, address: str) -> dict[str, str]:
    sent = Controls(client.get(address).content.decode().partition('class="cv__form"')[2]).sent
    return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}


def upload(*contents: bytes, names: tuple[str, ...] = ()) -> dict:
    files = [SimpleUploadedFile(names[at] if names else f"cv{at}.pdf", content) for at, content in enumerate(contents)]
    return {**ORIGIN, "cvs": files}


def test_dropped_cv_leads_to_its_page_and_confirmed_to_the_candidate(recruiter):
    ensure_controller()

    answer = recruiter.post(DROP, upload(docx_cv()))
    row = ImportRow.objects.get()
    registered = recruiter.post(page_of(row), form_of(recruiter, page_of(row)))

    candidate = Candidate.objects.get()
    assert (answer.status_code, answer.url) == (302, page_of(row))
    assert registered.url == reverse("admin:candidates_candidate_change", args=[candidate.pk])
    assert (candidate.full_name, candidate.email, candidate.guessed_fields) == (
        "Zoë van 't Hoff",
        "zoe.vanthoff@example.org",
        [],
    )
    assert WorkExperience.objects.get().employer == "Coöperatie De Eendracht"
    assert Document.objects.get().candidate == candidate


def test_each_guess_leads_to_its_place_in_the_text(recruiter, row):
    page = recruiter.get(page_of(row)).content.decode()

    wanted = set(re.findall(r'href="#(place-\d+)"', page))
    assert len(wanted) >= 5
    assert wanted <= set(re.findall(r'id="(place-\d+)"', page))
    assert re.search(r'<mark data-places="\d+ ">.*?</span></span>Hoff</mark>', page)


def test_several_cvs_wait_in_the_list(recruiter):
    ensure_controller()

    answer = recruiter.post(DROP, upload(pdf_cv(), pdf_cv(password="x")))
    listed = recruiter.get(answer.url).content.decode()

    assert [row.reason for row in ImportRow.objects.order_by("file_number")] == ["TO_CONFIRM", "ENCRYPTED"]
    assert answer.url == reverse("admin:candidates_importrow_changelist")
    assert all(str(row) in listed for row in ImportRow.objects.all())
    for row in ImportRow.objects.all():
        address = reverse("admin:candidates_importrow_change", args=[row.pk])
        assert recruiter.get(address).url == page_of(row)


def test_after_one_of_several_the_page_leads_to_the_next(recruiter):
    ensure_controller()
    recruiter.post(DROP, upload(pdf_cv(), docx_cv(("Curriculum vitae", "Sem Dijk", "sem@example.org"))))
    first, second = ImportRow.objects.order_by("file_number")

    answer = recruiter.post(page_of(first), form_of(recruiter, page_of(first)), follow=True)

    assert page_of(second) in answer.content.decode()


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        ((), "Choose a file."),
        ((b"",), "The file is empty."),
        ((b"%PDF" + b" " * 10 * 1024 * 1024,), "The file is larger than 10 MB."),
        ((b"x",) * (MOST_FILES + 1), "Choose at most 10 files"),
    ],
)
def test_files_that_cannot_be_taken_in_are_named(as_role, contents, words):
    client = as_role(Role.RECRUITER)
    client.cookies["django_language"] = "en"

    answer = client.post(DROP, upload(*contents), headers={"accept-language": "en"})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportRow.objects.exists()


@pytest.mark.requirement("SRC-10")
def test_cv_on_paper_asks_where_and_whether_the_notice_was_handed_out(recruiter, dropped):
    nowhere = recruiter.post(DROP, upload(pdf_cv()) | {"source": "PAPER_CV"})
    row = dropped(source=Source.PAPER_CV)
    sent = form_of(recruiter, page_of(row))
    without = recruiter.post(page_of(row), sent)
    paper = {"paper_event": "Open day", "paper_place": "Zwolle", "notice_handed_on": "2026-11-20"}
    registered = recruiter.post(page_of(row), sent | paper)

    assert [nowhere.status_code, without.status_code, registered.status_code] == [422, 422, 302]
    assert set(without.context["forms"].paper.errors) == {"paper_place", "notice_handed_on"}
    assert PaperCollection.objects.get().place == "Zwolle"


def test_wrong_values_stand_at_their_fields_and_nothing_typed_is_lost(recruiter, row):
    wrong = {
        "email": "no address",
        "given_name": "Zoë Maria",
        "profile_urls": "ftp://example.org",
        "experience-0-started_on": "some day",
    }

    answer = recruiter.post(page_of(row), form_of(recruiter, page_of(row)) | wrong)
    mended = recruiter.post(page_of(row), form_of(recruiter, page_of(row)) | {"email": "no address", "postcode": "99"})

    page = answer.content.decode()
    assert (answer.status_code, mended.status_code) == (422, 422)
    assert all(value in page for value in wrong.values())
    assert "started_on" in answer.context["forms"].sets["experience"].forms[0].errors
    assert set(answer.context["forms"].person.errors) == {"profile_urls"}
    assert set(mended.context["forms"].person.errors) == {"email", "postcode"}
    assert not Candidate.objects.exists()


def test_rows_are_removed_put_in_order_and_added_without_scripts(recruiter, dropped):
    row = dropped(pdf_cv((*DUTCH_CV[:9], "Vaardigheden", "Linux, Ansible, Python")))
    sent = form_of(recruiter, page_of(row))
    assert [sent[f"skills-{at}-name"] for at in range(3)] == ["Linux", "Ansible", "Python"]

    sent |= {"skills-0-DELETE": "on", "skills-2-ORDER": "1", "skills-1-ORDER": "2", "skills-3-name": "Bash"}
    again = recruiter.post(page_of(row), sent | {"deed": "more-skills"})
    assert again.status_code == 200
    html = again.content.decode().partition('class="cv__form"')[2]
    recruiter.post(page_of(row), Controls(html).sent | {"skills-3-name": "Perl"})

    assert list(Skill.objects.order_by("pk").values_list("name", flat=True)) == ["Python", "Ansible", "Bash", "Perl"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf_cv(password="x"), "ENCRYPTED"),
        (picture_only_pdf(), "NO_TEXT"),
        (b"%PDF-1.7 and nothing more", "CORRUPT"),
        (b"GIF89a no CV", "WRONG_TYPE"),
        (b"Naam;E-mail\nSem;sem@example.org\n", "WRONG_TYPE"),
    ],
)
def test_file_that_cannot_be_read_is_kept_or_refused(recruiter, dropped, content, reason):
    kept, refused = dropped(content), dropped(content)
    page = recruiter.get(page_of(kept))
    recruiter.post(page_of(kept), form_of(recruiter, page_of(kept)) | {"family_name": "Dijk", "city": "Ede"})
    recruiter.post(page_of(refused), {"deed": "refuse"})

    assert page.context["unreadable_code"] == reason
    assert Document.objects.get().candidate.family_name == "Dijk"
    assert ImportRow.objects.get(pk=refused.pk).state == "skipped"


@pytest.mark.requirement("CAND-DATA-31")
def test_citizen_service_number_is_told_and_never_shown(recruiter, dropped):
    row = dropped(pdf_cv((*DUTCH_CV, f"BSN {BSN}")))
    page = recruiter.get(page_of(row))
    recruiter.post(page_of(row), form_of(recruiter, page_of(row)))
    typed = dropped(pdf_cv(("Curriculum vitae", "Sem Dijk", "sem@example.org")))
    refused = recruiter.post(page_of(typed), form_of(recruiter, page_of(typed)) | {"summary": f"Mijn BSN is {BSN}"})

    assert page.context["holds_bsn"]
    assert BSN not in page.content.decode()
    assert not Document.objects.exists()
    assert refused.status_code == 422
    assert "summary" in refused.context["forms"].person.errors


def test_special_data_are_marked_in_the_text_and_asked_about_in_the_form(recruiter, dropped):
    row = dropped(pdf_cv((*DUTCH_CV, "Ik heb diabetes en ben daardoor vaak ziek.")))
    page = recruiter.get(page_of(row)).content.decode()
    sent = form_of(recruiter, page_of(row)) | {"summary": "Zij heeft diabetes."}
    refused = recruiter.post(page_of(row), sent)
    found = Controls(refused.content.decode().partition('class="cv__form"')[2]).sent
    kept = recruiter.post(page_of(row), found | {"summary-kept_because": "meaning"})

    assert '<mark class="cv__special"' in page
    assert "summary" in refused.context["forms"].person.errors
    assert (refused.status_code, kept.status_code) == (422, 302)
    assert TextFinding.objects.filter(field="summary", state="kept").exists()


def test_whom_we_hold_is_asked_about_and_the_cv_can_be_added(recruiter, row):
    held = make_candidate(email="zoe.vanthoff@example.org", given_name="Zoë", infix="van 't", family_name="Hoff")
    unasked = recruiter.post(page_of(row), form_of(recruiter, page_of(row)))
    page = recruiter.get(add_page(row, held))

    ticked = [offer.key for offer in page.context["offers"] if offer.is_new]
    added = recruiter.post(add_page(row, held), {"take": ticked, "file": "on"})

    assert add_page(row, held) in unasked.content.decode()
    assert unasked.status_code == 422
    assert {"phone", "experience[0]"} <= {offer.key for offer in page.context["offers"]}
    assert "email" not in {offer.key for offer in page.context["offers"]}
    held.refresh_from_db()
    assert (added.status_code, held.phone) == (302, "+31612345678")
    assert held.workexperience_set.get().employer == "Coöperatie De Eendracht"
    assert held.document_set.count() == 1
    assert Candidate.objects.count() == 1


def test_somebody_else_with_the_same_address_is_registered_when_told(recruiter, row):
    make_candidate(email="zoe.vanthoff@example.org")
    known = recruiter.get(page_of(row)).context["known"]

    answer = recruiter.post(page_of(row), form_of(recruiter, page_of(row)) | {"known_choice": known.somebody_else})

    assert answer.status_code == 302
    assert Candidate.objects.count() == 2


@pytest.mark.requirement("GEN-01")
def test_contact_of_a_client_becomes_a_candidate_too(recruiter, row):
    contact = make_client_contact(email="zoe.vanthoff@example.org")

    answer = recruiter.post(page_of(row), form_of(recruiter, page_of(row)) | {"known_choice": str(contact)})

    candidate = Candidate.objects.get()
    assert answer.status_code == 302
    assert candidate.pk == contact.pk
    assert candidate.workexperience_set.count() == 1
    assert candidate.document_set.count() == 1


def test_only_what_is_ticked_is_written(recruiter, row):
    held = make_candidate(phone="+31201234567")

    nothing = recruiter.post(add_page(row, held), {})
    recruiter.post(add_page(row, held), {"take": ["phone"]})

    held.refresh_from_db()
    assert nothing.status_code == 422
    assert (held.phone, held.family_name.startswith("Vries")) == ("+31612345678", True)
    assert not held.workexperience_set.exists()
    assert not held.document_set.exists()


def test_cv_for_a_candidate_leads_to_what_it_adds(recruiter):
    held = make_candidate()

    address = reverse("admin:candidates_candidate_cv_renew", args=[held.pk])
    answer = recruiter.post(address, {**ORIGIN, "cvs": SimpleUploadedFile("cv.pdf", pdf_cv())})

    row = ImportRow.objects.get()
    assert (answer.url, row.data_subject_id) == (add_page(row, held), held.pk)
    assert address in recruiter.get(reverse("admin:candidates_candidate_change", args=[held.pk])).content.decode()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_people_get_no_cv(recruiter, row):
    held = make_candidate(email="zoe.vanthoff@example.org", given_name="Zoë", infix="van 't", family_name="Hoff")
    restrict(held.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    sent = form_of(recruiter, page_of(row))

    page = recruiter.get(page_of(row)).content.decode()
    asked = recruiter.post(page_of(row), sent)
    known = asked.context["known"]
    refused = recruiter.post(page_of(row), sent | {"known_choice": known.somebody_else})

    assert recruiter.get(add_page(row, held)).status_code in {403, 404}
    assert recruiter.get(reverse("admin:candidates_candidate_cv_renew", args=[held.pk])).status_code == 403
    assert known.is_held_back
    assert str(held) not in page
    assert (asked.status_code, refused.status_code) == (422, 422)
    assert Candidate.objects.count() == 1


def test_second_sending_and_a_colleague_lead_to_the_person(recruiter, row):
    sent = form_of(recruiter, page_of(row))
    candidate = confirm_cv(row, CandidateDraft(family_name="Hoff"), by=make_user(Role.RECRUITER))

    twice = recruiter.post(page_of(row), sent)

    assert twice.url == reverse("admin:candidates_candidate_change", args=[candidate.pk])
    assert Candidate.objects.count() == 1


def test_expired_cv_is_told_to_be_gone(recruiter, row):
    sent = form_of(recruiter, page_of(row))
    ImportRow.objects.update(expires_on="2020-01-01")
    forget_expired_rows(row.expires_on)

    answer = recruiter.post(page_of(row), sent, follow=True)

    assert answer.redirect_chain[0][0] == reverse("admin:candidates_candidate_changelist")
    assert answer.context["messages"]
    assert not Candidate.objects.exists()


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RECRUITER])
def test_pages_are_closed_to_other_roles(as_role, row, role):
    client, held = as_role(role), make_candidate()
    renew = reverse("admin:candidates_candidate_cv_renew", args=[held.pk])

    answers = [client.get(address) for address in (DROP, page_of(row), add_page(row, held), renew)]

    assert [answer.status_code for answer in answers] == [403] * 4


def test_number_of_questions_does_not_grow_with_what_was_read(recruiter, dropped):
    few = dropped(pdf_cv((*DUTCH_CV[:9], "Vaardigheden", "Linux")))
    many = dropped(pdf_cv((*DUTCH_CV[:9], "Vaardigheden", ", ".join(f"Skill{at}" for at in range(30)))))
    held = make_candidate()
    counts = []
    for row in (few, few, many):
        for address in (page_of(row), add_page(row, held)):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                recruiter.get(address)
            counts.append(len(asked))

    assert counts[2:4] == counts[4:6]
    assert max(counts[2:]) <= 25


@pytest.mark.requirement("LAW-07")
@pytest.mark.parametrize(("language", "words"), [("en", "is sent by e-mail"), ("nl", "per e-mail verstuurd")])
def test_page_of_a_cv_tells_that_the_notice_goes_by_itself(recruiter, dropped, language, words):
    recruiter.cookies["django_language"] = language
    held = make_candidate()
    said = {}
    for source in (Source.EMAIL_CV, Source.INTERVIEW, Source.JOBBOARD):
        row = dropped(source=source)
        said[source] = [words in recruiter.get(address).text for address in (page_of(row), add_page(row, held))]

    assert said == {Source.EMAIL_CV: [True] * 2, Source.INTERVIEW: [True] * 2, Source.JOBBOARD: [False] * 2}
