"""The rules by which two records of one person become one, each with the case that it is for."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from candidates.actions.employment import record_employment, record_national_id
from candidates.models import Application, Candidate, NationalIdentifier, Photo, ProfilePage, SuccessStory
from candidates.testing import bsn_of, make_candidate
from candidates.testing_named import make_referee
from candidates.testing_pipeline import make_application, make_placement
from candidates.testing_sensitive import give_consent, picture
from candidates.testing_stories import make_story
from clients.testing import make_client, make_client_contact, make_vacancy
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.actions.merging import request_merge
from cluster_crm.people.actions.unmerging import forget_steps, request_undo
from cluster_crm.people.models import Interaction, InteractionParticipant
from cluster_crm.people.testing import make_staff_member
from cluster_crm.tests.test_erasure import work
from cluster_crm.tests.test_merge import merge
from privacy.actions.consents import record_consent, withdraw
from privacy.actions.erasure import propose_erasure, request_erasure
from privacy.actions.holds import place_hold
from privacy.actions.keys import key_for_sealing
from privacy.actions.notices import record_notice
from privacy.actions.restriction import restrict
from privacy.actions.retention import record_retention_fact
from privacy.actions.reveal import reveal_to_person
from privacy.actions.subjects import ensure_controller
from privacy.actions.suppression import suppress, suppressed_digests
from privacy.exceptions import MergeRefused, NotForYourRole, PersonErased, ProcessingRestricted
from privacy.models import (
    ConsentEvent,
    FormerAddress,
    LegalHold,
    MergeStep,
    NoticeTask,
    PersonMerge,
    PolicyVersion,
    RetentionClock,
    SubjectKey,
    SubjectRole,
    SuppressionEntry,
)
from privacy.stores.dossier import read_dossier
from privacy.testing import make_policy
from privacy.vocabulary import Channel, Identifier, Purpose, RetentionProfile, Role, Source, SubjectKind

pytestmark = pytest.mark.django_db
CANDIDATE = SubjectKind.CANDIDATE
DM = Purpose.DM_RECRUIT
GIVEN, WITHDRAWN, SILENT = "given", "withdrawn", ""


def say(person, *acts: str, purpose: Purpose = DM, channel: str = Channel.EMAIL) -> None:
    """What a person said on a purpose, one after the other."""
    how = {"text_version": "1", "is_affirmed": True}
    for act in acts:
        said = {
            "purpose": purpose,
            "channel": channel,
            "method": ConsentEvent.Method.SIGNED_FORM,
            "language": "nl",
            "policy_version": PolicyVersion.objects.first() or make_policy(),
        }
        if act == GIVEN:
            record_consent(person.pk, CANDIDATE, **said, **how)
        elif act == WITHDRAWN:
            withdraw(person.pk, CANDIDATE, **said)


def last_word(person, purpose: Purpose = DM, channel: str = Channel.EMAIL) -> tuple[str, str]:
    event = ConsentEvent.objects.of(person.pk, CANDIDATE).last_word(purpose, channel)
    return (event.action, event.method) if event else ("", "")


@pytest.mark.requirement("CONS-04")
@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        ((GIVEN,), (GIVEN,), (GIVEN, "signed_form")),
        ((GIVEN,), (), (WITHDRAWN, "merged")),
        ((), (GIVEN,), (WITHDRAWN, "merged")),
        ((WITHDRAWN,), (GIVEN,), (WITHDRAWN, "merged")),
        ((GIVEN,), (WITHDRAWN,), (WITHDRAWN, "merged")),
        ((WITHDRAWN, GIVEN), (GIVEN,), (GIVEN, "signed_form")),
        ((WITHDRAWN,), (), (WITHDRAWN, "signed_form")),
        ((), (), ("", "")),
    ],
)
def test_consent_of_one_record_alone_does_not_count(first, second, result):
    survivor, absorbed = make_candidate(), make_candidate()
    say(survivor, *first)
    say(absorbed, *second)
    said = set(ConsentEvent.objects.values_list("pk", "action", "method", "recorded_at"))

    merge(survivor, absorbed)

    assert last_word(survivor) == result
    assert set(ConsentEvent.objects.values_list("pk", "action", "method", "recorded_at")) >= said


def with_photo(candidate: Candidate) -> Photo:
    photo = Photo(candidate=candidate, source=Source.INTERVIEW, content_type="image/jpeg", size=9)
    photo.consent = give_consent(candidate, Purpose.PHOTO, is_explicit=False)
    photo.file.save("", ContentFile(picture()), save=False)
    photo.save()
    return photo


@pytest.mark.requirement("SENS-02")
def test_what_stands_on_a_consent_goes_where_the_other_record_withdrew_it():
    survivor, absorbed = make_candidate(), make_candidate()
    photo = with_photo(survivor)
    say(absorbed, WITHDRAWN, purpose=Purpose.PHOTO, channel="")

    done = merge(survivor, absorbed)

    assert not Photo.objects.exists()
    assert Photo.history.filter(id=photo.pk).exists()  # for the undo

    PersonMerge.objects.filter(pk=done.pk).update(merged_at=timezone.now() - timedelta(hours=25))
    assert forget_steps(timezone.now()) == 1

    assert not Photo.history.exists()
    assert not MergeStep.objects.exists()


@pytest.mark.requirement("STORY-01", "SENS-02")
@pytest.mark.parametrize(("withdraws", "left"), [(True, 0), (False, 1)])
def test_story_goes_where_the_other_record_withdrew_all_stories(withdraws, left):
    survivor, absorbed = make_candidate(), make_candidate()
    story = make_story(survivor)
    if withdraws:
        say(absorbed, WITHDRAWN, purpose=Purpose.SUCCESS_STORY, channel="")

    merge(survivor, absorbed)

    assert SuccessStory.objects.filter(pk=story.pk).count() == left
    assert SuccessStory.objects.public().count() == left


def test_what_stands_on_a_consent_stays_where_the_other_record_is_silent():
    survivor, absorbed = make_candidate(), make_candidate()
    photo = with_photo(absorbed)

    merge(survivor, absorbed)

    assert Photo.objects.get().candidate_id == survivor.pk
    assert Photo.objects.get() == photo
    assert last_word(survivor, Purpose.PHOTO, "")[0] == GIVEN


@pytest.mark.requirement("RET-01")
def test_term_runs_from_the_earliest_collection_the_latest_contact_and_the_strictest_profile():
    survivor = make_candidate(collected_on=date(2026, 3, 1))
    absorbed = make_candidate(collected_on=date(2025, 12, 1))
    record_retention_fact(survivor.pk, CANDIDATE, contact_on=date(2026, 4, 1))
    record_retention_fact(absorbed.pk, CANDIDATE, contact_on=date(2026, 5, 6))
    RetentionClock.objects.filter(data_subject=absorbed.pk).update(profile=RetentionProfile.VACANCY_ONLY)

    merge(survivor, absorbed)

    clock = RetentionClock.objects.get()
    assert (clock.data_subject_id, clock.collected_on, clock.contact_on) == (
        survivor.pk,
        date(2025, 12, 1),
        date(2026, 5, 6),
    )
    assert (clock.profile, clock.retain_until) == (RetentionProfile.VACANCY_ONLY, date(2026, 6, 3))
    assert SubjectRole.objects.live().get(data_subject=survivor.pk).retention_profile == RetentionProfile.VACANCY_ONLY


@pytest.mark.requirement("SRC-09")
def test_both_sources_and_numbers_stay_known():
    survivor = make_candidate(source=Source.APPLICATION)
    absorbed = make_candidate(source=Source.LINKEDIN, source_detail="list")

    merge(survivor, absorbed)

    roles = read_dossier(survivor.pk, CANDIDATE)[("privacy.subjectrole", False)]
    assert {(role["number"], role["source"]) for role in roles} == {
        (survivor.number, "APPLICATION"),
        (absorbed.number, "LINKEDIN"),
    }
    assert SubjectRole.objects.live().get().number == survivor.number
    assert NoticeTask.objects.get().data_subject_id == survivor.pk


@pytest.mark.requirement("LAW-08")
def test_notice_that_is_owed_stays_before_one_that_was_given():
    today = timezone.localdate()
    survivor = make_candidate(source=Source.LINKEDIN, collected_on=today)
    absorbed = make_candidate(source=Source.LINKEDIN, collected_on=today)
    record_notice(survivor.pk, CANDIDATE, on=today, policy_version=make_policy())

    merge(survivor, absorbed)

    assert list(NoticeTask.objects.values_list("data_subject", "state")) == [(survivor.pk, "due")]


@pytest.mark.requirement("MKT-07")
def test_addresses_that_were_not_chosen_still_find_the_person_and_are_kept_as_hashes():
    survivor = make_candidate(email="noor@example.org", phone="+31612340011")
    absorbed = make_candidate(email="noor.old@example.com", phone="+31612340022")

    merge(survivor, absorbed, taken=["candidates.candidate.email"])

    person = Candidate.objects.get()
    assert (person.email, person.phone) == ("noor.old@example.com", "+31612340011")
    old = [(Identifier.EMAIL, "Noor@Example.org"), (Identifier.PHONE, "0031612340022")]
    found = FormerAddress.objects.of_values(old).values_list("data_subject", "identifier")
    assert sorted(found) == [(survivor.pk, "email"), (survivor.pk, "phone")]
    assert FormerAddress.objects.count() == 2


@pytest.mark.requirement("MKT-03")
def test_suppression_of_an_old_address_bars_the_addresses_that_stay():
    survivor = make_candidate(email="noor@example.org", phone="+31612340011")
    absorbed = make_candidate(email="noor.old@example.com")
    suppress(Identifier.EMAIL, "noor.old@example.com", reason=SuppressionEntry.Reason.OBJECTION)
    assert not suppressed_digests([(Identifier.EMAIL, "noor@example.org")])

    done = merge(survivor, absorbed)

    assert suppressed_digests([(Identifier.EMAIL, "noor@example.org")])
    assert suppressed_digests([(Identifier.PHONE, "+31612340011")])

    request_undo(done, by=done.asked_by)
    work()

    assert not suppressed_digests([(Identifier.EMAIL, "noor@example.org")])
    assert suppressed_digests([(Identifier.EMAIL, "noor.old@example.com")])


def test_of_two_rows_that_say_the_same_the_survivors_stays():
    survivor, absorbed = make_candidate(), make_candidate()
    for person in (survivor, absorbed):
        ProfilePage.objects.create(candidate=person, url="https://example.org/noor", source=Source.INTERVIEW)
    log_interaction(
        [Participant(survivor.pk, CANDIDATE), Participant(absorbed.pk, CANDIDATE)],
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.INBOUND,
        happened_at=timezone.now(),
        by=make_user(),
    )
    kept = ProfilePage.objects.get(candidate=survivor)

    merge(survivor, absorbed)

    assert ProfilePage.objects.get() == kept
    assert InteractionParticipant.objects.get().data_subject_id == survivor.pk


def test_of_two_applications_for_one_vacancy_the_furthest_stays_with_all_that_hangs_on_both():
    survivor, absorbed, vacancy = make_candidate(), make_candidate(), make_vacancy()
    make_application(survivor, vacancy, step=Application.Step.REJECTED)
    placed = make_placement(absorbed).application
    Application.objects.filter(pk=placed.pk).update(vacancy=vacancy)

    merge(survivor, absorbed)

    application = Application.objects.get()
    assert (application.pk, application.candidate_id) == (placed.pk, survivor.pk)
    assert application.placement.candidate_id == survivor.pk


def test_second_current_employer_of_a_contact_becomes_a_past_one():
    survivor, absorbed = make_client_contact(make_client("Een")), make_client_contact(make_client("Twee"))

    merge(survivor, absorbed, kind=SubjectKind.CLIENT_CONTACT)

    survivor.refresh_from_db()
    ended = dict(survivor.memberships.values_list("client__recipient__name", "ended_on"))
    assert ended == {"Een": None, "Twee": timezone.localdate()}


def test_sealed_values_of_both_still_open():
    survivor, absorbed = make_candidate(), make_candidate()
    by = make_user(Role.FINANCE)
    record_employment(absorbed, employer=ensure_controller(), started_on=date(2026, 1, 1), ended_on=None, by=by)
    record_national_id(absorbed, bsn_of("Berg"), by=by)
    give_key(survivor)

    merge(survivor, absorbed)

    row = NationalIdentifier.objects.get()
    assert row.data_subject_id == survivor.pk
    assert reveal_to_person(row, "bsn", by=by) == bsn_of("Berg")
    assert sorted(SubjectKey.objects.values_list("data_subject", "is_former")) == [
        (survivor.pk, False),
        (survivor.pk, True),
    ]


def give_key(person) -> None:
    key_for_sealing(person.pk, CANDIDATE)


def test_other_roles_of_the_absorbed_come_along():
    survivor, absorbed = make_candidate(), make_candidate()
    contact = make_client_contact(data_subject=absorbed.data_subject)

    done = merge(survivor, absorbed)

    assert done.kinds == ["candidate", "client_contact"]
    assert type(contact).objects.get().pk == survivor.pk
    assert set(SubjectRole.objects.live().values_list("data_subject", "subject_kind")) == {
        (survivor.pk, "candidate"),
        (survivor.pk, "client_contact"),
    }


def refused(survivor, absorbed, *, by=None, kind=CANDIDATE) -> str:
    with pytest.raises((MergeRefused, PersonErased, ProcessingRestricted, NotForYourRole)) as refusal:
        request_merge(survivor.pk, absorbed.pk, kind, reason="said_so", by=by or make_user(Role.RECRUITER))
    assert not PersonMerge.objects.exists()
    return str(refusal.value) if refusal.type is MergeRefused else refusal.type.__name__


def hold(person) -> None:
    place_hold(person.pk, CANDIDATE, matter="Z-1", reason="claim", by=make_user(Role.PRIVACY_OFFICER))


@pytest.mark.requirement("ACC-15")
def test_merges_that_are_refused_say_why():
    survivor, absorbed, third = make_candidate(), make_candidate(), make_candidate()
    contact, staff = make_client_contact(), make_staff_member()
    make_application(survivor)
    named = make_referee(survivor)
    propose_erasure([(third.pk, CANDIDATE)], ground="G3", by=None)

    assert refused(survivor, survivor) == "same"
    assert refused(survivor, contact) == "PersonErased"
    assert refused(staff, make_staff_member(), kind=SubjectKind.STAFF) == "staff"
    assert refused(survivor, third) == "erasure"
    assert refused(survivor, absorbed, by=make_user(Role.CONSULTANT)) == "NotForYourRole"
    make_candidate_of(named)
    assert refused(survivor, named) == "names_himself"
    restrict(absorbed.pk, CANDIDATE, ground="R1", by=None)
    assert refused(survivor, absorbed) == "ProcessingRestricted"
    assert refused(absorbed, survivor, by=make_user(Role.PRIVACY_OFFICER)) == "ProcessingRestricted"


def make_candidate_of(person) -> None:
    """Hold somebody as a candidate too."""
    other = make_candidate()
    SubjectRole.objects.filter(number=other.number).update(data_subject=person.data_subject_id)


def test_two_service_numbers_are_two_persons():
    survivor, absorbed = make_candidate(), make_candidate()
    by = make_user(Role.FINANCE)
    for person in (survivor, absorbed):
        record_employment(
            person, employer=ensure_controller(), started_on=date(2026, 1, 1), ended_on=date(2026, 2, 1), by=by
        )
        record_national_id(person, bsn_of("Berg"), by=by)

    done = merge(survivor, absorbed)

    assert (done.state, done.code) == ("refused", "candidates.nationalidentifier")
    assert Candidate.objects.count() == 2
    assert not MergeStep.objects.exists()


def test_hold_comes_along_and_a_merge_asked_twice_is_done_once():
    survivor, absorbed = make_candidate(), make_candidate()
    hold(absorbed)
    by = make_user(Role.RECRUITER)
    asked = [request_merge(survivor.pk, absorbed.pk, CANDIDATE, reason="said_so", by=by) for _time in range(2)]
    work()

    again = request_merge(survivor.pk, absorbed.pk, CANDIDATE, reason="said_so", by=by)

    assert {asked[0].pk, asked[1].pk, again.pk} == {PersonMerge.objects.get().pk}
    assert LegalHold.objects.open().get().data_subject_id == survivor.pk


def test_erasure_that_was_asked_for_between_request_and_worker_refuses_the_merge():
    survivor, absorbed = make_candidate(), make_candidate()
    asked = request_merge(survivor.pk, absorbed.pk, CANDIDATE, reason="said_so", by=make_user(Role.RECRUITER))
    request_erasure(absorbed.pk, [CANDIDATE], ground="G3", by=make_user(Role.RECRUITER))
    work()

    asked.refresh_from_db()
    assert (asked.state, asked.code) == ("refused", "erasure")
    assert Candidate.objects.count() == 2
