import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from cluster_crm.accounts.models import User
from cluster_crm.accounts.testing import make_user
from privacy.vocabulary import Role, SubjectKind

pytestmark = pytest.mark.django_db


def test_user_is_a_data_subject():
    user = make_user()

    assert user.data_subject_id is not None


def test_user_without_address_is_refused():
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("", role=Role.RECRUITER)


def test_email_is_unique_whatever_its_case():
    make_user(email="Sanne@Example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(email="SANNE@example.org")
    user = User(email="sAnne@example.org", display_name="Sanne", role=Role.FINANCE)
    user.clean()
    with pytest.raises(ValidationError, match="E-mail"):
        user.validate_unique()


def test_email_in_upper_case_is_refused_by_the_database():
    user = make_user()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="SANNE@example.org")


def test_unknown_role_is_refused_by_the_database():
    user = make_user()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(role="owner")


def test_createsuperuser_makes_an_administrator(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery")

    call_command("createsuperuser", "--no-input", email="root@example.org", display_name="Root", verbosity=0)

    user = User.objects.get()
    assert (user.role, user.is_superuser, user.is_staff) == (Role.ADMINISTRATOR, False, True)
    assert user.data_subject.roles.get().subject_kind == SubjectKind.STAFF


def test_closed_account_is_no_staff():
    assert not make_user(is_active=False).is_staff


def test_str_is_a_reference_and_not_a_name():
    user = make_user()

    assert str(user) == f"U-{user.pk}"
    assert user.get_short_name() == "Recruiter"


@pytest.mark.requirement("SEC-06")
def test_history_records_role_and_leaves_out_the_password():
    user = make_user(Role.CONSULTANT)
    user.role = Role.FINANCE
    user.save()
    user.set_password("another long password")
    user.save()

    assert list(user.history.values_list("history_type", "role")) == [("~", "finance"), ("+", "consultant")]
    assert not {"password", "last_login"} & {field.name for field in user.history.model._meta.fields}
