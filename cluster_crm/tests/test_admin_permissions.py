import pytest
from django.contrib.admin import site
from django.urls import reverse

from cluster_crm.accounts.testing import make_user
from privacy.permissions import declared_models
from privacy.vocabulary import Role

MODELS = sorted(model._meta.label_lower for model in site._registry)
NOBODY = "00000000-0000-0000-0000-000000000000"
ALLOWED_THOUGH_NO_SUCH_ROW = 302


@pytest.mark.requirement("SEC-01")
@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("label", MODELS)
def test_pages_open_for_a_role_as_the_matrix_says(client, label, role):
    client.force_login(make_user(role))
    acts = declared_models()[label].get(role, frozenset())
    pages = {page: f"admin:{label.replace('.', '_')}_{page}" for page in ("changelist", "add", "change", "delete")}

    answers = {
        "list": client.get(reverse(pages["changelist"])).status_code,
        "add": client.get(reverse(pages["add"])).status_code,
        "view": client.get(reverse(pages["change"], args=[NOBODY])).status_code,
        "change": client.post(reverse(pages["change"], args=[NOBODY])).status_code,
        "delete": client.post(reverse(pages["delete"], args=[NOBODY]), {"post": "yes"}).status_code,
    }

    may_see = bool(acts & {"view", "change"})
    assert answers == {
        "list": 200 if may_see else 403,
        "add": 200 if "add" in acts else 403,
        "view": ALLOWED_THOUGH_NO_SUCH_ROW if may_see else 403,
        "change": ALLOWED_THOUGH_NO_SUCH_ROW if "change" in acts else 403,
        "delete": ALLOWED_THOUGH_NO_SUCH_ROW if "delete" in acts else 403,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("label", MODELS)
def test_pages_ask_a_visitor_to_sign_in(client, label):
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")

    assert client.get(address).url.startswith(reverse("admin:login"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_index_names_only_what_the_role_may_see(client, role):
    client.force_login(make_user(role))

    shown = {
        f"{app['app_label']}.{model['object_name']}".lower()
        for app in client.get(reverse("admin:index")).context["app_list"]
        for model in app["models"]
    }

    assert shown == {label for label in MODELS if declared_models()[label].get(role)}


@pytest.mark.requirement("SEC-01")
@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.RECRUITER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR])
def test_address_of_a_request_cannot_be_guessed_by_filtering(client, role):
    client.force_login(make_user(role))

    answer = client.get(reverse("admin:privacy_rightsrequest_changelist"), {"answer_to__startswith": "a"})

    assert answer.status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["candidates.candidate", "clients.client", "privacy.legalhold"])
def test_history_of_what_is_no_key_is_not_found(client, label):
    client.force_login(make_user(Role.PRIVACY_OFFICER))

    answer = client.get(reverse(f"admin:{label.replace('.', '_')}_history", args=["no-key"]))

    assert answer.status_code == 404
