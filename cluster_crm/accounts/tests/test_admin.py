import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from privacy.models import CatalogueEntry
from privacy.vocabulary import Category, Role, SubjectKind

pytestmark = pytest.mark.django_db
USERS = "admin:accounts_user_changelist"


@pytest.fixture
def administrator(client):
    user = make_user(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def hide_accounts_from_everybody():
    CatalogueEntry.objects.filter(category=Category.ACCOUNT).update(visible_to=[])


def test_administrator_adds_a_user_who_is_a_data_subject(client, administrator):
    password = "a long enough password"
    fields = {"email": "Sanne@Example.org", "display_name": "Sanne Smit", "role": "finance", "language": "nl"}

    answer = client.post(reverse("admin:accounts_user_add"), fields | {"password1": password, "password2": password})

    user = User.objects.exclude(pk=administrator.pk).get()
    assert answer.status_code == 302
    assert (user.email, user.role, user.check_password(password)) == ("sanne@example.org", Role.FINANCE, True)
    assert user.data_subject.roles.get().subject_kind == SubjectKind.STAFF
    assert user.history.get().history_user_id == administrator.pk


def test_log_names_the_user_by_reference_and_fields_without_values(client, administrator):
    user = make_user(email="sanne@example.org")
    fields = {"email": user.email, "display_name": "Sanne Smit", "role": "finance", "language": "nl", "theme": "dark"}

    client.post(reverse("admin:accounts_user_change", args=[user.pk]), fields | {"is_active": "on"})

    entry = LogEntry.objects.get()
    assert entry.object_repr == f"U-{user.pk}"
    assert "Sanne" not in entry.change_message
    assert "sanne" not in entry.change_message


@pytest.mark.requirement("LAW-16")
def test_list_and_form_show_a_mask_in_the_place_of_what_the_role_may_not_see(client, administrator):
    user = make_user(email="sanne@example.org")
    pages = [reverse(USERS), reverse("admin:accounts_user_change", args=[user.pk])]
    assert all("sanne@example.org" in client.get(page).text for page in pages)

    hide_accounts_from_everybody()

    for page in pages:
        text = client.get(page, headers={"accept-language": "en"}).text
        assert "sanne@example.org" not in text
        assert "Recruiter" not in text
        assert "hidden for your role" in text or "verborgen" in text


def test_hidden_field_can_be_neither_changed_nor_searched_nor_filtered(client, administrator):
    user = make_user(email="sanne@example.org")
    hide_accounts_from_everybody()

    client.post(
        reverse("admin:accounts_user_change", args=[user.pk]),
        {"email": "x@example.org", "language": "en", "theme": "dark"},
    )
    probe = client.get(reverse(USERS), {"email__startswith": "sanne"})
    found = client.post(reverse(USERS), {"search": "sanne"}, follow=True)

    user.refresh_from_db()
    assert (user.email, user.theme) == ("sanne@example.org", "dark")
    assert probe.status_code == 400
    assert f"/{user.pk}/change/" in found.text
    assert f"/{administrator.pk}/change/" in found.text


@pytest.mark.requirement("SEC-06")
def test_history_shows_changes_without_hidden_values(client, administrator):
    user = make_user(email="sanne@example.org")
    user.email, user.theme = "smit@example.org", "dark"
    user.save()
    address = reverse("admin:accounts_user_history", args=[user.pk])
    assert "smit@example.org" in client.get(address).text

    hide_accounts_from_everybody()
    text = client.get(address).text

    assert "smit@example.org" not in text
    assert "sanne@example.org" not in text
    assert "dark" in text


def test_earlier_state_is_shown_and_never_put_back(client, administrator):
    user = make_user(Role.CONSULTANT)
    version = user.history.get()
    address = reverse("admin:accounts_user_simple_history", args=[user.pk, version.history_id])
    user.role = Role.FINANCE
    user.save()

    shown = client.get(address)
    refused = client.post(address, {"email": user.email, "display_name": "x", "role": "consultant"})

    user.refresh_from_db()
    assert (shown.status_code, refused.status_code, user.role) == (200, 403, Role.FINANCE)


def test_users_cannot_be_deleted_in_bulk(client, administrator):
    user = make_user()

    client.post(reverse(USERS), {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"})

    assert User.objects.filter(pk=user.pk).exists()


def test_list_costs_the_same_number_of_queries_at_any_length(client, administrator, django_assert_num_queries):
    make_user()
    client.get(reverse(USERS))
    with django_assert_num_queries(3) as few:  # the user, the catalogue, the rows
        client.get(reverse(USERS))

    for _number in range(10):
        make_user()

    with django_assert_num_queries(len(few)):
        client.get(reverse(USERS))
