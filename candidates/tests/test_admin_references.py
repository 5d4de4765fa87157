from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.actions.references import announce_reference
from candidates.exceptions import ApplicationClosed, NoPermission, NotTheirReferee
from candidates.models import Application, ReferenceCheck
from candidates.reference_forms import WORDS
from candidates.testing import bsn_of
from candidates.testing_named import make_referee, permit_references
from candidates.testing_pipeline import make_application
from candidates.tests.test_references import withdraw
from privacy.models import ConsentEvent
from privacy.testing import make_policy
from privacy.vocabulary import Purpose, Role

pytestmark = pytest.mark.django_db
ADD = reverse("admin:candidates_referencecheck_add")
LIST = reverse("admin:candidates_referencecheck_changelist")
GIVEN = {
    "period_confirmed": "yes",
    "role_confirmed": "yes",
    "would_work_together_again": "unknown",
    "outcome": "confirmed",
    "text": "Worked with care.",
}


@pytest.fixture
def application() -> Application:
    return make_application()


@pytest.fixture
def referee(application):
    return make_referee(application.candidate)


@pytest.fixture
def check(application, referee) -> ReferenceCheck:
    permit_references(application.candidate)
    return announce_reference(application, referee=referee.pk, announced_on=timezone.localdate(), by=None)


def page(check) -> str:
    return reverse("admin:candidates_referencecheck_change", args=[check.pk])


def announcement(application, referee) -> dict[str, str]:
    return {
        "candidate": str(application.candidate),
        "vacancy": str(application.vacancy_id),
        "referee": str(referee),
        "announced_on": timezone.localdate().isoformat(),
    }


def answers(**fields) -> dict[str, str]:
    return {"given_on": timezone.localdate().isoformat()} | GIVEN | fields


def errors_of(response) -> dict:
    return response.context["adminform"].form.errors


@pytest.mark.requirement("CAND-DATA-24", "REF-DATA-03", "LAW-40")
@pytest.mark.parametrize("role", [Role.RECRUITER, Role.CONSULTANT])
def test_reference_is_announced_answered_and_answered_back(as_role, application, referee, role):
    permit_references(application.candidate)
    client = as_role(role)

    announced = client.post(ADD, announcement(application, referee))
    check = ReferenceCheck.objects.get()
    given = client.post(page(check), answers())
    answered = client.post(page(check), answers(response="That was another team."))

    assert [answer.status_code for answer in (announced, given, answered)] == [302, 302, 302]
    check.refresh_from_db()
    assert {name: getattr(check, name) for name in GIVEN} == GIVEN
    assert (check.referee_id, check.given_on, check.response) == (
        referee.pk,
        timezone.localdate(),
        "That was another team.",
    )


@pytest.mark.requirement("USE-RE-01")
def test_permission_is_recorded_on_the_page_of_consents(recruiter, application, referee):
    make_policy(published_at="2026-01-01T00:00:00Z")
    said = {
        "candidate": str(application.candidate),
        "action": "given",
        "purpose": Purpose.REFERENCE_CHECK,
        "method": "spoken",
        "text_version": "references-1",
        "language": "nl",
        "is_affirmed": "on",
    }

    given = recruiter.post(reverse("admin:privacy_consentevent_add"), said)
    announced = recruiter.post(ADD, announcement(application, referee))

    assert (given.status_code, announced.status_code) == (302, 302)


@pytest.mark.requirement("USE-RE-01", "LAW-40", "SRC-07")
def test_refused_announcement_says_why_and_keeps_what_was_typed(recruiter, application, referee):
    form = announcement(application, referee)

    unpermitted = recruiter.post(ADD, form)
    permit_references(application.candidate)
    foreign = recruiter.post(ADD, form | {"referee": str(make_referee())})
    Application.objects.update(step=Application.Step.WITHDRAWN)
    closed = recruiter.post(ADD, form)

    said = [errors_of(answer)["__all__"] for answer in (unpermitted, foreign, closed)]
    assert said == [[str(WORDS[refusal])] for refusal in (NoPermission, NotTheirReferee, ApplicationClosed)]
    assert f'value="{form["referee"]}"' in unpermitted.text
    assert not ReferenceCheck.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("referee", "candidate"),
        ("candidate", "C-999999"),
        ("announced_on", (timezone.localdate() + timedelta(days=2)).isoformat()),
    ],
)
def test_announcement_that_cannot_be_right_is_refused_beside_its_line(recruiter, application, referee, field, value):
    permit_references(application.candidate)
    wrong = str(application.candidate) if value == "candidate" else value

    refused = recruiter.post(ADD, announcement(application, referee) | {field: wrong})

    assert set(errors_of(refused)) == {field}


def test_announcement_for_a_vacancy_of_somebody_else_is_refused(recruiter, application, referee):
    permit_references(application.candidate)
    other = make_application()

    refused = recruiter.post(ADD, announcement(application, referee) | {"vacancy": str(other.vacancy_id)})

    assert set(errors_of(refused)) == {"vacancy"}


def test_second_announcement_of_the_same_referee_is_refused(recruiter, check, application, referee):
    refused = recruiter.post(ADD, announcement(application, referee))

    assert refused.status_code == 200
    assert ReferenceCheck.objects.get() == check


@pytest.mark.requirement("LAW-40")
@pytest.mark.parametrize(
    ("fields", "refused_at"),
    [
        ({"given_on": ""}, {"given_on"}),
        ({"given_on": (timezone.localdate() - timedelta(days=1)).isoformat()}, {"given_on"}),
        ({"given_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, {"given_on"}),
        ({"outcome": ""}, {"outcome"}),
        ({"role_confirmed": "often"}, {"role_confirmed"}),
    ],
)
def test_answer_that_cannot_be_right_is_refused_beside_its_line(recruiter, check, fields, refused_at):
    refused = recruiter.post(page(check), answers(**fields))

    check.refresh_from_db()
    assert set(errors_of(refused)) == refused_at
    assert "Worked with care." in refused.text
    assert check.outcome == ""


@pytest.mark.requirement("CAND-DATA-31")
def test_service_number_in_what_a_referee_said_is_refused(recruiter, check):
    refused = recruiter.post(page(check), answers(text=f"his number is {bsn_of('reference')}"))

    check.refresh_from_db()
    assert errors_of(refused)
    assert check.text == ""


@pytest.mark.requirement("USE-RE-01")
def test_answers_after_the_permission_was_taken_back_are_refused_but_the_candidate_may_respond(recruiter, check):
    withdraw(check.candidate)

    refused = recruiter.post(page(check), answers())
    responded = recruiter.post(page(check), {"response": "Ask my other manager."})

    check.refresh_from_db()
    assert errors_of(refused)["__all__"] == [str(WORDS[NoPermission])]
    assert responded.status_code == 302
    assert (check.response, check.given_on) == ("Ask my other manager.", None)
    assert ConsentEvent.objects.count() == 2


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RECRUITER, Role.CONSULTANT}))
def test_other_roles_reach_no_reference(as_role, check, role):
    client = as_role(role)

    answers_ = [client.get(address).status_code for address in (LIST, ADD, page(check))]

    assert answers_ == [403, 403, 403]


@pytest.mark.requirement("SEC-01", "CAND-DATA-32")
def test_list_and_page_name_nobody_and_take_no_filter_of_an_address(recruiter, check, referee):
    listed, shown = recruiter.get(LIST).text, recruiter.get(page(check)).text

    assert str(check.candidate) in listed
    assert str(referee) in listed
    names = {check.candidate.family_name, referee.family_name}
    assert [name for name in names if name in listed + shown] == []
    assert recruiter.get(LIST, {"outcome": "confirmed"}).status_code == 400


def test_list_costs_the_same_for_one_and_many(recruiter, application, check):
    recruiter.get(LIST)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert recruiter.get(LIST).status_code == 200
        costs.append(len(queries))
        for _more in range(5):
            announce_reference(
                application,
                referee=make_referee(application.candidate).pk,
                announced_on=timezone.localdate(),
                by=None,
            )

    assert costs[0] == costs[1]
