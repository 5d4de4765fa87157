"""A list of persons as a file: asked in the admin, made by the worker, there for a day, withdrawn at once."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.models import Application, Candidate
from candidates.testing import make_candidate, make_full_candidate
from candidates.testing_pipeline import make_application
from clients.actions.contacts import move_contact
from clients.testing import make_client, make_client_contact, make_vacancy
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.models import Job
from cluster_crm.people.actions import list_exports
from cluster_crm.people.actions.list_exports import Order, ask_for_list
from cluster_crm.people.exceptions import ListTooLong
from cluster_crm.people.exported import offered
from cluster_crm.people.testing import make_full_staff_member
from cluster_crm.tests.test_erasure import work
from cluster_crm.web.spreadsheets import SheetKind
from privacy.actions.preferences import choose_sharing
from privacy.actions.restriction import restrict
from privacy.exceptions import NotForYourRole, PurposeNotAllowed
from privacy.masks import Masks
from privacy.models import Disclosure, ListExport, ListExportMember, Recipient, Restriction
from privacy.testing import make_recipient
from privacy.vocabulary import Purpose, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
PAGE = "admin:candidates_candidate_export"
ASKED = {"columns": ["full_name", "city"], "purpose": "recruitment", "kind": "csv", "goes": "stays"}
State = ListExport.State


@pytest.fixture
def recruiter(client):
    user = make_user(Role.RECRUITER, language="en")
    client.force_login(user)
    return user


def restricted(person, kind=SubjectKind.CANDIDATE):
    restrict(person.pk, kind, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    return person


def ask(client, *, query="", page=PAGE, **fields):
    """Ask for a list by its page; return it as the worker left it."""
    answer = client.post(reverse(page) + query, ASKED | fields)
    assert answer.status_code == 302, answer.text
    work()
    return ListExport.objects.get(pk=answer.url.rstrip("/").split("/")[-2])


def fetch(client, export):
    return client.post(reverse("admin:privacy_listexport_download", args=[export.pk]))


def content_of(answer):
    return b"".join(answer.streaming_content)


def rows_of(answer):
    return list(csv.reader(StringIO(content_of(answer).decode("utf-8-sig"))))


def processor(**fields):
    return make_recipient(recipient_role=Recipient.RecipientRole.PROCESSOR, **{"name": "Drukkerij Voorbeeld"} | fields)


@pytest.mark.requirement("SHARE-01")
def test_list_is_asked_made_and_fetched(client, recruiter):
    late, early = make_candidate(family_name="Zwart", city="Delft"), make_candidate(family_name="Bakker", city="=1+1")

    export = ask(client)
    answer = fetch(client, export)

    assert answer["Content-Disposition"] == f'attachment; filename="candidates-{timezone.localdate()}.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert rows_of(answer) == [
        ["Reference", "Name", "Place"],
        [f"C-{early.number}", "Noor de Bakker", "'=1+1"],
        [f"C-{late.number}", "Noor de Zwart", "Delft"],
    ]
    assert Disclosure.objects.count() == 0
    export.refresh_from_db()
    assert (export.state, export.rows, export.left_out, export.downloads) == (State.READY, 2, 0, 1)
    assert export.history.first().history_change_reason == "list fetched"


def test_list_has_the_rows_of_the_search_and_no_trace_of_its_term(client, recruiter):
    make_candidate(family_name="Zonderling")
    make_candidate(family_name="Bakker")
    listed = client.post(reverse("admin:candidates_candidate_changelist"), {"search": "zonderling"}, follow=True)
    address = listed.context["export_url"]

    export = ask(client, query=address.removeprefix(reverse(PAGE)))

    assert "onderling" not in address.lower()
    assert [row[1] for row in rows_of(fetch(client, export))[1:]] == ["Noor de Zonderling"]
    kept = [
        str(list(model.objects.values())) for model in (ListExport, ListExportMember, ListExport.history.model, Job)
    ]
    assert not [text for text in kept if "onderling" in text.lower()]


def test_list_has_the_rows_that_were_ticked(client, recruiter):
    chosen, _other = make_candidate(), make_candidate()
    action = {"action": "export_selected", "_selected_action": [str(chosen.pk)]}
    page = client.post(reverse("admin:candidates_candidate_changelist"), action)

    export = ask(client, query=page.url.removeprefix(reverse(PAGE)))

    assert [row[0] for row in rows_of(fetch(client, export))[1:]] == [f"C-{chosen.number}"]


@pytest.mark.requirement("RIGHT-RESTR-02")
@pytest.mark.parametrize("is_chosen", [False, True])
def test_restricted_person_is_left_out_and_counted(client, recruiter, is_chosen):
    canary, other = make_full_candidate("Zilvermeeuw"), make_candidate()
    query = f"?person={canary.pk}&person={other.pk}" if is_chosen else ""
    every = {"columns": list(offered(Candidate, Masks(Role.RECRUITER)))}
    assert b"Zilvermeeuw" in content_of(fetch(client, ask(client, query=query, **every)))
    restricted(canary)

    export = ask(client, query=query, **every)

    assert b"ilvermeeuw" not in content_of(fetch(client, export)).lower()
    assert (export.rows, export.restricted, export.untold, export.gone) == (1, 1, 0, 0)
    assert not ListExportMember.objects.filter(export=export, data_subject=canary.pk).exists()
    page = client.get(reverse("admin:privacy_listexport_change", args=[export.pk])).text
    assert "Processing is restricted (Article 18)" in page
    assert str(canary.pk) not in page


@pytest.mark.requirement("LAW-08")
def test_who_was_told_too_late_is_not_used_and_who_is_not_yet_told_does_not_leave(client, recruiter):
    today = timezone.localdate()
    make_candidate(source=Source.LINKEDIN, collected_on=date(2024, 1, 31))
    fresh, told = make_candidate(source=Source.LINKEDIN, collected_on=today), make_candidate()
    to = processor()

    stays = ask(client)
    leaves = ask(client, goes="leaves", recipient=to.name, columns=["full_name"])

    assert (stays.rows, stays.untold) == (2, 1)
    assert (leaves.rows, leaves.untold) == (1, 2)
    assert [row[0] for row in rows_of(fetch(client, leaves))[1:]] == [f"C-{told.number}"]
    assert not Disclosure.objects.filter(data_subject=fresh.pk).exists()


@pytest.mark.requirement("SHARE-02")
def test_who_refused_such_a_recipient_is_left_out_and_counted(client, recruiter):
    refuses, told = make_candidate(), make_candidate()
    to = processor()
    Recipient.objects.filter(pk=to.pk).update(need=Recipient.Need.OPTIONAL)
    choose_sharing(refuses.pk, group=True, optional=False)

    export = ask(client, goes="leaves", recipient=to.name, columns=["full_name"])

    assert (export.rows, export.opted_out, export.gone) == (1, 1, 0)
    assert [row[0] for row in rows_of(fetch(client, export))[1:]] == [f"C-{told.number}"]
    page = client.get(reverse("admin:privacy_listexport_change", args=[export.pk])).text
    assert "Does not want data to go to such a recipient" in page


@pytest.mark.requirement("SHARE-01", "SHARE-07")
def test_each_person_of_a_list_that_leaves_has_his_disclosure(client, recruiter):
    one, other, to = make_candidate(), make_candidate(), processor()

    export = ask(client, goes="leaves", recipient=to.name.upper(), columns=["full_name", "email"])

    found = Disclosure.objects.values_list(
        "data_subject", "recipient", "fields", "purpose", "basis", "reference", "disclosed_by"
    )
    fields = ["candidates.candidate.email", "candidates.candidate.full_name"]
    assert set(map(str, found)) == {
        str((person.pk, to.pk, fields, "recruitment", "f", str(export), recruiter.pk)) for person in (one, other)
    }


@pytest.mark.requirement("SHARE-06", "USE-CA-10", "CAND-DATA-33")
@pytest.mark.parametrize(
    ("recipient", "columns", "said"),
    [
        ({"is_active": False}, ["full_name"], "no active recipient"),
        ({"recipient_role": "authority"}, ["full_name"], "An authority gets no list"),
        ({"recipient_role": "controller"}, ["full_name", "email"], "only for one person at a time: Name, E-mail"),
        ({"recipient_role": "processor"}, [], "at least one column"),
    ],
)
def test_list_does_not_go_to_whom_it_may_not(client, recruiter, recipient, columns, said):
    make_candidate()
    make_recipient(**recipient | {"name": "Voorbeeld Ontvanger"})

    given = ASKED | {"goes": "leaves", "recipient": "voorbeeld ontvanger", "columns": columns}
    answer = client.post(reverse(PAGE), given)

    assert answer.status_code == 422
    assert said in answer.text
    assert "<title>Error: " in answer.text
    assert 'value="voorbeeld ontvanger"' in answer.text
    assert (ListExport.objects.count(), Disclosure.objects.count(), Job.objects.count()) == (0, 0, 0)


def test_namesakes_among_recipients_are_told_apart_by_reference(client, recruiter):
    make_candidate()
    one, other = processor(), processor()

    answer = client.post(reverse(PAGE), ASKED | {"goes": "leaves", "recipient": one.name})
    export = ask(client, goes="leaves", recipient=str(other))

    assert f"{one}, {other}" in answer.text or f"{other}, {one}" in answer.text
    assert export.recipient == other


@pytest.mark.requirement("LAW-02")
def test_column_goes_for_no_purpose_that_the_catalogue_does_not_name(client, recruiter):
    make_candidate()

    answer = client.post(reverse(PAGE), ASKED | {"columns": ["full_name", "headline"], "purpose": "client_service"})

    assert answer.status_code == 422
    assert "Headline: not for this purpose" in answer.text


@pytest.mark.requirement("CAND-DATA-32")
@pytest.mark.parametrize("name", ["birth_date", "salutation", "summary", "work_permit_required", "pk", "no_such"])
def test_column_that_is_not_offered_is_refused_by_page_and_deed(client, recruiter, name):
    make_candidate()
    order = Order(columns=[name], kind=SheetKind.CSV, purpose=Purpose.RECRUITMENT, language="en")

    answer = client.post(reverse(PAGE), ASKED | {"columns": [name]})

    assert answer.status_code == 422
    with pytest.raises(NotForYourRole):
        ask_for_list(Candidate.objects.all(), SubjectKind.CANDIDATE, order, by=recruiter)


@pytest.mark.requirement("SEC-01")
def test_officer_takes_along_what_he_sees(client):
    client.force_login(make_user(Role.PRIVACY_OFFICER, language="en"))
    member = make_full_staff_member("Zilver")

    export = ask(client, page="admin:people_staffmember_export", columns=["full_name"], purpose="personnel")

    assert [str(member), member.full_name] in rows_of(fetch(client, export))


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(("role", "status"), [(role, 403) for role in Role if role is not Role.RECRUITER])
def test_who_may_not_export_finds_no_way(client, role, status):
    make_candidate()
    client.force_login(make_user(role, language="en"))

    answers = [client.get(reverse(PAGE)), client.post(reverse(PAGE), ASKED)]

    assert [answer.status_code for answer in answers] == [status, status]
    if role != Role.ADMINISTRATOR:
        page = client.get(reverse("admin:candidates_candidate_changelist")).text
        assert reverse(PAGE) not in page
        assert "export_selected" not in page


def test_list_has_an_end(recruiter, monkeypatch):
    monkeypatch.setattr(list_exports, "MOST_ROWS", 1)
    make_candidate()
    make_candidate()
    order = Order(columns=["full_name"], kind=SheetKind.CSV, purpose=Purpose.RECRUITMENT, language="en")

    with pytest.raises(ListTooLong):
        ask_for_list(Candidate.objects.all(), SubjectKind.CANDIDATE, order, by=recruiter)

    assert (ListExport.objects.count(), ListExportMember.objects.count()) == (0, 0)
    with pytest.raises(PurposeNotAllowed):
        wrong = Order(columns=["full_name"], kind=SheetKind.CSV, purpose=Purpose.EMERGENCY, language="en")
        ask_for_list(Candidate.objects.all(), SubjectKind.CANDIDATE, wrong, by=recruiter)


@pytest.mark.parametrize("kind", SheetKind)
def test_each_kind_of_file_speaks_the_language_of_whoever_asks(client, kind):
    client.force_login(make_user(Role.RECRUITER, language="nl"))
    make_candidate(family_name="Jansen")

    export = ask(client, kind=kind.value)
    answer = fetch(client, export)

    content = content_of(answer)
    assert f"kandidaten-{timezone.localdate()}.{kind.suffix}" in answer["Content-Disposition"]
    if kind is SheetKind.XLSX:
        assert content.startswith(b"PK")
        assert BytesIO(content).read(4) == b"PK\x03\x04"
    else:
        assert "Naam" in content.decode("utf-8-sig")


def test_list_of_contacts_says_where_they_work_now(client, recruiter):
    contact = make_client_contact(client=make_client("Bakkerij Voorbeeld B.V."), function="Inkoper")
    move_contact(contact, to=make_client("Drukkerij Voorbeeld B.V."), on=timezone.localdate(), function="Chef", by=None)

    asked = {"columns": ["full_name", "organisation", "function"], "purpose": "client_service"}
    export = ask(client, page="admin:clients_clientcontact_export", **asked)

    assert rows_of(fetch(client, export)) == [
        ["Reference", "Name", "Client", "Function"],
        [f"CC-{contact.number}", contact.full_name, "Drukkerij Voorbeeld B.V.", "Chef"],
    ]


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_shortlist_is_taken_along_with_whoever_is_still_considered(client, recruiter):
    vacancy, chosen, _other = make_vacancy(make_client("Bakkerij Voorbeeld B.V.")), make_candidate(), make_candidate()
    make_application(chosen, vacancy)
    make_application(restricted(make_candidate()), vacancy)
    make_application(make_candidate(), vacancy, step=Application.Step.REJECTED)
    address = client.get(reverse("admin:candidates_shortlist", args=[vacancy.pk])).context["export_url"]

    export = ask(client, query=address.removeprefix(reverse(PAGE)))

    assert [row[0] for row in rows_of(fetch(client, export))[1:]] == [str(chosen)]
    assert export.restricted == 1


def test_list_of_nobody_makes_no_file(client, recruiter):
    answer = client.post(reverse(PAGE), ASKED)

    assert answer.status_code == 422
    assert "Nobody is in this list" in answer.text
    assert ListExport.objects.count() == 0


@pytest.mark.parametrize("query", ["?person=no-key", "?vacancy=no-key", "?q=broken", "?birth_date__gt=1990-01-01"])
def test_address_that_somebody_makes_up_gives_no_list(client, recruiter, query):
    make_candidate()

    answer = client.post(reverse(PAGE) + query, ASKED)

    assert answer.status_code in {302, 400, 404}
    assert ListExport.objects.count() == 0
