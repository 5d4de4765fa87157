"""People who are held only because somebody named them: they go with the last one who did, and no sooner."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import Candidate, EmergencyContact, EmergencyNaming, Referee, RefereeNaming
from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from cluster_crm.tests.test_erasure import erase, work
from privacy.actions.dependants import unnamed
from privacy.actions.erasure import approve_erasure, is_plan_current, propose_erasure, renew_plan, request_erasure
from privacy.actions.erasure_run import erase_part
from privacy.actions.holds import place_hold
from privacy.actions.suppression import suppressed_digests
from privacy.exceptions import ApprovalLapsed
from privacy.models import ErasureRun, ErasureSubject, SubjectRole
from privacy.stores.dossier import read_dossier
from privacy.stores.scan import rows_containing
from privacy.testing import make_actor, make_subject
from privacy.vocabulary import ErasureGround, Identifier, Role, Source, SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ERASE-08")]
CANDIDATE, REFEREE, EMERGENCY = SubjectKind.CANDIDATE, SubjectKind.REFEREE, SubjectKind.EMERGENCY_CONTACT
ORIGIN = {"source": Source.VIA_CANDIDATE, "collected_on": date(2026, 1, 5)}


def make_referee(*principals: Candidate, family_name="Wielewaal", **fields) -> Referee:
    """A referee whom some candidates named."""
    person = fields.pop("person", None) or make_subject(REFEREE, source=Source.VIA_CANDIDATE)
    role = SubjectRole.objects.get(data_subject=person, subject_kind=REFEREE)
    referee = Referee.objects.create(data_subject=person, number=role.number, family_name=family_name, **fields)
    for principal in principals:
        name_referee(principal, referee)
    return referee


def name_referee(principal: Candidate, referee: Referee) -> RefereeNaming:
    return RefereeNaming.objects.create(
        data_subject_id=principal.pk,
        subject_kind=CANDIDATE,
        referee_id=referee.pk,
        relation=f"leidinggevende {referee.family_name}",
        **ORIGIN,
    )


def make_emergency_contact(*principals: Candidate) -> EmergencyContact:
    person = make_subject(EMERGENCY, source=Source.VIA_CANDIDATE)
    role = SubjectRole.objects.get(data_subject=person)
    contact = EmergencyContact.objects.create(data_subject=person, number=role.number, family_name="Kluut")
    for principal in principals:
        EmergencyNaming.objects.create(
            data_subject_id=principal.pk, subject_kind=CANDIDATE, contact=person, relation="zus", **ORIGIN
        )
    return contact


def propose(*persons) -> ErasureRun:
    return propose_erasure(persons, ground=ErasureGround.NO_LONGER_NEEDED, by=None)


def taken_along(run: ErasureRun) -> set[tuple[object, str]]:
    return set(run.subjects.filter(is_dependant=True).values_list("data_subject_id", "subject_kind"))


def states(run: ErasureRun) -> dict[object, str]:
    return dict(run.subjects.values_list("data_subject_id", "state"))


def places(*texts: str) -> list[str]:
    return [place for place, _row, _number in rows_containing(texts)]


@pytest.mark.requirement("SRC-07")
def test_referee_of_two_candidates_goes_with_the_second():
    first, second = make_candidate(), make_candidate()
    referee = make_referee(first, second)
    RefereeNaming.objects.filter(data_subject_id=first.pk).update(relation="oud-collega van Wielewaal")
    leaked = places("Wielewaal")

    run = erase(first)

    assert {"candidates_referee.full_name", "candidates_historicalrefereenaming.relation"} <= set(leaked)
    assert (run.state, taken_along(run)) == (ErasureRun.State.VERIFIED, set())
    assert Referee.objects.get() == referee
    assert list(RefereeNaming.objects.values_list("data_subject_id", flat=True)) == [second.pk]
    assert set(RefereeNaming.history.values_list("data_subject_id", flat=True)) == {second.pk}

    run = erase(second)

    assert (run.state, taken_along(run)) == (ErasureRun.State.VERIFIED, {(referee.pk, REFEREE)})
    assert places("Wielewaal", "Vries") == []
    assert not SubjectRole.objects.live().exists()


def test_referee_and_emergency_contact_of_all_erased_candidates_go_along():
    people = [make_candidate() for _number in range(3)]
    referee, contact = make_referee(*people[:2]), make_emergency_contact(people[1])
    stays = make_referee(people[1], people[2], family_name="Grutto")

    run = propose((people[0].pk, CANDIDATE), (people[1].pk, CANDIDATE))

    lines = dict(run.lines.values_list("model_label", "planned_rows"))
    assert taken_along(run) == {(referee.pk, REFEREE), (contact.pk, EMERGENCY)}
    assert stays.pk not in states(run)
    assert set(run.subjects.filter(is_dependant=True).values_list("chunk", flat=True)) == {1}
    assert set(run.subjects.values_list("is_last_role", flat=True)) == {True}
    assert (lines["candidates.refereenaming"], lines["candidates.emergencynaming"]) == (3, 1)
    assert (lines["candidates.referee"], lines["candidates.emergencycontact"]) == (1, 1)


@pytest.mark.requirement("ACC-01")
def test_candidate_who_is_also_referee_loses_the_role_that_was_erased():
    both, other = make_candidate(family_name="Wielewaal"), make_candidate()
    SubjectRole.objects.create(
        data_subject_id=both.pk, subject_kind=REFEREE, controller=SubjectRole.objects.first().controller, **ORIGIN
    )
    make_referee(other, person=both.data_subject, family_name="Tureluur")

    run = erase(both)

    assert run.state == ErasureRun.State.VERIFIED
    assert list(SubjectRole.objects.live().filter(data_subject=both.pk).values_list("subject_kind")) == [(REFEREE,)]
    assert places("Wielewaal") == []
    assert {place.partition(".")[0] for place in places("Tureluur")} == {
        "candidates_historicalreferee",
        "candidates_historicalrefereenaming",
        "candidates_referee",
        "candidates_refereenaming",
    }

    erase(other)

    assert places("Tureluur") == []
    assert not SubjectRole.objects.live().exists()


@pytest.mark.requirement("ACC-01")
def test_candidate_who_is_also_client_contact_takes_his_referees_along():
    candidate = make_candidate()
    referee = make_referee(candidate)
    other = SubjectRole.objects.create(
        data_subject_id=candidate.pk,
        subject_kind=SubjectKind.CLIENT_CONTACT,
        controller=SubjectRole.objects.first().controller,
        **ORIGIN,
    )

    run = erase(candidate)

    assert taken_along(run) == {(referee.pk, REFEREE)}
    assert list(SubjectRole.objects.live()) == [other]
    assert dict(run.subjects.values_list("subject_kind", "is_last_role")) == {CANDIDATE: False, REFEREE: True}


def test_referee_named_by_staff_of_the_same_number_is_not_the_candidates():
    candidate = make_candidate()
    referee = make_referee()
    naming = name_referee(candidate, referee)
    RefereeNaming.objects.filter(pk=naming.pk).update(subject_kind=SubjectKind.STAFF)

    run = propose((candidate.pk, CANDIDATE))

    assert taken_along(run) == set()


def test_referee_who_asks_himself_goes_with_what_was_said_about_the_pair():
    candidate = make_candidate()
    referee = make_referee(candidate)
    naming = RefereeNaming.objects.get()
    RefereeNaming.objects.filter(pk=naming.pk).update(relation="collega Wielewaal")
    leaked = places("Wielewaal")
    run = request_erasure(referee.pk, [REFEREE], ground=ErasureGround.NO_LONGER_NEEDED, by=make_actor(Role.RECRUITER))

    approve_erasure(run, by=make_actor())
    work()

    line = run.lines.get(model_label="candidates.refereenaming")
    assert "candidates_historicalrefereenaming.relation" in leaked
    assert (line.planned_rows, line.erased_rows, line.planned_history, line.erased_history) == (1, 1, 2, 2)
    assert places("Wielewaal") == []
    assert Candidate.objects.get() == candidate


def test_candidate_and_his_referee_asked_for_at_once_are_counted_once():
    candidate = make_candidate()
    referee = make_referee(candidate)

    run = propose((candidate.pk, CANDIDATE), (referee.pk, REFEREE))
    erase_part(run, 0)

    line = run.lines.get(model_label="candidates.refereenaming")
    assert taken_along(run) == set()
    assert (line.planned_rows, line.erased_rows, line.erased_history) == (1, 1, 1)
    assert set(states(run).values()) == {"erased"}


def test_approval_lapses_when_somebody_else_names_the_referee():
    candidate, other = make_candidate(), make_candidate()
    referee = make_referee(candidate)
    run = propose((candidate.pk, CANDIDATE))
    name_referee(other, referee)

    with pytest.raises(ApprovalLapsed):
        approve_erasure(run, by=make_actor())

    renewed = renew_plan(run, by=make_actor(Role.RECRUITER))
    assert taken_along(renewed) == set()
    assert is_plan_current(renewed)


def test_approval_lapses_when_the_candidate_names_another_referee():
    candidate = make_candidate()
    run = propose((candidate.pk, CANDIDATE))
    referee = make_referee(candidate)

    with pytest.raises(ApprovalLapsed):
        approve_erasure(run, by=make_actor())

    renewed = renew_plan(run, by=make_actor(Role.RECRUITER))
    assert taken_along(renewed) == {(referee.pk, REFEREE)}


def test_referee_stays_when_somebody_names_him_while_the_erasure_runs():
    candidate, other = make_candidate(), make_candidate()
    referee = make_referee(candidate)
    run = propose((candidate.pk, CANDIDATE))

    erase_part(run, 0)
    name_referee(other, referee)
    erase_part(run, 1)

    assert states(run) == {candidate.pk: "erased", referee.pk: ErasureSubject.State.STAYS}
    assert Referee.objects.get() == referee


@pytest.mark.requirement("CLAIM-01")
def test_referee_stays_with_a_candidate_whom_a_hold_keeps():
    candidate = make_candidate()
    referee = make_referee(candidate)
    place_hold(candidate.pk, CANDIDATE, matter="Z-1", reason="verwachte vordering", by=make_actor())

    run = erase(candidate)

    assert run.state == ErasureRun.State.REFUSED
    assert states(run) == {candidate.pk: "refused", referee.pk: "stays"}
    assert list(RefereeNaming.objects.values_list("referee_id", flat=True)) == [referee.pk]


@pytest.mark.requirement("MKT-07")
def test_referee_who_goes_along_may_be_named_again():
    candidate = make_candidate(email="karel@example.org", phone="")
    make_referee(candidate, email="wielewaal@example.org")

    run = erase(candidate)

    assert run.state == ErasureRun.State.VERIFIED
    assert suppressed_digests([(Identifier.EMAIL, "karel@example.org")])
    assert not suppressed_digests([(Identifier.EMAIL, "wielewaal@example.org")])


@pytest.mark.requirement("SRC-07")
def test_unnamed_are_those_whom_nobody_names_any_more():
    candidate = make_candidate()
    make_referee(candidate, family_name="Grutto")
    left = make_referee(candidate)
    connection.check_constraints()  # the trigger asks at the end of the transaction in which he was named

    RefereeNaming.objects.filter(referee=left.pk).delete()

    assert list(unnamed(REFEREE).values_list("data_subject_id", flat=True)) == [left.pk]


@pytest.mark.requirement("RIGHT-ACCESS-01")
def test_dossier_of_a_referee_holds_what_was_said_about_him_and_the_candidate():
    referee = make_referee(make_candidate(), make_candidate())

    rows = read_dossier(referee.pk, REFEREE)

    assert len(rows["candidates.refereenaming", False]) == 2
    assert ("candidates.candidate", False) not in rows


def test_page_of_an_erasure_says_who_goes_along_and_why(client):
    first, second = make_candidate(), make_candidate()
    referee = make_referee(first, second)
    run = propose((first.pk, CANDIDATE), (second.pk, CANDIDATE))
    client.force_login(make_user(Role.PRIVACY_OFFICER, language="en"))

    page = client.get(reverse("admin:privacy_erasurerun_change", args=[run.pk]))

    assert "1 person, held only because somebody in this erasure named him; nobody else names him." in page.text
    assert str(SubjectRole.objects.get(data_subject=referee.pk)) in page.text
    assert "Wielewaal" not in page.text


def test_queries_do_not_grow_with_those_who_go_along():
    counts = []
    for size in (1, 1, 8):
        people = [make_candidate() for _number in range(size)]
        for person in people:
            make_referee(person)
            make_emergency_contact(person)
        with CaptureQueriesContext(connection) as proposing:
            run = propose(*((person.pk, CANDIDATE) for person in people))
        with CaptureQueriesContext(connection) as erasing:
            erase_part(run, 0)
            erase_part(run, 1)
        counts.append((len(proposing), len(erasing)))

    assert counts[1] == counts[2]
    assert not SubjectRole.objects.live().exists()
    assert not RefereeNaming.history.exists()
