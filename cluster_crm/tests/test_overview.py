"""The first screen of staff: what waits for them in the lists that they may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.testing import make_candidate
from cluster_crm.accounts.testing import make_user
from privacy.actions.erasure import request_erasure
from privacy.vocabulary import ErasureGround, Role, SubjectKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter():
    return make_user(Role.RECRUITER, language="en")


def propose(recruiter):
    candidate = make_candidate()
    request_erasure(candidate.pk, [SubjectKind.CANDIDATE], ground=ErasureGround.NO_LONGER_NEEDED, by=recruiter)


def overview(client, user):
    client.force_login(user)
    return client.get("/admin/").text


@pytest.mark.requirement("RIGHT-ERASE-01")
def test_overview_counts_what_waits_and_links_to_it(client, recruiter):
    propose(recruiter)

    page = overview(client, make_user(Role.PRIVACY_OFFICER, language="en"))

    assert "<strong>1</strong> Erasures that wait for a second person" in page
    assert "/admin/privacy/erasurerun/?state__exact=proposed" in page
    assert "<strong>1</strong> Open requests of persons" in page


def test_overview_hides_what_is_nil_and_what_a_role_does_not_see(client, recruiter):
    empty = overview(client, recruiter)
    propose(recruiter)

    finance = overview(client, make_user(Role.FINANCE, language="en"))

    assert 'class="due"' not in empty
    assert "Erasures that wait" not in finance


def test_overview_asks_as_much_with_more_work(client, recruiter):
    propose(recruiter)
    overview(client, recruiter)
    with CaptureQueriesContext(connection) as once:
        overview(client, recruiter)
    propose(recruiter)

    with CaptureQueriesContext(connection) as twice:
        overview(client, recruiter)

    assert len(twice) == len(once)


def test_overview_shows_the_daily_lists_first_and_folds_the_guarded_ones(client, recruiter):
    page = overview(client, recruiter)

    navigation = page.split('id="nav"')[1].split("</nav>")[0]
    places = [navigation.index(f"/admin/candidates/{name}/") for name in ("candidate", "application", "placement")]
    assert places == sorted(places)
    assert "More: Candidates" in navigation[places[-1] : navigation.index("/admin/candidates/workpermit/")]
