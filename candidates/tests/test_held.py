import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import Candidate
from candidates.testing import make_candidate, make_full_candidate
from candidates.testing_named import make_emergency_contact, make_referee
from candidates.testing_pipeline import make_application, make_placement
from cluster_crm.people.held import lines_of
from cluster_crm.people.testing import make_staff_member
from privacy.actions.restriction import restrict
from privacy.masks import Masks
from privacy.models import Restriction
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
NAMED = {"candidates.referee", "candidates.emergencycontact"}


def page(person) -> str:
    return reverse(f"admin:{person._meta.label_lower.replace('.', '_')}_change", args=[person.pk])


def panel(client, person) -> dict[str, tuple[int, str, str]]:
    shown = client.get(page(person)).context["also_held"]
    return {line.title: (line.number, line.address, line.add_address) for line in shown}


def held(client, person) -> set[str]:
    """The models of the lines that the page shows, by their addresses to add or open."""
    text = client.get(page(person)).text
    part = text.partition('id="also-held"')[2].partition("</section>")[0]
    return {f"{app}.{model}" for app, model in re.findall(r'href="/admin/(\w+)/(\w+)/', part)}


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize(
    ("role", "models"),
    [
        (
            Role.RECRUITER,
            NAMED | {"candidates.referencecheck", "candidates.photo", "candidates.assessment", "privacy.consentevent"},
        ),
        (Role.FINANCE, {"candidates.employment", "candidates.workpermit", "candidates.identitycheck"}),
    ],
)
def test_page_of_a_candidate_leads_to_what_else_the_role_may_see(as_role, role, models):
    candidate = make_full_candidate("Zebra")

    shown = held(as_role(role), candidate)

    assert models <= shown
    assert shown & NAMED == models & NAMED


@pytest.mark.requirement("REF-DATA-04", "SEC-01")
def test_officer_learns_of_no_referee_of_a_candidate(as_role):
    candidate, member = make_full_candidate("Zebra"), make_staff_member()
    make_referee(member)
    officer = as_role(Role.PRIVACY_OFFICER)

    assert NAMED & held(officer, candidate) == set()
    assert NAMED & held(officer, member) == NAMED


@pytest.mark.requirement("SENS-01")
@pytest.mark.parametrize("role", Role)
def test_adjustments_and_declarations_are_counted_for_nobody(role):
    candidate = make_full_candidate("Zebra")

    class Actor:
        is_active = True

    Actor.role = role
    lines = lines_of(candidate.pk, SubjectKind.CANDIDATE, actor=Actor(), masks=Masks(role))

    models = {line.held.model._meta.model_name for line in lines}
    assert models & {"workplaceadjustment", "adjustmentreader", "roledeclaration"} == set()


def test_single_row_opens_its_page_and_several_the_list(recruiter):
    candidate = make_application().candidate
    first = make_referee(candidate)
    one = panel(recruiter, candidate)
    make_referee(candidate)

    two = panel(recruiter, candidate)

    title = str(first._meta.verbose_name_plural)
    add = f"{reverse('admin:candidates_referee_add')}?principal={candidate}"
    assert one[title] == (1, page(first), add)
    assert two[title] == (2, reverse("admin:candidates_referee_changelist"), add)


def test_way_to_add_fills_in_the_reference(recruiter):
    candidate = make_candidate()

    forms = [recruiter.get(add).text for _number, _address, add in panel(recruiter, candidate).values() if add]

    assert len(forms) > 3
    assert [f'value="{candidate}"' in form for form in forms] == [True] * len(forms)


@pytest.mark.requirement("SEC-01")
def test_panel_and_its_addresses_name_nobody(recruiter):
    candidate = make_full_candidate("Zebra")

    text = recruiter.get(page(candidate)).text.partition('id="also-held"')[2].partition("</section>")[0]

    assert str(candidate) in text
    assert "Zebra".lower() not in text.lower()


@pytest.mark.requirement("RIGHT-RESTR-02")
def test_nothing_is_added_to_a_restricted_person(recruiter):
    candidate = make_candidate()
    restrict(candidate.pk, SubjectKind.CANDIDATE, ground=Restriction.Ground.ACCURACY_DISPUTED, by=None)

    assert {add for _number, _address, add in panel(recruiter, candidate).values()} == {""}


def test_lines_cost_one_statement_whatever_there_is(recruiter):
    empty, full = make_candidate(), make_placement().candidate
    for _ in range(3):
        make_referee(full)
        make_emergency_contact(full)
    recruiter.get(page(empty))
    costs = []

    for candidate in (empty, full):
        with CaptureQueriesContext(connection) as asked:
            recruiter.get(page(Candidate.objects.get(pk=candidate.pk)))
        costs.append(len(asked))

    assert costs[0] == costs[1]
