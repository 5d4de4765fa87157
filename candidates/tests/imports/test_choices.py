"""What an import does with people whom we hold already, who did not want to be approached, or whose term is over."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from candidates.actions.imports import cancel_import, change_choices, check_import, choose_mapping, run_import
from candidates.actions.imports.assessing import Rules, assess
from candidates.actions.imports.updating import update_people
from candidates.exceptions import ImportNotReady, UnknownColumns
from candidates.models import Candidate, ImportBatch, ImportedPerson, ReportedNote, Skill
from candidates.testing import make_candidate
from candidates.testing_imports import checked_batch, choices_of, import_all, read_batch, table, work
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.tags import tags_of
from privacy.actions.restriction import restrict
from privacy.actions.subjects import ensure_controller
from privacy.actions.suppression import suppress
from privacy.models import NoticeTask, Restriction, RetentionClock, SuppressionEntry
from privacy.vocabulary import Identifier, RetentionProfile, Source

pytestmark = pytest.mark.django_db
OnSure, OnSuppressed = ImportBatch.OnSure, ImportBatch.OnSuppressed
KEES = {"given_name": "Kees", "infix": "", "family_name": "Oster"}
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _controller():
    ensure_controller()


def outcome(batch: ImportBatch, line: int = 2) -> tuple[str, str]:
    row = batch.rows.get(line=line)
    return row.state, row.reason


def test_whom_we_hold_is_left_out_unless_chosen_otherwise():
    held = make_candidate(email="kees@example.org")

    batch = import_all(table("Naam,E-mail,Plaats", f"{held.full_name},kees@example.org,Delft"))

    held.refresh_from_db()
    assert (outcome(batch), batch.duplicate_count, held.city) == (("skipped", "HELD"), 1, "")
    assert Candidate.objects.count() == 1


def test_fill_writes_only_what_we_did_not_know():
    held = make_candidate(email="kees@example.org", family_name="Oster", headline="Lasser")

    batch = import_all(
        table(
            "Naam,E-mail,Plaats,Functietitel,Vaardigheden,Opmerkingen",
            'N. de Oster,kees@example.org,Delft,Smid,"TIG, tig, MIG",belt zelf',
        ),
        on_sure=OnSure.FILL,
        source=Source.JOBBOARD,
    )

    held.refresh_from_db()
    assert (outcome(batch), batch.updated_count) == (("updated", ""), 1)
    assert (held.family_name, held.city, held.headline) == ("Oster", "Delft", "Lasser")
    assert sorted(Skill.objects.values_list("name", flat=True)) == ["MIG", "TIG"]
    assert ReportedNote.objects.get().text == "belt zelf"
    assert NoticeTask.objects.get().source == Source.JOBBOARD
    link = ImportedPerson.objects.get()
    assert (link.outcome, link.changed_fields, len(link.added_rows)) == ("updated", ["city"], 4)


def test_overwrite_writes_all_that_the_row_says_and_nothing_else():
    held = make_candidate(
        email="kees@example.org",
        given_name="Kees",
        infix="",
        family_name="Ooster",
        headline="Lasser",
        street="Dam 1",
        city="Delft",
        summary="oud",
    )

    import_all(
        table("Naam,E-mail,Plaats,Functietitel", "Kees Oster,kees@example.org,Gouda,Smid"), on_sure=OnSure.OVERWRITE
    )

    held.refresh_from_db()
    assert (held.full_name, held.headline, held.summary) == ("Kees Oster", "Smid", "oud")
    assert (held.street, held.city, held.sort_name) == ("", "Gouda", "oster kees")
    link = ImportedPerson.objects.get()
    assert set(link.changed_fields) == {"headline", "street", "city", "family_name"}


def test_row_without_anything_new_changes_nothing():
    held = make_candidate(email="kees@example.org", city="Delft", **KEES)
    before = Candidate.history.filter(pk=held.pk).count()

    batch = import_all(table("Naam,E-mail,Plaats", "Kees Oster,kees@example.org,Gouda"), on_sure=OnSure.FILL)

    assert outcome(batch) == ("updated", "")
    assert Candidate.history.filter(pk=held.pk).count() == before


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_nobody_under_a_restriction_is_written_about_or_named():
    held = make_candidate(email="kees@example.org")
    restrict(held.pk, "candidate", ground=Restriction.Ground.values[0], reason="", by=make_user())

    batch = import_all(
        table("Naam,E-mail,Plaats", f"{held.full_name},kees@example.org,Delft"), on_sure=OnSure.OVERWRITE
    )

    held.refresh_from_db()
    assert (outcome(batch), held.city) == (("skipped", "NOT_NOW"), "")
    assert batch.rows.get(line=2).match_reasons == []


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_restriction_that_came_between_looking_and_writing_is_kept():
    held = make_candidate(email="kees@example.org")
    file = table("Naam,E-mail,Plaats", f"{held.full_name},kees@example.org,Delft")
    batch = checked_batch(file, on_sure=OnSure.FILL)
    rules = Rules.of(batch)
    assessed = assess(list(batch.rows.filter(state="ready")), rules, is_run=True)
    restrict(held.pk, "candidate", ground=Restriction.Ground.values[0], reason="", by=make_user())

    changes = update_people(assessed, rules)

    held.refresh_from_db()
    assert ([one.row.reason for one in assessed], changes, held.city) == (["NOT_NOW"], {}, "")


@pytest.mark.requirement("MKT-07")
@pytest.mark.parametrize(
    ("choice", "state", "people"), [(OnSuppressed.LEAVE_OUT, "skipped", 0), (OnSuppressed.REGISTER, "created", 1)]
)
def test_who_is_on_the_suppression_list_is_counted_and_shown(choice, state, people):
    suppress(Identifier.EMAIL, "kees@example.org", reason=SuppressionEntry.Reason.OBJECTION)
    file = table("Naam,E-mail", "Kees Oster,Kees@example.org", "Anna Smit,anna@example.org")

    batch = import_all(file, on_suppressed=choice)

    assert (outcome(batch)[0], batch.suppressed_count) == (state, 1)
    assert Candidate.objects.filter(family_name="Oster").count() == people
    assert SuppressionEntry.objects.get().hit_count == 1


@pytest.mark.requirement("RET-01")
def test_last_contact_moves_the_clock_as_a_fact():
    last = TODAY - timedelta(days=400)
    file = table("Naam,Laatste contact", f"Kees Oster,{last.isoformat()}")

    import_all(file, on=TODAY, source=Source.JOBBOARD)

    clock = RetentionClock.objects.get()
    assert (clock.contact_on, clock.anchor_on, clock.collected_on) == (last, last, last)
    assert NoticeTask.objects.get().collected_on == TODAY


@pytest.mark.requirement("RET-01")
@pytest.mark.parametrize(
    ("heading", "days", "profile", "reason"),
    [
        ("Laatste contact", -1, RetentionProfile.POOL, "IN_FUTURE"),
        ("Ontvangen op", -1, RetentionProfile.POOL, "IN_FUTURE"),
        ("Laatste contact", 800, RetentionProfile.POOL, "TERM_OVER"),
        ("Ontvangen op", 800, RetentionProfile.POOL, "TERM_OVER"),
        ("Laatste contact", 40, RetentionProfile.VACANCY_ONLY, "TERM_OVER"),
        ("Laatste contact", 40, RetentionProfile.POOL, ""),
    ],
)
def test_row_whose_term_is_over_or_still_to_come_is_refused(heading, days, profile, reason):
    file = table(f"Naam,{heading}", f"Kees Oster,{(TODAY - timedelta(days=days)).isoformat()}")

    batch = import_all(file, retention_profile=profile, on=TODAY)

    assert outcome(batch) == (("refused", reason) if reason else ("created", ""))


@pytest.mark.requirement("RET-01")
def test_list_that_was_collected_too_long_ago_is_refused_row_by_row():
    batch = checked_batch(table("Naam", "Kees Oster"), on=date(2021, 1, 1))

    assert outcome(batch) == ("refused", "TERM_OVER")


@pytest.mark.requirement("RET-01")
def test_last_contact_of_somebody_we_hold_moves_his_clock():
    held = make_candidate(email="kees@example.org", collected_on=TODAY - timedelta(days=600), **KEES)
    last = TODAY - timedelta(days=300)
    file = table("Naam,E-mail,Laatste contact", f"Kees Oster,kees@example.org,{last.isoformat()}")

    import_all(file, on_sure=OnSure.FILL)

    assert RetentionClock.objects.get(data_subject=held.pk).anchor_on == last


def test_other_choices_ask_for_another_check():
    make_candidate(email="kees@example.org", **KEES)
    batch = checked_batch(table("Naam,E-mail", "Kees Oster,kees@example.org"))
    assert outcome(batch) == ("skipped", "HELD")

    batch = change_choices(batch, choices_of(on_sure=OnSure.FILL), by=make_user())
    state = batch.state
    check_import(batch, by=None)
    work(batch)

    assert (state, outcome(batch), batch.rows.get(line=2).plan) == ("read", ("ready", ""), "update")


def test_whom_we_may_hold_waits_for_a_person_unless_chosen_otherwise():
    make_candidate(email="kees@example.org", **KEES)
    file = table("Naam,E-mail", "Anna Smit,kees@example.org")

    waiting = import_all(file)
    registered = import_all(file, on_likely=ImportBatch.OnLikely.REGISTER)

    assert outcome(waiting) == ("waiting", "PERHAPS_HELD")
    assert waiting.rows.get(line=2).match_reasons == ["email", "other_name"]
    assert outcome(registered) == ("created", "")


def test_person_who_stands_twice_in_a_file_is_registered_once():
    batch = import_all(
        table(
            "Naam,E-mail,Plaats",
            "Kees Oster,kees@example.org,Delft",
            "C. Oster,Kees@Example.org,Gouda",
            "Anna Smit,kees@example.org,Gouda",
            "Piet Bos,piet@example.org,Gouda",
        )
    )

    assert [outcome(batch, line) for line in (2, 3, 4, 5)] == [
        ("created", ""),
        ("waiting", "PERHAPS_TWICE"),
        ("waiting", "PERHAPS_TWICE"),
        ("created", ""),
    ]
    assert batch.rows.get(line=3).match_reasons == [f"row:{batch}:1:2"]


def test_of_a_crowd_of_namesakes_one_is_registered():
    batch = import_all(table("Naam,E-mail,Plaats", *(f"Kees Oster,kees{n}@example.org,Delft" for n in range(80))))

    assert (batch.created_count, batch.waiting_count) == (1, 79)


def test_columns_that_mean_something_else_are_read_again_at_the_check():
    batch = read_batch(table("Naam,Adres", "Kees Oster,kees@example.org", "Anna Smit,anna@example.org,slipped"))
    file = batch.files.get()

    choose_mapping(file, {0: "name", 1: "email"}, by=make_user())
    check_import(batch, by=None)
    work(batch)

    assert batch.rows.get(line=2).email == "kees@example.org"
    assert batch.rows.get(line=2).draft["email"] == "kees@example.org"
    assert outcome(batch, 3) == ("refused", "TOO_MANY_CELLS")


def test_columns_are_known_again_in_the_next_table_of_the_source():
    choose_mapping(read_batch(table("Naam,Adres", "Kees Oster,x")).files.get(), {0: "name"}, by=make_user())

    again = read_batch(table("naam, Adres", "Anna Smit,Dam 1")).files.get()
    elsewhere = read_batch(table("Naam,Adres", "Anna Smit,Dam 1"), detail="another list").files.get()

    assert (again.mapping, again.is_mapping_saved) == ({"0": "name"}, True)
    assert (elsewhere.mapping, elsewhere.is_mapping_saved) == ({"0": "name", "1": "street"}, False)


@pytest.mark.requirement("GEN-09")
@pytest.mark.parametrize("columns", [{1: "name", 0: "name"}, {0: "shoe size"}, {0: "name", 2: "summary"}])
def test_columns_take_no_unknown_field_and_none_that_stays_out(columns):
    file = read_batch(table("Naam,Adres,Geboortedatum", "Kees Oster,x,1990-01-01")).files.get()

    with pytest.raises(UnknownColumns):
        choose_mapping(file, columns, by=make_user())


def test_what_the_worker_has_in_hand_waits():
    batch = checked_batch(table("Naam", "Kees Oster"))
    run_import(batch, by=None)

    for deed in (run_import, check_import, cancel_import):
        with pytest.raises(ImportNotReady):
            deed(batch, by=make_user())


def test_import_that_is_given_up_holds_nothing_any_more():
    batch = checked_batch(table("Naam", "Kees Oster"))

    batch = cancel_import(batch, by=make_user())

    assert (batch.state, batch.rows.count(), batch.files.count(), batch.row_count) == ("cancelled", 0, 0, 1)


@pytest.mark.requirement("CAND-DATA-31")
def test_tags_come_along_and_words_to_look_at_are_marked():
    held = make_candidate(email="kees@example.org", **KEES)
    file = table(
        "Naam,E-mail,Tags,Opmerkingen",
        'Kees Oster,kees@example.org,"lasser, zwanger",',
        "Anna Smit,anna@example.org,Haven,heeft een burn-out gehad",
    )

    batch = import_all(file, on_sure=OnSure.FILL, tags=["open dag"])

    anna = Candidate.objects.get(family_name="Smit")
    assert tags_of(held.pk, "candidate") == ["lasser", "open dag"]
    assert tags_of(anna.pk, "candidate") == ["Haven", "open dag"]
    assert batch.rows.get(line=2).problems == ["tags:NOT_A_TAG"]
    assert batch.rows.get(line=3).problems == ["note:TO_LOOK_AT"]
    assert len(ImportedPerson.objects.get(line=2).added_rows) == 2
