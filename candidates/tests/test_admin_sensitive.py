"""The pages of special and employment data: refusals in words, values behind a purpose, no made-up filters."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from candidates.actions.guarded import record
from candidates.exceptions import NoEmployment
from candidates.models import (
    Application,
    ConductCheck,
    FinancialCheck,
    ForeignNationalId,
    IdCopy,
    MaritalStatus,
    PayrollReference,
    Photo,
    WorkplaceAdjustment,
)
from candidates.testing import make_candidate, make_full_candidate
from candidates.testing_pipeline import make_application
from candidates.testing_sensitive import give_consent, picture
from candidates.tests.test_hire import employ
from clients.testing import make_vacancy
from cluster_crm.accounts.testing import make_user
from privacy.actions.texts import current_text
from privacy.models import ConsentEvent, PolicyVersion, ReadLogEntry
from privacy.testing import make_policy
from privacy.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db
SEALED = {
    "foreignnationalid": Role.FINANCE,
    "payrollreference": Role.FINANCE,
    "wagetaxstatement": Role.FINANCE,
    "conductcheck": Role.PRIVACY_OFFICER,
    "workplaceadjustment": Role.PRIVACY_OFFICER,
    "roledeclaration": Role.PRIVACY_OFFICER,
}
PAGES = sorted(
    [
        *SEALED,
        *("nationality", "maritalstatus", "workpermit", "identitycheck", "idcopy", "drivinglicence", "photo"),
        *("inferredinterest", "currentremuneration", "financialcheck", "assessment"),
    ]
)


@pytest.fixture
def officer(as_role) -> Client:
    return as_role(Role.PRIVACY_OFFICER)


def page(model: str, name: str = "add", *args) -> str:
    return reverse(f"admin:candidates_{model}_{name}", args=args)


def errors_of(response) -> str:
    return response.context["adminform"].form.errors.as_text()


@pytest.mark.requirement("CAND-DATA-06")
def test_refusal_says_what_is_missing_and_keeps_what_was_typed(finance):
    form = {"candidate": str(make_candidate()), "marital_status": "married"}

    refused = finance.post(page("maritalstatus"), form)

    assert refused.status_code == 200
    assert str(NoEmployment.words) in errors_of(refused)
    assert form["candidate"] in refused.content.decode()
    assert not MaritalStatus.objects.exists()


def test_finance_records_and_changes_what_an_employer_must_know(finance):
    candidate = make_candidate()
    employ(candidate)

    added = finance.post(page("maritalstatus"), {"candidate": str(candidate), "marital_status": "married"})
    row = MaritalStatus.objects.get()
    changed = finance.post(page("maritalstatus", "change", row.pk), {"marital_status": "divorced"})
    twice = finance.post(page("maritalstatus"), {"candidate": str(candidate), "marital_status": "single"})

    row.refresh_from_db()
    assert (added.status_code, changed.status_code, twice.status_code) == (302, 302, 200)
    assert row.marital_status == "divorced"


@pytest.mark.requirement("SEC-01")
def test_number_is_sealed_and_shown_for_a_purpose_alone(finance):
    candidate = make_candidate()
    employ(candidate)

    finance.post(page("payrollreference"), {"candidate": str(candidate), "sealed_value": "PR-4711"})
    row = PayrollReference.objects.get()
    change = finance.get(page("payrollreference", "change", row.pk)).content.decode()
    refused = finance.post(page("payrollreference", "show", row.pk), {"purpose": Purpose.RECRUITMENT})
    shown = finance.post(page("payrollreference", "show", row.pk), {"purpose": Purpose.PAYROLL})

    assert "PR-4711" not in change
    assert refused.status_code == 422
    assert "PR-4711" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert ReadLogEntry.objects.get().field == "candidates.payrollreference.payroll_number"


@pytest.mark.requirement("CAND-DATA-03")
def test_foreign_number_is_refused_on_the_page_too(finance):
    candidate = make_candidate()
    employ(candidate)

    response = finance.post(page("foreignnationalid"), {"candidate": str(candidate), "sealed_value": "X-1"})

    assert response.status_code == 200
    assert not ForeignNationalId.objects.exists()


@pytest.mark.requirement("CAND-DATA-21", "LAW-26")
def test_current_pay_is_refused_on_the_page_too(recruiter):
    form = {"candidate": str(make_candidate()), "source": "INTERVIEW", "collected_on": "2026-03-01", "salary": "4000"}

    response = recruiter.post(page("currentremuneration"), form)

    assert response.status_code == 200
    assert response.context["adminform"].form.errors


@pytest.mark.requirement("CAND-DATA-15", "SENS-01")
def test_officer_records_a_financial_check_of_which_a_recruiter_sees_the_outcome(officer, recruiter):
    plain, marked = make_vacancy(), make_vacancy(needs_financial_integrity=True)
    candidate = make_candidate()
    for vacancy in (plain, marked):
        make_application(candidate, vacancy, step=Application.Step.OFFER)
    form = {"candidate": str(candidate), "reason": "wft", "outcome": "clear", "checked_on": "2026-03-01"}

    refused = officer.post(page("financialcheck"), form | {"vacancy": plain.pk})
    added = officer.post(page("financialcheck"), form | {"vacancy": marked.pk})

    row = FinancialCheck.objects.get()
    seen = [client.get(page("financialcheck", "change", row.pk)).content.decode() for client in (officer, recruiter)]
    assert (refused.status_code, added.status_code) == (200, 302)
    assert ["Wft" in text for text in seen] == [True, False]


@pytest.mark.requirement("CAND-DATA-20", "SENS-01", "SENS-02")
def test_certificate_of_conduct_goes_from_consent_to_withdrawal(officer):
    make_policy(published_at="2026-01-01T00:00:00Z")
    candidate, vacancy = make_candidate(), make_vacancy(needs_conduct_certificate=True)
    make_application(candidate, vacancy, step=Application.Step.OFFER)
    check = {
        "candidate": str(candidate),
        "vacancy": vacancy.pk,
        "requested_on": "2026-03-01",
        "sealed_value": "seen",
    }
    said = {
        "candidate": str(candidate),
        "purpose": Purpose.CRIMINAL,
        "vacancy": vacancy.pk,
        "method": "signed_form",
        "text_version": "vog-1",
        "language": "nl",
        "is_affirmed": "on",
    }
    consents = reverse("admin:privacy_consentevent_add")

    refused = officer.post(page("conductcheck"), check)
    given = officer.post(consents, said | {"action": "given"})
    added = officer.post(page("conductcheck"), check)
    stood = ConductCheck.objects.count()
    withdrawn = officer.post(consents, said | {"action": "withdrawn"})

    assert [answer.status_code for answer in (refused, given, added, withdrawn)] == [200, 302, 302, 302]
    assert list(ConsentEvent.objects.order_by("pk").values_list("action", "kind")) == [
        ("given", "explicit"),
        ("withdrawn", "explicit"),
    ]
    assert (stood, ConductCheck.objects.count(), ConductCheck.history.count()) == (1, 0, 0)


def test_consent_asks_for_its_text_and_a_published_policy(officer):
    said = {"candidate": str(make_candidate()), "purpose": "photo", "method": "spoken", "language": "nl"}

    response = officer.post(reverse("admin:privacy_consentevent_add"), said | {"action": "given"})

    assert {"text_version", "is_affirmed", "__all__"} <= response.context["adminform"].form.errors.keys()
    assert not ConsentEvent.objects.exists()
    assert not PolicyVersion.objects.filter(published_at__isnull=False).exists()


@pytest.mark.requirement("SENS-01")
def test_express_consent_names_our_words_unless_a_signed_form_has_its_own(officer):
    make_policy(published_at="2026-01-01T00:00:00Z")
    application = make_application()
    said = {
        "action": "given",
        "candidate": str(application.candidate),
        "purpose": Purpose.HEALTH,
        "vacancy": application.vacancy_id,
        "method": "spoken",
        "text_version": "as I told it",
        "language": "en",
        "is_affirmed": "on",
    }
    add = reverse("admin:privacy_consentevent_add")
    shown = officer.get(add).content.decode()

    refused = officer.post(add, said)
    given = officer.post(add, said | {"text_version": ""})

    assert refused.context["adminform"].form.errors.keys() == {"text_version"}
    assert given.status_code == 302
    event = ConsentEvent.objects.get()
    assert (event.text, event.kind) == (current_text("consent.health", "en"), "explicit")
    assert event.text.body.split(".")[0].split("{controller}")[1] in shown


@pytest.mark.requirement("CAND-DATA-18")
def test_recruiter_finds_the_adjustments_for_which_he_is_named(officer, client):
    application, named = make_application(), make_user(Role.RECRUITER)
    give_consent(application.candidate, Purpose.HEALTH, role=application)
    row = WorkplaceAdjustment(candidate=application.candidate, application=application, volunteered_on=date(2026, 3, 1))
    record(row, by=None, sealed={"adjustment": "a higher desk"})
    client.force_login(named)
    address = page("workplaceadjustment", "show", row.pk)
    before = client.get(address).status_code

    saved = officer.post(
        page("workplaceadjustment", "change", row.pk),
        {
            "volunteered_on": "2026-03-01",
            "readers-TOTAL_FORMS": "1",
            "readers-INITIAL_FORMS": "0",
            "readers-0-reader": named.pk,
        },
    )

    assert saved.status_code == 302, errors_of(saved)
    assert before == 404
    assert "a higher desk" in client.post(address, {"purpose": Purpose.HEALTH}).content.decode()


@pytest.mark.requirement("CAND-DATA-05")
def test_photo_is_added_shown_as_a_picture_and_refused_otherwise(recruiter):
    candidate = make_candidate()
    form = {"candidate": str(candidate), "source": "SITE_FORM", "collected_on": "2026-03-01"}
    photo = lambda content: SimpleUploadedFile("me.jpg", content, "image/jpeg")  # noqa: E731 - a file is read once

    without = recruiter.post(page("photo"), form | {"upload": photo(picture())})
    give_consent(candidate, Purpose.PHOTO, is_explicit=False)
    no_picture = recruiter.post(page("photo"), form | {"upload": photo(b"<svg onload=alert(1)>")})
    foreign = recruiter.post(page("photo"), form | {"upload": photo(picture()), "source": "LINKEDIN"})
    added = [recruiter.post(page("photo"), form | {"upload": photo(picture())}).status_code for _ in range(2)]

    shown = recruiter.get(page("photo", "picture", Photo.objects.get().pk))
    assert [answer.status_code for answer in (without, no_picture, foreign)] == [200, 200, 200]
    assert added == [302, 302]
    assert (shown.headers["Content-Type"], shown.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")


@pytest.mark.requirement("CAND-DATA-14", "LAW-33")
def test_copy_of_a_document_is_refused_before_hire_and_handed_out_for_a_purpose(finance, as_role):
    candidate = make_candidate()
    form = {"candidate": str(candidate), "made_on": "2026-03-01"}
    upload = lambda: {"upload": SimpleUploadedFile("id.png", picture(kind="PNG"))}  # noqa: E731 - as above

    refused = finance.post(page("idcopy"), form | upload())
    employ(candidate)
    added = finance.post(page("idcopy"), form | upload())

    copy = IdCopy.objects.get()
    address = page("idcopy", "show", copy.pk)
    handed_out = finance.post(address, {"purpose": Purpose.LEGAL_DUTY})
    assert (refused.status_code, added.status_code) == (200, 302)
    assert handed_out.content == picture(kind="PNG")
    assert handed_out.headers["Content-Disposition"] == f'attachment; filename="{copy}.png"'
    assert "no-store" in handed_out.headers["Cache-Control"]
    assert as_role(Role.RECRUITER).get(address).status_code == 403
    assert ReadLogEntry.objects.count() == 1


@pytest.mark.requirement("CAND-DATA-32")
@pytest.mark.parametrize("model", PAGES)
def test_no_list_is_filtered_or_sorted_by_what_an_address_makes_up(as_role, model):
    clients = [as_role(role) for role in (Role.FINANCE, Role.PRIVACY_OFFICER, Role.RECRUITER)]
    allowed = [client for client in clients if client.get(page(model, "changelist")).status_code == 200]
    made_up = ["birth_date__year=1990", "nationality=NL", "id__gt=0", "outcome=clear", "candidate__salutation=ms"]

    answers = {query: allowed[0].get(f"{page(model, 'changelist')}?{query}").status_code for query in made_up}

    assert set(answers.values()) == {400}


@pytest.mark.requirement("CAND-DATA-32")
def test_candidates_are_not_listed_by_a_trait(recruiter):
    made_up = ["birth_date=1990-05-01", "salutation=ms", "work_permit_required=1", "photo__isnull=0"]

    answers = [recruiter.get(f"/admin/candidates/candidate/?{query}").status_code for query in made_up]

    assert answers == [400] * 4


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("model", PAGES)
def test_lists_and_pages_show_people_by_reference_and_nothing_sealed(as_role, model):
    candidate = make_full_candidate("Zonnevlek")
    clients = [as_role(role) for role in (Role.FINANCE, Role.PRIVACY_OFFICER, Role.RECRUITER)]
    client = next(one for one in clients if one.get(page(model, "changelist")).status_code == 200)

    listed = client.get(page(model, "changelist")).content.decode()

    assert str(candidate) in listed or model == "workplaceadjustment"
    assert "Zonnevlek" not in listed
