from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cluster_crm.accounts.testing import make_user
from cluster_crm.people.exceptions import NotHeld
from cluster_crm.website.actions.access import record_access, trim_access_log
from cluster_crm.website.models import AccessEvent
from cluster_crm.website.testing import make_website_contact
from privacy.exceptions import NotInCatalogue
from privacy.testing import make_subject
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-06-15T03:00+02:00")
SEEN_AS = {"203.0.113.77": "203.0.113.0", "2001:db8:1:2:3:4:5:6": "2001:db8:1::"}


def visit(*, ago, ip="203.0.113.77", kind=SubjectKind.CANDIDATE):
    return record_access(make_subject(kind).pk, kind, ip=ip, at=NOW - ago)


@pytest.mark.requirement("CAND-DATA-26")
@pytest.mark.requirement("WEB-DATA-04")
@pytest.mark.parametrize("ip", SEEN_AS)
def test_address_is_shortened_after_thirty_days(ip):
    recent, old = visit(ago=timedelta(days=30), ip=ip), visit(ago=timedelta(days=30, seconds=1), ip=ip)

    first, second = trim_access_log(NOW), trim_access_log(NOW)

    assert dict(AccessEvent.objects.values_list("pk", "ip")) == {recent.pk: ip, old.pk: SEEN_AS[ip]}
    assert (first, second) == ((1, 0), (0, 0))


@pytest.mark.requirement("CAND-DATA-27")
@pytest.mark.parametrize(("months", "left"), [(12, 2), (6, 1)])
def test_visit_is_forgotten_after_the_term(settings, months, left):
    settings.CRM_LOG_MONTHS = months
    for day in ("2026-01-02", "2025-06-15", "2025-06-14"):
        visit(ago=NOW - timezone.make_aware(datetime.fromisoformat(day)))
    visit(ago=timedelta(days=1))

    trim_access_log(NOW)

    assert AccessEvent.objects.count() == left + 1


@pytest.mark.requirement("GEN-09")
@pytest.mark.parametrize("kind", [SubjectKind.CLIENT_CONTACT, SubjectKind.REFEREE])
def test_visit_of_somebody_whose_visits_we_may_not_keep_is_refused(kind):
    with pytest.raises(NotInCatalogue):
        visit(ago=timedelta(), kind=kind)


def test_visit_of_somebody_whom_we_do_not_hold_is_refused():
    with pytest.raises(NotHeld):
        record_access(make_subject().pk, SubjectKind.WEBSITE_USER, ip="203.0.113.7", at=NOW)


@pytest.mark.requirement("SEC-01")
@pytest.mark.parametrize("role", Role)
def test_privacy_officer_alone_sees_visits(client, role):
    event = visit(ago=timedelta())
    client.force_login(make_user(role))

    answer = client.get(reverse("admin:website_accessevent_changelist"))

    assert answer.status_code == (200 if role == Role.PRIVACY_OFFICER else 403)
    assert (event.ip in answer.text) == (role == Role.PRIVACY_OFFICER)


@pytest.mark.requirement("SEC-06")
def test_no_login_may_change_the_log():
    visit(ago=timedelta())

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(login, 'website_accessevent', act)"
            " FROM (VALUES ('crm_app'), ('crm_worker')) l (login), (VALUES ('UPDATE'), ('DELETE')) a (act)"
        )
        assert cursor.fetchall() == [(False,)] * 4


@pytest.mark.requirement("WEB-DATA-03")
def test_recruiter_reads_what_somebody_wrote_and_cannot_change_it(client):
    contact = make_website_contact("Do you have work in Delft?")
    client.force_login(make_user(Role.RECRUITER))

    page = client.get(reverse("admin:website_websitecontact_change", args=[contact.pk]))

    assert "Do you have work in Delft?" in page.text
    assert "messages-0-text" not in page.text
