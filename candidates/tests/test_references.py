from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from candidates.actions.references import announce_reference, record_reference, record_response
from candidates.exceptions import ApplicationClosed, NoPermission, NotTheirReferee
from candidates.models import Application, ReferenceCheck
from candidates.testing import bsn_of
from candidates.testing_named import make_referee, permit_references
from candidates.testing_pipeline import make_application
from cluster_crm.accounts.testing import make_user
from cluster_crm.people.actions.interactions import Participant, log_interaction
from cluster_crm.people.exceptions import InFuture, NoReason
from cluster_crm.people.models import Interaction
from cluster_crm.people.models.interactions import ContactReason
from privacy.actions import consents
from privacy.actions.restriction import restrict
from privacy.exceptions import NotInCatalogue, ProcessingRestricted
from privacy.models import CatalogueEntry, ConsentEvent, PolicyVersion, Restriction, RetentionClock
from privacy.vocabulary import Category, Purpose, SubjectKind

pytestmark = pytest.mark.django_db
ANSWERS = {"period_confirmed": "yes", "role_confirmed": "yes", "would_work_together_again": "unknown"}


@pytest.fixture
def application() -> Application:
    return make_application()


@pytest.fixture
def referee(application):
    return make_referee(application.candidate)


def announce(application, referee, on=None):
    return announce_reference(application, referee=referee.pk, announced_on=on or timezone.localdate(), by=None)


def give(check, **fields):
    given = {"given_on": timezone.localdate(), "answers": ANSWERS, "outcome": ReferenceCheck.Outcome.CONFIRMED}
    return record_reference(check, by=None, **given | fields)


def call(referee, reason):
    return log_interaction(
        [Participant(referee.pk, SubjectKind.REFEREE, reason=reason)],
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.OUTBOUND,
        happened_at=timezone.now(),
        by=make_user(),
    )


def withdraw(candidate):
    consents.withdraw(
        candidate.pk,
        SubjectKind.CANDIDATE,
        purpose=Purpose.REFERENCE_CHECK,
        method=ConsentEvent.Method.WRITTEN,
        language="nl",
        policy_version=PolicyVersion.objects.first(),
    )


@pytest.mark.requirement("REF-DATA-03")
@pytest.mark.requirement("RET-06")
def test_reference_is_contact_with_the_referee_alone(application, referee):
    permit_references(application.candidate)

    check = give(announce(application, referee), text="Worked with care.")

    check.refresh_from_db()
    clocks = {clock.data_subject_id: clock.contact_on for clock in RetentionClock.objects.all()}
    assert clocks == {referee.pk: timezone.localdate(), application.candidate_id: None}
    assert (check.role_confirmed, check.outcome, check.text) == ("yes", "confirmed", "Worked with care.")


@pytest.mark.requirement("USE-RE-01")
@pytest.mark.requirement("LAW-40")
def test_reference_without_the_permission_of_the_candidate_is_refused(application, referee):
    with pytest.raises(NoPermission):
        announce(application, referee)


@pytest.mark.requirement("USE-RE-01")
def test_reference_after_the_permission_was_taken_back_is_refused(application, referee):
    permit_references(application.candidate)
    check = announce(application, referee)

    withdraw(application.candidate)

    with pytest.raises(NoPermission):
        give(check)


@pytest.mark.requirement("USE-RE-01")
def test_call_for_a_reference_needs_the_permission_of_who_named_the_referee(application, referee):
    with pytest.raises(NoPermission):
        call(referee, ContactReason.REFERENCE)
    permit_references(application.candidate)

    call(referee, ContactReason.REFERENCE)

    assert Interaction.objects.count() == 1


@pytest.mark.requirement("GLO-07")
@pytest.mark.parametrize("reason", ["", ContactReason.EMERGENCY, ContactReason.DEATH])
def test_call_to_a_referee_for_another_reason_is_refused(referee, reason):
    with pytest.raises(NoReason):
        call(referee, reason)


@pytest.mark.requirement("GLO-07")
def test_call_to_bring_details_up_to_date_needs_no_permission(referee):
    call(referee, ContactReason.DATA_UPDATE)

    assert Interaction.objects.count() == 1


@pytest.mark.requirement("SRC-07")
def test_reference_by_a_referee_of_somebody_else_is_refused(application):
    permit_references(application.candidate)

    with pytest.raises(NotTheirReferee):
        announce(application, make_referee())


@pytest.mark.requirement("LAW-40")
def test_reference_for_a_decided_application_is_refused(referee):
    closed = make_application(step=Application.Step.REJECTED)
    permit_references(closed.candidate)

    with pytest.raises(ApplicationClosed):
        announce(closed, referee)


def test_reference_in_the_future_is_refused(application, referee):
    permit_references(application.candidate)
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(InFuture):
        announce(application, referee, on=tomorrow)
    with pytest.raises(InFuture):
        give(announce(application, referee), given_on=tomorrow)


@pytest.mark.requirement("LAW-40")
def test_reference_before_the_candidate_was_told_is_refused(application, referee):
    permit_references(application.candidate)
    check, yesterday = announce(application, referee), timezone.localdate() - timedelta(days=1)

    with pytest.raises(ValidationError):
        give(check, given_on=yesterday)
    with pytest.raises(IntegrityError, match="announced_first"), transaction.atomic():
        ReferenceCheck.objects.update(given_on=yesterday, outcome="confirmed")


@pytest.mark.requirement("REF-DATA-03")
def test_database_refuses_answers_of_a_reference_that_was_not_given(application, referee):
    permit_references(application.candidate)
    announce(application, referee)

    with pytest.raises(IntegrityError, match="announced_first"), transaction.atomic():
        ReferenceCheck.objects.update(period_confirmed="yes")


@pytest.mark.requirement("REF-DATA-03")
@pytest.mark.parametrize("question", ReferenceCheck.QUESTIONS)
def test_answer_that_is_none_of_the_fixed_ones_is_refused(application, referee, question):
    permit_references(application.candidate)
    check = announce(application, referee)

    with pytest.raises(ValidationError):
        give(check, answers=ANSWERS | {question: "often"})


@pytest.mark.requirement("CAND-DATA-31")
def test_service_number_in_a_reference_is_refused(application, referee):
    permit_references(application.candidate)
    check = announce(application, referee)

    with pytest.raises(ValidationError):
        give(check, text=f"his number is {bsn_of('reference')}")


@pytest.mark.requirement("RIGHT-RESTR-02")
@pytest.mark.parametrize("kind", [SubjectKind.CANDIDATE, SubjectKind.REFEREE])
def test_reference_about_or_by_a_restricted_person_is_refused(application, referee, kind):
    permit_references(application.candidate)
    person = referee if kind == SubjectKind.REFEREE else application.candidate
    restrict(person.pk, kind, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    with pytest.raises(ProcessingRestricted):
        announce(application, referee)


@pytest.mark.requirement("GEN-09")
def test_reference_without_a_row_in_the_catalogue_is_refused(application, referee):
    permit_references(application.candidate)
    CatalogueEntry.objects.filter(category=Category.REFEREE_STATEMENTS).update(is_active=False)

    with pytest.raises(NotInCatalogue):
        announce(application, referee)


@pytest.mark.requirement("LAW-40")
def test_candidate_answers_the_reference(application, referee):
    permit_references(application.candidate)
    check = give(announce(application, referee))

    record_response(check, text="That was another team.", by=None)

    check.refresh_from_db()
    assert check.response == "That was another team."
