from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cluster_crm.accounts.testing import make_user
from privacy.models import Controller, DataSubject, LegalHold, Restriction, SubjectRole
from privacy.vocabulary import Role, Source, SubjectKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = make_user(Role.PRIVACY_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def person():
    controller = Controller.objects.create(name="Voorbeeld B.V.", address="Straat 1", mailbox="privacy@example.org")
    return SubjectRole.objects.create(
        data_subject=DataSubject.objects.create(),
        subject_kind=SubjectKind.CANDIDATE,
        source=Source.PAPER_CV,
        collected_on=timezone.localdate(),
        controller=controller,
    )


@pytest.mark.requirement("RIGHT-RESTR-01")
def test_officer_restricts_a_person_by_reference(client, officer, person):
    fields = {"person": str(person).lower(), "ground": "R1", "reason": "Diploma disputed"}

    answer = client.post(reverse("admin:privacy_restriction_add"), fields)

    restriction = Restriction.objects.get()
    assert answer.status_code == 302
    assert (restriction.data_subject_id, restriction.ground) == (person.data_subject_id, "R1")
    assert restriction.started_by_id == officer.pk
    assert str(person) in client.get(reverse("admin:privacy_restriction_changelist")).text
    assert client.get(reverse("admin:privacy_restriction_change", args=[restriction.pk])).status_code == 200


@pytest.mark.parametrize("reference", ["C-0", "X-{number}", "somebody", ""])
def test_unknown_reference_restricts_nobody(client, officer, person, reference):
    fields = {"person": reference.format(number=person.number), "ground": "R1"}

    answer = client.post(reverse("admin:privacy_restriction_add"), fields)

    assert answer.status_code == 200
    assert not Restriction.objects.exists()


@pytest.mark.requirement("RIGHT-RESTR-04")
def test_restriction_is_lifted_only_after_it_was_announced(client, officer, person):
    row = Restriction.objects.create(
        data_subject=person.data_subject, subject_kind="candidate", ground="R1", started_at=timezone.now()
    )
    chosen = {"_selected_action": [str(row.pk)]}
    address = reverse("admin:privacy_restriction_changelist")

    client.post(address, chosen | {"action": "end"})
    row.refresh_from_db()
    assert row.lifted_at is None
    client.post(address, chosen | {"action": "announce"})
    row.refresh_from_db()
    Restriction.objects.update(lift_noticed_at=row.lift_noticed_at - timedelta(days=30))
    client.post(address, chosen | {"action": "end"})

    row.refresh_from_db()
    assert row.lifted_at is not None


@pytest.mark.requirement("CLAIM-01")
def test_officer_places_and_releases_a_hold(client, officer, person):
    fields = {"person": str(person), "matter": "2026/1", "reason": "Claim announced", "review_on": "2026-12-31"}

    client.post(reverse("admin:privacy_legalhold_add"), fields)
    hold = LegalHold.objects.get()
    address = reverse("admin:privacy_legalhold_changelist")
    for _twice in range(2):
        client.post(address, {"_selected_action": [str(hold.pk)], "action": "release"})

    hold.refresh_from_db()
    assert (hold.opened_by_id, hold.matter) == (officer.pk, "2026/1")
    assert hold.released_at is not None
