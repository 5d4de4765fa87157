import pytest

from cluster_crm.accounts.models import User
from cluster_crm.jobs.models import Job
from privacy.admin.masked import HIDDEN, Masked
from privacy.masks import Masks, kinds_of, subject_id_of
from privacy.models import Controller, DataSubject, Recipient
from privacy.models.catalogue import CatalogueEntry
from privacy.vocabulary import Category, Role, SubjectKind

pytestmark = pytest.mark.django_db


def sole_trader(**fields):
    subject = DataSubject.objects.create()
    return Recipient.objects.create(
        name="Jansen Advies",
        recipient_role="controller",
        data_subject=subject,
        subject_kind=SubjectKind.STAFF,
        **fields,
    )


@pytest.mark.requirement("LAW-16")
@pytest.mark.parametrize("role", Role)
def test_staff_accounts_show_to_those_whom_the_catalogue_names(role):
    shows = Masks(role).shows(Category.ACCOUNT, [SubjectKind.STAFF])

    assert shows == (role in {Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})


def test_mask_follows_the_catalogue_and_not_the_code():
    CatalogueEntry.objects.filter(subject_kind=SubjectKind.STAFF, category=Category.ACCOUNT).update(
        visible_to=[Role.FINANCE]
    )

    assert Masks(Role.FINANCE).shows(Category.ACCOUNT, [SubjectKind.STAFF])
    assert not Masks(Role.ADMINISTRATOR).shows(Category.ACCOUNT, [SubjectKind.STAFF])


def test_category_without_a_row_is_hidden():
    assert not Masks(Role.PRIVACY_OFFICER).shows(Category.BANK_DETAILS, [SubjectKind.STAFF])


def test_nobody_without_a_role_sees_anything():
    assert not Masks(None).shows(Category.ACCOUNT, [SubjectKind.STAFF])


def test_list_of_mixed_kinds_shows_what_every_kind_shows():
    masks = Masks(Role.ADMINISTRATOR)

    assert masks.shows(Category.NAME, [SubjectKind.STAFF])
    assert not masks.shows(Category.NAME, SubjectKind)


def test_row_is_masked_by_the_kind_that_it_names():
    row = sole_trader()

    assert Masks(Role.ADMINISTRATOR).hidden(Recipient, row) == frozenset()
    assert Masks(Role.RECRUITER).hidden(Recipient, row) == {"name", "notice_email"}


def test_organisation_that_is_nobody_is_not_masked():
    row = Recipient.objects.create(name="Voorbeeld B.V.", recipient_role="controller")

    assert subject_id_of(row) is None
    assert Masks(Role.FINANCE).hidden(Recipient, row) == frozenset()


def test_table_about_nobody_is_not_masked():
    assert Masks(Role.FINANCE).hidden(Controller) == frozenset()


def test_lookup_is_hidden_through_relations_and_with_suffixes():
    masks = Masks(Role.RECRUITER)

    assert masks.hides(User, "email__startswith")
    assert masks.hides(Job, "created_by__email")
    assert not masks.hides(User, "role_of_nobody")
    assert not masks.hides(User, "language__in")
    assert not masks.hides(Job, "created_by__data_subject__created_at__year")


def test_organisations_are_found_by_name():
    assert not Masks(Role.RECRUITER).hides(Recipient, "name__icontains")


def test_catalogues_are_read_once(django_assert_num_queries):
    masks = Masks(Role.RECRUITER)

    with django_assert_num_queries(1):
        masks.hidden(Recipient)
        masks.hidden(Recipient)


def test_kinds_of_a_row_are_the_one_it_names_or_any():
    assert kinds_of(sole_trader()) == [SubjectKind.STAFF]
    assert kinds_of(None) == list(SubjectKind)


def test_mask_in_a_mixed_list_judges_each_row_by_its_own_kind():
    column = Masked("name", "name", Masks(Role.ADMINISTRATOR))
    subject = DataSubject.objects.create()
    contact = Recipient(data_subject=subject, subject_kind=SubjectKind.CLIENT_CONTACT, name="De Vries Advies")

    assert column(sole_trader()) == "Jansen Advies"
    assert column(contact) == str(HIDDEN)
