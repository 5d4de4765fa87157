from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.forms import NewContactForm
from clients.models import ClientContact, ClientMembership
from clients.testing import make_client, make_client_contact, make_full_client_contact
from clients.tests.conftest import reads
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.models import ToldNote
from privacy.actions.restriction import restrict
from privacy.models import CatalogueEntry, NoticeTask, Restriction, RetentionClock, SubjectRole
from privacy.testing import make_subject
from privacy.vocabulary import Category, Role, SubjectKind

KIND = SubjectKind.CLIENT_CONTACT
LIST = reverse("admin:clients_clientcontact_changelist")
ADD = reverse("admin:clients_clientcontact_add")
NO_ROWS = {f"{prefix}-{part}_FORMS": "0" for prefix in ("memberships", "told") for part in ("TOTAL", "INITIAL")}


def page_of(contact: ClientContact) -> str:
    return reverse("admin:clients_clientcontact_change", args=[contact.pk])


def move_page(contact: ClientContact) -> str:
    return reverse("admin:clients_clientcontact_move", args=[contact.pk])


def given(at, **more):
    return {
        "source": "CLIENT_INBOUND",
        "collected_on": "2026-01-05",
        "given_name": "Joris",
        "family_name": "Damrakker",
        "client": str(at.pk),
    } | more


@pytest.mark.requirement("CLI-DATA-01")
def test_form_asks_for_business_details_organisation_and_origin_alone(recruiter):
    shown = set(recruiter.get(ADD).context["adminform"].form.fields)

    person = {"given_name", "infix", "family_name", "email", "phone", "street", "postcode", "city", "country"}
    origin = {"source", "source_detail", "collected_on", "controller", "known_as", "known_choice"}
    assert shown == person | origin | {"client", "function", "started_on"}
    assert {choice for choice, _label in NewContactForm().fields["source"].choices} == {
        "", "CLIENT_INBOUND", "CLIENT_OUTBOUND", "MARKET_RESEARCH", "MEDIA", "EVENT_LIST", "VIA_CANDIDATE", "AUTO",
    }  # fmt: skip


@pytest.mark.requirement("GEN-08")
def test_form_says_what_is_optional_and_registers_without_it(recruiter):
    form = recruiter.get(ADD).context["adminform"].form

    recruiter.post(ADD, given(make_client()))

    optional = {name for name, field in form.fields.items() if not field.required}
    assert {name for name in optional if "optional" in str(form.fields[name].label)} >= {
        "given_name", "email", "phone", "street", "function", "started_on", "known_as",
    }  # fmt: skip
    assert ClientContact.objects.get().full_name == "Joris Damrakker"


@pytest.mark.requirement("CLI-DATA-01")
@pytest.mark.parametrize("role", [Role.RECRUITER, Role.CONSULTANT])
def test_contact_is_registered_at_his_organisation(as_role, role):
    client = make_client()

    answer = as_role(role).post(ADD, given(client, function="Inkoper", phone="06-12345678", started_on="2020-03-01"))

    contact, period = ClientContact.objects.get(), ClientMembership.objects.get()
    assert answer.status_code == 302
    assert contact.phone == "+31612345678"
    assert (period.contact, period.client, period.function) == (contact, client, "Inkoper")


@pytest.mark.requirement("GLO-04")
def test_contact_without_organisation_is_refused(recruiter):
    answer = recruiter.post(ADD, given(make_client(), client=""))

    assert answer.context["adminform"].form.errors.keys() == {"client"}
    assert not SubjectRole.objects.exists()


@pytest.mark.requirement("SRC-05")
def test_contact_from_an_event_owes_a_notice(recruiter):
    recruiter.post(ADD, given(make_client(), source="EVENT_LIST", source_detail="beurs"))

    assert NoticeTask.objects.get().data_subject == ClientContact.objects.get().data_subject


@pytest.mark.requirement("SRC-04")
def test_source_of_candidates_is_refused(recruiter):
    answer = recruiter.post(ADD, given(make_client(), source="JOBBOARD"))

    assert answer.context["adminform"].form.errors.keys() == {"source"}


@pytest.mark.requirement("GEN-09")
@pytest.mark.parametrize(
    ("category", "more", "word"),
    [(Category.NAME, {}, "name"), (Category.POSITION, {"function": "Inkoper"}, "position")],
)
def test_what_the_catalogue_does_not_allow_is_refused_with_the_reason(recruiter, category, more, word):
    CatalogueEntry.objects.filter(subject_kind=KIND, category=category).update(is_active=False)

    answer = recruiter.post(ADD, given(make_client(), **more))

    assert f"The catalogue has no active row for client contact: {word}" in answer.text
    assert not SubjectRole.objects.exists()


@pytest.mark.requirement("GEN-09")
def test_what_the_catalogue_does_not_allow_is_not_asked_for(recruiter):
    CatalogueEntry.objects.filter(subject_kind=KIND, category=Category.CONTACT).update(is_active=False)

    page = recruiter.get(ADD)
    recruiter.post(ADD, given(make_client(), email="joris@example.com"))

    assert "email" not in page.context["adminform"].form.fields
    assert "No basis" in page.text
    assert ClientContact.objects.get().email == ""


@pytest.mark.requirement("GEN-01")
def test_somebody_known_in_another_role_keeps_his_number(recruiter):
    candidate = make_subject(SubjectKind.CANDIDATE)
    reference = str(SubjectRole.objects.get())

    recruiter.post(ADD, given(make_client(), known_as=reference))
    again = recruiter.post(ADD, given(make_client(), known_as=reference))

    assert ClientContact.objects.get().data_subject == candidate
    assert again.context["adminform"].form.errors.keys() == {"known_as"}


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_person_gets_no_new_role(recruiter):
    candidate = make_subject(SubjectKind.CANDIDATE)
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    answer = recruiter.post(ADD, given(make_client(), known_as=str(SubjectRole.objects.get())))

    assert answer.context["adminform"].form.errors.keys() == {"known_as"}


@pytest.mark.parametrize("term", ["damrakker", "joris.dam@example.com", "+31612345678"])
def test_contact_is_found_by_name_mail_and_telephone(recruiter, term):
    make_client_contact(family_name="Damrakker", email="joris.dam@example.com", phone="+31612345678")
    make_client_contact(family_name="Zeemansbrug")

    found = recruiter.post(LIST, {"search": term}, follow=True)

    assert "Damrakker" in found.text
    assert "Zeemansbrug" not in found.text
    assert term not in found.redirect_chain[0][0]


def test_list_costs_the_same_for_ten_and_sixty(recruiter):
    costs = []
    for size in (10, 50):
        for _ in range(size):
            make_client_contact(function="Inkoper")
        with CaptureQueriesContext(connection) as queries:
            page = recruiter.get(LIST)
        costs.append(len(reads(queries)))

    assert "Inkoper" in page.text
    assert costs[0] == costs[1] <= 10


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.RECRUITER, True), (Role.CONSULTANT, True), (Role.FINANCE, False), (Role.PRIVACY_OFFICER, False)],
)
def test_who_sees_names_sees_all_and_others_the_reference(as_role, role, sees):
    contact = make_full_client_contact("Zebra", by=make_user())

    pages = as_role(role).get(LIST).text + as_role(role).get(page_of(contact)).text

    shown = [contact.full_name, contact.email, contact.phone, contact.street, "Zebra function", "Zebra told"]
    assert [text in pages for text in shown] == [sees] * len(shown)
    assert str(contact) in pages


@pytest.mark.requirement("CLI-DATA-03")
def test_note_of_what_was_told_names_who_said_so(recruiter):
    contact = make_client_contact()
    note = {"told-0-text": "Neemt na de zomer over.", "told-0-source": "CLIENT", "told-0-collected_on": "2026-02-01"}
    form = {**NO_ROWS, "family_name": "Damrakker", "told-TOTAL_FORMS": "1", **note}
    form |= {"memberships-TOTAL_FORMS": "0"}

    refused = recruiter.post(page_of(contact), form)
    accepted = recruiter.post(page_of(contact), form | {"told-0-told_by": "Els Bos"})

    written = ToldNote.objects.get()
    assert refused.status_code == 422
    assert accepted.status_code == 302
    assert (written.data_subject_id, written.subject_kind, written.told_by) == (contact.pk, KIND, "Els Bos")
    assert written.collected_on == date(2026, 2, 1)
    assert written.created_by.role == Role.RECRUITER
    assert "Els Bos" in recruiter.get(page_of(contact)).text


def test_notes_of_another_role_or_person_are_not_shown(recruiter):
    other = make_full_client_contact("Okapi", by=make_user())
    contact = make_client_contact()

    page = recruiter.get(page_of(contact)).text

    assert "Okapi told" in recruiter.get(page_of(other)).text
    assert "Okapi" not in page


@pytest.mark.requirement("RET-02")
def test_contact_moves_and_leaves_on_his_own_page(recruiter):
    contact, to = make_client_contact(), make_client("Haven B.V.")

    recruiter.post(move_page(contact), {"client": str(to.pk), "function": "Directeur", "on": "2026-01-05"})
    moved = RetentionClock.objects.get().organisation
    recruiter.post(move_page(contact), {"on": "2026-02-05"})

    periods = ClientMembership.objects.order_by("ended_on").values_list("client__recipient__name", "ended_on")
    assert moved == to.recipient
    assert RetentionClock.objects.get().organisation is None
    assert [ended for _name, ended in periods] == [date(2026, 1, 5), date(2026, 2, 5)]
    assert "Haven B.V." in recruiter.get(page_of(contact)).text


@pytest.mark.parametrize("on", ["2019-01-01", "2999-01-01"])
def test_impossible_day_of_leaving_is_refused_on_the_page(recruiter, on):
    contact = make_client_contact(started_on=date(2020, 1, 1))

    answer = recruiter.post(move_page(contact), {"on": on})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"on"}


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restricted_contact_is_absent_and_read_only(recruiter):
    contact = make_client_contact(family_name="Damrakker")
    restrict(contact.pk, KIND, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    answers = [recruiter.post(page).status_code for page in (page_of(contact), move_page(contact))]

    assert "Damrakker" not in recruiter.get(LIST).text
    assert "Damrakker" in recruiter.get(page_of(contact)).text
    assert answers == [403, 403]


def test_people_are_not_deleted_in_bulk(recruiter):
    make_client_contact()

    actions = dict(recruiter.get(LIST).context["action_form"].fields["action"].choices)

    assert "delete_selected" not in actions
    assert "erase" in actions


def test_visitor_of_another_role_does_not_move_anybody(as_role):
    assert as_role(Role.FINANCE).get(move_page(make_client_contact())).status_code == 403


@pytest.mark.requirement("CLI-DATA-05")
@pytest.mark.parametrize(("before", "told_of"), [("", ["contact"]), ("joris@example.com", [])])
def test_page_opens_a_notice_of_a_new_kind_of_data_alone(recruiter, before, told_of):
    contact = make_client_contact(email=before)

    response = recruiter.post(page_of(contact), {**NO_ROWS, "family_name": "Dam", "email": "new@example.com"})

    assert response.status_code == 302
    assert list(NoticeTask.objects.exclude(category="").values_list("category", flat=True)) == told_of
