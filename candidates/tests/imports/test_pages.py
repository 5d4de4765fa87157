"""The pages of an import, step by step, as a recruiter posts them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.actions.imports import run_import
from candidates.actions.imports.notices import NoticesToCome, notices_to_come
from candidates.models import Candidate, ImportBatch
from candidates.testing import make_candidate
from candidates.testing_imports import ON, checked_batch, import_all, read_batch, table, work
from cluster_crm.accounts.testing import make_user
from cluster_crm.jobs.actions import run
from privacy.actions.notice_sending import send_owed_to_givers
from privacy.actions.policy import publish_policy
from privacy.actions.restriction import restrict
from privacy.actions.subjects import ensure_controller
from privacy.models import NoticeTask, Restriction
from privacy.testing import make_policy
from privacy.vocabulary import Role, Source

pytestmark = pytest.mark.django_db
NEW = "admin:candidates_importbatch_add"
CSV = "Naam,E-mail,Plaats,BSN\nKees Oster,kees@example.org,Delft,111222333\nAnna Smit,geen adres,Gouda,\n"


@pytest.fixture
def recruiter(client):
    ensure_controller()
    user = make_user(Role.RECRUITER)
    client.force_login(user)
    return user


def page(batch: ImportBatch, name: str = "change") -> str:
    return reverse(f"admin:candidates_importbatch_{name}", args=[batch.pk])


def upload(client, content: str = CSV, **fields):
    file = SimpleUploadedFile("list.csv", content.encode())
    asked = {"source": "APPLICATION", "collected_on": "2026-11-20", "retention_profile": "POOL"}
    return client.post(reverse(NEW), {"uploaded": file, **asked, **fields})


def test_list_leads_to_the_first_step(client, recruiter):
    answer = client.get(reverse("admin:candidates_importbatch_changelist"))

    assert reverse(NEW) in answer.content.decode()


def test_files_go_to_the_worker_and_nobody_is_registered_yet(client, recruiter):
    answer = upload(client, tags="banenmarkt, techniek", source_detail="open dag")

    batch = ImportBatch.objects.get()
    assert (answer.status_code, answer.url) == (302, page(batch))
    assert (batch.state, batch.tags, batch.started_by, batch.source_detail) == (
        *("uploaded", ["banenmarkt", "techniek"], recruiter, "open dag"),
    )
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"source": ""}, "required"),
        ({"collected_on": "2999-01-01"}, "not come yet"),
        ({"uploaded": ""}, "Choose at least one file"),
        ({"uploaded": SimpleUploadedFile("empty.csv", b"")}, "File 1 is empty"),
        ({"source": "PAPER_CV"}, "event and the place"),
        ({"tags": "x" * 51}, "50 characters"),
    ],
)
def test_what_is_wrong_with_the_files_or_choices_is_said_and_the_rest_kept(client, recruiter, fields, text, settings):
    settings.LANGUAGE_CODE = "en"
    client.cookies["django_language"] = "en"

    answer = upload(client, **{"source_detail": "kept as typed", **fields} if "source" not in fields else fields)

    assert (answer.status_code, ImportBatch.objects.count()) == (422, 0)
    assert text in answer.content.decode()


def test_columns_show_what_is_proposed_and_what_law_keeps_out(client, recruiter):
    client.cookies["django_language"] = "en"
    batch = read_batch(table(*CSV.splitlines()))

    shown = client.get(page(batch)).content.decode()

    assert "asked at hire and never before" in shown
    assert ("kees@example.org" in shown, "111222333" in shown) == (True, False)
    assert 'name="file1-3"' not in shown


def test_columns_that_say_the_same_twice_or_name_nobody_come_back(client, recruiter):
    batch = read_batch(table("A,B", "Kees,Oster"))

    twice = client.post(page(batch, "columns"), {"file1-0": "name", "file1-1": "name"})
    nobody = client.post(page(batch, "columns"), {"file1-0": "email", "file1-1": ""})

    batch.refresh_from_db()
    assert (twice.status_code, nobody.status_code, batch.state) == (422, 422, "read")


def test_chosen_columns_are_remembered_and_checked(client, recruiter):
    batch = read_batch(table("A,B", "Kees,Oster"))

    client.post(page(batch, "columns"), {"file1-0": "given_name", "file1-1": "family_name"})
    checked = work(batch)

    assert (checked.state, checked.ready_count) == ("checked", 1)
    assert checked.files.get().mapping == {"0": "given_name", "1": "family_name"}


def test_check_tells_what_would_happen_row_by_row(client, recruiter):
    client.cookies["django_language"] = "en"
    make_candidate(given_name="Bo", infix="", family_name="Vink", email="bo@example.org")
    batch = checked_batch(table(*CSV.splitlines(), "Bo Vink,bo@example.org,Delft,"))

    shown = client.get(page(batch)).content.decode()
    left_out = client.get(page(batch), {"rows": "skipped"}).content.decode()

    assert "e-mail: This isn’t an e-mail address." in shown.replace("&#x27;", "’").replace("'", "’")
    assert "Import 1 row" in shown
    assert "We hold this person already." in left_out
    assert Candidate.objects.count() == 1


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_row_about_a_restricted_person_names_nobody(client, recruiter):
    held = make_candidate(given_name="Bo", infix="", family_name="Vink", email="bo@example.org")
    restrict(held.pk, "candidate", ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)
    batch = checked_batch(table("Naam,E-mail", "Bo Vink,bo@example.org"))

    shown = client.get(page(batch), {"rows": "skipped"}).content.decode()

    assert ("Vink" in shown, str(held) in shown) == (False, False)


def test_choice_about_whom_we_hold_is_checked_anew(client, recruiter):
    make_candidate(given_name="Bo", infix="", family_name="Vink", email="bo@example.org")
    batch = checked_batch(table("Naam,E-mail,Plaats", "Bo Vink,bo@example.org,Delft"))

    client.post(page(batch, "choices"), {"on_sure": "fill", "on_likely": "wait", "on_suppressed": "leave_out"})
    checked = work(batch)

    assert (checked.state, checked.ready_count, checked.on_sure) == ("checked", 1, "fill")


def test_import_is_handed_to_the_worker_once(client, recruiter):
    batch = checked_batch(table(*CSV.splitlines()))

    first, second = (client.post(page(batch, "run")) for _ in range(2))

    done = work(batch)
    assert (first.status_code, second.status_code) == (302, 302)
    assert (done.state, done.created_count, Candidate.objects.count()) == ("done", 1, 1)


def test_result_leads_to_whom_it_made(client, recruiter):
    batch = import_all(table(*CSV.splitlines()))

    shown = client.get(page(batch), {"rows": "created"}).content.decode()

    assert reverse("admin:candidates_candidate_change", args=[Candidate.objects.get().pk]) in shown


def test_import_that_is_given_up_leaves_nothing(client, recruiter):
    batch = checked_batch(table(*CSV.splitlines()))

    client.post(page(batch, "cancel"))

    batch.refresh_from_db()
    assert (batch.state, batch.rows.count(), batch.files.count()) == ("cancelled", 0, 0)


def test_questions_do_not_grow_with_the_rows(client, recruiter, django_assert_max_num_queries):
    few = checked_batch(table("Naam,E-mail", *(f"Kees Oster,fout{number}" for number in range(3))))
    many = checked_batch(table("Naam,E-mail", *(f"Kees Oster,fout{number}" for number in range(60))))

    with django_assert_max_num_queries(40) as of_few:
        client.get(page(few))
    with django_assert_max_num_queries(40) as of_many:
        client.get(page(many))

    assert len(of_few) == len(of_many)


def test_rows_are_shown_twenty_five_at_a_time(client, recruiter):
    batch = checked_batch(table("Naam,E-mail", *(f"Kees Oster,fout{number}" for number in range(60))))

    first = client.get(page(batch)).context
    second = client.get(page(batch), {"rows": "refused", "at": first["rows_after"]}).context
    forged = client.get(page(batch), {"rows": "refused", "at": "['after'"}).context

    lines = [shown.row.line for shown in (*first["shown_rows"], *second["shown_rows"])]
    assert lines == list(range(2, 52))
    assert [shown.row.line for shown in forged["shown_rows"]] == list(range(2, 27))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.RECRUITER])
def test_pages_are_for_recruiters(client, role):
    ensure_controller()
    batch = checked_batch(table(*CSV.splitlines()))
    client.force_login(make_user(role))

    answers = [client.get(reverse(NEW)), client.get(page(batch)), client.post(page(batch, "run"))]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_undo_is_proposed_to_a_second_person_and_says_whom_it_left(client, recruiter):
    client.cookies["django_language"] = "en"
    batch = import_all(table("Naam,E-mail", "Kees Oster,kees@example.org", "Anna Smit,anna@example.org"))
    met = Candidate.objects.get(family_name="Smit")
    Candidate.objects.filter(pk=met.pk).update(headline="Lasser")

    before = client.get(page(batch)).content.decode()
    client.post(page(batch, "undo"))
    undone = work(batch)
    after = client.get(page(undone)).content.decode()

    assert ("Undo this import" in before, "Undo this import" in after) == (True, False)
    assert reverse("admin:privacy_erasurerun_change", args=[undone.erasure_id]) in after
    assert (undone.left_count, str(met) in after, Candidate.objects.count()) == (1, True, 2)


def test_refused_rows_come_back_as_a_file_to_mend(client, recruiter):
    batch = import_all(table(*CSV.splitlines()))

    shown = client.get(page(batch)).content.decode()
    answer = client.post(page(batch, "refused_rows"), {"file": "1", "kind": "csv"})
    other = client.post(page(batch, "refused_rows"), {"file": "one"})

    text = b"".join(answer.streaming_content).decode()
    assert page(batch, "refused_rows") in shown
    assert ("geen adres" in text, "kees@example.org" in text, other.status_code) == (True, False, 404)
    assert "Anna" not in answer["Content-Disposition"]


@pytest.mark.requirement("LAW-07")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("source", [Source.EMAIL_CV, Source.INTERVIEW, Source.AGGREGATOR])
def test_check_tells_who_will_be_sent_the_notice(client, recruiter, source, language):
    client.cookies["django_language"] = language
    publish_policy(make_policy())
    make_candidate(given_name="Bo", infix="", family_name="Vink", email="bo@example.org")
    told = make_candidate(family_name="Kraan", email="kraan@example.org", source=source, collected_on=ON)
    rows = ["Kees Oster,kees@example.org,", "Anna Smit,geen adres,0612345678", "Els Haan,,0687654321"]
    batch = checked_batch(
        table("Naam,E-mail,Telefoon", *rows, "Bo Vink,bo@example.org,", f"{told.full_name},kraan@example.org,"),
        source=source,
        on_sure=ImportBatch.OnSure.FILL,
    )

    shown = client.get(page(batch)).text
    before = set(NoticeTask.objects.values_list("pk", flat=True))
    run_import(batch, by=None)
    work(batch)
    job = send_owed_to_givers()
    run(job.pk)
    new = NoticeTask.objects.exclude(pk__in=before)

    sent, letters = new.filter(message__isnull=False).count(), new.filter(message=None).count()
    words = {
        "en": (f"{sent} people get it by e-mail", f"{letters} person has no e-mail address"),
        "nl": (f"{sent} mensen krijgen die vanzelf per e-mail", f"{letters} persoon heeft geen e-mailadres"),
    }
    assert (sent, letters) == (2, 1)
    assert [said in shown for said in words[language]] == [True, True]


@pytest.mark.requirement("LAW-07")
@pytest.mark.parametrize("source", [Source.APPLICATION, Source.PAPER_CV, Source.LINKEDIN])
def test_check_tells_of_no_notice_where_none_goes_by_itself(client, recruiter, source):
    client.cookies["django_language"] = "en"
    batch = checked_batch(table("Naam,E-mail", "Kees Oster,kees@example.org"), source=source)

    assert "shown no privacy notice" not in client.get(page(batch)).text


@pytest.mark.parametrize("size", [1, 8])
def test_number_of_questions_about_notices_does_not_grow_with_the_rows(django_assert_num_queries, size):
    ensure_controller()
    held = [make_candidate() for _ in range(size)]
    new = [f"Kees Oster{at},new{at}@example.org,Delft" for at in range(size)]
    rows = [*new, *(f"{person.full_name},{person.email},Gouda" for person in held)]
    batch = checked_batch(
        table("Naam,E-mail,Plaats", *rows),
        source=Source.INTERVIEW,
        on_sure=ImportBatch.OnSure.FILL,
        on_likely=ImportBatch.OnLikely.REGISTER,
    )

    with django_assert_num_queries(5):
        found = notices_to_come(batch)

    assert (found, batch.ready_count) == (NoticesToCome(by_email=2 * size, by_letter=0), 2 * size)
