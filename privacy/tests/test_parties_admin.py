from datetime import date

import pytest
from django.urls import reverse

from cluster_crm.accounts.testing import make_user
from privacy.models import PolicyVersion
from privacy.vocabulary import Role

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("GEN-04")
def test_published_policy_is_fixed(client):
    client.force_login(make_user(Role.PRIVACY_OFFICER))
    version = PolicyVersion.objects.create(version="1.0", effective_from=date(2026, 1, 1), text_nl="We keep little.")
    change = reverse("admin:privacy_policyversion_change", args=[version.pk])
    fields = {"version": "1.0", "effective_from": "2026-01-01", "text_nl": "Another text", "summary_nl": ""}

    client.post(
        reverse("admin:privacy_policyversion_changelist"),
        {"action": "publish", "_selected_action": [str(version.pk)]},
    )
    answer = client.post(change, fields)

    version.refresh_from_db()
    assert version.published_at is not None
    assert len(version.text_hash) == 64
    assert (answer.status_code, version.text_nl) == (403, "We keep little.")
