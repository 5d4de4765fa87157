"""Links of a person: once, for a quarter of an hour, and the visit that they open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.testing import make_candidate
from cluster_crm.tests.test_erasure import erase
from cluster_crm.tests.test_merge import merge
from privacy.actions.person_links import find_link, forget_links, leave, make_link, open_link, visit_of
from privacy.exceptions import LinkNotUsable, PersonErased
from privacy.models import DataSubject, PersonLink
from privacy.testing import make_subject

pytestmark = pytest.mark.django_db


def later(**shift) -> None:
    """Let time pass for every link."""
    ago = timedelta(**shift)
    for row in PersonLink.objects.all():
        for name in ("expires_at", "opened_at", "seen_at"):
            if moment := getattr(row, name):
                setattr(row, name, moment - ago)
        row.save()


@pytest.mark.requirement("CONS-02")
def test_link_opens_once():
    person = make_subject()
    token = make_link(person.pk)

    link, visit = open_link(token)

    assert link.data_subject_id == person.pk
    assert visit_of(visit).data_subject_id == person.pk
    with pytest.raises(LinkNotUsable):
        open_link(token)


def test_looking_at_a_link_uses_nothing_up():
    token = make_link(make_subject().pk)

    looks = [find_link(token) is not None for _time in range(3)]

    assert looks == [True, True, True]
    open_link(token)
    assert find_link(token) is None


def test_neither_link_nor_cookie_is_stored():
    token = make_link(make_subject().pk)
    before = str(PersonLink.objects.values().get())

    _link, visit = open_link(token)

    after = str(PersonLink.objects.values().get())
    assert token not in before + after
    assert visit not in after


@pytest.mark.parametrize(
    ("minutes", "opens"), [(14, True), (15, False)], ids=["within a quarter of an hour", "after it"]
)
def test_link_ends_after_a_quarter_of_an_hour(minutes, opens):
    token = make_link(make_subject().pk)

    later(minutes=minutes)

    assert (find_link(token) is not None) is opens


@pytest.mark.parametrize("token", ["", "x", "ü" * 40, "\x00", "a" * 10_000, "' OR 1=1 --"])
def test_what_is_no_link_of_ours_opens_nothing(token):
    make_link(make_subject().pk)

    assert find_link(token) is None
    assert visit_of(token) is None
    with pytest.raises(LinkNotUsable):
        open_link(token)


def test_link_is_no_cookie_and_cookie_is_no_link():
    token = make_link(make_subject().pk)
    other = make_link(make_subject().pk)
    _link, visit = open_link(token)

    assert visit_of(other) is None
    assert find_link(visit) is None


def test_visit_ends_when_it_rests_too_long_and_goes_on_while_used():
    _link, visit = open_link(make_link(make_subject().pk))

    later(minutes=14)
    assert visit_of(visit) is not None
    later(minutes=14)
    assert visit_of(visit) is not None
    later(minutes=15)
    assert visit_of(visit) is None


def test_visit_ends_after_two_hours_however_much_it_is_used():
    _link, visit = open_link(make_link(make_subject().pk))

    PersonLink.objects.update(opened_at=timezone.now() - timedelta(hours=2))

    assert visit_of(visit) is None


def test_leaving_ends_the_visit():
    _link, visit = open_link(make_link(make_subject().pk))

    leave(visit)

    assert visit_of(visit) is None
    assert not PersonLink.objects.exists()


def test_leaving_with_an_unopened_link_leaves_it():
    token = make_link(make_subject().pk)

    leave(token)

    assert find_link(token) is not None


def test_what_opens_nothing_is_forgotten():
    kept = make_link(make_subject().pk)
    open_link(make_link(make_subject().pk))
    later(minutes=15)
    PersonLink.objects.filter(opened_at__isnull=True).update(expires_at=timezone.now() + timedelta(minutes=1))
    old = make_link(make_subject().pk)
    PersonLink.objects.filter(pk=find_link(old).pk).update(expires_at=timezone.now())

    assert forget_links() == 2

    assert find_link(kept) is not None


def test_nobody_gets_a_link_who_is_not_held():
    with pytest.raises(PersonErased):
        make_link(DataSubject.objects.create().pk)


@pytest.mark.requirement("ERASE-03")
def test_links_and_visits_go_with_the_person():
    candidate = make_candidate()
    token = make_link(candidate.pk)
    _link, visit = open_link(make_link(candidate.pk))

    erase(candidate)

    assert find_link(token) is None
    assert visit_of(visit) is None


def test_link_leads_to_the_record_that_absorbed_its_person():
    survivor, absorbed = make_candidate(), make_candidate(email="other@example.org")
    token = make_link(absorbed.pk)

    merge(survivor, absorbed)

    assert open_link(token)[0].data_subject_id == survivor.pk
